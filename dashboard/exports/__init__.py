"""A page's figures as a file to take away."""
