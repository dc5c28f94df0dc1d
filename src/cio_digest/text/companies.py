"""Well-known companies and their products whose names are everyday English, too: "Apple", "Word".

Of the companies in large share indexes (S&P 500, FTSE 100, CAC 40, Nikkei 225) and of well-known
software makers, those whose names the table of common words has as words, so that being rare does
not show them to be names. German writes every noun with a capital, so those of the DAX and the SMI
are here as well. What leads many a headline as a word ("Next", "Box", "Total") is left out.
"""

from __future__ import annotations

from functools import cache

COMPANIES = """
    Adidas, Adobe, Alphabet, Amazon, AMD, American Express, AOL, Apple, Arm, BAE Systems, Bank of
    America, Barclays, Best Buy, BlackBerry, BMW, Boeing, BP, BT, Canon, Capital One, Caterpillar,
    Chrysler, Coca-Cola, Dell, Delta, Deutsche Bank, Discord, Disney, eBay, Electronic Arts, Eli
    Lilly, Facebook, Ferrari, Fiat, Ford, Fox, General Electric, General Motors, GM, Google, Hilton,
    Home Depot, Honda, HP, IBM, ING, Instagram, Intel, Johnson & Johnson, LG, LinkedIn, Lloyds,
    Lowe's, Marks & Spencer, McDonald's, Mercedes-Benz, Meta, Microsoft, Moody's, Morgan Stanley,
    Netflix, Nike, Nintendo, Nissan, Nokia, Notion, Oracle, Orange, PayPal, Pearson, Philips,
    Porsche, Reddit, Rolls-Royce, Sage, Samsung, SAP, Sharp, Shell, Skype, Slack, Snap, Sony,
    Southwest, Spotify, Standard Chartered, Starbucks, State Street, Stripe, T-Mobile, Target,
    Tesla, Texas Instruments, Thomson Reuters, Toyota, Trend Micro, Twitter, Uber, United Airlines,
    UPS, Verizon, Visa, Walmart, Wells Fargo, Western Digital, WhatsApp, Yahoo, YouTube, Zoom,
    Airbus, Allianz, Bayer, Beiersdorf, Bosch, Commerzbank, Continental, Covestro, Daimler, Deutsche
    Bahn, Deutsche Börse, Deutsche Post, Deutsche Telekom, Fresenius, Geberit, Givaudan, Hannover
    Rück, Heidelberg Materials, Henkel, Holcim, Infineon, Lindt, Logitech, Lonza, Lufthansa, Merck,
    Münchener Rück, Nestlé, Novartis, Partners Group, Puma, Rheinmetall, Richemont, Roche,
    Sartorius, Siemens, Siemens Energy, Siemens Healthineers, Sika, Sonova, Swisscom, Swiss Life,
    Swiss Re, Symrise, Volkswagen, Vonovia, Zalando
"""
PARTS = {
    "Adobe": "Acrobat, Photoshop",
    "Amazon": "Alexa, AWS, Audible, Kindle, Prime Video, Twitch, Whole Foods",
    "Apple": "Apple Music, iOS, iPad, iPhone, iTunes, Mac, macOS, Safari, Siri",
    "Atlassian": "Bitbucket, Confluence, Jira, Trello",
    "Broadcom": "VMware",
    "Cisco": "Splunk, Webex",
    "Google": "Alphabet, Android, Chrome, Gemini, Gmail, Google Maps, Pixel, Waymo, YouTube",
    "IBM": "Red Hat",
    "Meta": "Facebook, Instagram, Messenger, Oculus, Threads, WhatsApp",
    "Microsoft": """
        Azure, Bing, Copilot, Defender, Dynamics, Edge, Entra, Excel, Exchange, GitHub, Intune,
        LinkedIn, OneDrive, Outlook, PowerPoint, Power BI, SharePoint, Skype, Teams, Windows, Word,
        Xbox
    """,
    "Mozilla": "Firefox, Thunderbird",
    "OpenAI": "ChatGPT, Codex, Sora",
    "Oracle": "Java, MySQL, NetSuite",
    "Salesforce": "MuleSoft, Slack, Tableau",
    "Sony": "PlayStation",
}


def is_product(name: str) -> bool:
    """Whether a name is that of a product or its maker, in any case."""
    return name.lower() in _products()


@cache
def _products() -> frozenset[str]:
    listed = ",".join([*PARTS, *PARTS.values()])
    return frozenset(name.strip().lower() for name in listed.split(","))
