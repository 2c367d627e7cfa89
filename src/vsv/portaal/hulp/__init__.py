"""The pages for everyone: help, words, privacy, accessibility, contact, status, and what machines ask for."""
