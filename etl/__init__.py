"""Reports in, warehouse out."""
