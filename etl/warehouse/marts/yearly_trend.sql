-- One row per subject and fiscal year, so that like stands beside like.
-- scope: revenue, expenditure (printed categories), theme (directions through themes),
-- lineage (programmes through their names). basis: budget or executed.
-- as_of is NULL where no date is printed: a two-year table prints none for its earlier year.
-- is_partial: the year was not over at the as-of date, or when the two-year table was printed; NULL where
-- that is not known. is_comparable: the year before may stand beside it;
-- what is executed by September stands beside another September, not beside a whole year.
CREATE VIEW yearly_trend AS
WITH printed AS (
    SELECT d.organization_id, y.side AS scope, coalesce(y.category, y.label) AS key, y.label,
        y.fiscal_year, y.amount_won, d.as_of, d.as_of AS printed_on, y.document_id, y.line, 1 AS preference
    FROM year_on_year AS y JOIN document AS d USING (document_id)
    UNION ALL
    SELECT d.organization_id, y.side, coalesce(y.category, y.label), y.label,
        y.previous_year, y.previous_won, NULL, d.as_of, y.document_id, y.line, 2
    FROM year_on_year AS y JOIN document AS d USING (document_id)
),
categories AS (
    SELECT * EXCLUDE (preference), 'budget' AS basis, true AS is_comparable FROM printed
    WHERE key IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY organization_id, scope, key, fiscal_year ORDER BY preference, printed_on DESC NULLS LAST, document_id, line) = 1
),
themes AS (
    SELECT s.organization_id, 'theme' AS scope, s.theme_id AS key, t.name AS label, s.fiscal_year,
        sum(s.current_won)::BIGINT AS budget_won, sum(s.executed_won)::BIGINT AS executed_won,
        s.as_of, s.document_id, min(s.line) AS line,
        bool_and(s.previous_direction_id IS NULL OR s.is_comparable) AS is_comparable
    FROM direction_scorecard AS s JOIN theme AS t USING (theme_id)
    GROUP BY s.organization_id, s.theme_id, t.name, s.fiscal_year, s.as_of, s.document_id
),
lineages AS (
    SELECT p.organization_id, 'lineage' AS scope, p.lineage_id AS key, l.name AS label, p.fiscal_year,
        sum(p.current_won)::BIGINT AS budget_won, sum(p.executed_won)::BIGINT AS executed_won,
        p.as_of, p.document_id, min(p.line) AS line,
        NOT EXISTS (
            SELECT 1 FROM succession AS x
            WHERE x.kind = 'program' AND NOT x.is_comparable AND x.confidence <> 'low' AND x.from_id IS NOT NULL
                AND x.to_id IN (SELECT program_id FROM program AS q WHERE q.lineage_id = p.lineage_id)
        ) AS is_comparable
    FROM program_execution AS p JOIN lineage AS l USING (lineage_id)
    GROUP BY p.organization_id, p.lineage_id, l.name, p.fiscal_year, p.as_of, p.document_id
),
subjects AS (SELECT * FROM themes UNION ALL SELECT * FROM lineages),
amounts AS (
    SELECT organization_id, scope, key, label, fiscal_year, basis, amount_won, as_of, printed_on, is_comparable,
        document_id, line FROM categories
    UNION ALL
    SELECT organization_id, scope, key, label, fiscal_year, 'budget', budget_won, as_of, as_of, is_comparable,
        document_id, line FROM subjects
    UNION ALL
    SELECT organization_id, scope, key, label, fiscal_year, 'executed', executed_won, as_of, as_of, is_comparable,
        document_id, line FROM subjects WHERE executed_won IS NOT NULL
),
latest AS (
    SELECT * FROM amounts
    QUALIFY row_number() OVER (
        PARTITION BY organization_id, scope, key, fiscal_year, basis ORDER BY as_of DESC NULLS LAST, document_id) = 1
),
paired AS (
    SELECT * REPLACE (
            is_comparable AND (
                basis = 'budget'
                OR lag(fiscal_year) OVER subject IS NULL
                OR coalesce(strftime(as_of, '%m-%d') = strftime(lag(as_of) OVER subject, '%m-%d'), false)
            ) AS is_comparable),
        lag(fiscal_year) OVER subject AS previous_year,
        lag(amount_won) OVER subject AS previous_won
    FROM latest
    WINDOW subject AS (PARTITION BY organization_id, scope, key, basis ORDER BY fiscal_year)
)
SELECT
    organization_id, scope, key, label, fiscal_year, basis, amount_won, as_of,
    printed_on < make_date(fiscal_year, 12, 31) AS is_partial,
    is_comparable, previous_year, previous_won,
    CASE WHEN is_comparable THEN {change_won} END AS change_won,
    CASE WHEN is_comparable THEN {change_percent} END AS change_percent,
    document_id, line
FROM paired;
