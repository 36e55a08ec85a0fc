"""Text of logs and numbers, made fit for people to read: names are hostile, and nothing of them is obeyed."""

import datetime
import unicodedata

LONGEST = 90


def shown(text, longest: int = LONGEST) -> str:
    """A text with what does not print (controls, marks that turn the writing direction) as escapes, cut where it is long."""
    if text is None:
        return "–"
    out = []
    for character in str(text)[: longest + 1]:
        hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
        out.append(f"\\u{ord(character):04x}" if hidden else character)
    return "".join(out[:longest]) + ("…" if len(str(text)) > longest else "")


def number(value, digits: int = 0) -> str:
    """1234567.8 as 1,234,568; what is not known as a dash."""
    return "–" if value is None or value != value else f"{float(value):,.{digits}f}"


def seconds(value) -> str:
    """Seconds in the unit that people would use."""
    if value is None or value != value:
        return "–"
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if value >= 2 * size:
            return f"{value / size:.0f} {unit}" if value >= 10 * size else f"{value / size:.1f} {unit}"
    return f"{value:.0f} s" if value >= 10 or value == int(value) else f"{value:.1f} s"


def moment(value) -> str:
    """A time, to the minute, or to the second where that tells more."""
    if value is None or value != value:
        return "–"
    if isinstance(value, datetime.datetime):
        return f"{value:%a %d %b %H:%M}" + (f":{value:%S}" if value.second else "")
    return f"{value:%a %d %b %Y}"


def period(since, until) -> str:
    """From when to when; a day is named once."""
    if until is None or until == since:
        return moment(since)
    if since is not None and since.date() == until.date():
        return f"{moment(since)} – {moment(until)[len('Mon 09 Nov '):]}"
    return f"{moment(since)} – {moment(until)}"


def span(low, high) -> str:
    """An interval, or one number where it is one."""
    return number(low) if low == high else f"{number(low)} to {number(high)}"
