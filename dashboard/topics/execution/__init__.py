"""Revenue and expenditure, from the whole down to each programme."""
