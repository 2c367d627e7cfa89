"""The oefen-UWV: a process of its own that speaks the three SuwiML services about synthetic people."""
