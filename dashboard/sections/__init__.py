"""Parts of pages that ask the warehouse: a view in, one section out. Pages are put together from them."""
