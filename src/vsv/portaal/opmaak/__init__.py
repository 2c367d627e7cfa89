"""How numbers are written, per language, where that is not as Django has it."""
