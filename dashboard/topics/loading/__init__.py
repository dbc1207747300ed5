"""Loading in the browser: what is handed in, what is asked of it, and what it would change.

Pages of forms, which need no script: what is typed stays as it is typed, and Enter sends it.
"""
