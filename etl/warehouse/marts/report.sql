-- One row per report and fiscal year that it speaks of: when, and whether with executed figures.
-- as_of is NULL where no date is printed. A report whose year is not known is of no year, and stands not here.
-- A plan's lines by year are its course, and the goals of other years are not reports of those years.
CREATE VIEW report AS
WITH speaking AS (
    SELECT document_id, fiscal_year, as_of, false AS has_execution FROM document
    UNION ALL
    SELECT document_id, fiscal_year, as_of, executed_won IS NOT NULL FROM whole_budget_line WHERE level <> 'year'
    UNION ALL
    SELECT g.document_id, g.fiscal_year, g.as_of, false
    FROM goal_attainment AS g JOIN document AS d USING (document_id, fiscal_year)
),
dated AS (
    SELECT document_id, fiscal_year, max(as_of) AS as_of, bool_or(has_execution) AS has_execution
    FROM speaking WHERE fiscal_year IS NOT NULL GROUP BY document_id, fiscal_year
)
SELECT
    d.organization_id, r.fiscal_year, r.as_of, r.document_id,
    o.name AS organization_name, o.name_en AS organization_name_en,
    d.title, d.source_name, d.kind, r.has_execution
FROM dated AS r
JOIN document AS d USING (document_id)
JOIN organization AS o USING (organization_id);
