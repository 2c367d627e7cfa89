"""VSV-monitor."""
