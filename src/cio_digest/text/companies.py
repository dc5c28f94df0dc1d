"""Well-known companies whose names are everyday English, too: "Apple", "Oracle", "Target".

Of the companies in large share indexes (S&P 500, FTSE 100, CAC 40, Nikkei 225) and of well-known
software makers, those whose names the table of common words has as words, so that being rare does
not show them to be names. German writes every noun with a capital, so those of the DAX and the SMI
are here as well. What leads many a headline as a word ("Next", "Box", "Total") is left out.
"""

from __future__ import annotations

from functools import cache

from cio_digest.text import words

_NAMES = """
    Adidas, Adobe, Alphabet, Amazon, AMD, American Express, AOL, Apple, Arm, BAE Systems,
    Bank of America, Barclays, Best Buy, BlackBerry, BMW, Boeing, BP, BT, Canon, Capital One,
    Caterpillar, Chrysler, Coca-Cola, Dell, Delta, Deutsche Bank, Disney, eBay, Electronic Arts,
    Eli Lilly, Facebook, Ferrari, Fiat, Ford, Fox, General Electric, General Motors, GM, Google,
    Hilton, Home Depot, Honda, HP, IBM, ING, Instagram, Intel, Johnson & Johnson, LG, LinkedIn,
    Lloyds, Lowe's, Marks & Spencer, McDonald's, Mercedes-Benz, Meta, Microsoft, Moody's,
    Morgan Stanley, Netflix, Nike, Nintendo, Nissan, Nokia, Oracle, Orange, PayPal, Pearson,
    Philips, Porsche, Reddit, Rolls-Royce, Sage, Samsung, SAP, Sharp, Shell, Skype, Slack, Snap,
    Sony, Southwest, Spotify, Standard Chartered, Starbucks, State Street, Stripe, T-Mobile, Target,
    Tesla, Texas Instruments, Thomson Reuters, Toyota, Trend Micro, Twitter, Uber, United Airlines,
    UPS, Verizon, Visa, Walmart, Wells Fargo, Western Digital, WhatsApp, Yahoo, YouTube, Zoom,
    Airbus, Allianz, Bayer, Beiersdorf, Bosch, Commerzbank, Continental, Covestro, Daimler,
    Deutsche Bahn, Deutsche Börse, Deutsche Post, Deutsche Telekom, Fresenius, Geberit, Givaudan,
    Hannover Rück, Heidelberg Materials, Henkel, Holcim, Infineon, Lindt, Logitech, Lonza,
    Lufthansa, Merck, Münchener Rück, Nestlé, Novartis, Partners Group, Puma, Rheinmetall,
    Richemont, Roche, Sartorius, Siemens, Siemens Energy, Siemens Healthineers, Sika, Sonova,
    Swisscom, Swiss Life, Swiss Re, Symrise, Volkswagen, Vonovia, Zalando
"""
_OWNERS = {"alphabet": "Google", "facebook": "Meta", "instagram": "Meta", "whatsapp": "Meta"}


def is_one(name: str) -> bool:
    """Whether these words are the name of one, in any spelling that ``words.terms`` makes one."""
    return tuple(words.terms(name)) in _known()


def owner(name: str) -> str:
    """Who is meant as well where a company of a known owner is named; else the name itself."""
    return _OWNERS.get(name.casefold(), name)


@cache
def _known() -> frozenset[tuple[str, ...]]:
    return words.phrases(_NAMES)
