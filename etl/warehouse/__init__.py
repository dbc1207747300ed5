"""The warehouse: schema, load, checks, views."""
