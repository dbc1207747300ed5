-- One row per programme and report: budget, execution, pace and status.
-- The line of the summary table comes first, the programme's own page second; each figure is the first
-- one that is printed legibly. A programme whose report prints no figure still has its row.
-- A report about one project over several years prints its whole cost on the project's page, and each year
-- apart: the year's own line is then the year's budget and execution, and the whole cost is none of a year's.
-- offices: the units that run it. unit_ids: those and the ones above them.
-- every: kept as rows, since the measures name its columns again and again.
CREATE VIEW program_execution AS
WITH ranked AS (
    SELECT *, (CASE level WHEN 'program' THEN 0 ELSE 1 END) * 1000000 + line AS rank
    FROM whole_budget_line
    WHERE program_id IS NOT NULL AND level IN ('program', 'program_detail')
),
printed AS (
    SELECT
        program_id,
        document_id,
        fiscal_year,
        max(as_of) AS as_of,
        arg_min(original_won, rank) AS original_won,
        arg_min(adjustment_won, rank) AS adjustment_won,
        arg_min(current_won, rank) AS current_won,
        arg_min(executed_won, rank) AS executed_won,
        arg_min(printed_rate, rank) AS printed_rate,
        arg_min(reason, rank) AS reason,
        arg_min(line, rank) AS line,
        -- What a line that prints no budget says: a destroyed figure, or that there is none.
        arg_min(raw, rank) FILTER (WHERE contains(coalesce(unreadable, ''), 'current_won')) AS unread_budget,
        bool_and(current_won IS NULL AND executed_won IS NULL AND unreadable IS NULL) AS is_without_budget
    FROM ranked
    GROUP BY program_id, document_id, fiscal_year
),
years AS (
    SELECT document_id, fiscal_year,
        arg_min(current_won, line) AS current_won,
        arg_min(executed_won, line) AS executed_won,
        coalesce(
            arg_min(line, line) FILTER (WHERE current_won IS NOT NULL),
            min(line)
        ) AS line
    FROM whole_budget_line
    WHERE level = 'year' AND parent_id IS NULL
        AND document_id IN (SELECT document_id FROM program GROUP BY document_id HAVING count(*) = 1)
    GROUP BY document_id, fiscal_year
),
every AS MATERIALIZED (
    SELECT
        p.program_id, p.organization_id, p.fiscal_year, p.name, p.direction_id, p.task_id, p.funding, p.tags,
        p.appropriation, p.lineage_id, p.starts_on, p.ends_on,
        coalesce(b.document_id, p.document_id) AS document_id,
        -- The date is of the report that prints the line: it may print none where another report does.
        CASE WHEN b.document_id IS NULL THEN d.as_of ELSE b.as_of END AS as_of,
        coalesce(y.line, b.line, p.line) AS line,
        CASE WHEN y.line IS NULL THEN b.original_won END AS original_won,
        CASE WHEN y.line IS NULL THEN b.adjustment_won END AS adjustment_won,
        CASE WHEN y.line IS NULL THEN b.current_won ELSE y.current_won END AS current_won,
        CASE WHEN y.line IS NULL THEN b.executed_won ELSE y.executed_won END AS executed_won,
        CASE WHEN y.line IS NULL THEN b.printed_rate END AS printed_rate,
        b.reason,
        CASE WHEN coalesce(y.current_won, b.current_won) IS NOT NULL THEN 'known'
            WHEN b.unread_budget IS NOT NULL THEN 'unreadable'
            WHEN b.is_without_budget THEN 'none'
            ELSE 'unknown' END AS budget_state,
        CASE WHEN b.current_won IS NULL THEN b.unread_budget END AS unread_budget
    FROM program AS p
    JOIN document AS d ON d.document_id = p.document_id
    LEFT JOIN printed AS b ON b.program_id = p.program_id AND b.fiscal_year = p.fiscal_year
    LEFT JOIN years AS y ON y.document_id = p.document_id AND y.fiscal_year = p.fiscal_year
)
SELECT
    e.*,
    d.name AS direction_name,
    t.name AS task_name,
    current_won - executed_won AS remaining_won,
    {execution_rate} AS execution_rate,
    {elapsed_share} AS elapsed_share,
    {pace_gap} AS pace_gap,
    {projection_won} AS projection_won,
    {projection_rate} AS projection_rate,
    {months_left} AS months_left,
    {needed_per_month_won} AS needed_per_month_won,
    -- Of a programme without a budget nothing is still to come.
    CASE WHEN budget_state <> 'none' THEN {program_status} END AS status,
    {is_reason_asked} AS is_reason_asked,
    -- Against its own months where they are not the year's: what its status is told by.
    {own_pace_gap} AS own_pace_gap,
    -- A programme's own months within the year; the share is NULL where it is the year's own, at one decimal.
    CASE WHEN {has_own_months} THEN {own_elapsed_share} END AS own_elapsed_share,
    {own_start} AS own_starts_on,
    {own_end} AS own_ends_on,
    {adjusted_percent} AS adjusted_percent,
    -- One of budget and execution is not known. A dash beside a printed 0 % is known: it is nothing.
    (executed_won IS NULL AND (current_won IS NOT NULL OR printed_rate IS NOT NULL)
        AND coalesce(printed_rate, -1.0) != 0.0)
        OR (executed_won IS NOT NULL AND current_won IS NULL) AS is_unknown,
    o.offices,
    coalesce(o.unit_ids, []) AS unit_ids
FROM every AS e
LEFT JOIN (SELECT direction_id, name FROM strategic_direction) AS d USING (direction_id)
LEFT JOIN (SELECT task_id, name FROM strategic_task) AS t USING (task_id)
LEFT JOIN (
    SELECT p.program_id, list(p.unit_id ORDER BY p.unit_id) AS unit_ids,
        string_agg(
            coalesce(u.team, u.office, u.division), ', '
            ORDER BY u.division NULLS LAST, u.office NULLS FIRST, u.team NULLS FIRST
        ) FILTER (WHERE p.runs) AS offices
    FROM program_unit AS p JOIN unit AS u USING (unit_id)
    GROUP BY p.program_id
) AS o USING (program_id);
