"""Printed figures that do not agree with each other."""
