"""A step each: `NNNN_what_it_makes.py`. One that was released is never changed."""
