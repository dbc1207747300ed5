"""What is due for a unit: answers asked for, days promised, remarks of the council, planned steps."""
