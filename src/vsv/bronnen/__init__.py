"""Leveringen in: the uitwisselformaat, validation, quarantine (uitval) and the append-only facts."""
