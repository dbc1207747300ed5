-- One row per line of a document that a fact was read from: its page, and its text.
CREATE VIEW cited_line AS
WITH cited AS (
    SELECT document_id, line, page, raw FROM budget_line
    UNION ALL SELECT document_id, line, page, raw FROM revenue_line
    UNION ALL SELECT document_id, line, page, raw FROM year_on_year
    UNION ALL SELECT document_id, line, page, raw FROM indicator_result
    UNION ALL SELECT document_id, line, page, raw FROM program
    UNION ALL SELECT document_id, line, page, raw FROM strategic_direction
    UNION ALL SELECT document_id, line, page, raw FROM output
    UNION ALL SELECT document_id, line, page, raw FROM series_point
    UNION ALL SELECT document_id, line, page, raw FROM milestone
)
SELECT document_id, line, min(page) AS page, max(raw) AS raw FROM cited GROUP BY document_id, line;
