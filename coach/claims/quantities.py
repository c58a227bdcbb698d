"""Numbers as they are written: digits, spelled, "half", "doubled", "a dozen"; units and their exact changes.

Owns the patterns and the tables. What is a claim, and about what, is decided in `figures`.
"""

import re
from decimal import Decimal

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
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
_DOUBLE, _TRIPLE = (Decimal(2), "x"), (Decimal(3), "x")
_MULTIPLES = {
    "doubled": _DOUBLE, "doubling": _DOUBLE, "twice": _DOUBLE, "twofold": _DOUBLE,
    "tripled": _TRIPLE, "tripling": _TRIPLE, "threefold": _TRIPLE,
    "quadrupled": (Decimal(4), "x"), "tenfold": (Decimal(10), "x"),
    "halved": (Decimal(50), "%"), "halving": (Decimal(50), "%"),
}  # fmt: skip

# A unit's dimension and its factor in that dimension's base: exact changes only.
UNITS: dict[str, tuple[str, Decimal]] = {}
for _names, _dimension, _factor in (
    ("% percent pct", "%", "1"), ("pp point points", "pp", "1"), ("bps bp", "pp", "0.01"),
    ("us µs microsecond", "time", "0.000001"), ("ms msec millisecond", "time", "0.001"),
    ("s sec second", "time", "1"),
    ("min minute mins", "time", "60"), ("h hr hrs hour", "time", "3600"), ("day", "time", "86400"),
    ("week wk wks", "time", "604800"), ("month mo mos", "months", "1"), ("quarter", "months", "3"),
    ("year yr yrs", "months", "12"), ("decade", "months", "120"),
    ("kb kilobyte", "bytes", "1e3"), ("mb megabyte", "bytes", "1e6"), ("gb gigabyte", "bytes", "1e9"),
    ("tb terabyte", "bytes", "1e12"), ("pb petabyte", "bytes", "1e15"),
    ("$ usd dollar", "usd", "1"), ("cent", "usd", "0.01"), ("€ eur euro", "eur", "1"),
    ("£ gbp pound", "gbp", "1"),
    ("x times fold ×", "x", "1"), ("st nd rd th", "rank", "1"), ("o'clock", "clock", "1"),
):  # fmt: skip
    for _name in _names.split():
        UNITS[_name] = (_dimension, Decimal(_factor))
        if _name.isalpha() and len(_name) >= 3:
            UNITS[_name + "s"] = (_dimension, Decimal(_factor))

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDS = "|".join([*_ONES, *_TENS])
_SPELLEDNUMBER = (
    rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_ONES[1:10])})|{_WORDS}|(?:a|an)(?= "
    rf"(?:hundred|thousand|million|billion|dozen)))"
    r"(?:[ -](?:hundred|thousand|million|billion|dozen))*"
)
NUMBER = re.compile(
    rf"(?P<currency>[$€£])?\s?(?<![\w.])(?P<digits>{_DIGITS})(?:\s?(?P<scale>k|K|M|mn|mm|bn|B|b|thousand"
    rf"|million|billion)(?![\w%]))?"
    rf"(?P<glued>\s?%|(?:ms|us|µs|s|min|mins|h|hr|hrs|kb|mb|gb|tb|pb|KB|MB|GB|TB|PB|x|X|×|st|nd|rd|th|pp"
    rf"|bps|bn|m)(?![\w]))?"
    r"(?![\d]|\.\d|[A-Za-z])"
    r"|\b(?P<part>(?:a |one |two |three |the )?(?:half|third|thirds|quarter|quarters|fifth"
    r"|tenth))(?=\s+(?:of|as|the|our|my|their|again)\b)"
    r"|\b(?P<parthalf>(?:in|by) half)\b"
    rf"|\b(?P<spelled>{_SPELLEDNUMBER})\b"
    rf"|\b(?P<multiple>{'|'.join(_MULTIPLES)})\b"
    r"|\b(?P<dozen>(?:two |three )?dozens?)\b",
    re.IGNORECASE,
)


def number_value(found: re.Match[str]) -> tuple[Decimal | None, str]:
    """The number and the unit that is written onto it."""
    if found["digits"]:
        value = Decimal(found["digits"].replace(",", ""))
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
