"""Figures in a sentence: value, unit, and what they count or measure.

Owns the reading of numbers (digits, spelled, "half", "doubled"), units and exact unit
changes. What is no claim is left out: list numbers, steps, "two reasons", "zero to one",
"p99", "24/7". Dates are read by `names`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from coach.claims.prose import Span, split_clauses
from coach.claims.words import FUNCTION_WORDS, Token, is_content, plain_stems, stem, tokens_in

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SPELLED = {word: Decimal(at) for at, word in enumerate(_ONES)}
_SPELLED |= {word: Decimal(20 + 10 * at) for at, word in enumerate(_TENS)}
_SCALES = {
    "hundred": Decimal(100), "thousand": Decimal(1000), "million": Decimal(10**6), "billion": Decimal(10**9),
    "k": Decimal(1000), "m": Decimal(10**6), "mn": Decimal(10**6), "mm": Decimal(10**6), "bn": Decimal(10**9),
    "b": Decimal(10**9),
}  # fmt: skip
_THIRD = Decimal(1) / Decimal(3)
_PARTS = {
    "half": Decimal(50), "third": _THIRD * 100, "thirds": _THIRD * 200, "quarter": Decimal(25),
    "quarters": Decimal(75), "fifth": Decimal(20), "tenth": Decimal(10),
}  # fmt: skip
_MULTIPLES = {
    "doubled": (Decimal(2), "x"), "doubling": (Decimal(2), "x"), "twice": (Decimal(2), "x"), "tripled": (Decimal(3), "x"),
    "tripling": (Decimal(3), "x"), "threefold": (Decimal(3), "x"), "twofold": (Decimal(2), "x"), "quadrupled": (Decimal(4), "x"),
    "tenfold": (Decimal(10), "x"), "halved": (Decimal(50), "%"), "halving": (Decimal(50), "%"),
}  # fmt: skip

# A unit's dimension and its factor in that dimension's base: exact changes only.
UNITS: dict[str, tuple[str, Decimal]] = {}
for _names, _dimension, _factor in (
    ("% percent pct", "%", "1"), ("pp points percentage-points", "pp", "1"), ("bps bp", "pp", "0.01"),
    ("us µs microsecond", "time", "0.000001"), ("ms msec millisecond", "time", "0.001"), ("s sec second", "time", "1"),
    ("min minute mins", "time", "60"), ("h hr hrs hour", "time", "3600"), ("day", "time", "86400"),
    ("week wk wks", "time", "604800"), ("month mo mos", "months", "1"), ("quarter", "months", "3"),
    ("year yr yrs", "months", "12"), ("decade", "months", "120"),
    ("kb kilobyte", "bytes", "1e3"), ("mb megabyte", "bytes", "1e6"), ("gb gigabyte", "bytes", "1e9"),
    ("tb terabyte", "bytes", "1e12"), ("pb petabyte", "bytes", "1e15"),
    ("$ usd dollar", "usd", "1"), ("cent", "usd", "0.01"), ("€ eur euro", "eur", "1"), ("£ gbp pound", "gbp", "1"),
    ("x times fold ×", "x", "1"), ("st nd rd th", "rank", "1"),
):  # fmt: skip
    for _name in _names.split():
        UNITS[_name] = (_dimension, Decimal(_factor))
        if _name.isalpha() and len(_name) >= 3:
            UNITS[_name + "s"] = (_dimension, Decimal(_factor))

_FRAMING = frozenset(
    "thing reason part point step way side question option idea lesson takeaway approach area example hand place "
    "kind type piece dimension lens bucket factor criterion criteria assumption theme principle word sentence hat "
    "perspective angle aspect direction axis axes axe lever pillar stage phase category group moment case scenario "
    "bullet sentence item format final last".split()
)
_FRAMING_STEMS = frozenset(stem(word) for word in _FRAMING)
_NUMBERED = re.compile(
    r"(?:step|part|question|phase|point|section|chapter|option|number|no\.?|round|level|tier|version|v|stage|#"
    r"|item|slide|page|day|week|model|series)\s*$",
    re.IGNORECASE,
)
_COUNTED_AFTER_LABEL = re.compile(r"(?:day|week|level|round|model|series|tier)\s*$", re.IGNORECASE)
_IDIOM = re.compile(
    r"\b(?:zero[- ]to[- ]one|0[- ](?:to|->|→)[- ]?1|24/7|1:1s?|one[- ]on[- ]one|[a-z]\d+n\b|360|80/20|five whys|5 whys"
    r"|p\d{2,3}|one by one|at one point|two-way|one-way|one-off|two-sided|one-pager|square one|first[- ]\w+"
    r"|both|two of us|hundred percent sure|\d+[- ]degree|second[- ]guess\w*)\b",
    re.IGNORECASE,
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDS = "|".join([*_ONES, *_TENS])
_SPELLED_NUMBER = (
    rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_ONES[1:10])})|{_WORDS}|(?:a|an)(?= (?:hundred|thousand|million|billion|dozen)))"
    r"(?:[ -](?:hundred|thousand|million|billion|dozen))*"
)
_NUMBER = re.compile(
    rf"(?P<currency>[$€£])?\s?(?<![\w.])(?P<digits>{_DIGITS})(?:\s?(?P<scale>k|K|M|mn|mm|bn|B|b|thousand|million|billion)(?![\w%]))?"
    rf"(?P<glued>\s?%|(?:ms|us|µs|s|min|mins|h|hr|hrs|kb|mb|gb|tb|pb|KB|MB|GB|TB|PB|x|X|×|st|nd|rd|th|pp|bps|bn|m)(?![\w]))?"
    r"(?![\d]|\.\d|[A-Za-z])"
    r"|\b(?P<part>(?:a |one |two |three |the )?(?:half|third|thirds|quarter|quarters|fifth|tenth))(?=\s+(?:of|as|the|our|my|their|again)\b)"
    r"|\b(?P<parthalf>(?:in|by) half)\b"
    rf"|\b(?P<spelled>{_SPELLED_NUMBER})\b"
    rf"|\b(?P<multiple>{'|'.join(_MULTIPLES)})\b"
    r"|\b(?P<dozen>(?:two |three )?dozens?)\b",
    re.IGNORECASE,
)
_AFTER = frozenset("of in on for to from by per with at as into out over across than among between".split())
_COMPARED = frozenset("fewer more less lower higher faster slower cheaper better worse additional extra new".split())


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. `value` is in the base of its dimension; `counts` are the stems of the noun it
    counts ("" dimension) and `near` those of the words closest to it, its argument."""

    text: str
    start: int
    end: int
    value: Decimal
    dimension: str  # "%", "time", "usd", … or "" for a count
    unit: str  # as written: "weeks", "GPUs", "%"
    counts: tuple[str, ...]
    near: frozenset[str]
    clause: Span


