"""What a headline reports, where it says so in plain words: English and German.

Precision before recall: words that also mean something else count only beside those that decide,
and a headline that advises, asks or tells a story of something prevented is no event.
"""

from __future__ import annotations

import re
from typing import NamedTuple

EVENTS = ("price", "outage", "end of life", "security", "people")

_JOBS = (
    r"(?:CEO|CIO|CTO|CFO|COO|CISO|CMO|chief \w+ officer|chief executive|president|chairman|"
    r"chair(?:wo)?man|managing director|founder|co-founder)"
)
_CHEFS = (
    r"(?:CEO|CIO|CTO|CFO|Chef(?:in)?|Vorstandschef(?:in)?|Geschäftsführer(?:in)?|Finanzchef(?:in)?)"
)
_NO_GOODS = "".join(
    rf"(?<!{what} )" for what in ("stock", "share", "target", "electricity", "energy", "oil", "gas")
)
_FEW = r"(?:[\w’'.&-]+ ){0,4}"  # words between two that belong together

_RULES: dict[str, tuple[str, ...]] = {
    "price": (
        rf"{_NO_GOODS}price (?:hikes?|increases?|rises?|cuts?|changes?)",
        (
            rf"(?:raises?|raising|hikes?|hiking|increases?|increasing|cuts?|cutting|lowers?|slash(?:es)?)"
            rf" {_FEW}{_NO_GOODS}(?:prices?(?! targets?)|pricing|subscription fees|licen[cs]e fees)"
        ),
        rf"{_NO_GOODS}(?:prices?|pricing) (?:go(?:es)? up|rises?|increases?|to rise|to increase)",
        r"Preiserhöhung(?:en)?",
        rf"(?:erhöht|senkt) {_FEW}Preise?",
        r"(?:wird|werden) (?:\w+ ){0,3}(?:teurer|billiger|günstiger)",
    ),
    "outage": (
        r"(?<!power )outages?(?! (?:map|tracker|tool|plan|cost))",
        r"(?:goes|went|go|is|are) (?:down|offline) (?:for|again|worldwide|globally|across)",
        r"knocked offline",
        r"(?:service|widespread|global|major) disruptions?",
        r"Großstörung(?:en)?|Störung(?:en)? bei",
        r"(?:Ausfall|Ausfälle) (?:bei|von|der|des)|fällt aus|ausgefallen",
    ),
    "end of life": (
        r"end[- ]of[- ](?:life|support|service)",
        rf"(?:ends?|ending|drops?|dropping|stops?|discontinues?) {_FEW}support(?: for)?",
        (
            r"(?:discontinu(?:es?|ing|ed)|retir(?:es|ing)|sunset(?:s|ting)?|shut(?:s|ting) down|"
            r"kill(?:s|ing) off) (?!CEO)(?=\w)"
        ),
        r"(?:will be|is being|are being|to be) (?:retired|discontinued)|retirement of",
        r"support (?:has ended|will end|ends)",
        r"Support-?[Ee]nde|Ende des Supports|Support (?:endet|läuft aus)",
        rf"stellt {_FEW}ein$|wird eingestellt|werden eingestellt",
    ),
    "security": (
        r"vulnerabilit(?:y|ies) (?:in|affecting|fixed|patched|exploited|lets?|allows?)",
        (
            r"(?:critical|severe|serious|high-severity|patches|warns of) (?:[\w-]+ ){0,2}"
            r"vulnerabilit(?:y|ies)(?! (?:management|disclosure|assessment|scan\w*|program))"
        ),
        r"zero[- ]days?(?! vulnerabilities:)|CVE-\d{4}-\d+",
        r"security (?:flaws?|holes?|bugs?|patch(?:es)?|fix(?:es)?|breach(?:es)?|incidents?)",
        r"data breach(?:es)?(?! (?:response|laws?|costs?|notification))|data leaks?",
        r"(?:was|were|been|got|gets) (?:hacked|breached)|hackers? (?:stole|steal|breach|exploit)",
        r"ransomware attacks?|actively exploited|exploited (?:in|by|to)",
        r"Sicherheitslücken?|Schwachstellen?|Zero-Day-Lücken?|Datenlecks?|Patch(?:day| Tuesday)",
        r"gehackt|(?:Cyber|Hacker)angriffe? auf",
    ),
    "people": (
        rf"(?:names?|appoints?|hires?|taps|promotes?) {_FEW}(?:as )?{_FEW}{_JOBS}",
        rf"{_JOBS} {_FEW}(?:steps? down|resigns?|quits|is leaving|to leave|departs|ousted|fired)",
        r"(?:new|next) (?:CEO|CIO|CTO|CFO|COO|CISO)(?! (?:guide|survey|role|agenda))",
        r"lay(?:s|ing) off|(?:announces?|plans?|mass) layoffs|layoffs (?:at|hit|begin)|job cuts",
        r"cuts? (?:[\d,.]+|thousands of|hundreds of) jobs",
        rf"neue[rn]? {_CHEFS}|{_CHEFS} (?:tritt|geht|verlässt)|(?:wird|ernennt) {_FEW}{_CHEFS}",
        r"Stellenabbau|Entlassungen|(?:streicht|baut) (?:rund |etwa |bis zu )?[\d.]+ Stellen",
    ),
}
# Headlines that report nothing, whatever words they hold.
_ADVICE = re.compile(
    r"^(?:how|why|what|when|should|can|could|is|are|will|do|does|would|wie|warum|was|wann)\b|"
    r"[:–-] (?:how|why|what)\b|^\d+ (?:ways|tips|things|reasons|tools|steps)\b|\?\s*$|"
    r"\b(?:webinar|podcast|sponsored)\b|"
    r"\b(?:how to|guide|tips|lessons|best practices|checklist|review|opinion|rumou?rs?|could|might|"
    r"avoid(?:ing)?|prevent(?:ing)?|surviv(?:e|ing)|vermeiden|verhindern|soll|könnte)\b",
    re.IGNORECASE,
)
_SEVERAL = 3  # commas and the like: a headline of so many is a list of other headlines
_COMPILED = {
    event: re.compile("|".join(rf"(?<!\w)(?:{rule})(?!\w)" for rule in rules), re.IGNORECASE)
    for event, rules in _RULES.items()
}


class Event(NamedTuple):
    """What a headline reports, one of ``EVENTS``, and the words of it that say so."""

    name: str
    words: str


def event(title: str) -> Event | None:
    """The event that a headline reports, the first that its words name; ``None`` for most."""
    if _ADVICE.search(title) or len(re.findall(r"[,;|] ", title)) >= _SEVERAL:
        return None
    hits = [
        (m.start(), name, m[0]) for name, rule in _COMPILED.items() if (m := rule.search(title))
    ]
    return Event(*min(hits)[1:]) if hits else None
