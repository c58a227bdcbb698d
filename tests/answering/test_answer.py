"""A whole answer over the sample notes with the built-in draft: traced, cut, honest about gaps."""

import re
from collections.abc import Iterator

import pytest

from coach.answering import answer_json, answer_markdown, checked_stream, finish, ledger_for, prepare
from coach.answering.cuts import cut, cut_versions
from coach.claims import BLANK, Ledger, check_draft, split_spoken
from coach.claims.figures import figures_in
from coach.domain.answers import Answer, StoryChoice
from coach.domain.interview import QuestionKind
from coach.domain.notes import Vault
from coach.domain.passages import Retrieval
from coach.engines.builtin.draft import draft
from coach.engines.protocol import DraftRequest
from coach.index.embeddings import Embedder
from coach.matching import Matcher
from coach.notes.vault import read_vault
from coach.resources import shipped


@pytest.fixture(scope="module")
def vault() -> Vault:
    return read_vault(shipped("corpus"))[0]


@pytest.fixture(scope="module")
def ledger(vault: Vault) -> Ledger:
    return Ledger.from_vault(vault)


@pytest.fixture(scope="module")
def matcher(vault: Vault, embedder: Embedder) -> Matcher:
    return Matcher(vault, embedder)


class Desk:
    """Asks as the dialogue does, without an index: retrieval finds nothing."""

    def __init__(self, vault: Vault, ledger: Ledger, matcher: Matcher) -> None:
        self.vault, self.ledger, self.matcher = vault, ledger, matcher

    def ask(self, question: str, kind: QuestionKind = "behavioural", text: str | None = None) -> Answer:
        plan = prepare(question, kind, Retrieval(question, False, ()), self.matcher, self.vault)
        ledger = ledger_for(plan, self.ledger)
        return finish(plan, draft(plan.request) if text is None else text, ledger, "built-in")


@pytest.fixture(scope="module")
def desk(vault: Vault, ledger: Ledger, matcher: Matcher) -> Desk:
    return Desk(vault, ledger, matcher)


def test_every_built_in_draft_is_fully_supported(desk: Desk) -> None:
    asked = {(question.text, "behavioural") for note in desk.vault.notes for question in note.questions}
    asked |= {(text, "case") for text, _ in sorted(asked)[::4]}
    asked |= {
        (text, kind) for text in ("Why us?", "Hello!") for kind in ("intro", "motivation", "small_talk")
    }
    assert len(asked) > 30
    for question, kind in sorted(asked):
        plan = prepare(question, kind, Retrieval(question, False, ()), desk.matcher, desk.vault)  # type: ignore[arg-type]
        text = draft(plan.request)
        checked = check_draft(text, ledger_for(plan, desk.ledger))
        assert (checked.blanks, checked.text) == (0, text), question


def test_a_story_answers_a_behavioural_question_with_linked_claims(desk: Desk) -> None:
    answer = desk.ask("Tell me about a failure. What did it cost and what did you change?")
    assert answer.answerable
    assert answer.story is not None
    assert answer.story.why.startswith("it stands under this very question")
    assert 4 <= len(answer.outline) <= 7
    figures = [claim for claim in answer.claims if re.search(r"\d", claim.text)]
    assert figures
    assert all(claim.state == "supported" and claim.path and claim.line for claim in figures)
    for claim in figures:
        note = desk.vault.note(claim.path or "")
        assert note is not None
        number = re.search(r"\d[\d,.]*\d|\d", claim.text)
        assert number is not None
        nearby = "\n".join(note.text.splitlines()[(claim.line or 1) - 1 : (claim.line or 1) + 1])
        assert number.group() in nearby


def test_an_embellished_draft_is_put_right(desk: Desk) -> None:
    answer = desk.ask(
        "Tell me about a failure. What did it cost and what did you change?",
        text="At Globex I cut churn by 73 %. I was promoted to VP. I asked what hurt them most.",
    )
    assert not re.search(r"Globex|73|promoted to VP", answer.answer)
    assert "I asked what hurt them most." in answer.answer
    assert {claim.state for claim in answer.claims} == {"blank"}
    assert "blank" in answer.notice


def test_an_empty_field_stands_as_a_blank(desk: Desk) -> None:
    answer = desk.ask("Tell me about difficult feedback you gave.")
    assert answer.story is not None
    assert "[your result: what changed, with a number]" in answer.answer
    assert any("[your result: what changed, with a number]" in bullet for bullet in answer.outline)


def test_nothing_in_the_notes_is_said_and_not_padded(desk: Desk) -> None:
    answer = desk.ask("Tell me about a time you hired a lawyer in Japan.")
    assert not answer.answerable
    assert answer.story is None
    assert answer.notice.startswith("Your notes hold nothing on this yet.")
    assert answer.versions == {}
    assert all(BLANK.search(bullet) for bullet in answer.outline)


def test_a_question_with_an_empty_frame_names_the_line_to_fill(desk: Desk) -> None:
    empty = next(
        (note.path, story)
        for note in desk.vault.notes
        for story in note.stories
        if story.is_blank and story.questions
    )
    path, story = empty
    assert f"{path}:{story.line}" in desk.ask(story.questions[0]).notice


def test_a_tradeoff_question_finds_its_row(desk: Desk) -> None:
    answer = desk.ask("What do I say about warm versus cheap?", "knowledge")
    assert answer.answerable
    assert "Warm vs. cheap" in answer.answer
    assert answer.sources[0].path == "product design lanternfold.md"


