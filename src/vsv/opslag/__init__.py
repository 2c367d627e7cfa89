"""The one place that talks to PostgreSQL: connections per role, transactions, bulk in and out."""
