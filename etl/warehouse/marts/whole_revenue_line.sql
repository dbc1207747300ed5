-- The revenue lines of tables of the whole; what is received is as in whole_budget_line.
CREATE VIEW whole_revenue_line AS
SELECT * REPLACE ({received_won} AS received_won) FROM revenue_line WHERE scope = 'whole';
