"""Settings, the `vsv` command, the embedded database, keys and the demo."""
