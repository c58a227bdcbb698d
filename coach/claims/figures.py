"""Figures in a sentence: value, unit, and what they count or measure.

Owns the reading of numbers (digits, spelled, "half", "doubled"), units and exact unit
changes. What is no claim is left out: list numbers, steps, "two reasons", "zero to one",
"p99", "24/7". Dates are read by `names`.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from coach.claims.prose import Span, split_clauses
from coach.claims.quantities import NUMBER, UNITS, number_value
from coach.claims.words import (
    FUNCTION_WORDS,
    WEAK_NOUNS,
    Token,
    is_content,
    plain_stems,
    stem,
    tokens_in,
    word_set,
)

_FRAMING = word_set(
    "thing reason part point step way side question option idea lesson takeaway approach area example "
    "hand place "
    "kind type piece dimension lens bucket factor criterion criteria assumption theme principle word "
    "sentence hat "
    "perspective angle aspect direction axis axes axe lever pillar stage phase category group moment "
    "case scenario "
    "bullet sentence item format final last"
)
_FRAMING_STEMS = frozenset(stem(word) for word in _FRAMING)
_NUMBERED = re.compile(
    r"(?:step|part|question|phase|point|section|chapter|option|number|no\.?|round|level|tier|version|v"
    r"|stage|#"
    r"|item|slide|page|day|week|model|series)\s*$",
    re.IGNORECASE,
)
_COUNTED_AFTER_LABEL = re.compile(r"(?:day|week|level|round|model|series|tier)\s*$", re.IGNORECASE)
_IDIOM = re.compile(
    r"\b(?:zero[- ]to[- ]one|0[- ](?:to|->|→)[- ]?1|24/7|1:1s?|one[- ]on[- "
    r"]one|[a-z]\d+n\b|360|80/20|five whys|5 whys"
    r"|p\d{2,3}|one by one|at one point|two-way|one-way|one-off|two-sided|one-pager|square one|first[- ]\w+"
    r"|both|two of us|hundred percent sure|\d+[- ]degree|second[- ]guess\w*)\b",
    re.IGNORECASE,
)
_AFTER = word_set("of in on for to from by per with at as into out over across than among between")
_COMPARED = word_set("fewer more less lower higher faster slower cheaper better worse additional extra new")


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
    for found in NUMBER.finditer(sentence):
        start, end = found.start() + (len(found.group()) - len(found.group().lstrip())), found.end()
        if any(start < stop and begin < end for begin, stop in idioms):
            continue
        figure = _read(sentence, found, start, clauses)
        if figure is not None and not _is_date_part(sentence, figure):
            figures.append(figure)
    return tuple(_shared_units(sentence, figures))


def _read(sentence: str, found: re.Match[str], start: int, clauses: tuple[Span, ...]) -> Figure | None:
    value, unit = number_value(found)
    if value is None:
        return None
    end = found.end()
    before, rest = sentence[:start], sentence[end:]
    if found["digits"] and (_is_list_number(before, rest) or _is_part_of_name(before, rest)):
        return None
    if not unit:
        word = re.match(r"[\s-]*([A-Za-zµ%]+)(?:[-\s](?:point|points)\b)?", rest)
        name = word[1].lower() if word else ""
        if name in UNITS and not (
            name in {"s", "h", "x", "m", "us", "min", "th", "st"} and not found["digits"]
        ):
            unit = name
            end += word.end(1) if word else 0
            if name in {"percentage", "percent"} and re.match(r"\s+points?\b", sentence[end:]):
                unit, end = "pp", end + (re.match(r"\s+points?\b", sentence[end:]) or word or found).end()
        elif name == "percentage" and (tail := re.match(r"\s+percentage\s+points?\b", rest)):
            unit, end = "pp", end + tail.end()
    clock = re.match(r"\s?[ap]\.?m\b\.?", sentence[end:])
    if clock and found["digits"] and not unit:
        unit, end = "o'clock", end + clock.end()
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
    return (
        bool(found["spelled"])
        and dimension == "time"
        and value == 1
        and "second" in found.string[found.end() : found.end() + 8]
    )


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
            if words or low in _AFTER or low in {"a", "an"}:
                break
            if low == "other":
                last = end + token.end
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
    plural = max((at for at, word in enumerate(words) if re.search(r"[^s]s$", word)), default=len(words) - 1)
    words = words[: plural + 1]  # "212 tickets open" counts tickets
    if not words and (
        lead := re.search(r"\b([A-Za-z]+) of\s+(?:(?:about|around|just|only|over)\s+)?$", sentence[:start])
    ):
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
        if sum(word not in WEAK_NOUNS for word in close) == 3:
            break
    if not close:
        close = [token.lower for token in after if is_content(token.lower)][:3]
    return plain_stems(close)


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|since|by|from|until|till|during|of|early|late|mid|spring|summer|autumn|fall|winter"
    rf"|year|class of|"
    rf"h[12]|q[1-4]|fy|{_MONTH}|to)[\s,-]*|[-/–]|\d{{1,2}}(?:st|nd|rd|th)?,?\s|^|\()$",
    re.IGNORECASE,
)


_RANGE = re.compile(r"\s*(?:to|-|–|—|and|or|→|->)\s*[~<>]?\s*")
_TO = re.compile(r"\s+to\s+")


def _is_date_part(sentence: str, figure: Figure) -> bool:
    """Years and days of a month are dates, read elsewhere."""
    before, rest = sentence[: figure.start], sentence[figure.end :]
    if re.match(rf"(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\b", rest, re.IGNORECASE) and figure.dimension in {
        "",
        "rank",
    }:
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
    """ "From 9 to 4 minutes", "0-2 weeks", "nine minutes to four": one unit serves both."""
    shared: list[Figure] = []
    for at, figure in enumerate(figures):
        following = figures[at + 1] if at + 1 < len(figures) else None
        earlier = shared[-1] if shared else None
        if figure.dimension:
            shared.append(figure)
        elif following and _RANGE.fullmatch(sentence[figure.end : following.start]):
            shared.append(_with_unit_of(following, figure))
        elif (
            earlier
            and earlier.dimension
            and not figure.counts
            and _TO.fullmatch(sentence[earlier.end : figure.start])
        ):
            shared.append(_with_unit_of(earlier, figure))
        else:
            shared.append(figure)
    return shared


def _with_unit_of(other: Figure, figure: Figure) -> Figure:
    factor = UNITS[other.unit.lower()][1] if other.dimension else Decimal(1)
    return replace(
        figure,
        value=(figure.value * factor).normalize(),
        dimension=other.dimension,
        unit=other.unit,
        counts=other.counts,
        near=figure.near or other.near,
    )