def figures_in(sentence: str) -> tuple[Figure, ...]:
    """The figures of one sentence that are claims, in order."""
    clauses = split_clauses(sentence)
    idioms = [(found.start(), found.end()) for found in _IDIOM.finditer(sentence)]
    figures: list[Figure] = []
    for found in _NUMBER.finditer(sentence):
        start, end = found.start() + (len(found.group()) - len(found.group().lstrip())), found.end()
        if any(start < stop and begin < end for begin, stop in idioms):
            continue
        figure = _read(sentence, found, start, clauses)
        if figure is not None and not _is_date_part(sentence, figure):
            figures.append(figure)
    return tuple(_shared_units(sentence, figures))


def _read(sentence: str, found: re.Match[str], start: int, clauses: tuple[Span, ...]) -> Figure | None:
    value, unit = _value(found)
    if value is None:
        return None
    end = found.end()
    before, rest = sentence[:start], sentence[end:]
    if found["digits"] and (_is_list_number(before, rest) or _is_part_of_name(before, rest)):
        return None
    if not unit:
        word = re.match(r"[\s-]*([A-Za-zµ%]+)(?:[-\s](?:point|points)\b)?", rest)
        name = word[1].lower() if word else ""
        if name in UNITS and not (name in {"s", "h", "x", "m", "us", "min", "th", "st"} and not found["digits"]):
            unit = name
            end += word.end(1) if word else 0
            if name in {"percentage", "percent"} and re.match(r"\s+points?\b", sentence[end:]):
                unit, end = "pp", end + (re.match(r"\s+points?\b", sentence[end:]) or word or found).end()
        elif name == "percentage" and (tail := re.match(r"\s+percentage\s+points?\b", rest)):
            unit, end = "pp", end + tail.end()
    dimension, factor = UNITS.get(unit.lower(), ("", Decimal(1))) if unit else ("", Decimal(1))
    after = tokens_in(sentence[end:])
    counted = _counted(sentence, start, end, after) if not dimension else ()
    if _is_framing(found, value, dimension, counted, before):
        return None
    clause = next((c for c in clauses if c.start <= start < c.end), Span(sentence, 0, len(sentence)))
    near = _near(sentence, clause, start, end)
    return Figure(
        text=sentence[start:end].strip(),
        start=start,
        end=end,
        value=(value * factor).normalize(),
        dimension=dimension,
        unit=unit or " ".join(counted),
        counts=tuple(stem(word) for word in counted if is_content(word)),
        near=near,
        clause=clause,
    )


