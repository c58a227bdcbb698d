from collections import Counter
from pathlib import Path

import pytest

from coach.domain.notes import Gap, Vault
from coach.notes.gaps import find_gaps
from coach.notes.vault import read_vault


def gaps_of(folder: Path, *texts: str, names: tuple[str, ...] = ()) -> list[Gap]:
    for number, text in enumerate(texts):
        name = names[number] if number < len(names) else f"{number}.md"
        (folder / name).write_text(text, encoding="utf-8")
    return list(find_gaps(read_vault(folder)[0]))


def kinds(gaps: list[Gap]) -> list[tuple[str, int]]:
    return [(gap.kind, gap.line) for gap in gaps]


STORY = (
    "## Tell me about a time you had too few people\n"
    "- S: {s}\n- T: I had to keep the morning drops going without overtime.\n- A: {a}\n- R: {r}\n"
)
GOOD = {
    "s": "In 2023 the depot in Ghent ran out of night drivers.",
    "a": "I split the routes in two and asked the day crew to swap.",
    "r": "Late drops fell from 14% to 3% within five weeks.",
}


def test_the_gaps_of_the_samples_are_these_and_no_others(samples: Vault) -> None:
    assert [(gap.kind, gap.path, gap.line) for gap in find_gaps(samples)] == [
        *(("empty_field", "story bank.md", line) for line in (12, 22, 23, 24, 25, 30, 31, 32, 33)),
        *(("question_without_story", "story bank.md", line) for line in (7, 34, 36, 40, 48)),
        ("no_result_figure", "story bank.md", 19),
        ("all_we", "story bank.md", 18),
        ("dangling_link", "Prep for Tidewell.md", 20),
        ("encoding", "case sheet.md", 11),
    ]


def test_every_gap_is_one_sentence_with_one_next_action(samples: Vault) -> None:
    for gap in find_gaps(samples):
        assert gap.message.endswith(".")
        assert gap.next.endswith((".", "]]."))


def test_a_whole_story_has_no_gap(tmp_path: Path) -> None:
    assert gaps_of(tmp_path, STORY.format(**GOOD)) == []


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        ({"a": "TODO"}, ("empty_field", 4)),
        ({"a": "asked around a bit"}, ("empty_field", 4)),
        ({"r": "Everyone was happy with how the season went in the end."}, ("no_result_figure", 5)),
        ({"a": "We split the routes in two and we asked our day crew to swap."}, ("all_we", 4)),
    ],
)
def test_each_weak_field_is_one_gap(tmp_path: Path, change: dict[str, str], gap: tuple[str, int]) -> None:
    assert kinds(gaps_of(tmp_path, STORY.format(**{**GOOD, **change}))) == [gap]


@pytest.mark.parametrize(
    "result",
    [
        "Two depots copied it.",
        "The client renewed for the next season.",
        "Half of the queue was gone.",
        "Costs fell 9 %.",
    ],
)
def test_a_result_that_can_be_checked_is_enough(tmp_path: Path, result: str) -> None:
    text = STORY.format(**{**GOOD, "r": f"{result} And everybody was glad of that."})
    assert gaps_of(tmp_path, text) == []


def test_a_story_without_time_or_scope_and_without_a_question(tmp_path: Path) -> None:
    text = (
        "## Night drivers\n- S: The depot ran out of drivers and nobody knew why.\n"
        "- T: Keep the drops going without any overtime.\n"
        "- A: I split the routes and asked the day crew to swap.\n"
        "- R: The client renewed and the crew stayed on.\n"
    )
    assert kinds(gaps_of(tmp_path, text)) == [("no_scope", 2), ("story_without_question", 1)]


def test_questions_about_her_plans_need_no_story(tmp_path: Path) -> None:
    questions = (
        "\n## Others\n- Tell me about yourself\n- Why do you want to work here?\n"
        "- How many vans fit in a dock?\n"
    )
    assert gaps_of(tmp_path, STORY.format(**GOOD) + questions) == []


def test_a_list_of_questions_in_a_folder_without_stories_is_no_gap(tmp_path: Path) -> None:
    assert gaps_of(tmp_path, "# Behavioural questions\n- Tell me about a time you failed\n") == []


def test_a_question_answered_in_another_note_is_answered(tmp_path: Path) -> None:
    bank = (
        "# Behavioural questions\n- Tell me about a time when you had too few people.\n"
        "- Tell me about a mistake you made\n"
    )
    assert kinds(gaps_of(tmp_path, STORY.format(**GOOD), bank)) == [("question_without_story", 3)]


def test_the_same_story_twice_is_a_duplicate(tmp_path: Path) -> None:
    gaps = gaps_of(tmp_path, STORY.format(**GOOD), STORY.format(**GOOD).replace("two and", "two parts and"))
    assert [(gap.kind, gap.path) for gap in gaps] == [("duplicate_story", "1.md")]
    assert "0.md:1" in gaps[0].message


def test_a_bare_step_among_told_ones_is_a_gap_and_an_outline_is_none(tmp_path: Path) -> None:
    text = "# Case\n### Step 1: Ask\n- who\n### Step 2: Rank\n### Step 3: Choose\n- why\n"
    assert kinds(gaps_of(tmp_path, text, "# Other\n## Approach\n1. Ask\n2. Rank\n3. Choose\n")) == [
        ("step_without_points", 4)
    ]


def test_links_that_lead_nowhere_or_to_two_notes(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "y").mkdir()
    gaps = gaps_of(tmp_path, "[[gone]] [[gone]]\n[[plan]]", "", "", names=("a.md", "x/plan.md", "y/plan.md"))
    assert kinds(gaps) == [("dangling_link", 1), ("ambiguous_link", 2)]


def test_a_prep_sheet_lacks_what_it_lacks(tmp_path: Path) -> None:
    gaps = gaps_of(tmp_path, "# Prep for Tidewell\n### Intro\nI am Mara and I like my trucks cold.\n")
    assert Counter(gap.kind for gap in gaps) == {"incomplete_sheet": 2}
    assert ["questions" in gaps[0].message, "framework" in gaps[1].message] == [True, True]


def test_broken_frontmatter_is_said(tmp_path: Path) -> None:
    [gap] = gaps_of(tmp_path, "---\ntitle: a: b: c\n---\ntext\n")
    assert (gap.kind, gap.line) == ("encoding", 1)
    assert "YAML" in gap.message


def test_what_the_coach_wrote_has_no_gaps(tmp_path: Path) -> None:
    text = "---\ncoach: generated\n---\n" + STORY.format(**{**GOOD, "a": "TODO"}) + "[[gone]]"
    assert gaps_of(tmp_path, text) == []
