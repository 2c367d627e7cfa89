"""Werklijst: whom to call now. `vraag` reads the choice from the address, `views` shows the list, `handelen` does."""
