"""All of the dashboard's SQL: one module per topic, each function from a connection to rows."""
