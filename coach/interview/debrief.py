"""What an interview came to, computed from the grades that stand.

Owns the sums, the choice of moments and fixes, and what to practise next. Every quote is
hers, verbatim from checked evidence or from the answer itself; every sentence to say is a
frame with blanks, so nothing is put in her mouth. Refuses to grade.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from statistics import fmean

from coach.detectors.sentences import split_sentences
from coach.domain.grading import Grade, Overall, Scorecard
from coach.domain.interview import Debrief, DebriefFix, Exchange, Moment, ProbeRecord
from coach.interview.state import InterviewState
from coach.stock import find_frame

_MOST_FIXES = 3
_QUOTED_WORDS = 20
_NAMED_WORDS = 16
_COUNTED = re.compile(r"\d+ of \d+ criteria|Your answer is (?:short|long)")  # said better by the rest
_BESIDE = re.compile(r"relevan|question|topic", re.IGNORECASE)
_GOOD, _FINE = 3, 4  # from here a moment is good; from here none is called weak


@dataclass(frozen=True, slots=True)
class _Graded:
    """A grade with a level, and the exchange it belongs to."""

    exchange: Exchange
    card: Scorecard
    grade: Grade
    level: int


def make_debrief(
    state: InterviewState,
    cards: Mapping[str, Scorecard],
    engine_label: str,
    stories_used: Sequence[str] = (),
) -> Debrief:
    """The debrief of an interview that is over, or as far as it has come.

    `cards` by question id; a question without one is named in `notes`, never counted as 0.
    """
    asked = [e for e in state.exchanges if e.item.kind != "small_talk"]
    carded = [(e, cards[e.item.id]) for e in asked if e.item.id in cards and not e.declined]
    graded = [
        _Graded(exchange, card, grade, grade.level)
        for exchange, card in carded
        for grade in card.grades
        if grade.state == "graded" and grade.level is not None
    ]
    best = _best(graded)
    return Debrief(
        overall=_overall([card.overall for _, card in carded if card.overall]),
        criteria=_criteria(graded),
        best=best,
        weakest=_weakest(graded, best),
        fixes=_fixes(carded),
        probes=tuple(
            ProbeRecord(e.item.id, put.probe.criterion, put.probe.reason, e.item.text)
            for e in asked
            for put in e.probes
        ),
        stories_used=tuple(dict.fromkeys(stories_used)),
        next=tuple(_next(asked, carded, stories_used)),
        engine=engine_label,
        notes=tuple(_notes(asked, cards, engine_label)),
    )


def debrief_json(debrief: Debrief) -> dict[str, object]:
    """The debrief as the last event of `coach mock --json`."""
    overall = debrief.overall
    return {
        "type": "debrief",
        "overall": {"level": overall.level, "band": list(overall.band)} if overall else None,
        "criteria": [{"name": name, "level": level} for name, level in debrief.criteria],
        "best": _moment_json(debrief.best),
        "weakest": _moment_json(debrief.weakest),
        "fixes": [
            {"text": fix.text, "say": fix.say, "path": fix.path, "line": fix.line} for fix in debrief.fixes
        ],
        "probes": [
            {"question_id": probe.question_id, "criterion": probe.criterion, "reason": probe.reason}
            for probe in debrief.probes
        ],
        "stories_used": list(debrief.stories_used),
        "next": list(debrief.next),
        "engine": debrief.engine,
        "notes": list(debrief.notes),
    }


def debrief_markdown(debrief: Debrief) -> str:
    """The debrief as a page to read, in the terminal, in the browser or on paper."""
    parts = ["# Debrief", _headline(debrief)]
    if debrief.criteria:
        rows = "\n".join(f"| {_cell(name)} | {level:.1f} |" for name, level in debrief.criteria)
        parts.append(f"| What was looked for | Level, 1 to 5 |\n|---|---|\n{rows}")
    if debrief.best:
        parts.append(f"## Your best moment\n\n{_quoted(debrief.best)}")
    if debrief.weakest:
        parts.append(f"## Where it was weakest\n\n{_quoted(debrief.weakest)}")
    if debrief.fixes:
        fixes = "\n".join(
            f"{number}. {fix.text}{_place(fix)}\n   Next time, say: “{fix.say}”"
            for number, fix in enumerate(debrief.fixes, start=1)
        )
        count = "The one thing" if len(debrief.fixes) == 1 else f"The {_count(len(debrief.fixes))} things"
        parts.append(f"## {count} to work on first\n\n{fixes}")
    if debrief.probes:
        parts.append(f"## Why you were asked more\n\n{_list(probe_lines(debrief))}")
    if debrief.stories_used:
        parts.append(f"## Stories you used\n\n{_list(debrief.stories_used)}")
    if debrief.next:
        parts.append(f"## Next\n\n{_list(debrief.next)}")
    if debrief.notes:
        parts.append(f"## Good to know\n\n{_list(debrief.notes)}")
    return "\n\n".join(parts) + "\n"


def probe_lines(debrief: Debrief) -> tuple[str, ...]:
    """Why she was asked more, a line a question."""
    reasons: dict[str, list[str]] = {}
    for probe in debrief.probes:
        told = reasons.setdefault(probe.question or probe.criterion, [])
        if probe.reason not in told:
            told.append(probe.reason)
    return tuple(f"“{asked}”: {' Then: '.join(told)}" for asked, told in reasons.items())


def _overall(overalls: Sequence[Overall]) -> Overall | None:
    if not overalls:
        return None
    level = round(fmean(overall.level for overall in overalls), 1)
    low = round(fmean(overall.band[0] for overall in overalls))
    high = round(fmean(overall.band[1] for overall in overalls))
    return Overall(level, (min(low, floor(level)), max(high, ceil(level))))


def _criteria(graded: Sequence[_Graded]) -> tuple[tuple[str, float], ...]:
    """The mean level of each criterion over the questions that had it, in the order met."""
    levels: dict[str, list[int]] = {}
    for one in graded:
        levels.setdefault(one.grade.criterion.name, []).append(one.level)
    return tuple((name, round(fmean(values), 2)) for name, values in levels.items())


def _best(graded: Sequence[_Graded]) -> Moment | None:
    """Words behind the highest level; None where nothing was good enough to be called so."""
    good = [one for one in graded if one.level >= _GOOD]
    ranked = sorted(good, key=lambda one: (-one.level, -_level(one.card), -one.grade.criterion.weight))
    told = ((one, e.quote) for one in ranked for e in one.grade.evidence if not e.quote.endswith("?"))
    found = next(told, None)  # a question of hers may earn a level, and is no moment to keep
    return _moment(*found) if found else None


def _weakest(graded: Sequence[_Graded], best: Moment | None) -> Moment | None:
    """Words behind the lowest level, or where there are none the beginning of that answer."""
    weak = [one for one in graded if one.level < _FINE]
    for one in sorted(weak, key=lambda one: (one.level, _level(one.card), -one.grade.criterion.weight)):
        for quote in _words_for(one.exchange, one.grade):
            if best is None or quote != best.quote:
                return _moment(one, quote)
    return None


def _moment(one: _Graded, quote: str) -> Moment:
    name = one.grade.criterion.name
    return Moment(quote, one.exchange.item.id, f"{name}, level {one.level}, on “{_named(one.exchange)}”")


@dataclass(frozen=True, slots=True)
class _Fix:
    """A fix with what ranks it: the level of its criterion, then that of its question."""

    question_id: str
    name: str
    rank: tuple[float, float]
    fix: DebriefFix


def _fixes(carded: Sequence[tuple[Exchange, Scorecard]]) -> tuple[DebriefFix, ...]:
    """The fixes that matter most: the lowest levels, one a criterion, from each question first."""
    found = sorted(
        (fix for exchange, card in carded for fix in _fixes_of(exchange, card)), key=lambda f: f.rank
    )
    first: list[_Fix] = []
    rest: list[_Fix] = []
    for one in found:
        (rest if one.question_id in {other.question_id for other in first} else first).append(one)
    chosen: list[_Fix] = []
    for one in (*first, *rest):
        known = {other.name.casefold() for other in chosen} | {other.fix.say for other in chosen}
        if one.name.casefold() not in known and one.fix.say not in known:
            chosen.append(one)
    return tuple(one.fix for one in sorted(chosen[:_MOST_FIXES], key=lambda one: one.rank))


def _fixes_of(exchange: Exchange, card: Scorecard) -> Iterable[_Fix]:
    by_key = {key: grade for grade in card.grades for key in (grade.criterion.id, grade.criterion.name)}
    for fix in card.fixes:
        grade = by_key.get(fix.criterion)
        name = grade.criterion.name if grade else fix.criterion
        level = float(grade.level) if grade and grade.level is not None else 5.0
        words = _shortened(next(_words_for(exchange, grade), ""))
        advice = fix.text if fix.text.rstrip()[-1:] in ".?!" else f"{fix.text.rstrip()}."
        text = f"{advice} On “{_named(exchange)}” you said: “{words}”" if words else advice
        # What to say when it was beside the question is "the time that fits": a case has no such time.
        frame = find_frame("structure" if exchange.item.kind == "case" and _BESIDE.search(name) else name)
        said = DebriefFix(text, frame, fix.path, fix.line)
        yield _Fix(exchange.item.id, name, (level, _level(card)), said)


def _words_for(exchange: Exchange, grade: Grade | None) -> Iterator[str]:
    """Her words that a grade is about: its evidence, or where it has none how she began."""
    yield from (evidence.quote for evidence in (grade.evidence if grade else ()))
    yield from (s.text for reply in exchange.replies for s in split_sentences(reply)[:1])


def _named(exchange: Exchange) -> str:
    """The question by its beginning: a case is a paragraph, and she remembers it."""
    return _cut(exchange.item.text, _NAMED_WORDS)


def _shortened(quote: str) -> str:
    """The beginning of a long quote, so that a fix stays a line to read."""
    return _cut(quote, _QUOTED_WORDS)


def _cut(text: str, most: int) -> str:
    words = list(re.finditer(r"\S+", text))
    return text if len(words) <= most else f"{text[: words[most - 1].end()]} …"


def _next(
    asked: Sequence[Exchange], carded: Sequence[tuple[Exchange, Scorecard]], stories_used: Sequence[str]
) -> Iterable[str]:
    scored = [(exchange, card) for exchange, card in carded if card.overall]
    if scored:
        exchange, card = min(scored, key=lambda pair: _level(pair[1]))
        lowest = min(
            (grade for grade in card.grades if grade.level is not None),
            key=lambda grade: grade.level or 0,
            default=None,
        )
        watch = (
            f" Watch one thing: {lowest.criterion.name}." if lowest and (lowest.level or 0) < _FINE else ""
        )
        yield f"Answer “{_named(exchange)}” once more, out loud.{watch}"
    for exchange in asked:
        if exchange.declined and exchange.item.kind == "behavioural":
            yield f"Find a story for “{_named(exchange)}” and write down its four fields."
        elif exchange.declined:
            yield f"Have a first sentence ready for “{_named(exchange)}”."
    for title, count in Counter(stories_used).items():
        if count > 1:
            yield f"You told “{title}” {_count(count)} times. Have another story ready."


def _notes(asked: Sequence[Exchange], cards: Mapping[str, Scorecard], engine_label: str) -> Iterable[str]:
    for exchange in asked:
        card, text = cards.get(exchange.item.id), _named(exchange)
        if exchange.declined:
            yield f"You passed on “{text}”, so it was not graded."
        elif exchange.answer is None and exchange.asked:
            yield f"“{text}” was open when the interview ended, so it was not graded."
        elif exchange.answer is not None and card is None:
            yield f"No grade stands for “{text}”."
        elif card is not None and card.overall is None:
            why = [warning for warning in card.warnings if not _COUNTED.match(warning)] or card.warnings[:1]
            yield f"“{text}” could not be graded. {' '.join(why)}".strip()
        elif card is not None:
            unscored = [grade.criterion.name for grade in card.grades if grade.state == "unscored"]
            if unscored:
                yield f"On “{text}” these could not be assessed: {', '.join(unscored)}."
            if card.engine != engine_label:
                yield f"“{text}” was graded by {card.engine}."
        if any(put.declined for put in exchange.probes):
            yield f"You passed on a follow-up to “{text}”. That cost you nothing."
    unreached = sum(1 for exchange in asked if not exchange.asked)
    if unreached:
        yield f"{_count(unreached).capitalize()} question{'s were' if unreached > 1 else ' was'} not asked."


def _level(card: Scorecard) -> float:
    return card.overall.level if card.overall else 5.0


def _moment_json(moment: Moment | None) -> dict[str, str] | None:
    if moment is None:
        return None
    return {"quote": moment.quote, "question_id": moment.question_id, "why": moment.why}


def _headline(debrief: Debrief) -> str:
    if debrief.overall is None:
        return f"There is no overall grade this time: no answer was graded. (Engine: {debrief.engine})"
    low, high = debrief.overall.band
    span = f"read it as {low}" if low == high else f"read it as {low} to {high}"
    return f"**Overall {debrief.overall.level:.1f} of 5**, {span}. Graded by: {debrief.engine}."


def _quoted(moment: Moment) -> str:
    quote = "\n".join(f"> {line}" for line in moment.quote.split("\n"))
    return f"{quote}\n\n{moment.why}" if moment.why else quote


def _place(fix: DebriefFix) -> str:
    if fix.path is None:
        return ""
    return f" ({fix.path}:{fix.line})" if fix.line else f" ({fix.path})"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _count(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[count] if count < len(words) else str(count)
