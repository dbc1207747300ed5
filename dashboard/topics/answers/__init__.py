"""Why something is late, and what is planned: asked of the figures, answered by who runs it."""