def _value(found: re.Match[str]) -> tuple[Decimal | None, str]:
    """The number and the unit that is written onto it."""
    if found["digits"]:
        try:
            value = Decimal(found["digits"].replace(",", ""))
        except InvalidOperation:  # pragma: no cover - the pattern admits only digits
            return None, ""
        glued = (found["glued"] or "").strip().lower()
        if glued in {"bn", "m"}:
            value, glued = value * _SCALES[glued], ""
        if found["scale"]:
            value *= _SCALES[found["scale"].lower()]
        return value, found["currency"] or glued
    if found["spelled"]:
        return _spelled(found["spelled"].lower()), ""
    if found["part"]:
        words = found["part"].lower().split()
        many = _SPELLED.get(words[0], Decimal(1)) if len(words) > 1 else Decimal(1)
        base = {"thirds": _THIRD * 100, "quarters": Decimal(25)}.get(words[-1], _PARTS[words[-1]])
        return many * base, "%"
    if found["parthalf"]:
        return Decimal(50), "%"
    if found["multiple"]:
        return _MULTIPLES[found["multiple"].lower()]
    words = found["dozen"].lower().split()
    return (None, "") if words == ["dozens"] else (_SPELLED.get(words[0], Decimal(1)) * 12, "")


def _spelled(words: str) -> Decimal:
    total = Decimal(0)
    for word in re.split(r"[ -]", words):
        if word in {"a", "an"}:
            total += 1
        elif word == "dozen":
            total = (total or Decimal(1)) * 12
        elif word in _SCALES:
            total = (total or Decimal(1)) * _SCALES[word]
        else:
            total += _SPELLED[word]
    return total


def _is_list_number(before: str, rest: str) -> bool:
    """ "1) understand" and "Step 3:" number a list; they count nothing."""
    if re.match(r"\)\s", rest) and before.count("(") <= before.count(")"):
        return True
    if re.match(r"[.]\s", rest) and not before.strip():
        return True
    return bool(_NUMBERED.search(before)) and not _COUNTED_AFTER_LABEL.search(before)


def _is_part_of_name(before: str, rest: str) -> bool:
    """The 4 of "GPT-4" and of "Series 4": read by `names`."""
    return bool(re.search(r"[A-Za-z][-_/]$", before)) and not re.search(
        r"\b(?:by|of|to|sub|from|under|over|mid|around|about|pre|post)[-]$", before, re.IGNORECASE
    )


def _is_framing(
    found: re.Match[str], value: Decimal, dimension: str, counted: tuple[str, ...], before: str
) -> bool:
    if (found["spelled"] or "").lower() == "one" and not dimension:
        return True  # "one customer", "one of them": an article more than a figure
    if not dimension and value <= 10 and counted and stem(counted[-1]) in _FRAMING_STEMS:
        return True
    if not dimension and value <= 10 and counted and stem(counted[0]) in _FRAMING_STEMS:
        return True
    if found["spelled"] and not dimension and not counted:
        return value <= 10 and not re.search(r"\b(?:of|to|from|team)\s*$", before)
    return bool(found["spelled"]) and dimension == "time" and value == 1 and "second" in found.string[found.end() : found.end() + 8]


