"""What every page has: its declaration, address, filters, preferences, and the frame around it."""
