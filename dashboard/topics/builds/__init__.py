"""The builds that are kept, and what changed from one to another."""
