"""PostgreSQL: tables, migrations, and the few set-based queries that the consumers need."""
