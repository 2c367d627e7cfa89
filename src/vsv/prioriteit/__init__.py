"""The engine: facts to features, features to priority, reasons and flags.

Imports no Django, opens no database and knows no BSN: people are opaque integer keys.
"""
