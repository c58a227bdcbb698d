"""Where an interview stands: a pure machine, so that any process can take it over between two messages.

Every function takes a state and gives a new one; a move that is not allowed there raises
ValueError and changes nothing. One question is open at a time, a finished one is never
reopened, and what was said is never altered. Refuses to choose questions, to word them, or
to read the clock.

    asking --asked--> answering --reply / clarify / probe / decline--> answering
    answering --finish_question--> asking (next item) or closing (none left)
    asking, answering --stop--> closing --close--> closed
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import TypeAdapter

from coach.domain.interview import AgendaItem, AskedProbe, Clarified, Exchange, Probe, Setup

MAX_PROBES = 2

Phase = Literal["asking", "answering", "closing", "closed"]


@dataclass(frozen=True, slots=True)
class InterviewState:
    """One exchange for each agenda item, in order; `position` is the open one."""

    setup: Setup
    exchanges: tuple[Exchange, ...]
    position: int = 0
    phase: Phase = "asking"


_ADAPTER = TypeAdapter(InterviewState)


def start(setup: Setup, agenda: Sequence[AgendaItem]) -> InterviewState:
    """The state before the first word. Raises ValueError where there is nothing to ask."""
    if not agenda:
        raise ValueError("an interview needs at least one question")
    if len({item.id for item in agenda}) != len(agenda):
        raise ValueError("two agenda items have the same id")
    return InterviewState(setup, tuple(Exchange(item, asked="") for item in agenda))


def current(state: InterviewState) -> Exchange | None:
    """The open exchange; None once the questions are over."""
    return state.exchanges[state.position] if state.phase in ("asking", "answering") else None


def open_probe(state: InterviewState) -> AskedProbe | None:
    """The probe that waits for her reply, or None."""
    exchange = current(state)
    return _open_probe(exchange) if exchange else None


def awaits_reply(state: InterviewState) -> bool:
    """Whether it is her turn: the question or a probe of it is open."""
    exchange = current(state)
    return (
        exchange is not None
        and state.phase == "answering"
        and not exchange.declined
        and (exchange.answer is None or _open_probe(exchange) is not None)
    )


def asked(state: InterviewState, text: str) -> InterviewState:
    """The interviewer's words for the open item have been said."""
    _require(state.phase == "asking", state, "ask")
    _require(bool(text.strip()), state, "ask nothing")
    return replace(_with_current(state, asked=text), phase="answering")


def clarify(state: InterviewState, question: str, answer: str) -> InterviewState:
    """She asked something herself before answering, and was told `answer`.

    Her questions become the beginning of the answer, so that asking counts as it should.
    """
    exchange = _answering(state, "clarify")
    _require(exchange.answer is None and not exchange.declined, state, "clarify an answered question")
    return _with_current(state, clarified=(*exchange.clarified, Clarified(question, answer)))


def reply(state: InterviewState, text: str) -> InterviewState:
    """Her answer to the open question, or her reply to the open probe."""
    exchange = _answering(state, "reply")
    _require(not exchange.declined, state, "answer a declined question")
    if exchange.answer is None:
        own_questions = (clarified.question for clarified in exchange.clarified)
        return _with_current(state, answer="\n".join((*own_questions, text)))
    pending = _open_probe(exchange)
    _require(pending is not None, state, "answer twice")
    assert pending is not None
    return _with_current(state, probes=(*exchange.probes[:-1], replace(pending, reply=text)))


def decline(state: InterviewState) -> InterviewState:
    """She passes: on the question, which is then never graded, or on the open probe alone."""
    exchange = _answering(state, "decline")
    if exchange.answer is None:
        _require(not exchange.declined, state, "decline twice")
        return _with_current(state, declined=True)
    pending = _open_probe(exchange)
    _require(pending is not None, state, "decline an answered question")
    assert pending is not None
    return _with_current(state, probes=(*exchange.probes[:-1], replace(pending, declined=True)))


def may_probe(exchange: Exchange) -> bool:
    """Whether one more probe is allowed at all on this exchange."""
    return (
        exchange.answer is not None
        and not exchange.declined
        and not exchange.finished
        and exchange.item.kind != "small_talk"
        and len(exchange.probes) < MAX_PROBES
        and all(probe.reply is not None for probe in exchange.probes)
    )


def probe(state: InterviewState, probe: Probe, text: str) -> InterviewState:
    """A follow-up has been put. At most two a question, once a gap, none after a decline."""
    exchange = _answering(state, "probe")
    _require(may_probe(exchange), state, "probe")
    _require(probe.gap not in {put.probe.gap for put in exchange.probes}, state, "probe a gap twice")
    return _with_current(state, probes=(*exchange.probes, AskedProbe(probe, text)))


def finish_question(state: InterviewState) -> InterviewState:
    """The open question is done: on to the next, or to the close after the last."""
    exchange = _answering(state, "finish")
    _require(
        exchange.declined or (exchange.answer is not None and _open_probe(exchange) is None),
        state,
        "finish an open question",
    )
    done = _with_current(state, finished=True)
    last = state.position == len(state.exchanges) - 1
    return replace(done, position=state.position + (not last), phase="closing" if last else "asking")


def stop(state: InterviewState) -> InterviewState:
    """She ends it early. What she has answered counts as finished; the rest stays unanswered."""
    exchange = current(state)
    _require(exchange is not None, state, "stop")
    assert exchange is not None
    done = exchange.answer is not None or exchange.declined
    return replace(_with_current(state, finished=done), phase="closing")


def close(state: InterviewState) -> InterviewState:
    """The debrief has been given."""
    _require(state.phase == "closing", state, "close")
    return replace(state, phase="closed")


def dump(state: InterviewState) -> str:
    """The state as JSON, for the store."""
    return _ADAPTER.dump_json(state).decode("utf-8")


def load(text: str) -> InterviewState:
    """The state back from `dump`. Raises ValueError on anything else."""
    state = _ADAPTER.validate_json(text)
    if not 0 <= state.position < len(state.exchanges):
        raise ValueError(f"position {state.position} is outside the agenda")
    return state


def _open_probe(exchange: Exchange) -> AskedProbe | None:
    last = exchange.probes[-1] if exchange.probes else None
    return last if last and last.reply is None and not last.declined else None


def _answering(state: InterviewState, move: str) -> Exchange:
    _require(state.phase == "answering", state, move)
    return state.exchanges[state.position]


def _require(allowed: bool, state: InterviewState, move: str) -> None:
    if not allowed:
        item = state.exchanges[state.position].item.id
        raise ValueError(f"cannot {move}: the interview is {state.phase} at {item!r}")


def _with_current(state: InterviewState, **changes: object) -> InterviewState:
    before, after = state.exchanges[: state.position], state.exchanges[state.position + 1 :]
    changed = replace(state.exchanges[state.position], **changes)  # type: ignore[arg-type]
    return replace(state, exchanges=(*before, changed, *after))
