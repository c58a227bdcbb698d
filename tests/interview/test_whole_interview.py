"""A whole interview without a model: agenda, words, scripted answers, probes, debrief."""

from collections.abc import Callable

import pytest

from coach.detectors.reading import is_decline
from coach.domain.grading import Rubric, Scorecard
from coach.domain.interview import Exchange, Setup
from coach.domain.notes import Vault
from coach.engines.builtin.phrase import phrase
from coach.engines.protocol import PhraseKind, PhraseRequest
from coach.interview import state as machine
from coach.interview.agenda import make_agenda
from coach.interview.debrief import debrief_markdown, make_debrief
from coach.interview.probes import select_probe
from coach.interview.state import InterviewState

Candidate = Callable[[Exchange, str], str]

GOOD = (
    "In 2022 the export at my company took hours and four customers complained every week. My "
    "task was to halve it. "
    "I read the logs with an engineer, I chose a cache rather than new machines and I tested it "
    "with one customer. "
    "In the end it took 20 minutes instead of 3 hours."
)


def all_we(exchange: Exchange, said: str) -> str:
    return (
        "We noticed the export was slow, so we built a cache and we shipped it. We were happy with "
        "it in the end."
    )


def one_word(exchange: Exchange, said: str) -> str:
    return "Yes."


def declining(exchange: Exchange, said: str) -> str:
    return "I can't think of one."


def strong(exchange: Exchange, said: str) -> str:
    if exchange.item.kind == "case":
        return (
            "I'll assume it is for chat. The goal is a p99 below 500 ms. I would cache prompts rather "
            "than buy machines, "
            "because the trade-off is cost, and I'd clarify the budget. Then I would test it for two "
            "weeks with one team."
        )
    return GOOD


def play(
    candidate: Candidate, setup: Setup, vault: Vault, rubric: Rubric
) -> tuple[InterviewState, list[str]]:
    """The turn as the dialogue takes it, with a reload from text between any two messages."""
    state = machine.start(setup, make_agenda(setup, vault))
    heard: list[str] = []
    declined = False
    while (exchange := machine.current(state)) is not None:
        state = machine.load(machine.dump(state))
        kind: PhraseKind = "question" if heard else "open"
        heard.append(phrase(PhraseRequest(kind, exchange.item, seed=setup.seed, declined=declined)))
        state = machine.asked(state, heard[-1])
        declined = False
        while machine.awaits_reply(state):
            exchange = machine.current(state)
            assert exchange is not None
            words = candidate(exchange, heard[-1])
            if is_decline(words):
                declined, state = True, machine.decline(state)
                break
            state = machine.reply(state, words)
            exchange = machine.current(state)
            assert exchange is not None
            probe = select_probe(exchange, rubric)
            if probe is not None:
                heard.append(phrase(PhraseRequest("probe", exchange.item, probe=probe, seed=setup.seed)))
                state = machine.probe(state, probe, heard[-1])
        state = machine.finish_question(state)
    heard.append(phrase(PhraseRequest("close", seed=setup.seed)))
    return machine.close(state), heard


@pytest.fixture
def rubric(make_rubric: Callable[..., Rubric]) -> Rubric:
    return make_rubric("Clarify", "Result", "Ownership", "Test")


@pytest.mark.parametrize("candidate", [all_we, one_word, declining, strong])
@pytest.mark.parametrize("seed", range(3))
def test_every_candidate_is_taken_through_to_the_close(
    candidate: Candidate, seed: int, vault: Vault, rubric: Rubric
) -> None:
    setup = Setup("mixed", questions=4, company="Marlow", seed=seed)
    state, heard = play(candidate, setup, vault, rubric)
    assert state.phase == "closed"
    assert all(exchange.finished for exchange in state.exchanges)
    assert len(set(heard)) == len(heard)
    for exchange in state.exchanges:
        assert len(exchange.probes) <= 2
        assert len({put.probe.gap for put in exchange.probes}) == len(exchange.probes)
        assert all(put.probe.quote in " ".join(exchange.replies) for put in exchange.probes)


def test_each_candidate_is_probed_for_what_was_planted(vault: Vault, rubric: Rubric) -> None:
    setup = Setup("behavioural", questions=3, note="bank")
    gaps = {
        candidate.__name__: [
            put.probe.gap for e in play(candidate, setup, vault, rubric)[0].exchanges for put in e.probes
        ]
        for candidate in (all_we, one_word, declining, strong)
    }
    assert gaps["all_we"].count("ownership") == 3
    assert gaps["one_word"] == ["thin"] * 3
    assert gaps["declining"] == []
    assert gaps["strong"] == []


def test_the_debrief_stands_on_the_grades_of_the_run(
    vault: Vault, rubric: Rubric, make_card: Callable[..., Scorecard]
) -> None:
    setup = Setup("behavioural", questions=2, note="bank")
    state, _ = play(strong, setup, vault, rubric)
    cards = {
        exchange.item.id: make_card(
            exchange.item.text,
            GOOD,
            Result=(5, "In the end it took 20 minutes instead of 3 hours."),
            Reflection=(1, ""),
        )
        for exchange in state.exchanges
    }
    debrief = make_debrief(state, cards, "built-in", ["Export", "Export"])
    page = debrief_markdown(debrief)
    assert debrief.overall is not None
    assert debrief.overall.level == 3.0
    assert debrief.best is not None
    assert debrief.best.quote in GOOD
    assert debrief.weakest is not None
    assert debrief.weakest.quote in GOOD
    assert len(debrief.fixes) == 1
    assert "## The one thing to work on first" in page
    assert "Have another story ready" in page
