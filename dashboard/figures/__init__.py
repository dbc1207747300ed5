"""Figures: values in, a plain figure out. No SQL, no clock, no environment."""
