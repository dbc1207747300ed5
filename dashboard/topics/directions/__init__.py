"""Strategic directions: the scorecard, and each of them."""
