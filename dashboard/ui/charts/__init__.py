"""Charts: values in, a picture out. No SQL, no clock, no environment."""
