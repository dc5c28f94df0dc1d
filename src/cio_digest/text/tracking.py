"""The query parameters that say where a reader came from rather than what is shown, by vendor."""

from __future__ import annotations

import re

# Names that begin so are tracking wherever they appear.
_PREFIXES = (
    "utm_", "utm-", "hsa_", "pk_", "mtm_", "matomo_", "piwik_", "bsft_", "sfmc_", "elqtrack",
    "at_campaign", "at_medium", "at_custom", "at_link", "at_ptr", "at_bbc", "__cft__", "__hs",
    "_hs", "fb_action_", "trk_", "oly_", "rb_click", "sc_camp", "sc_channel", "sc_publisher",
    "ns_camp", "ns_mchannel", "ns_source", "ns_linkname", "ga_", "wt.", "vero_", "guce_",
)  # fmt: skip

_ANYWHERE: dict[str, str] = {
    # vendor: exact names, in lower case
    "Google Ads and Analytics": "gclid gclsrc dclid gbraid wbraid _ga _gl gad_source gad_campaignid"
    " srsltid gs_l usqp",
    "Meta": "fbclid fb_source fb_ref fbc igshid igsh mibextid __tn__ __xts__",
    "Microsoft": "msclkid ocid cvid mkt_tok",
    "X": "twclid ref_src ref_url twsrc tweetembed __twitter_impression",
    "LinkedIn": "li_fat_id lipi trackingid trk trkinfo",
    "TikTok": "ttclid",
    "Reddit": "rdt_cid share_id",
    "Pinterest": "epik",
    "Snapchat": "sccid",
    "Yandex": "yclid ysclid ymclid _openstat",
    "Mailchimp": "mc_cid mc_eid mc_tc",
    "HubSpot": "hsctatracking",
    "Klaviyo": "_ke _kx",
    "ConvertKit": "ck_subscriber_id",
    "Drip": "__s",
    "dotdigital": "dm_i dm_t",
    "Adobe": "s_cid s_kwcid ef_id icid cmpid icmp",
    "AT Internet": "xtor",
    "Impact": "irclickid irgwc",
    "Branch": "_branch_match_id _branch_referrer",
    "Wicked Reports": "wickedid wickedsource",
    "Alibaba": "spm scm",
    "Yahoo": "guccounter soc_src soc_trk ncid",
    "New York Times": "smid smtyp",
    "Bloomberg": "srnd sref leadsource",
    "CNBC": "__source",
    "Condé Nast": "mbid",
    "The Guardian": "cmp",
    "AMP": "amp amp_js_v amp_gsa outputtype",
    "Webtrekk": "wt_mc wt_zmc wtmc wtrid",
    "Outbrain": "dicbo oborigurl",
    "Piano": "cx_testid cx_testvariant cx_artpos cx_experienceid",
    "ActiveCampaign": "vgo_ee",
    "WordPress": "replytocom",
    "sessions of PHP and Java": "phpsessid jsessionid",
}
_NAMES = frozenset(name for names in _ANYWHERE.values() for name in names.split())

# Names that mean something elsewhere; hosts are matched with their subdomains.
_ON_HOST = {
    "youtube.com": frozenset({"feature", "si", "pp", "ab_channel", "app", "t"}),
    "x.com": frozenset({"s", "t", "lang"}),
    "wsj.com": frozenset({"mod", "reflink"}),
    "marketwatch.com": frozenset({"mod", "reflink"}),
    "barrons.com": frozenset({"mod", "reflink"}),
    "open.spotify.com": frozenset({"si", "context"}),
    "medium.com": frozenset({"source", "sk", "gi"}),
    "substack.com": frozenset({"r", "publication_id", "post_id", "isfreemail", "triedredirect",
                               "showwelcomeonshare", "s"}),
    "news.google.com": frozenset({"oc", "hl", "gl", "ceid"}),
    "google.com": frozenset({"ved", "usg", "sa", "ei", "sxsrf"}),
    "linkedin.com": frozenset({"originalsubdomain", "midtoken", "midsig", "ebp", "refid"}),
    "reddit.com": frozenset({"context", "depth", "st", "sh"}),
    "amazon.com": frozenset({"ref", "ref_", "tag", "linkcode", "psc", "th"}),
    "techcommunity.microsoft.com": frozenset({"emcs_t"}),
    "heise.de": frozenset({"seid"}),
    "dw.com": frozenset({"maca"}),
    "dailymail.co.uk": frozenset({"ito"}),
    "zdnet.com": frozenset({"ftag"}),
    "cnet.com": frozenset({"ftag"}),
    "yahoo.com": frozenset({"yptr"}),
}  # fmt: skip

# Names that track only with these values: `?source=rss`, `?from=feed`.
_MARK_NAMES = frozenset(
    {"source", "src", "emc", "from", "ref", "referrer", "partner", "via", "feed", "feedname",
     "feedtype", "mod", "rss", "ftcamp", "cid", "campaign", "origin", "traffic_source", "xrs"}
)  # fmt: skip
_MARK_VALUE = re.compile(r"(?:rss|feed|atom|feedburner|newsletter|email|twitter|facebook|linkedin)"
                         r"(?:[-_./|:].*|\d{0,3})"
                         # Ghost marks outbound links with the site they stand on.
                         r"|(?:[a-z0-9-]+\.)+(?:com|org|net|io|co|dev|blog|news|eu|uk|de)",
                         re.IGNORECASE)  # fmt: skip

# Names that mean something elsewhere, and track with values of these shapes.
_SHAPES = {
    "af": re.compile("R"),  # Atypon: scholarly publishers' feeds
    "linkid": re.compile(r"\d{1,20}"),  # Sprinklr and others, in posts of companies
    "ref": re.compile("hn|hackernews|producthunt|slack|mastodon|bluesky", re.IGNORECASE),
    "rss": re.compile("1|true|yes", re.IGNORECASE),
    "s": re.compile(r"\d\d"),  # X's apps, in what they share
    "sh": re.compile(r"(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{4,16}"),  # Forbes
    "share": re.compile(  # WordPress
        "(?:jetpack-)?(?:twitter|x|facebook|linkedin|reddit|tumblr|pinterest|telegram|whatsapp"
        "|mastodon|threads|bluesky|email|pocket|skype|nextdoor)",
        re.IGNORECASE,
    ),
}


def is_tracking(host: str, name: str, value: str) -> bool:
    """Whether a parameter leaves the page the same. ``host`` in canonical form, others as sent."""
    name = name.lower()
    if name in _NAMES or name.startswith(_PREFIXES):
        return True
    if name in _MARK_NAMES and _MARK_VALUE.fullmatch(value):
        return True
    if name in _SHAPES and _SHAPES[name].fullmatch(value):
        return True
    return any(name in names and _within(host, home) for home, names in _ON_HOST.items())


def _within(host: str, home: str) -> bool:
    return host == home or host.endswith(f".{home}")