def test_a_case_goes_step_by_step_and_may_take_up_its_own_facts(desk: Desk) -> None:
    question = "A team of 700 nurses says notes take 20 seconds. Design a fix."
    answer = desk.ask(question, "case")
    assert answer.framework is not None
    places = [answer.answer.find(word) for word in ("First", "Then", "Next", "Finally")]
    assert -1 not in places
    assert places == sorted(places)
    taken_up = desk.ask(question, "case", text="For 700 nurses I'd look at the queue.")
    assert "700 nurses" in taken_up.answer


def test_a_behavioural_question_gives_no_facts(desk: Desk) -> None:
    question = "Tell me about a failure that cost 700 customers."
    assert "700" not in desk.ask(question, text="It cost 700 customers.").answer


@pytest.mark.parametrize("size", [1, 7, 40])
def test_the_stream_gives_the_checked_text_whatever_the_chunks(ledger: Ledger, size: int) -> None:
    text = (
        "I asked 11 research teams. We won a prize at Globex, e.g. in May.\n\nIt rose by 88 %! "
        "The result: [your result: what changed, with a number]. Done"
    )

    def chunks() -> Iterator[str]:
        for at in range(0, len(text), size):
            yield text[at : at + size]

    assert "".join(checked_stream(chunks(), ledger)) == check_draft(text, ledger).text


def test_the_stream_shows_nothing_unchecked(ledger: Ledger) -> None:
    shown: list[str] = []
    for piece in checked_stream(iter(["It rose by 8", "8 %. Then I ", "asked. "]), ledger):
        shown.append(piece)
        assert "88" not in piece
    assert len(shown) >= 2


def test_shorter_versions_only_cut(desk: Desk) -> None:
    answer = desk.ask("Tell me about a failure. What did it cost and what did you change?")
    whole = [sentence.text for sentence in split_spoken(answer.answer)]
    for seconds, text in answer.versions.items():
        kept = [sentence.text for sentence in split_spoken(text)]
        assert [sentence for sentence in whole if sentence in kept] == kept
        assert len(text.split()) <= max(int(seconds) * 140 // 60, min(len(one.split()) for one in whole))
    assert (
        cut("Only one sentence that is far too long for it.", 1)
        == "Only one sentence that is far too long for it."
    )


def test_json_has_the_documented_shape(desk: Desk) -> None:
    shape = answer_json(desk.ask("Tell me about a failure. What did it cost and what did you change?"))
    assert set(shape) >= {
        "question", "engine", "answerable", "story", "framework", "runners_up", "outline", "answer",
        "versions", "claims", "sources",
    }  # fmt: skip
    assert set(shape["versions"]) == {"30", "60", "120"}  # type: ignore[call-overload]


def test_markdown_names_story_sources_and_engine(desk: Desk) -> None:
    answer = desk.ask("Tell me about a failure. What did it cost and what did you change?")
    shown = answer_markdown(answer)
    assert answer.story is not None
    assert f"`{answer.story.path}:{answer.story.story.line}`" in shown
    assert "(built-in)" in shown


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Tell me about your experience launching a mobile app", "“mobile app”"),
        ("Tell me about a time you designed a loyalty programme", "“loyalty programme”"),
    ],
)
def test_near_is_not_the_same_and_is_called_so(desk: Desk, question: str, missing: str) -> None:
    answer = desk.ask(question)
    assert not answer.answerable
    assert answer.story is None
    assert answer.notice.startswith(f"Your notes hold nothing on {missing}; the nearest is “")
    assert [choice.path for choice in answer.runners_up] == [answer.sources[0].path]
    assert all(BLANK.search(bullet) for bullet in answer.outline)
    assert "Nearest, not the same" in answer_markdown(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Tell me about a failure",
        "whats the biggest mistake u made at work",
        "Tell me about a time you had to handle a difficult situation with a colleague",
        "How do you deal with ambiguity?",
        "tell me about a crisis you managed",
    ],
)
def test_general_questions_are_not_refused(desk: Desk, question: str) -> None:
    assert desk.ask(question).story is not None


def test_the_figure_of_the_result_survives_every_cut(desk: Desk) -> None:
    told = [(note, story) for note in desk.vault.notes for story in note.stories if not story.is_blank]
    assert len(told) >= 12
    for note, story in told:
        choice = StoryChoice(story, note.path, 1.0, "")
        text = draft(DraftRequest("", "behavioural", choice, None, ()))
        wanted = {(figure.dimension, figure.value) for figure in figures_in(story.result.text)}
        for seconds, version in cut_versions(text, story.result.text).items():
            kept = {(figure.dimension, figure.value) for figure in figures_in(version)}
            assert not wanted or wanted & kept, (story.title, seconds)


def test_the_result_joins_naturally(desk: Desk) -> None:
    answer = desk.ask("Tell me about a product you owned from the first idea to launch.")
    assert (
        "In the end, the median time to a first finished job fell from 3 days to 40 minutes" in answer.answer
    )
    assert "tracked" not in answer.answer
    assert "if they push" not in answer.answer.lower()


def test_a_figure_of_another_story_is_named_with_its_place(desk: Desk) -> None:
    question = "Tell me about a failure. What did it cost and what did you change?"
    own = "I rolled the tiers back within 36 hours."
    mixed = f"{own} Money spent on jobs that failed twice went down by 46 % in the first month."
    assert "Not from this story" not in desk.ask(question, text=own).notice
    answer = desk.ask(question, text=mixed)
    assert "Not from this story: " in answer.notice
    assert "“46 %” (leadership and conflict.md:21)" in answer.notice
    assert any((claim.text, claim.line) == ("46 %", 21) for claim in answer.claims)
