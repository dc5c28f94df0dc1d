"""The hosts of short links, which say nothing of the page until their shortener is asked.

Services first, then the brands that technology news comes under. The list need not be whole: a
link that is not known for short stays as it is.
"""

from __future__ import annotations

_SERVICES: dict[str, str] = {
    # who runs it: hosts, in canonical form
    "X": "t.co",
    "LinkedIn": "lnkd.in",
    "Meta": "fb.me",
    "Bitly": "bit.ly bitly.com j.mp",
    "Buffer": "buff.ly",
    "Hootsuite": "ow.ly ht.ly owl.li",
    "Sprinklr": "spr.ly",
    "SocialFlow": "trib.al",
    "Oktopost": "okt.to",
    "HubSpot": "hubs.ly hubs.la hubs.li",
    "dlvr.it": "dlvr.it",
    "IFTTT": "ift.tt",
    "Mailchimp": "eepurl.com",
    "Flipboard": "flip.it",
    "WordPress": "wp.me",
    "GitHub": "git.io",
    "Google": "goo.gl g.co share.google",
    "Microsoft": "aka.ms msft.it",
    "Apple": "apple.co",
    "Amazon": "amzn.to a.co go.aws",
    "TinyURL": "tinyurl.com tiny.one",
    "Rebrandly": "rebrand.ly",
    "Short.io": "short.gy",
    "others": "is.gd v.gd cutt.ly rb.gy t.ly tiny.cc shorturl.at s.id mtr.cool",
}
_BRANDS: dict[str, str] = {
    "press": "reut.rs nyti.ms on.wsj.com on.ft.com bloom.bg wapo.st cnb.cx gu.com bbc.in cnn.it"
    " econ.st on.forbes.com s.hbr.org tcrn.ch zd.net wrd.cm ars.to engt.co axios.link"
    " politi.co apne.ws n.pr ti.me fxn.ws",
    "analysts": "gtnr.it gtnr.io forr.com mck.co accntu.re deloi.tt pwc.to",
    "vendors": "sforce.co ibm.co ibm.biz social.ora.cl cs.co sap.to goo.gle red.ht intel.ly",
}
_HOSTS = frozenset(
    host for table in (_SERVICES, _BRANDS) for hosts in table.values() for host in hosts.split()
)


def is_short(address: str) -> bool:
    """Whether an address in canonical form is a short link."""
    host, slash, path = address.removeprefix("https://").partition("/")
    return bool(slash and path) and host in _HOSTS
