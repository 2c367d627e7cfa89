"""What can be wrong with a question to the oefenmakelaar, as OAuth 2.0 and OpenID Connect name it."""


class OAuthFout(Exception):
    """A question can't be answered, and the client hears why.

    Attributes:
        code: As RFC 6749 or OpenID Connect Core names it, such as `invalid_grant`.
        reden: One Dutch sentence, for the developer of the client. Only ASCII, as the standard wants.
    """

    def __init__(self, code: str, reden: str) -> None:
        self.code = code
        self.reden = reden
        super().__init__(f"{code}: {reden}")


class PaginaFout(Exception):
    """The person hears what is wrong on a page: it is not sure that the client may be gone back to.

    Attributes:
        reden: One Dutch sentence.
    """

    def __init__(self, reden: str) -> None:
        self.reden = reden
        super().__init__(reden)
