"""What a brief is made of, and the files that it becomes: PDF, HWPX, workbook."""
