"""The steps that make the database of answers, oldest first."""
