"""Numbers and times in the user's words and the system's ways of writing them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

_FARTHEST = 32_503_680_000.0  # the year 3000 in POSIX seconds: beyond it is no date of ours

# the name that lupdate looks for
translate = QCoreApplication.translate


def number_text(number: int) -> str:
    """10,000, with the separators of the system's locale; those of C too, which Qt leaves out."""
    locale = QLocale()
    locale.setNumberOptions(locale.numberOptions() & ~QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(number)


def duration_text(seconds: float | None) -> str:
    """2:47 or 1:02:47; "" for None. Negative times are 0:00."""
    if seconds is None:
        return ""
    whole = int(max(0.0, min(seconds, 1e9)))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    zero = QLocale().zeroDigit()
    # of any script the greatest unit comes first, and stands left
    return text if zero == "0" else text.translate(_digits(zero))


def _digits(zero: str) -> dict[int, int]:
    """From ASCII to the digits of a locale."""
    return {ord("0") + number: ord(zero) + number for number in range(10)}


def took_text(seconds: float | None) -> str:
    """How long a job took, as a duration."""
    return duration_text(seconds)


def bpm_text(bpm: float | None) -> str:
    """140 or 92.5; "" for None."""
    if bpm is None:
        return ""
    decimals = 0 if bpm == int(bpm) else 1
    return QLocale().toString(float(bpm), "f", decimals)


def when_text(posix: float | None, now: float, *, inside: bool = False) -> str:
    """ "Today 14:03", "Yesterday 14:03" or a short date, in local time; "" for None. `inside` a
    sentence: "today at 14:03" or "on 17/02/2026 at 14:03"."""
    moment = _local(posix)
    if moment is None:
        return ""
    locale = QLocale()
    days = moment.date().daysTo(QDateTime.fromSecsSinceEpoch(int(now)).date())
    time = locale.toString(moment.time(), QLocale.FormatType.ShortFormat)
    date = locale.toString(moment.date(), QLocale.FormatType.ShortFormat)
    if days == 0:
        text = (
            translate("wording", "today at {time}")
            if inside
            else translate("wording", "Today {time}")
        )
    elif days == 1:
        text = (
            translate("wording", "yesterday at {time}")
            if inside
            else translate("wording", "Yesterday {time}")
        )
    else:
        text = translate("wording", "on {date} at {time}") if inside else date
    return text.format(date=date, time=time)


def tells_day(posix: float | None, now: float) -> bool:
    """Whether `when_text` says "Today" or "Yesterday", which it won't say for long."""
    return when_text(posix, now) != when_text(posix, now + 2 * 86_400)


def moment_text(posix: float | None) -> str:
    """Date and time in full, in local time, for tooltips and the detail pane; "" for None."""
    moment = _local(posix)
    if moment is None:
        return ""
    locale = QLocale()
    date = locale.toString(moment.date(), QLocale.FormatType.LongFormat)
    return f"{date} {locale.toString(moment.time(), QLocale.FormatType.ShortFormat)}"


def usual_text(seconds: float) -> str:
    """About how long, "40 s" or "2.5 min": tens of seconds, from 90 on half minutes."""
    locale = QLocale()
    if seconds < 90:
        tens = max(10, round(seconds / 10) * 10)
        return translate("wording", "{number} s").format(number=locale.toString(tens))
    halves = round(min(seconds, 1e9) / 30)
    minutes = locale.toString(halves / 2, "f", halves % 2)
    return translate("wording", "{number} min").format(number=minutes)


def _local(posix: float | None) -> QDateTime | None:
    if posix is None or not -_FARTHEST < posix < _FARTHEST:
        return None
    return QDateTime.fromSecsSinceEpoch(int(posix))
