"""Files that were spoiled on the way."""

from hypothesis import strategies as st


def _changes(content: bytes, van: int, tot: int, stuk: bytes, bit: int) -> list[bytes]:
    """Every way in which this place can be spoiled."""
    before, middle, after = content[:van], content[van:tot], content[tot:]
    return [
        before + middle[40:] + after,  # a piece is gone
        before + stuk + middle + after,  # something came in between
        before + stuk + content[van + len(stuk) :],  # something is written over it
        before + middle[:200] + middle + after,  # a piece stands there twice
        before + after + middle,  # two pieces changed places
        before + middle,  # it breaks off
        before + bytes(byte ^ 1 << bit for byte in content[van : van + 1]) + content[van + 1 :],  # a bit fell over
    ]


@st.composite
def mutated(draw: st.DrawFn, whole: bytes, stukken: st.SearchStrategy[bytes]) -> bytes:
    """Whole bytes that were spoiled in a few places, some of them with other pieces."""
    content = whole
    for _ in range(draw(st.integers(1, 6))):
        van, tot = sorted(draw(st.tuples(*[st.integers(0, len(content))] * 2)))
        content = draw(
            st.sampled_from(range(7)).map(
                _changes(content, van, tot, draw(stukken), draw(st.integers(0, 7))).__getitem__
            )
        )
    return content
