-- One row per unit: every division, office and team that a department names, with an id of its own.
-- Where a department row stands at exactly that level its id is the unit's; above, the id is made as the ETL
-- makes it: institution, year and the names from the top. Two paths that would read alike are told apart.
-- division_id, office_id: the units that it stands in, itself among them.
CREATE VIEW unit AS
WITH levels AS (
    SELECT organization_id, fiscal_year, 'division' AS level,
        division, CAST(NULL AS VARCHAR) AS office, CAST(NULL AS VARCHAR) AS team
    FROM department WHERE division IS NOT NULL
    UNION
    SELECT organization_id, fiscal_year, 'office', division, office, NULL
    FROM department WHERE office IS NOT NULL
    UNION
    SELECT organization_id, fiscal_year, 'team', division, office, team
    FROM department WHERE team IS NOT NULL
),
named AS (
    SELECT l.*, min(d.department_id) AS department_id
    FROM levels AS l
    LEFT JOIN department AS d ON d.organization_id = l.organization_id AND d.fiscal_year = l.fiscal_year
        AND d.division IS NOT DISTINCT FROM l.division
        AND d.office IS NOT DISTINCT FROM l.office
        AND d.team IS NOT DISTINCT FROM l.team
    GROUP BY ALL
),
addressed AS (
    SELECT *, coalesce(department_id, concat_ws('-', organization_id, fiscal_year, trim(
        regexp_replace(lower(concat_ws('-', division, office, team)), '[^\pL\pN]+', '-', 'g'), '-'
    ))) AS address
    FROM named
),
numbered AS (
    SELECT *, row_number() OVER (
        PARTITION BY address ORDER BY department_id IS NULL, level, division, office, team
    ) AS number
    FROM addressed
),
identified AS (
    -- No id of the ETL holds a '~'.
    SELECT *, address || CASE WHEN number = 1 THEN '' ELSE '~' || number END AS unit_id
    FROM numbered
)
SELECT
    u.unit_id, u.organization_id, u.fiscal_year, u.level, u.division, u.office, u.team,
    d.unit_id AS division_id, o.unit_id AS office_id
FROM identified AS u
LEFT JOIN identified AS d ON d.level = 'division' AND d.organization_id = u.organization_id
    AND d.fiscal_year = u.fiscal_year AND d.division = u.division
LEFT JOIN identified AS o ON o.level = 'office' AND o.organization_id = u.organization_id
    AND o.fiscal_year = u.fiscal_year AND o.division IS NOT DISTINCT FROM u.division AND o.office = u.office;
