"""The dashboard: warehouse in, pages out."""