def _counted(sentence: str, start: int, end: int, after: tuple[Token, ...]) -> tuple[str, ...]:
    """The noun phrase right after the number: up to four words, ended by a function word or a mark."""
    words: list[str] = []
    last = end
    for token in after[:5]:
        gap = sentence[last : end + token.start]
        if words and re.search(r"[^\s\-/’']", gap):
            break
        if not words and re.search(r"[^\s\-–+~/]", gap):
            break
        low = token.lower
        if low in {"of"} and not words:
            continue
        if low in FUNCTION_WORDS and low not in _COMPARED:
            if words or low in _AFTER:
                break
            continue
        if not token.text[0].isalpha():
            break
        if words and (low.endswith("ed") or low.endswith("ing")) and len(words) >= 1:
            break
        if low not in _COMPARED:
            words.append(low)
        last = end + token.end
        if len(words) == 4:
            break
    if not words and (lead := re.search(r"\b([A-Za-z]+) of\s+(?:(?:about|around|just|only|over)\s+)?$", sentence[:start])):
        return (lead[1].lower(),)  # "a team of 8"
    return tuple(words)


def _near(sentence: str, clause: Span, start: int, end: int) -> frozenset[str]:
    """Stems of the closest subject words: "40 % of users", "40 % fewer tickets", "cut setup time by 40 %"."""
    after = tokens_in(sentence[end : clause.end])
    lead = [token.lower for token in after[:2]]
    direct = bool(lead) and (lead[0] in {"of", *_COMPARED} or is_content(after[0].lower))
    if direct:
        close = []
        for token in after:
            low = token.lower
            if is_content(low):
                close.append(low)
            elif close and low not in {"of"}:
                break
            if len(close) == 3:
                break
        if close:
            return plain_stems(close)
    before = [token.lower for token in tokens_in(sentence[clause.start : start])]
    close = []
    for low in reversed(before):
        if is_content(low) and not low[0].isdigit():
            close.append(low)
        if len(close) == 3:
            break
    if not close:
        close = [token.lower for token in after if is_content(token.lower)][:3]
    return plain_stems(close)


_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|since|by|from|until|till|during|of|early|late|mid|spring|summer|autumn|fall|winter|year|class of|"
    rf"h[12]|q[1-4]|fy|{_MONTH}|to)[\s,-]*|[-/–]|\d{{1,2}}(?:st|nd|rd|th)?,?\s|^|\()$",
    re.IGNORECASE,
)


def _is_date_part(sentence: str, figure: Figure) -> bool:
    """Years and days of a month are dates, read elsewhere."""
    before, rest = sentence[: figure.start], sentence[figure.end :]
    if re.match(rf"(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\b", rest, re.IGNORECASE) and figure.dimension in {"", "rank"}:
        return figure.value <= 31
    if re.search(rf"\b{_MONTH}\.?\s+$", before, re.IGNORECASE) and figure.dimension in {"", "rank"}:
        return figure.value <= 31 or is_year(figure.text)
    if re.match(r"-\d{2}(?:-\d{2})?\b", rest) or re.search(r"\d{4}-(?:\d{2}-)?$", before):
        return True
    if not is_year(figure.text) or figure.dimension:
        return False
    return bool(_YEAR_BEFORE.search(before)) or not re.match(r"\s+[a-z]+s\b", rest)


def is_year(text: str) -> bool:
    """Four bare digits that can be a year of hers."""
    return bool(re.fullmatch(r"(?:19[5-9]|20[0-4])\d", text))


def _shared_units(sentence: str, figures: list[Figure]) -> list[Figure]:
    """ "From 9 to 4 minutes", "0-2 weeks": the first takes the unit that only the second carries."""
    shared: list[Figure] = []
    for at, figure in enumerate(figures):
        following = figures[at + 1] if at + 1 < len(figures) else None
        joint = sentence[figure.end : following.start] if following else ""
        if following and not figure.dimension and re.fullmatch(r"\s*(?:to|-|–|—|and|or|→|->)\s*[~<>]?\s*", joint):
            factor = UNITS[following.unit.lower()][1] if following.dimension else Decimal(1)
            figure = Figure(
                figure.text, figure.start, figure.end, (figure.value * factor).normalize(), following.dimension,
                following.unit, following.counts, figure.near or following.near, figure.clause,
            )  # fmt: skip
        earlier = shared[-1] if shared else None
        joint = sentence[earlier.end : figure.start] if earlier else ""
        if earlier and earlier.dimension and not figure.dimension and not figure.counts and re.fullmatch(r"\s+to\s+", joint):
            factor = UNITS[earlier.unit.lower()][1]
            figure = Figure(
                figure.text, figure.start, figure.end, (figure.value * factor).normalize(), earlier.dimension,
                earlier.unit, (), earlier.near, figure.clause,
            )  # fmt: skip
        shared.append(figure)
    return shared
