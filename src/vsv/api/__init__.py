"""The API for software vendors: `/v1` after the NLgov REST API Design Rules, OAuth, and the reference of both.

`kader` holds what is the same for every address, `oauth` how a client gets a token, and `v1` an address after another.
An address is thin: it reads what was asked, calls a service of another room, and writes what that said.
"""
