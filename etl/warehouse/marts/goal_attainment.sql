-- One row per goal and report: attainment and status. result_status is the fact's own word.
CREATE VIEW goal_attainment AS
SELECT
    i.indicator_result_id, d.organization_id, i.fiscal_year, i.as_of, i.name, i.unit,
    coalesce(i.direction_id, p.direction_id) AS direction_id, i.program_id,
    p.name AS program_name, i.target, i.actual, i.better, i.measured, i.status AS result_status,
    i.printed_attainment,
    {attainment} AS attainment,
    -- Only of a goal that grows through the year: nothing else is held against its share.
    CASE WHEN {is_paced} THEN {elapsed_share} END AS elapsed_share,
    -- Of a result that is printed and was not read nobody can say that it is still to come.
    CASE WHEN i.status <> 'unread' THEN {goal_status} END AS status,
    i.document_id, i.line, i.raw,
    -- When it was said: an earlier year's result has no day, and the newest report of it is believed.
    coalesce(d.dated, i.as_of) AS reported_on,
    -- One goal over the years: its name but for spaces and signs.
    regexp_replace(i.name, '[^\pL\pN]', '', 'g') AS same
FROM (SELECT * FROM indicator_result) AS i
JOIN (SELECT document_id, organization_id, as_of AS dated FROM document) AS d USING (document_id)
LEFT JOIN (SELECT program_id, name, direction_id FROM program) AS p USING (program_id);
