"""The built-in interviewer's words: composed from `prompts/stock/`, the question and her own words.

Deterministic: the seed gives an order of the variants, the item's number the place in it, so
nothing comes back within a session until all were used. Refuses to choose what to ask or to
probe, to praise, and to add anything about her or the company that it was not given.
"""

import re
from collections.abc import Mapping, Sequence
from random import Random
from zlib import crc32

from coach.domain.interview import AgendaItem, Probe
from coach.engines.protocol import PhraseRequest
from coach.stock import Case, ProbeLines, fact_topics, find_aspect, find_case, stock_lines, stock_questions

_PERSONAS = {
    "friendly": "friendly",
    "warm": "friendly",
    "sceptical": "sceptical",
    "skeptical": "sceptical",
    "tough": "sceptical",
    "rushed": "rushed",
    "rushed executive": "rushed",
    "executive": "rushed",
}
_FACTS_AT_ONCE = 2  # she has to ask for the rest
_ASSUMING = re.compile(r"\b(?:assume|suppose|take it that|is it (?:fair|safe|ok|okay|fine))\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:walk|talk|take|tell) me\b|\b(?:explain|describe)\b", re.IGNORECASE)  # without "?"
_EVERYTHING = re.compile(
    r"\b(?:everything|all (?:the )?(?:facts|data|details|information|info)|"
    r"(?:more|other|further|any) (?:information|info|details|context|data|facts)|anything else|"
    r"what (?:do|can) (?:i|you) (?:know|tell))\b",
    re.IGNORECASE,
)


def phrase(request: PhraseRequest) -> str:
    """One message of the interviewer: at most one question of its own, none in a close."""
    match request.kind:
        case "open":
            return _open(request)
        case "question":
            return _question(request)
        case "probe":
            return _probe(request)
        case "clarify":
            return _clarify(request)
        case "close":
            return _turn(_for(stock_lines().close, request), request, "close")


def _open(request: PhraseRequest) -> str:
    item = _item(request)
    lines = stock_lines()
    greeting = _turn(_for(lines.greet, request), request, "greet")
    if item.kind == "small_talk":
        return f"{greeting} {item.text}"
    if item.kind == "case":
        return f"{greeting} {_ask(item, request)}"
    return f"{greeting} {_turn(_for(lines.first, request), request, 'first')} {item.text}"


def _question(request: PhraseRequest) -> str:
    item, lines = _item(request), stock_lines()
    case = item.kind == "case"
    if request.declined:
        slot, by_persona = "after_decline", lines.brief_after_decline if case else lines.after_decline
    elif any(opener.text in request.last_question for opener in stock_questions()["small_talk"]):
        slot, by_persona = "after_small_talk", lines.after_small_talk
    else:
        slot, by_persona = "acknowledge", lines.brief if case else lines.acknowledge
    return f"{_turn(_for(by_persona, request), request, slot)} {_ask(item, request)}"


def _ask(item: AgendaItem, request: PhraseRequest) -> str:
    """The question itself, as she or the stock has it; a case with a lead and something to answer."""
    if item.kind != "case":
        return item.text
    lines = stock_lines()
    text = item.text if item.text[-1:] in ".?!" else f"{item.text}."
    parts = [_turn(_for(lines.case_lead, request), request, "case_lead"), text]
    if "?" not in text and not _ASKS.search(text) and find_case(text) is None:
        parts.append(_turn(lines.case_ask, request, "case_ask"))
    if request.mode == "coached":
        parts.append(lines.case_coached)
    return " ".join(parts)


def _probe(request: PhraseRequest) -> str:
    item, probe = _item(request), request.probe
    if probe is None:
        raise ValueError("a probe request needs a probe")
    lines = stock_lines()
    if probe.gap == "step" and probe.detail:
        if request.mode == "coached":
            return _turn(lines.step_coached, request, "step").replace("{step}", probe.detail)
        aspect = find_aspect(probe.detail)
        if aspect is not None:
            return _turn(aspect.ask, request, f"step/{aspect.id}")
    of_kind = lines.probes.get(f"{probe.gap}_{item.kind}")
    ways = _probe_lines(of_kind or lines.probes[probe.gap], request)
    text = _turn(ways.quoting if _can_quote(probe, ways) else ways.plain, request, f"probe/{probe.gap}")
    return text.replace("{quote}", probe.quote.strip()).replace("{question}", _short_question(item))


def _probe_lines(by_persona: Mapping[str, ProbeLines], request: PhraseRequest) -> ProbeLines:
    return by_persona.get(_persona(request)) or by_persona["neutral"]


def _can_quote(probe: Probe, ways: ProbeLines) -> bool:
    """A quote that is a question of hers, or no clause, would make two questions of one."""
    return bool(ways.quoting and probe.quote.strip()) and not any(mark in probe.quote for mark in "?“”\n")


def _short_question(item: AgendaItem) -> str:
    case = find_case(item.text) if item.kind == "case" else None
    return case.ask if case else item.text


def _clarify(request: PhraseRequest) -> str:
    item, lines = _item(request), stock_lines()
    if item.kind != "case":
        return _turn(lines.outside_case, request, "outside_case")
    answers = _facts_asked(find_case(item.text), request)
    if answers:
        go_on = _turn(_for(lines.go_on, request), request, "go_on")
        return " ".join((*answers[:_FACTS_AT_ONCE], go_on))
    if _EVERYTHING.search(request.last_reply):
        return _turn(lines.whole, request, "whole")
    if _ASSUMING.search(request.last_reply):
        return _turn(lines.may_assume, request, "may_assume")
    return _turn(lines.free, request, "free")


def _facts_asked(case: Case | None, request: PhraseRequest) -> list[str]:
    """What she asked for, in the order of her words: the case's facts, or that it is hers to choose."""
    asked = request.last_reply.casefold().replace("’", "'")
    found: list[tuple[int, str]] = []
    for fact in case.more if case else ():
        found.extend((place, fact.text) for place in _first_place(asked, fact.words))
    for name, topic in fact_topics().items():
        for place in _first_place(asked, topic.words):
            text = getattr(case, name) if case else _turn(topic.free, request, f"free/{name}")
            found.append((place, text))
    return [text for _, text in sorted(found, key=lambda pair: pair[0])]


def _first_place(asked: str, beginnings: Sequence[str]) -> list[int]:
    """Where the first of the beginnings stands; empty where none does."""
    places = (match.start() for word in beginnings for match in re.finditer(rf"\b{re.escape(word)}", asked))
    return sorted(places)[:1]


def _turn(variants: Sequence[str], request: PhraseRequest, slot: str) -> str:
    """The variant whose turn it is: a seeded order for the slot, a place in it for the item."""
    order = Random(f"{request.seed}/{slot}").sample(range(len(variants)), len(variants))
    place = _number(request.item)
    if request.kind == "clarify":  # several on one item, told apart by what she asked
        place += crc32(request.last_reply.encode("utf-8"))
    return variants[order[place % len(variants)]]


def _number(item: AgendaItem | None) -> int:
    if item is None:
        return 0
    digits = re.search(r"\d+$", item.id)
    return int(digits.group()) if digits else crc32(item.id.encode("utf-8"))


def _for(by_persona: Mapping[str, tuple[str, ...]], request: PhraseRequest) -> tuple[str, ...]:
    return by_persona[_persona(request)]


def _persona(request: PhraseRequest) -> str:
    return _PERSONAS.get(request.persona.strip().casefold(), "neutral")


def _item(request: PhraseRequest) -> AgendaItem:
    if request.item is None:
        raise ValueError(f"a request to {request.kind} needs an item")
    return request.item
