"""Words of hers, of notes and of models can neither mark up the page nor load anything."""

import re

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.answers import Answer, Claim
from coach.domain.grading import Criterion, Delivery, Evidence, Fix, Grade, Overall, Rubric, Scorecard
from coach.domain.notes import NoteRef
from coach.ui.rendering import answer_html, note_link, prose, scorecard_html, with_blanks, words

HOSTILE = '"><img src=x onerror=alert(1)> </script> ![a](http://evil.example/x.png) [b](javascript:alert(1))'
TAGS = re.compile(r"<(/?[a-z0-9]+)")


@given(st.text())
def test_words_hold_no_tag_but_line_breaks(text: str) -> None:
    assert set(TAGS.findall(words(text))) <= {"br"}
    assert set(TAGS.findall(with_blanks(text))) <= {"br", "mark", "/mark"}
    assert '"' not in words(text)


@given(st.text())
def test_prose_holds_no_raw_html_and_no_target_of_a_link(text: str) -> None:
    shown = prose(text)
    assert "<" not in shown
    assert not re.search(r"(?<!\\)\]\(", shown.replace("]\\(", ""))


def test_a_note_link_stays_inside_its_attribute() -> None:
    link = note_link('a"b <c>.md', 3)
    assert link.count("<") == 2
    assert 'href="/note?path=a%22b%20%3Cc%3E.md&line=3#L3"' in link


def card() -> Scorecard:
    criterion = Criterion("c", HOSTILE, (), (HOSTILE,) * 5, "note", NoteRef(f"{HOSTILE}.md", 2))
    grade = Grade(criterion, "graded", 4, HOSTILE, (Evidence(0, HOSTILE, 0, len(HOSTILE)),))
    rubric = Rubric(HOSTILE, "abc", (criterion,), "note", f"{HOSTILE}.md", 1)
    return Scorecard(
        HOSTILE, HOSTILE, rubric, Overall(4.0, (4, 4)), (grade,), (HOSTILE,), (Fix(HOSTILE, HOSTILE),),
        Delivery(1, 1, 0, 1, 0, 0), (HOSTILE,),
    )  # fmt: skip


def test_a_hostile_scorecard_and_answer_carry_no_foreign_tag() -> None:
    answer = Answer(
        HOSTILE, HOSTILE, True, None, None, (), (HOSTILE,), HOSTILE, {"30": HOSTILE},
        (Claim(HOSTILE, "supported", "note", f"{HOSTILE}.md", 1), Claim("[your number: x]", "blank")),
        (), HOSTILE,
    )  # fmt: skip
    for shown in (scorecard_html(card()), answer_html(answer)):
        assert not {"img", "script", "/script"} & set(TAGS.findall(shown))
        assert "javascript:alert(1))" not in re.findall(r'href="([^"]*)"', shown)
        assert "\n" not in shown  # one line: Markdown must not read what stands inside


def test_a_blank_stands_out() -> None:
    assert with_blanks("It fell by [your number: cost].") == (
        'It fell by <mark class="blank">[your number: cost]</mark>.'
    )
