"""The charts of the papers; one that would have nothing to show is None."""

from __future__ import annotations

from datetime import date

import pandas as pd

from connectors.documents.charts import Chart, bars, lines
from connectors.documents.word import Picture
from loket.columns import DATE, FIELD, PRESENT, SCHEDULED, SERVICE, VIEWERS, WEEK
from loket.vocabulary import WEEKDAYS
from pipeline.papers.wording import known
from transforms.evaluation.satisfaction import Grade
from transforms.reading.indonesian import short_date

_WHOLE = 165.0
_INDEX_TICKS = (25, 50, 75, 100)
_ROW_MM, _EDGE_MM = 7.0, 14.0


def attendance_days(days: pd.DataFrame) -> Picture | None:
    """Draw how many sessions each day had, and how many came."""
    held = days.groupby(DATE)[[SCHEDULED, PRESENT]].sum()
    if not held[SCHEDULED].sum():
        return None
    labels = [f"{WEEKDAYS[day.weekday()]} {day:%d/%m}" for day in held.index]
    series = {"Terjadwal": known(held[SCHEDULED]), "Hadir": known(held[PRESENT])}
    return _bars(Chart(labels, series))


def attendance_weeks(weeks: pd.DataFrame) -> Picture | None:
    """Draw the attendance of several weeks; rows of Rekap Evaluasi in order."""
    figures = weeks[[SCHEDULED, PRESENT]].apply(pd.to_numeric, errors="coerce").dropna()
    if len(figures) < 2:
        return None
    labels = [str(label) for label in weeks.loc[figures.index, WEEK]]
    series = {"Terjadwal": known(figures[SCHEDULED]), "Hadir": known(figures[PRESENT])}
    chart = Chart(labels, series)
    return Picture(lines(chart, width_mm=_WHOLE, height_mm=52), _WHOLE)


def demand(fields: pd.DataFrame) -> Picture | None:
    """Draw who asked for which field, and who was served."""
    if fields.empty:
        return None
    both = fields[FIELD].duplicated(keep=False)
    labels = fields[FIELD].mask(both, fields[FIELD] + " (" + fields[SERVICE] + ")")
    series = {"Peminat": known(fields["demand"]), "Terlayani": known(fields["served"])}
    return _bars(Chart(list(labels), series))


def unsur_columns(unsur: pd.DataFrame) -> Picture | None:
    """Draw each unsur on the scale of the index, 25 to 100, with the grades' lower bounds."""
    return None if unsur["value"].isna().all() else _bars(unsur_chart(unsur))


def unsur_chart(unsur: pd.DataFrame) -> Chart:
    """Give what ``unsur_columns`` draws: the values of ``unsur_table``, as on the sheet."""
    bounds = {grade.name: float(grade.bound) for grade in list(Grade)[:3]}
    labels = list(unsur["code"] + " " + unsur["name"])
    values = {"Nilai": known(unsur["value"])}
    return Chart(labels, values, bounds, floor=25, ceiling=105, ticks=_INDEX_TICKS, decimals=2)


def index_trend(labels: list[str], values: list[float | None]) -> Picture | None:
    """Draw the IKM over periods."""
    if sum(value is not None for value in values) < 2:
        return None
    chart = Chart(labels, {"IKM": values}, floor=25, ceiling=110, decimals=2)
    return Picture(lines(chart, width_mm=_WHOLE, height_mm=52), _WHOLE)


def viewers(episodes: pd.DataFrame) -> Picture | None:
    """Draw the viewers of each episode."""
    if episodes[VIEWERS].isna().all():
        return None
    labels = [short_date(day) if isinstance(day, date) else str(day) for day in episodes[DATE]]
    return _bars(Chart(labels, {"Penonton": known(episodes[VIEWERS])}))


def _bars(chart: Chart) -> Picture:
    """Draw bars, the more of them the higher, so that their names never run into each other."""
    height = _EDGE_MM + _ROW_MM * len(chart.labels)
    return Picture(bars(chart, width_mm=_WHOLE, height_mm=height), _WHOLE)
