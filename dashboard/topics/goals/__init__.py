"""Goals: each with its target, result, attainment and status."""
