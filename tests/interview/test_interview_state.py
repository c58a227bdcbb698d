"""The machine against random play: what may happen, what may not, and that nothing said is lost."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coach.domain.interview import AgendaItem, Exchange, GapName, Probe, Setup
from coach.interview import state as machine
from coach.interview.state import MAX_PROBES, InterviewState

AGENDA = (
    AgendaItem("q1", "small_talk", "How has your week been?"),
    AgendaItem("q2", "behavioural", "Tell me about a failure."),
    AgendaItem("q3", "case", "Design a thing."),
)
TEXT = st.text(max_size=20)
GAPS = st.sampled_from(get_args(GapName))


def at_question(number: int) -> InterviewState:
    """Question `number` (from 0) asked, those before it answered."""
    state = machine.start(Setup(), AGENDA)
    for _ in range(number):
        state = machine.finish_question(machine.reply(machine.asked(state, "?"), "an answer"))
    return machine.asked(state, "?")


def probe_for(gap: GapName) -> Probe:
    return Probe(gap, "Result", "No result.")


def test_a_whole_interview_passes_through_every_phase() -> None:
    state = machine.start(Setup(), AGENDA[1:])
    assert state.phase == "asking"
    assert not machine.awaits_reply(state)
    state = machine.asked(state, "Tell me about a failure.")
    assert machine.awaits_reply(state)
    state = machine.reply(state, "I broke the build.")
    assert not machine.awaits_reply(state)
    state = machine.probe(state, probe_for("result"), "And then?")
    assert machine.open_probe(state) is not None
    state = machine.reply(state, "I fixed it.")
    exchange = machine.current(state)
    assert exchange is not None
    assert exchange.replies == ("I broke the build.", "I fixed it.")
    state = machine.asked(machine.finish_question(state), "Design a thing.")
    state = machine.decline(state)
    state = machine.finish_question(state)
    assert state.phase == "closing"
    assert machine.current(state) is None
    assert [exchange.declined for exchange in state.exchanges] == [False, True]
    assert machine.close(state).phase == "closed"


def test_her_clarifying_questions_open_the_answer() -> None:
    state = machine.clarify(at_question(2), "Who is it for?", "Nurses.")
    state = machine.reply(state, "Then I'd start with the ward.")
    exchange = machine.current(state)
    assert exchange is not None
    assert exchange.answer == "Who is it for?\nThen I'd start with the ward."
    assert exchange.clarified[0].answer == "Nurses."


def test_passing_on_a_probe_keeps_the_answer_and_ends_the_probing() -> None:
    state = machine.probe(machine.reply(at_question(1), "We failed."), probe_for("ownership"), "You?")
    state = machine.decline(state)
    exchange = machine.current(state)
    assert exchange is not None
    assert not exchange.declined
    assert exchange.replies == ("We failed.",)
    with pytest.raises(ValueError, match="cannot probe"):
        machine.probe(state, probe_for("result"), "And then?")
    with pytest.raises(ValueError, match="cannot answer twice"):
        machine.reply(state, "wait")
    assert machine.finish_question(state).position == 2


def test_stopping_keeps_what_was_answered_for_grading() -> None:
    unanswered = machine.stop(at_question(1))
    assert [exchange.finished for exchange in unanswered.exchanges] == [True, False, False]
    probed = machine.probe(machine.reply(at_question(1), "We failed."), probe_for("ownership"), "You?")
    assert machine.stop(probed).exchanges[1].finished
    with pytest.raises(ValueError, match="cannot stop"):
        machine.stop(unanswered)


@pytest.mark.parametrize(
    ("move", "state"),
    [
        (lambda s: machine.reply(s, "x"), machine.start(Setup(), AGENDA)),
        (lambda s: machine.asked(s, "x"), at_question(1)),
        (lambda s: machine.asked(s, "  "), machine.start(Setup(), AGENDA)),
        (machine.finish_question, at_question(1)),
        (lambda s: machine.probe(s, probe_for("thin"), "x"), at_question(1)),
        (lambda s: machine.probe(s, probe_for("thin"), "x"), machine.reply(at_question(0), "fine")),
        (machine.close, at_question(1)),
        (machine.decline, machine.decline(at_question(1))),
        (lambda s: machine.reply(s, "x"), machine.decline(at_question(1))),
        (lambda s: machine.clarify(s, "x", "y"), machine.reply(at_question(2), "done")),
    ],
)
def test_a_move_that_is_not_allowed_is_refused(move: object, state: InterviewState) -> None:
    with pytest.raises(ValueError, match="cannot"):
        move(state)  # type: ignore[operator]


def test_the_same_gap_is_not_probed_twice_and_two_probes_are_the_most() -> None:
    state = machine.reply(at_question(1), "We failed.")
    state = machine.reply(machine.probe(state, probe_for("result"), "And then?"), "Nothing.")
    with pytest.raises(ValueError, match="a gap twice"):
        machine.probe(state, probe_for("result"), "And then?")
    state = machine.reply(machine.probe(state, probe_for("figure"), "How much?"), "A lot.")
    with pytest.raises(ValueError, match="cannot probe"):
        machine.probe(state, probe_for("ownership"), "You?")


def test_an_interview_needs_questions_with_ids_of_their_own() -> None:
    with pytest.raises(ValueError, match="at least one"):
        machine.start(Setup(), ())
    with pytest.raises(ValueError, match="same id"):
        machine.start(Setup(), (AGENDA[0], AGENDA[0]))


@pytest.mark.parametrize("text", ["", "{}", "null", '{"setup": {}, "exchanges": []}'])
def test_what_is_no_state_is_not_loaded(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        machine.load(text)


def test_a_position_outside_the_agenda_is_not_loaded() -> None:
    text = machine.dump(replace(at_question(1), position=9))
    with pytest.raises(ValueError, match="outside the agenda"):
        machine.load(text)


class Play(RuleBasedStateMachine):
    """Random play. A refused move must leave no trace; the record of the rest must replay."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = machine.start(Setup(), AGENDA)
        self.state = self.begun
        self.record: list[tuple[str, tuple[object, ...]]] = []
        self.finished: dict[str, Exchange] = {}

    @initialize(size=st.integers(1, 3), seed=st.integers(0, 9))
    def begin(self, size: int, seed: int) -> None:
        self.begun = self.state = machine.start(Setup(seed=seed), AGENDA[:size])

    def attempt(self, name: str, *arguments: object) -> None:
        before = self.state
        try:
            self.state = getattr(machine, name)(before, *arguments)
        except ValueError:
            assert self.state is before
        else:
            self.record.append((name, arguments))

    @rule(text=TEXT)
    def ask(self, text: str) -> None:
        self.attempt("asked", text)

    @rule(text=TEXT)
    def answer(self, text: str) -> None:
        self.attempt("reply", text)

    @rule(question=TEXT, answer=TEXT)
    def ask_back(self, question: str, answer: str) -> None:
        self.attempt("clarify", question, answer)

    @rule()
    def pass_on_it(self) -> None:
        self.attempt("decline")

    @rule(gap=GAPS, text=TEXT)
    def follow_up(self, gap: GapName, text: str) -> None:
        before = machine.current(self.state)
        declined = before is not None and before.declined
        put = len(before.probes) if before else 0
        self.attempt("probe", probe_for(gap), text)
        after = machine.current(self.state)
        if declined:
            assert after is not None
            assert len(after.probes) == put

    @rule()
    def move_on(self) -> None:
        self.attempt("finish_question")

    @precondition(lambda self: len(self.record) > 6)
    @rule()
    def end_early(self) -> None:
        self.attempt("stop")

    @rule()
    def hand_over_debrief(self) -> None:
        self.attempt("close")

    @rule()
    def crash_and_resume(self) -> None:
        self.state = machine.load(machine.dump(self.state))

    @invariant()
    def one_question_at_most_is_open(self) -> None:
        open_ones = [e for e in self.state.exchanges if e.asked and not e.finished]
        assert len(open_ones) <= 1
        if self.state.phase == "answering":
            assert open_ones == [machine.current(self.state)]
        for exchange in self.state.exchanges:
            waiting = [put for put in exchange.probes if put.reply is None and not put.declined]
            assert len(waiting) <= 1

    @invariant()
    def what_is_finished_stays_as_it_is(self) -> None:
        for exchange in self.state.exchanges:
            if exchange.finished:
                assert self.finished.setdefault(exchange.item.id, exchange) == exchange
        kept = [e.item.id for e in self.state.exchanges if e.finished]
        assert kept == list(self.finished)

    @invariant()
    def probes_keep_their_limits(self) -> None:
        for exchange in self.state.exchanges:
            gaps = [put.probe.gap for put in exchange.probes]
            assert len(gaps) <= MAX_PROBES
            assert len(set(gaps)) == len(gaps)
            assert not (exchange.declined and exchange.probes)
            assert not (exchange.declined and exchange.answer is not None)

    @invariant()
    def the_record_replays_to_the_state(self) -> None:
        state = self.begun
        for name, arguments in self.record:
            state = getattr(machine, name)(state, *arguments)
        assert state == self.state
        assert machine.load(machine.dump(state)) == state


Play.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestRandomPlay = Play.TestCase
