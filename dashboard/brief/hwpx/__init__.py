"""A brief as HWPX, in which Korean public offices write."""
