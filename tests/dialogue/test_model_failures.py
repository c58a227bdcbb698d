"""A model that fails: her message is kept, the reason is said, no score is made up, and it goes on."""

from collections.abc import Callable, Iterator

import pytest
from answers import FULL
from scripted_server import Case, ScriptedServer, fails, says, sends

from coach.config import Settings
from coach.dialogue.coach import Coach, EngineChoice
from coach.dialogue.payloads import load_payload
from coach.domain.events import Debriefed, Failed, Graded, InterviewerSaid
from coach.domain.interview import Setup
from coach.engines.openai import OpenAIEngine
from coach.index import NotesIndex
from coach.index.embeddings import Embedder
from coach.prompts import Prompts
from coach.store import Store

CoachAt = Callable[[Case], Coach]
ONE = Setup(round="behavioural", questions=1, seed=7)
QUESTION = "Tell me about a product you owned from the first idea to launch."
ASKED = "Tell me about a time you helped somebody grow."  # what the agenda of ONE puts


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptedServer]:
    with ScriptedServer(tmp_path_factory.mktemp("scripted")) as running:
        yield running


@pytest.fixture
def coach_at(corpus_index: NotesIndex, store: Store, embedder: Embedder) -> Iterator[CoachAt]:
    built: list[Coach] = []

    def build(case: Case) -> Coach:
        settings = Settings(_env_file=None, base_url=case.url, api_key="sk-test", model="scripted", timeout=5)
        engine = OpenAIEngine(settings, Prompts(), sleep=lambda _: None)
        built.append(Coach(corpus_index, store, embedder, lambda _: EngineChoice(engine)))
        return built[-1]

    yield build
    for coach in built:
        coach.close()


def test_a_failed_question_is_asked_again_by_retry(server: ScriptedServer, coach_at: CoachAt) -> None:
    coach = coach_at(server.case(fails(401), says(ASKED)))
    session = coach.new_session()
    failed = [event for event in coach.start(session, ONE) if isinstance(event, Failed)]
    assert len(failed) == 1
    assert failed[0].hint
    assert coach.conversation(session).owed is not None
    said = [event for event in coach.respond(session, "/retry") if isinstance(event, InterviewerSaid)]
    assert said[0].text == ASKED
    assert coach.conversation(session).owed is None


def test_words_that_arrived_before_a_cut_are_kept_but_the_question_is_still_owed(
    server: ScriptedServer, coach_at: CoachAt
) -> None:
    coach = coach_at(server.case(says("Good morning. Tell me", finish=None), says(ASKED)))
    session = coach.new_session()
    assert any(isinstance(event, Failed) for event in coach.start(session, ONE))
    partial = coach.transcript(session)[-1]
    assert (partial.text.strip(), partial.complete) == ("Good morning.", False)
    list(coach.resume(session))
    assert [turn.text for turn in coach.transcript(session)][1:] == [ASKED]


def test_a_judge_that_fails_gives_no_score(server: ScriptedServer, coach_at: CoachAt) -> None:
    broken = says("I would rather chat.")
    html = sends("<html>welcome</html>", "text/html")
    coach = coach_at(server.case(broken, broken, html, html))
    session = coach.new_session()
    events = list(coach.respond(session, f"Q: {QUESTION}\nA: {FULL}"))
    assert not any(isinstance(event, Graded) for event in events)
    assert any(isinstance(event, Failed) for event in events)
    assert coach.store.grades(session) == ()
    assert coach.conversation(session).answer == FULL
    assert [turn.role for turn in coach.transcript(session)] == ["candidate"]


def test_a_model_that_fails_at_the_end_does_not_take_the_debrief_with_it(
    server: ScriptedServer, coach_at: CoachAt
) -> None:
    coach = coach_at(server.case(says(ASKED), *[fails(400)] * 40))
    session = coach.new_session()
    list(coach.start(session, ONE))
    list(coach.respond(session, FULL))
    if coach.conversation(session).owed is not None:  # a probe could not be phrased
        list(coach.respond(session, "/stop"))
    (told,) = [turn for turn in coach.transcript(session) if turn.kind == "debrief"]
    debrief = load_payload(told.payload).debrief
    assert debrief is not None
    assert debrief.overall is None
    assert any("/retry" in note for note in debrief.notes)
    again = list(coach.respond(session, "/retry"))
    assert any(isinstance(event, Debriefed) for event in again)
    assert coach.store.grades(session) == ()
