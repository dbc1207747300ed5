-- One row per strategic direction and report: budget against pace, goals, change on the comparable year.
-- basis: 'printed' where the report prints the direction's own line, else 'summed' over its programmes;
-- what is paid for commissioned institutions is no part of a direction's budget, in either.
CREATE VIEW direction_scorecard AS
WITH printed AS (
    SELECT
        direction_id, document_id, fiscal_year, max(as_of) AS as_of,
        arg_min(original_won, line) AS original_won,
        arg_min(adjustment_won, line) AS adjustment_won,
        arg_min(current_won, line) AS current_won,
        arg_min(executed_won, line) AS executed_won,
        arg_min(printed_rate, line) AS printed_rate,
        min(line) AS line
    FROM whole_budget_line WHERE level = 'direction' AND direction_id IS NOT NULL
    GROUP BY direction_id, document_id, fiscal_year
),
programs AS (
    SELECT
        direction_id, document_id,
        sum(current_won) FILTER (WHERE is_own)::BIGINT AS current_won,
        sum(executed_won) FILTER (WHERE is_own)::BIGINT AS executed_won,
        count(*) AS program_count,
        count(*) FILTER (WHERE budget_state IN ('unreadable', 'unknown')) AS programs_without_budget,
        sum(current_won) FILTER (WHERE NOT is_own)::BIGINT AS commissioned_won,
        count(*) FILTER (WHERE status IN ('behind', 'over')) AS attention_count,
        max(as_of) AS as_of, min(line) AS line
    FROM (
        SELECT *, coalesce(appropriation, 'programs') = 'programs' AS is_own
        FROM program_execution WHERE direction_id IS NOT NULL
    )
    GROUP BY direction_id, document_id
),
goals AS (
    SELECT
        direction_id, document_id, count(*) AS goals_total,
        count(*) FILTER (WHERE status IN ('met', 'exceeded')) AS goals_met,
        count(*) FILTER (WHERE status = 'on_pace') AS goals_on_pace,
        count(*) FILTER (WHERE status = 'watch') AS goals_watch,
        count(*) FILTER (WHERE status IN ('behind', 'missed')) AS goals_behind,
        count(*) FILTER (WHERE status = 'pending') AS goals_pending,
        -- least() passes over NULL: without the filter a pending goal would count as 100.
        median(least(attainment, 100.0)) FILTER (WHERE attainment IS NOT NULL) AS attainment_median
    -- The goals of another year that a report prints beside its own count nowhere here.
    FROM goal_attainment JOIN (SELECT direction_id, fiscal_year FROM strategic_direction)
        USING (direction_id, fiscal_year)
    GROUP BY direction_id, document_id
),
reports AS (
    -- Each report that says what the direction has to spend; where none does, the one that names it.
    SELECT direction_id, document_id FROM printed
    UNION
    SELECT direction_id, document_id FROM programs
    WHERE current_won IS NOT NULL OR direction_id NOT IN (SELECT direction_id FROM printed)
    UNION
    SELECT direction_id, document_id FROM strategic_direction
    WHERE direction_id NOT IN (SELECT direction_id FROM printed)
        AND direction_id NOT IN (SELECT direction_id FROM programs)
),
amounts AS (
    SELECT
        s.direction_id, s.organization_id, s.fiscal_year, s.position, s.name, s.theme_id,
        r.document_id,
        coalesce(b.as_of, p.as_of, d.as_of) AS as_of,
        CASE WHEN b.direction_id IS NULL THEN 'summed' ELSE 'printed' END AS basis,
        b.original_won, b.adjustment_won,
        CASE WHEN b.direction_id IS NULL THEN p.current_won ELSE b.current_won END AS current_won,
        CASE WHEN b.direction_id IS NULL THEN p.executed_won ELSE b.executed_won END AS executed_won,
        b.printed_rate,
        coalesce(b.line, p.line, s.line) AS line,
        coalesce(p.program_count, 0) AS program_count,
        coalesce(p.programs_without_budget, 0) AS programs_without_budget,
        coalesce(p.attention_count, 0) AS attention_count,
        p.commissioned_won
    FROM strategic_direction AS s
    JOIN reports AS r ON r.direction_id = s.direction_id
    JOIN document AS d ON d.document_id = r.document_id
    LEFT JOIN printed AS b ON b.direction_id = r.direction_id AND b.document_id = r.document_id
    LEFT JOIN programs AS p ON p.direction_id = r.direction_id AND p.document_id = r.document_id
),
measured AS (
    SELECT
        *,
        {execution_rate} AS execution_rate,
        {elapsed_share} AS elapsed_share,
        {pace_gap} AS pace_gap,
        {budget_status} AS status
    FROM amounts
),
latest AS (
    SELECT * FROM measured
    QUALIFY row_number() OVER (PARTITION BY direction_id ORDER BY as_of DESC NULLS LAST, document_id) = 1
),
compared AS (
    SELECT
        m.*, m.current_won AS amount_won,
        coalesce(g.goals_total, 0) AS goals_total,
        coalesce(g.goals_met, 0) AS goals_met,
        coalesce(g.goals_on_pace, 0) AS goals_on_pace,
        coalesce(g.goals_watch, 0) AS goals_watch,
        coalesce(g.goals_behind, 0) AS goals_behind,
        coalesce(g.goals_pending, 0) AS goals_pending,
        g.attainment_median,
        l.direction_id AS previous_direction_id,
        l.name AS previous_name,
        l.fiscal_year AS previous_year,
        l.current_won AS previous_won,
        coalesce(x.is_comparable, false) AS is_comparable,
        x.reason AS comparison_reason,
        x.reason_en AS comparison_reason_en
    FROM measured AS m
    LEFT JOIN goals AS g ON g.direction_id = m.direction_id AND g.document_id = m.document_id
    LEFT JOIN (
        SELECT to_id, from_id, reason, reason_en, is_comparable FROM succession
        WHERE kind = 'direction' AND from_id IS NOT NULL AND to_id IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY to_id ORDER BY is_comparable DESC, from_id) = 1
    ) AS x ON x.to_id = m.direction_id
    LEFT JOIN latest AS l ON l.direction_id = x.from_id
)
SELECT * EXCLUDE (amount_won),
    CASE WHEN is_comparable THEN {change_won} END AS change_won,
    CASE WHEN is_comparable THEN {change_percent} END AS change_percent
FROM compared;
