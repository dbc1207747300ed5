-- One row per programme and unit that it stands in, once: those that run it, and each one above them.
-- runs: whether the unit itself is named as the one that runs it, not only one below it.
CREATE VIEW program_unit AS
SELECT p.program_id, u.unit_id,
    bool_or(u.office IS NOT DISTINCT FROM d.office AND u.team IS NOT DISTINCT FROM d.team) AS runs
FROM program_department AS p
JOIN department AS d ON d.department_id = p.department_id
JOIN unit AS u ON u.organization_id = d.organization_id AND u.fiscal_year = d.fiscal_year
    AND u.division IS NOT DISTINCT FROM d.division
    AND (u.level = 'division' OR (
        u.office IS NOT DISTINCT FROM d.office
        AND (u.level = 'office' OR u.team IS NOT DISTINCT FROM d.team)
    ))
GROUP BY p.program_id, u.unit_id;
