"""Tokens for software: who asks proves it with a key of its own, and gets one that we sign, for some minutes."""
