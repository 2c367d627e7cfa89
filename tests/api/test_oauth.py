"""The token endpoint over HTTP: what is given, what is refused, and that each refusal stands in the log."""

from collections.abc import Callable

from tests.api.conftest import Api
from tests.api.vrager import Vrager

Vraag = Callable[..., Vrager]


def test_a_token_is_given(api: Api, vraag: Vraag) -> None:
    answer = vraag().ask_token()
    assert answer.status_code == 200, answer.text
    answer = vraag().get("/organisaties")
    assert answer.status_code == 200, api.log.read_text()[-3000:]
