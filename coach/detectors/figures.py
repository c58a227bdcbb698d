"""Figures in her words: numbers that measure something, with their exact places.

A figure is a number with a unit, a percentage, money, a multiple or a counted thing, in digits
or spelled out. Refused: list ordinals, dates and years, clock times, parts of names ("GPT-4",
"Q3", "v2"), and numbers that only order the talk ("three things", "step two", "one of").
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FigureSpan:
    """`text` is `source[start:end]`, with the unit where one is given."""

    text: str
    start: int
    end: int


_UNIT = (
    r"(?:%|per ?cent(?:age points?)?|percentage points?|pp\b|bps\b|basis points|x\b|×|-?fold\b|times\b|"
    r"ms\b|milliseconds?|s\b|secs?\b|seconds?|mins?\b|minutes?|hrs?\b|hours?|days?|weeks?|months?|"
    r"quarters?|years?|"
    r"sprints?|kb\b|mb\b|gb\b|tb\b|rps\b|qps\b|fps\b|km\b|miles?|kg\b|tons?|tonnes?|"
    r"dollars?|euros?|pounds?|usd\b|eur\b|gbp\b|cents?|points?|stars?|nps\b|fte?s?\b|ftes\b|"
    r"people|person|users?|customers?|clients?|percentiles?|women|men|children|staff)"
)
_SCALE = r"(?:k\b|m\b|mn\b|bn\b|b\b|million|billion|thousand|hundred|dozen)"
_NUMBER = r"\d{1,3}(?:[,\u202f\u00a0']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ONES = r"two|three|four|five|six|seven|eight|nine"
_TEENS = r"ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SPELLED = (
    rf"(?:(?:{_TENS})(?:[- ](?:one|{_ONES}))?|{_TEENS}|{_ONES}|one)"
    r"(?:[ -](?:hundred|thousand|million|billion|dozen))*(?: and (?:a half|a quarter))?"
    rf"(?:(?: and)?[ -](?:{_TENS}|{_TEENS})(?:[ -](?:{_ONES}))?)?|"
    r"(?:a |one )?(?:hundred|thousand|million|billion|dozen)"
)

_DATES = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?:,? (?:19|20)\d\d)?|"
    rf"{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*(?:%|percent))(?:,? (?:19|20)\d\d)?|"
    r"\d{4}-\d\d(?:-\d\d)?|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}:\d\d(?:\s?[ap]\.?m\b)?|\d{1,2}\s?[ap]m\b|"
    r"(?:19|20)\d\ds?(?:\s?[-–/]\s?(?:(?:19|20)?\d\d)\b)?(?!\s*(?:%|percent|users|customers|people|ms\b|"
    r"dollars|"
    r"requests|hours|[a-z]+ers\b))(?![\d,.]*\d)|24/7|9 to 5|50/50)",
    re.IGNORECASE,
)
_ORDINALS = re.compile(
    r"(?:^|\n)[ \t]{0,9}(?:\d{1,3}[.)]|\(\d{1,2}\))(?=\s)|\b\d{1,3}\)(?=\s)|"
    r"\b(?:step|phase|part|number|no\.|version|option|question|chapter|level|tier|point|day|team|series|"
    r"round|"
    r"priority|section|page|room|floor|item|plan|gate|stage)\s+(?:\d+(?:\.\d+)*|one|two|three|four|five)\b|"
    r"#\d+|\b\d+(?:st|nd|rd|th)\b(?! percentile)|\b(?:zero|one|nought) to (?:one|zero)\b|\bzero-to-one\b|"
    r"\b0 ?(?:to|→|->) ?1\b|"
    r"\bone[- ](?:on|to|by|of|another|day|thing|time|way|hand|side|more|or|that|who|which|another)\b|"
    r"\b(?!p\d\d)(?:[A-Za-z]+[-–][A-Za-z]*\d[\w.]*|[A-Za-z_]+\d[\w.-]*)|\b\d+(?:\.\d+)?-\d+b\b|\b\d\d/\d\d\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    rf"(?:\bp\d\d(?:\.\d)?\s*(?:latency\s*)?(?:<=?|>=?|under|below|of|at|over|is|was)\s*)?"
    rf"(?P<digits>(?<![\w.])(?:[<>≤≥~≈±+-]\s?)?(?:[$€£¥]\s?)?(?:{_NUMBER})(?:\s?{_SCALE})?"
    rf"(?:\s?(?:-|–|to)\s?[$€£]?(?:{_NUMBER})(?:\s?{_SCALE})?(?=\s?{_UNIT}))?"
    rf"(?:[\s-]?{_UNIT}|\+)?(?![\w]))|"
    rf"(?P<spelled>\b(?:{_SPELLED})(?:[- ](?:or|to) (?:{_SPELLED}))?[- ](?:{_UNIT}|point \w+ percent|"
    rf"[a-z]+))|"
    r"(?P<part>\b(?:a|one|two|three) (?:half|third|thirds|quarter|quarters|fifth|fifths|tenth) of\b|"
    r"\bhalf (?:of|the|a|our|my|their|as)\b|"
    r"\b(?:halv(?:ed|ing)|doubl(?:ed|ing)(?! down| back|-check)|tripl(?:ed|ing)|quadrupl(?:ed|ing)|"
    r"twice (?:as|the)|"
    r"(?:two|three|four|five|ten)fold)\b|\bzero (?=[a-z]))(?P<zero>(?<=zero )[a-z]+)?",
    re.IGNORECASE,
)
# Counted, but only parts of the talk: they measure nothing.
_TALK_TEXT = (
    "things thing parts part reasons reason options option steps step points ways way questions question "
    "types type kinds kind sorts sort examples example areas area buckets bucket categories category "
    "angles angle pieces piece factors factor aspects aspect sides side ideas idea approaches approach "
    "goals goal criteria lenses lens pillars pillar themes theme scenarios paths fronts levers dimensions "
    "different main key major big of and or is was were to in on at by the that this it i we so but for "
    "with from as if then when which who key-phrases principles priorities hypotheses"
)
_TALK = frozenset(_TALK_TEXT.split())
_FOLLOWING = re.compile(r"[\s-]+([A-Za-z-]+)")
_COUNTED = re.compile(
    r" ([a-z]{3,}s)\b",
    re.IGNORECASE,
)
_PLURAL_FREE_TEXT = "was is this its his as has plus across less thus does us yes"
_PLURAL_FREE = frozenset(_PLURAL_FREE_TEXT.split())


def find_figures(text: str) -> tuple[FigureSpan, ...]:
    """Every figure in `text`, in order, none overlapping."""
    refused = [match.span() for pattern in (_DATES, _ORDINALS) for match in pattern.finditer(text)]
    found = []
    for match in _FIGURES.finditer(text):
        start, end = match.span()
        if any(start < stop and begin < end for begin, stop in refused) or not _measures(text, match):
            continue
        counted = _COUNTED.match(text, end) if match.group("digits") and text[end - 1].isdigit() else None
        if counted and counted.group(1).lower() not in _PLURAL_FREE:
            end = counted.end()
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        found.append(FigureSpan(text[start:end], start, end))
    return tuple(found)


def _measures(text: str, match: re.Match[str]) -> bool:
    following = _FOLLOWING.match(text, match.end())
    after = following.group(1).lower() if following else ""
    if match.group("digits"):
        bare = match.group("digits").strip().isdigit()
        return not (
            bare and after in _TALK and after not in {"to", "in", "and", "or", "of", "on", "for", "from"}
        )
    if match.group("spelled"):
        counted = re.split(r"[ -]", match.group("spelled").lower())[-1]
        if counted in _TALK:
            return False
        if re.match(r"one[ -]\S+$", match.group("spelled"), re.IGNORECASE):
            return re.fullmatch(_UNIT, counted, re.IGNORECASE) is not None
        return (
            re.fullmatch(_UNIT, counted, re.IGNORECASE) is not None
            or (counted.endswith("s") and len(counted) > 3 and counted not in _PLURAL_FREE)
            or counted in {"people", "hundred", "thousand", "million", "billion", "dozen"}
        )
    return True
