"""Asking the sources about the people who are followed, and taking their answers in.

The way of a question: `plan` says about whom is still to be asked, `ronde` asks with a few at a time, `verbinding`
carries question and answer, `antwoord` reads it safely, `vertalen` makes rows of the uitwisselformaat of it, and
`verwerken` compares those with what is known and appends what is new. `stand` tells how it goes.
"""
