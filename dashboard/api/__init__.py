"""The open door for programs: the figures of the pages as read-only JSON, and the description of it."""
