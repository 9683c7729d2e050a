"""SQL over a dataset: tables, joined views, saved questions (docs/sql.md)."""
