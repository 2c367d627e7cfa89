"""Logboek: who looked at this jongere, and what did this user do; for the privacy officer."""
