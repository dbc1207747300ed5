"""The terms of the domain: units, periods, measures. A leaf: imports the standard library only."""
