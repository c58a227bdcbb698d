"""What will be asked: her own questions first, spread over competencies, topped up from the stock.

Owns the choice and the order, which depend on the set-up and its seed alone. Refuses to
word anything: a question of hers is asked as she wrote it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from random import Random

from coach.domain.interview import AgendaItem, QuestionKind, Setup
from coach.domain.notes import Vault
from coach.interview.question_bank import (
    STOCK,
    Candidate,
    Ground,
    find_candidates,
    find_ground,
    small_talk_lines,
)
from coach.interview.wording import asked_before, content_stems, near_duplicate
from coach.stock import StockQuestion, stock_cases, stock_questions

MINUTES: dict[QuestionKind, float] = {
    "small_talk": 1,
    "intro": 2.5,
    "motivation": 2.5,
    "knowledge": 3,
    "behavioural": 6,
    "case": 15,
}
_WHY_HERE = re.compile(
    r"[Ww]hy (?:us\b|here\b|(?:this|our) company|do you want to (?:work|join)|"
    r"are you (?:interested|applying)|[A-Z])|"
    r"[Ww]hat (?:draws|attracts|brings|drew) you",
)
_NEAREST = 5  # stock cases that suit her notes, among which the seed chooses
_READ = 200_000  # characters of her notes that decide which stock cases suit her


@dataclass(frozen=True, slots=True)
class _Chooser:
    """The pool, the questions to leave out, and the seeded order."""

    pool: tuple[Candidate, ...]
    avoid: tuple[str, ...]
    random: Random

    def choose(
        self, kinds: Iterable[QuestionKind], count: int, taken: Sequence[Candidate]
    ) -> list[Candidate]:
        """Up to `count` candidates, hers before the stock, fresh before those to avoid."""
        wanted = set(kinds)
        order = list(self._spread([candidate for candidate in self.pool if candidate.kind in wanted]))
        fresh = [candidate for candidate in order if not asked_before(candidate.text, self.avoid)]
        stale = [candidate for candidate in order if candidate not in fresh]
        chosen: list[Candidate] = []
        for candidate in (*fresh, *stale):
            if len(chosen) == count:
                break
            if not any(_asks_the_same(candidate.text, other.text) for other in (*taken, *chosen)):
                chosen.append(candidate)
        return chosen

    def _spread(self, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
        """Nearest first; within a distance one from each group in turn."""
        for distance in sorted({candidate.distance for candidate in candidates}):
            groups: dict[str, list[Candidate]] = {}
            for candidate in candidates:
                if candidate.distance == distance:
                    groups.setdefault(candidate.group, []).append(candidate)
            shuffled = [self.random.sample(group, len(group)) for group in groups.values()]
            self.random.shuffle(shuffled)
            for turn in zip_longest(*shuffled):
                yield from (candidate for candidate in turn if candidate is not None)


def _asks_the_same(first: str, second: str) -> bool:
    """Also "Why us?" and "Why Acme?", which share no word."""
    return near_duplicate(first, second) or bool(_WHY_HERE.match(first) and _WHY_HERE.match(second))


def make_agenda(setup: Setup, vault: Vault, avoid: Sequence[str] = ()) -> tuple[AgendaItem, ...]:
    """The questions of an interview, in order; small talk comes first and is not counted.

    Fewer than asked for where notes and stock hold no more, or where `setup.minutes` is
    too short. `avoid` are texts asked lately, used again only when too few are left.
    Raises UsageError where the chosen note or company does not exist.
    """
    ground = find_ground(setup, vault)
    random = Random(f"{setup.seed}/{setup.round}")
    pool = (*find_candidates(ground), *_stock(ground, random))
    chooser = _Chooser(pool, tuple(avoid), random)
    main = _within(setup.minutes, _main_questions(setup, chooser))
    chosen = [*_small_talk(setup, ground, random), *main]
    return tuple(
        AgendaItem(f"q{number}", candidate.kind, candidate.text, candidate.source)
        for number, candidate in enumerate(chosen, start=1)
    )


def _main_questions(setup: Setup, chooser: _Chooser) -> list[Candidate]:
    count = max(1, setup.questions)
    if setup.round == "behavioural":
        return chooser.choose(["behavioural"], count, ())
    if setup.round == "case":
        return chooser.choose(["case"], count, ())
    if setup.round == "intro":
        pitch = chooser.choose(["intro"], 1, ())
        reasons = chooser.choose(["motivation"], count - 1, pitch)
        return [*pitch, *reasons][:count]
    cases = 0 if count < 3 else 1 if count < 7 else 2
    intros = 0 if count < 2 else 1
    opening = chooser.choose(["intro"], intros, ())
    stories = chooser.choose(["behavioural"], count - cases - intros, opening)
    return [*opening, *stories, *chooser.choose(["case"], cases, [*opening, *stories])]


def _within(minutes: int | None, questions: list[Candidate]) -> list[Candidate]:
    """As many as fit, at least one; a behavioural question goes before the case does."""
    if minutes is None:
        return questions
    kept = list(questions)
    while len(kept) > 1 and sum(MINUTES[candidate.kind] for candidate in kept) > minutes:
        stories = [candidate for candidate in kept if candidate.kind == "behavioural"]
        kept.remove(stories[-1] if len(stories) > 1 else kept[-1])
    return kept


def _small_talk(setup: Setup, ground: Ground, random: Random) -> list[Candidate]:
    """An opener that gives her room for what she prepared; in a mixed round only if she did."""
    if setup.round not in ("intro", "mixed"):
        return []
    prepared = small_talk_lines(ground)
    if not prepared and setup.round == "mixed":
        return []
    openers = stock_questions()["small_talk"]
    fitting = [(opener, place) for opener in openers for place, line in prepared if _suits(opener, line)]
    plain = [(opener, None) for opener in openers if not opener.words]
    opener, place = random.choice(fitting or plain)
    return [Candidate(opener.text, "small_talk", "small_talk", 0, place)]


def _suits(opener: StockQuestion, line: str) -> bool:
    said = f" {line.casefold()}"
    return any(f" {word}" in said for word in opener.words)


def _stock(ground: Ground, random: Random) -> Iterator[Candidate]:
    company = ground.company or "this company"
    kinds: tuple[QuestionKind, ...] = ("behavioural", "intro", "motivation")
    for kind in kinds:
        for number, question in enumerate(stock_questions()[kind]):
            # "Tell me about yourself" and "Why here?" come before the rest of their kind.
            first = number == 0 and kind != "behavioural"
            text = question.text.replace("{company}", company)
            yield Candidate(text, kind, f"stock#{question.topic}", STOCK if first else STOCK + 1)
    known = content_stems("\n".join(note.text for note in ground.near)[:_READ])
    cases = random.sample(stock_cases(), len(stock_cases()))
    if known:  # she should not be asked about a field that her notes never touch, so the nearest come first
        cases.sort(key=lambda case: -_share(content_stems(case.text), known))
        cases = [*random.sample(cases[:_NEAREST], _NEAREST), *cases[_NEAREST:]]
    for number, case in enumerate(cases):
        yield Candidate(case.text, "case", f"stock#{case.topic}", STOCK + number)


def _share(words: frozenset[str], known: frozenset[str]) -> float:
    return len(words & known) / len(words) if words else 0.0
