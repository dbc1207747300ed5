"""Divisions, offices and teams: their money and pace, their work, what will be asked."""
