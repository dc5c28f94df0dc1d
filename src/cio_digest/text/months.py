"""The names of months and weekdays in other languages to their English ones.

Dates are among the few words that reports of one event share across languages. Names that are
other words as well ("mars", "mai", "mart", "dom", "lun") are left out.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = {
    "january": "januar janvier enero janeiro gennaio januari styczen stycznia ocak января январь",
    "february": "februar fevrier febrero fevereiro febbraio februari luty lutego subat февраля",
    "march": "marz marzo marco maart marca марта",
    "april": "avril abril aprile kwiecien kwietnia nisan апреля",
    "may": "mayo maio maggio maja мая",
    "june": "juni juin junio junho giugno czerwca haziran июня",
    "july": "juli juillet julio julho luglio lipca temmuz июля",
    "august": "aout agosto augustus augusti sierpnia agustos августа",
    "september": "septembre septiembre setembro settembre wrzesnia eylul сентября",
    "october": "oktober octobre octubre outubro ottobre pazdziernika ekim октября",
    "november": "novembre noviembre novembro listopada kasim ноября",
    "december": "dezember decembre diciembre dezembro dicembre grudnia aralik декабря",
    "monday": "montag lundi lunes lunedi maandag måndag mandag понедельник",
    "tuesday": "dienstag mardi martes martedi dinsdag tisdag tirsdag вторник",
    "wednesday": "mittwoch mercredi miercoles mercoledi woensdag onsdag среду",
    "thursday": "donnerstag jeudi jueves giovedi donderdag torsdag четверг",
    "friday": "freitag vendredi viernes venerdi vrijdag fredag пятницу",
    "saturday": "samstag sonnabend samedi sabado sabato zaterdag lordag субботу",
    "sunday": "sonntag dimanche domingo domenica zondag sondag воскресенье",
}


@cache
def english() -> Mapping[str, str]:
    """Each term (as ``words.terms`` has it) of a month or weekday, with its English term."""
    return {term: name for name, others in _NAMES.items() for term in words.terms(others)}
