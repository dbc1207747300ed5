"""The hearing brief: its chapters and points as data, the same for the screen and for every file."""
