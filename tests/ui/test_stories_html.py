"""Her stories as HTML: everything of hers escaped, every place a link to her own notes."""

from datetime import UTC, datetime
from html.parser import HTMLParser

from coach.bank import (
    BankedStory,
    CoverageMap,
    CoveredQuestion,
    MappedStory,
    Rehearsal,
)
from coach.bank.serves import Serves
from coach.bank.stories import BankedFigure
from coach.dialogue.stories import StoryView
from coach.domain.notes import Gap, NoteRef, Story, StoryField
from coach.ui.stories_html import bank_html, gaps_html, map_html, summary_html

EVIL = '"><img src=x onerror="alert(1)"><script>alert(1)</script>'
PATH = f"{EVIL}.md"
TOLD = Story(EVIL, 3, 9, (f"{EVIL}?",), StoryField("full", "a", 4), result=StoryField("thin", "b", 7))
FRAME = Story("frame", 12, 16, (), *(StoryField("empty", "", line) for line in (13, 14, 15, 16)))
GAPS = tuple(
    Gap("empty_field", PATH, line, f"Field is empty in “{EVIL}”.", f"Write it {EVIL}.")
    for line in (13, 14, 15, 16)
)


def view(*, by_words: bool = False) -> StoryView:
    rehearsed = Rehearsal(EVIL, EVIL, 3.4, datetime(2026, 4, 1, 12, tzinfo=UTC))
    bank = (
        BankedStory(
            TOLD, PATH, (BankedFigure(EVIL, None, EVIL, "", 5),), (Serves("conflict", 0.76),),
            (Serves(EVIL, 0.5, PATH, 30),), rehearsed,
        ),
        BankedStory(FRAME, PATH),
    )  # fmt: skip
    rows = (
        CoveredQuestion(EVIL, NoteRef(PATH, 3), "covered", 0, (0.92,), EVIL),
        CoveredQuestion(EVIL, NoteRef(PATH, 40), "missing", None, (0.1,), EVIL, EVIL),
    )
    columns = (MappedStory(EVIL, PATH, 3, 4, True),)
    return StoryView(bank, CoverageMap(columns, rows, by_words), GAPS, frozenset({NoteRef(PATH, 14)}))


class Reader(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, set[str]] = {}
        self.feed(shown)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value or "")


def test_no_word_of_a_note_becomes_a_tag_or_an_attribute() -> None:
    shown = bank_html(view()) + map_html(view().coverage) + gaps_html(view()) + summary_html(view())
    read = Reader(shown)
    assert not read.tags & {"img", "script"}
    ours = {"class", "href", "target", "scope", "tabindex", "role", "aria-label", "title", "type", "data-say"}
    assert read.attributes.keys() <= ours
    assert {href.split("?")[0] for href in read.attributes["href"]} == {"/note"}


def test_a_card_names_its_states_its_figures_and_its_last_rehearsal() -> None:
    shown = bank_html(view())
    assert '<li class="pill absent"><b>Task</b> absent</li>' in shown
    assert "level 3.4 of 5" in shown
    assert "conflict <span" in shown
    assert "over-used" in shown
    assert 'article class="story blank"' in shown


def test_every_cell_of_the_map_says_its_score_and_the_best_says_so() -> None:
    shown = map_html(view().coverage)
    assert '<td class="fits best">0.92<span class="unseen"> best</span></td>' in shown
    assert '<td class="none">0.10</td>' in shown
    assert 'scope="row"' in shown
    assert "(over-used)" in shown


def test_the_empty_fields_of_a_frame_are_one_gap() -> None:
    shown = gaps_html(view())
    assert shown.count("<li>") == 1
    assert "Nothing is written yet in “frame”." in shown
    assert Reader(shown).attributes["data-say"] == {f"/fill {PATH}:14"}
    nothing_to_ask = StoryView(view().bank, view().coverage, GAPS)
    assert "Fill this" not in gaps_html(nothing_to_ask)


def test_without_notes_each_part_says_what_to_do() -> None:
    nothing = StoryView((), CoverageMap((), (), True), ())
    assert "no story" in bank_html(nothing)
    assert "no question" in map_html(nothing.coverage)
    assert "Nothing is missing" in gaps_html(nothing)
    assert "words only" in summary_html(nothing)
