-- One row per report and scope: the figures of the whole institution.
-- scope: 'expenditure' (everything that is spent), 'programs' (what the strategic directions spend),
-- 'revenue'. executed_won holds what was received where the scope is revenue.
-- line cites the budget, executed_line the executed amount: OCR may have left only one of them on a line.
-- basis: 'printed' (the report's own line) or 'summed' (added up from its lines, where none is printed).
CREATE VIEW institution_summary AS
WITH lines AS (
    SELECT document_id, fiscal_year, as_of, line,
        CASE WHEN category = 'programs' THEN 'programs' ELSE 'expenditure' END AS scope,
        current_won, executed_won, printed_rate
    FROM whole_budget_line
    WHERE category = 'programs' OR (level = 'total' AND program_id IS NULL)
    UNION ALL
    SELECT document_id, fiscal_year, as_of, line, 'revenue', current_won, received_won, printed_rate
    FROM whole_revenue_line WHERE category = 'total'
),
first_table AS (
    -- A report may print several totals (of the whole, of its programmes): the first one is the whole's.
    SELECT * FROM lines
    QUALIFY scope = 'programs'
        OR row_number() OVER (PARTITION BY document_id, fiscal_year, scope ORDER BY line) = 1
),
printed AS (
    SELECT document_id, fiscal_year, as_of, scope, 'printed' AS basis,
        arg_min(current_won, line) AS current_won,
        arg_min(executed_won, line) AS executed_won,
        arg_min(line, line) FILTER (WHERE current_won IS NOT NULL) AS line,
        arg_min(line, line) FILTER (WHERE executed_won IS NOT NULL) AS executed_line
    FROM first_table GROUP BY document_id, fiscal_year, as_of, scope
),
two_year AS (
    SELECT y.document_id, y.fiscal_year, d.as_of,
        CASE WHEN y.side = 'revenue' THEN 'revenue'
            WHEN y.category = 'programs' THEN 'programs' ELSE 'expenditure' END AS scope,
        'printed' AS basis, y.amount_won AS current_won, NULL::BIGINT AS executed_won, y.line
    FROM year_on_year AS y JOIN document AS d USING (document_id)
    WHERE y.category = 'total' OR (y.category = 'programs' AND y.side = 'expenditure')
),
unplaced AS (
    -- Programmes of no direction belong to the whole too. Beside a direction's printed line they may already be
    -- a part of it.
    SELECT p.document_id, p.fiscal_year, s.as_of, p.current_won, p.executed_won, p.line
    FROM program_execution AS p
    JOIN (
        SELECT document_id, fiscal_year, max(as_of) AS as_of FROM direction_scorecard
        GROUP BY document_id, fiscal_year HAVING bool_and(basis = 'summed')
    ) AS s USING (document_id, fiscal_year)
    WHERE p.direction_id IS NULL AND coalesce(p.appropriation, 'programs')
        NOT IN ('commissioned_institutions', 'commissioned_institution_costs')
),
summed AS (
    SELECT s.document_id, s.fiscal_year, s.as_of, 'programs' AS scope, 'summed' AS basis,
        sum(s.current_won)::BIGINT AS current_won, sum(s.executed_won)::BIGINT AS executed_won,
        min(s.line) AS line
    FROM (
        SELECT document_id, fiscal_year, as_of, current_won, executed_won, line FROM direction_scorecard
        UNION ALL
        SELECT * FROM unplaced
    ) AS s
    GROUP BY s.document_id, s.fiscal_year, s.as_of
),
candidates AS (
    SELECT 1 AS preference, * FROM printed
    UNION ALL BY NAME SELECT 2 AS preference, * FROM two_year
    UNION ALL BY NAME SELECT 3 AS preference, * FROM summed
),
chosen AS (
    SELECT * FROM candidates
    QUALIFY row_number() OVER (PARTITION BY document_id, fiscal_year, scope ORDER BY preference, line) = 1
)
SELECT
    c.document_id, d.organization_id, c.fiscal_year, c.as_of, c.scope, c.basis, c.current_won, c.executed_won,
    c.line, c.executed_line,
    {execution_rate} AS execution_rate,
    {elapsed_share} AS elapsed_share,
    {pace_gap} AS pace_gap,
    {budget_status} AS status
FROM chosen AS c JOIN (SELECT document_id, organization_id FROM document) AS d USING (document_id);
