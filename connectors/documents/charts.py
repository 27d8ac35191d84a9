"""Charts as pictures for a document: bars, columns and lines, in one quiet style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

_COLOURS = ("#1565c0", "#90caf9", "#6a1b9a")
_GREY, _RULE = "#424242", "#bdbdbd"
_DOTS_PER_INCH, _MM_PER_INCH = 160, 25.4

_CLEAR = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
"""Behind a value, so that a line across does not run through it."""

Values = Sequence[float | None]


@dataclass(frozen=True)
class Chart:
    """What a chart shows. A value of None is left out; ``bounds`` are named lines across.

    ``floor`` and ``ceiling`` limit the axis of values, ``ticks`` stand on that of bars
    (empty: where they fit); ``decimals`` of None prints no values.
    """

    labels: Sequence[str]
    series: Mapping[str, Values]
    bounds: Mapping[str, float] = field(default_factory=dict)
    floor: float = 0
    ceiling: float | None = None
    ticks: Sequence[float] = ()
    decimals: int | None = 0


def bars(chart: Chart, *, width_mm: float, height_mm: float) -> bytes:
    """Give a PNG of horizontal bars, the first label on top: for labels that are words."""
    figure, axes = _canvas(width_mm, height_mm)
    thickness = 0.8 / len(chart.series)
    for number, (name, values) in enumerate(chart.series.items()):
        places = [row + thickness * (number + 0.5) - 0.4 for row in range(len(chart.labels))]
        drawn = axes.barh(
            places, _numbers(values), thickness, label=name, color=_COLOURS[number % len(_COLOURS)]
        )
        if chart.decimals is not None:
            texts = _texts(values, chart.decimals)
            axes.bar_label(drawn, texts, padding=2, fontsize=7, bbox=_CLEAR, zorder=4)
    axes.set_yticks(range(len(chart.labels)), chart.labels)
    axes.invert_yaxis()
    axes.set_xlim(chart.floor, chart.ceiling)
    if chart.ticks:
        axes.set_xticks(chart.ticks)
    else:
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.xaxis.set_major_formatter(_indonesian)
    axes.grid(visible=True, axis="x", color=_RULE, linewidth=0.4)
    for name, value in chart.bounds.items():
        axes.axvline(value, color=_GREY, linewidth=0.7, linestyle="--")
        axes.annotate(
            name,
            (value, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            fontsize=7,
            color=_GREY,
        )
    return _png(figure, chart)


def lines(chart: Chart, *, width_mm: float, height_mm: float) -> bytes:
    """Give a PNG of a line for each series, over labels that are moments in order."""
    figure, axes = _canvas(width_mm, height_mm)
    places = range(len(chart.labels))
    for number, (name, values) in enumerate(chart.series.items()):
        colour = _COLOURS[(2 * number) % len(_COLOURS)]
        axes.plot(places, _numbers(values), marker="o", markersize=4, label=name, color=colour)
        for place, value, text in zip(
            places, values, _texts(values, chart.decimals or 0), strict=True
        ):
            if value is not None and chart.decimals is not None:
                axes.annotate(
                    text,
                    (place, value),
                    xytext=(0, 5),
                    textcoords="offset points",
                    ha="center",
                    fontsize=7,
                    color=colour,
                )
    axes.set_xticks(places, chart.labels)
    axes.set_ylim(chart.floor, chart.ceiling)
    axes.margins(x=0.08, y=0.18)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.yaxis.set_major_formatter(_indonesian)
    axes.grid(visible=True, axis="y", color=_RULE, linewidth=0.4)
    return _png(figure, chart)


def _canvas(width_mm: float, height_mm: float) -> tuple[Figure, Axes]:
    """Give an empty drawing, without pyplot's list of open figures, which is never emptied."""
    size = (width_mm / _MM_PER_INCH, height_mm / _MM_PER_INCH)
    figure = Figure(figsize=size, dpi=_DOTS_PER_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.tick_params(labelsize=7.5, length=0, colors=_GREY)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(_RULE)
    axes.set_axisbelow(True)
    return figure, axes


def _png(figure: Figure, chart: Chart) -> bytes:
    if len(chart.series) > 1:
        figure.legend(
            loc="outside lower center", ncols=len(chart.series), fontsize=7.5, frameon=False
        )
    stream = BytesIO()
    # The version of the library would make every picture another one after each upgrade.
    figure.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()


def _numbers(values: Values) -> list[float]:
    return [float("nan") if value is None else float(value) for value in values]


def _texts(values: Values, decimals: int) -> list[str]:
    return ["" if value is None else _number(value, decimals) for value in values]


def _number(value: float, decimals: int) -> str:
    """Write a number as Indonesians do: ``1.234,50``."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def _indonesian(value: float, _: float) -> str:
    """Write a whole number of an axis."""
    return _number(value, 0)
