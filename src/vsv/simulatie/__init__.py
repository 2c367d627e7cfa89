"""A synthetic Netherlands: people, jobs, filing behaviour and corrections, from a seed."""
