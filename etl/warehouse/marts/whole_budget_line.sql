-- The expenditure lines that a headline, a sum or a trend may be made of: those of tables of the whole.
-- What a table of an account, a fund or one office prints is kept in budget_line and added to nothing.
-- A dash beside a printed rate of zero is nothing spent; the fact itself stays as it is printed.
CREATE VIEW whole_budget_line AS
SELECT * REPLACE ({spent_won} AS executed_won) FROM budget_line WHERE scope = 'whole';
