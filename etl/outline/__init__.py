"""What a document is, part by part, before any table is read: cover, sections, pages, results, names."""
