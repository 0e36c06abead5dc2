"""Writes what PyPI recurring-ical-events finds beside each corpus: corpus.ics to expected.txt, zones.ics (zones that only the calendar itself
describes) to zones.txt. Run by hand: pip install recurring-ical-events."""
import datetime as d
import pathlib
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

HERE = pathlib.Path(__file__).parent
OWNER = ZoneInfo("Asia/Riyadh")


def utc(value):
    if not isinstance(value, d.datetime):
        value = d.datetime(value.year, value.month, value.day, tzinfo=OWNER)
    if value.tzinfo is None:
        value = value.replace(tzinfo=OWNER)
    return value.astimezone(d.timezone.utc)


for corpus, expected in [("corpus.ics", "expected.txt"), ("zones.ics", "zones.txt")]:
    calendar = icalendar.Calendar.from_ical((HERE / corpus).read_bytes())
    between = (d.datetime(2026, 9, 1, tzinfo=d.timezone.utc), d.datetime(2027, 6, 1, tzinfo=d.timezone.utc))
    events = recurring_ical_events.of(calendar).between(*between)
    lines = sorted(f"{e['UID']} {utc(e['DTSTART'].dt):%Y-%m-%dT%H:%MZ} {utc(e['DTEND'].dt):%Y-%m-%dT%H:%MZ}" for e in events)
    (HERE / expected).write_text("\n".join(lines) + "\n")
