"""`python -m dashboard remind`: one mail a week to each unit, with what is due, late and unanswered."""
