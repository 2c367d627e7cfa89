"""Charts, drawn on the server: Altair describes them, vl-convert makes SVG of them, offline.

The letters are text in the SVG, so whoever shows it needs the font it names.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import altair as alt
import polars as pl
import vl_convert

from vsv.rapport.uitvoer.woorden import CODES, PRIORITEITEN, format_aantal

_STAAF, _HOOGTE = 36, 200  # width of a bar with its margin and height of the chart, in pixels
_REGEL = 16  # height a label needs
_MARGE = {"left": 46, "right": 206, "top": 6, "bottom": 24}  # fixed: vl-convert can't measure every font
_INKT, _LIJN, _WIT = "#1f2430", "#d5d9e0", "#ffffff"

# Each part of a bar in its colour with a white seam; NP is only an outline.
_STIJL = pl.DataFrame(
    [
        {
            "prioriteit": prioriteit.code,
            "kleur": prioriteit.kleur,
            "vlak": _WIT if prioriteit.code == "NP" else prioriteit.kleur,
            "rand": prioriteit.kleur if prioriteit.code == "NP" else _WIT,
        }
        for prioriteit in PRIORITEITEN
    ]
)


def draw_trend(trend: pl.DataFrame, namen: Mapping[str, str], *, font: str) -> str:
    """Draw the counts per priority as one stacked bar a week, with words beside the last one.

    Args:
        trend: Columns peildatum (date), prioriteit (`1` to `5`, `NP`), aantal (integer, not negative):
            every priority for every day; at least one day.
        namen: Priority -> what it means in a few words.
        font: Font of all letters.

    Returns:
        SVG on a white ground; the same text for the same counts.
    """
    parts = _stack(trend)
    top = 1.1 * max([*parts["tot"].to_list(), 4])  # with less, the axis would count in halves
    chart: Any = alt.layer(_bars(parts, top), _totals(parts), _labels(parts, namen, top))
    return _as_svg(chart.properties(width=alt.Step(_STAAF), height=_HOOGTE), font)


def spread(middles: Sequence[float], gap: float, top: float) -> list[float]:
    """Return heights near the given ones, ascending, `gap` apart and not above `top`.

    >>> spread([1, 2, 50], gap=10, top=55)
    [1, 11, 50]
    >>> spread([50, 51, 52], gap=10, top=55)
    [35, 45, 55]
    """
    up = accumulate(middles, lambda below, middle: max(middle, below + gap))
    down = accumulate(reversed(list(up)), lambda above, height: min(height, above - gap), initial=top + gap)
    return list(down)[:0:-1]


def _stack(trend: pl.DataFrame) -> pl.DataFrame:
    """Return where each part of a bar begins (`van`) and ends (`tot`), priority 1 at the bottom."""
    return (
        trend.sort("peildatum", pl.col("prioriteit").cast(pl.Enum(CODES)))
        .with_columns(tot=pl.col("aantal").cum_sum().over("peildatum"))
        .with_columns(van=pl.col("tot") - pl.col("aantal"), dag=pl.col("peildatum").dt.to_string())
        .drop("peildatum")
        .join(_STIJL, on="prioriteit", maintain_order="left")
    )


def _bars(parts: pl.DataFrame, top: float) -> Any:
    days = alt.Axis(labelExpr="utcFormat(toDate(datum.value), '%-d %b')", labelAngle=0, ticks=False)
    counts = alt.Axis(format=",d", tickCount=4, tickMinStep=1, domain=False, ticks=False)
    return (
        alt.Chart(parts)
        .mark_bar(strokeWidth=0.75)
        .encode(
            x=alt.X("dag:O", title=None, axis=days),
            y=alt.Y("van:Q", title=None, axis=counts, scale=alt.Scale(domain=[0, top], nice=False)),
            y2="tot:Q",
            fill=alt.Fill("vlak:N", scale=None),
            stroke=alt.Stroke("rand:N", scale=None),
        )
    )


def _totals(parts: pl.DataFrame) -> Any:
    """Write how many jongeren there are above the first and the last bar."""
    totals = parts.group_by("dag", maintain_order=True).agg(pl.col("tot").max())
    words = pl.Series("tekst", [format_aantal(total) for total in totals["tot"]])
    ends = totals.with_columns(words).filter(pl.col("dag").is_in([totals["dag"].min(), totals["dag"].max()]))
    return alt.Chart(ends).mark_text(dy=-8, color=_INKT).encode(x="dag:O", y="tot:Q", text="tekst:N")


def _labels(parts: pl.DataFrame, namen: Mapping[str, str], top: float) -> Any:
    """Write beside the last bar what each part of it is, no two at the same height."""
    last = parts.filter(pl.col("dag") == pl.col("dag").max())
    middles = ((last["van"] + last["tot"]) / 2).to_list()
    words = [
        f"{code} {namen[code]}: {format_aantal(number)}"
        for code, number in zip(last["prioriteit"], last["aantal"], strict=True)
    ]
    heights = spread(middles, gap=top * _REGEL / _HOOGTE, top=top)
    return (
        alt.Chart(last.with_columns(hoogte=pl.Series(heights), tekst=pl.Series(words)))
        .mark_text(align="left", dx=8, fontWeight="bold")
        .encode(x=alt.value("width"), y="hoogte:Q", text="tekst:N", color=alt.Color("kleur:N", scale=None))
    )


def _as_svg(chart: Any, font: str) -> str:
    styled = (
        chart.configure(font=font, background=_WIT, padding=_MARGE, autosize="none")
        .configure_view(stroke=None)
        .configure_axis(labelColor=_INKT, gridColor=_LIJN, domainColor=_LIJN, labelFontSize=12)
        .configure_text(fontSize=12)
    )
    svg: str = vl_convert.vegalite_to_svg(
        styled.to_json(), allowed_base_urls=[], format_locale="nl-NL", time_format_locale="nl-NL"
    )
    return svg
