"""The council's remarks: read from reports or entered, what becomes of them, and which ones come again."""
