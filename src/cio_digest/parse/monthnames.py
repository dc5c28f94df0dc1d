"""The names of months in the languages that feeds are written in, and of time zones, as numbers.

Months are the Unicode CLDR's (https://cldr.unicode.org), wide and abbreviated, in both grammatical
cases where a language declines them. A name that means different months in two languages stands in
the language that has more feeds.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_POINT = re.compile(r"(?<=[^\W\d_])\.")
_SHORTEST = 3  # letters of an abbreviation that is not listed

# One line a language: twelve months, the forms of one month parted by a stroke.
_LANGUAGES = {
    "en": "january february march april may june july august september|sept october november"
    " december",
    "de": "januar|janner februar|feber marz|mrz april mai juni juli august september oktober|okt"
    " november dezember|dez",
    "fr": "janvier|janv fevrier|fevr|fev mars avril|avr mai juin juillet|juil aout|aou septembre"
    " octobre novembre decembre",
    "es": "enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre|set"
    " octubre noviembre diciembre|dic",
    "pt": "janeiro fevereiro|fev marco abril maio junho julho agosto setembro|set outubro|out"
    " novembro dezembro|dez",
    "it": "gennaio|gen febbraio marzo aprile maggio|mag giugno|giu luglio|lug agosto settembre|set"
    " ottobre|ott novembre dicembre|dic",
    "ca": "gener|gen febrer marc abril maig juny juliol agost setembre octubre novembre desembre",
    "nl": "januari februari maart|mrt april mei juni juli augustus september oktober november"
    " december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "nb": "januar februar mars april mai juni juli august september oktober november desember|des",
    "is": "januar februar mars april mai juni juli agust september oktober november desember",
    "fi": "tammikuu|tammikuuta helmikuu|helmikuuta maaliskuu|maaliskuuta huhtikuu|huhtikuuta"
    " toukokuu|toukokuuta kesakuu|kesakuuta heinakuu|heinakuuta elokuu|elokuuta"
    " syyskuu|syyskuuta lokakuu|lokakuuta marraskuu|marraskuuta joulukuu|joulukuuta",
    "et": "jaanuar veebruar marts aprill mai juuni juuli august september oktoober november"
    " detsember",
    "pl": "styczen|stycznia luty|lutego marzec|marca kwiecien|kwietnia maj|maja czerwiec|czerwca"
    " lipiec|lipca sierpien|sierpnia wrzesien|wrzesnia pazdziernik|pazdziernika|paz"
    " listopad|listopada grudzien|grudnia",
    "cs": "leden|ledna unor|unora brezen|brezna duben|dubna kveten|kvetna cerven|cervna|cvn"
    " cervenec|cervence|cvc srpen|srpna zari rijen|rijna listopad|listopadu prosinec|prosince",
    "sk": "januar|januara februar|februara marec|marca april|aprila maj|maja jun|juna jul|jula"
    " august|augusta september|septembra oktober|oktobra november|novembra december|decembra",
    "sl": "januar|januarja februar|februarja marec|marca april|aprila maj|maja junij|junija"
    " julij|julija avgust|avgusta september|septembra oktober|oktobra november|novembra"
    " december|decembra",
    "hr": "sijecanj|sijecnja veljaca|veljace ozujak|ozujka travanj|travnja svibanj|svibnja"
    " lipanj|lipnja srpanj|srpnja kolovoz|kolovoza rujan|rujna listopad|listopada"
    " studeni|studenoga|studenog prosinac|prosinca",
    "sr": "јануар|јануара фебруар|фебруара март|марта април|априла мај|маја јун|јуна јул|јула"
    " август|августа септембар|септембра октобар|октобра новембар|новембра децембар|децембра",
    "hu": "januar|januarja februar marcius aprilis majus junius julius augusztus"
    " szeptember|szept oktober november december",
    "ro": "ianuarie|ian februarie martie aprilie mai iunie|iun iulie|iul august septembrie"
    " octombrie noiembrie|noi decembrie",
    "lv": "janvaris februaris marts aprilis maijs junijs julijs augusts septembris oktobris"
    " novembris decembris",
    "lt": "sausis|sausio vasaris|vasario kovas|kovo balandis|balandzio geguze|geguzes"
    " birzelis|birzelio liepa|liepos rugpjutis|rugpjucio rugsejis|rugsejo spalis|spalio"
    " lapkritis|lapkricio gruodis|gruodzio",
    "tr": "ocak|oca subat|sub mart nisan|nis mayıs|mayis haziran|haz temmuz|tem agustos eylul|eyl"
    " ekim|eki kasım|kasim|kas aralık|aralik|ara",
    "id": "januari februari maret april mei juni juli agustus|agt september oktober november"
    " desember|des",
    "ms": "januari februari mac april mei jun julai ogos september oktober november disember",
    "ru": "январь|января февраль|февраля март|марта апрель|апреля май|мая июнь|июня июль|июля"
    " август|августа сентябрь|сентября октябрь|октября ноябрь|ноября декабрь|декабря",
    "uk": "січень|січня лютий|лютого березень|березня квітень|квітня травень|травня"
    " червень|червня липень|липня серпень|серпня вересень|вересня жовтень|жовтня"
    " листопад|листопада грудень|грудня",
    "be": "студзень|студзеня люты|лютага сакавік|сакавіка красавік|красавіка май|мая"
    " чэрвень|чэрвеня ліпень|ліпеня жнівень|жніўня верасень|верасня кастрычнік|кастрычніка"
    " лістапад|лістапада снежань|снежня",
    "bg": "януари февруари март април май юни юли август септември октомври ноември декември",
    "el": "ιανουαριος|ιανουαριου φεβρουαριος|φεβρουαριου μαρτιος|μαρτιου απριλιος|απριλιου"
    " μαιος|μαιου|μαϊου ιουνιος|ιουνιου|ιουν ιουλιος|ιουλιου|ιουλ αυγουστος|αυγουστου"
    " σεπτεμβριος|σεπτεμβριου οκτωβριος|οκτωβριου νοεμβριος|νοεμβριου δεκεμβριος|δεκεμβριου",
    "ar": "يناير فبراير|شباط مارس|آذار|اذار ابريل|نيسان مايو|ايار يونيو|حزيران"
    " يوليو|تموز اغسطس|آب سبتمبر|ايلول اكتوبر نوفمبر ديسمبر",
    "he": "ינואר|בינואר פברואר|בפברואר מרץ|במרץ אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי"
    " אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "hi": "जनवरी फरवरी|फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर"
    " नवंबर|नवम्बर दिसंबर|दिसम्बर",
    "zh": "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
    "th": "มกราคม|มค กุมภาพันธ์|กพ มีนาคม|มีค เมษายน|เมย พฤษภาคม|พค มิถุนายน|มิย กรกฎาคม|กค"
    " สิงหาคม|สค กันยายน|กย ตุลาคม|ตค พฤศจิกายน|พย ธันวาคม|ธค",
}

# Hours ahead of UTC. Where several countries use one name, it is the one with more feeds: IST is
# India's, BST Britain's, CST and AST America's.
_ZONES = {
    0.0: "z ut utc gmt wet",
    1.0: "cet met mez west bst wat",
    2.0: "cest mest mesz eet cat sast",
    3.0: "eest msk мск trt eat idt",
    4.0: "gst samt msd",
    5.0: "pkt uzt yekt",
    5.5: "ist",
    5.75: "npt",
    6.0: "bdt almt omst",
    6.5: "mmt",
    7.0: "ict wib krat novt",
    8.0: "awst hkt sgt myt pht wita irkt",
    9.0: "jst kst wit yakt",
    9.5: "acst",
    10.0: "aest vlat chst",
    10.5: "acdt",
    11.0: "aedt sbt magt",
    12.0: "nzst fjt",
    13.0: "nzdt",
    -2.5: "ndt",
    -3.0: "brt art clst uyt adt",
    -3.5: "nst",
    -4.0: "ast clt bot amt vet edt",
    -5.0: "est cot pet ect cdt",
    -6.0: "cst mdt",
    -7.0: "mst pdt",
    -8.0: "pst akdt",
    -9.0: "akst",
    -10.0: "hst",
}
_HOURS = {name: hours for hours, names in _ZONES.items() for name in names.split()}
# Names that stand for winter and summer alike, as places of the IANA's list.
PLACES = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}
# The first words of names in full, as JavaScript writes them: `Central European Summer Time`.
_FULL = {
    "greenwich mean": 0.0,
    "western european": 0.0,
    "british": 0.0,
    "coordinated universal": 0.0,
    "central european": 1.0,
    "eastern european": 2.0,
    "moscow": 3.0,
    "india": 5.5,
    "china": 8.0,
    "japan": 9.0,
    "korean": 9.0,
    "australian eastern": 10.0,
    "new zealand": 12.0,
    "eastern": -5.0,
    "central": -6.0,
    "mountain": -7.0,
    "pacific": -8.0,
}
_SEASONS = {"standard time": 0, "daylight time": 1, "summer time": 1, "time": 0}


def folded(text: str) -> str:
    """Text without case, accents, width and the points that end an abbreviation; digits 0 to 9."""
    split = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(_bare(letter) for letter in split)
    return _POINT.sub("", unicodedata.normalize("NFC", bare))


def _bare(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    return "" if kind.startswith("M") else letter


_MONTHS: dict[str, int] = {}
for _names in _LANGUAGES.values():
    for _number, _forms in enumerate(_names.split(), 1):
        for _form in _forms.split("|"):
            _MONTHS.setdefault(folded(_form), _number)


@lru_cache(maxsize=1024)
def month(word: str) -> int:
    """The month that a folded word names, in full or by its beginning; 0 where it names none."""
    if number := _MONTHS.get(word):
        return number
    if len(word) < _SHORTEST:
        return 0
    numbers = {number for name, number in _MONTHS.items() if name.startswith(word)}
    return numbers.pop() if len(numbers) == 1 else 0


def hours(name: str) -> float | None:
    """How far a zone, by its folded name, is ahead of UTC; ``None`` where it is not known."""
    if name in _HOURS:
        return _HOURS[name]
    for season, summer in _SEASONS.items():
        start = name.removesuffix(f" {season}")
        if start != name and start in _FULL:
            return _FULL[start] + summer
    return None
