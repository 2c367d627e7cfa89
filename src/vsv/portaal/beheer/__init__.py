"""Beheer: how the service is doing, for the operator; of people nothing, but how many."""
