"""The story and the framework that fit a question, on a small vault of an invented candidate."""

import pytest

from coach.domain.notes import Vault
from coach.matching import Matcher, find_tradeoffs
from coach.matching.likeness import core, same_question
from coach.notes.links import resolve_links
from coach.notes.parse import parse_note

BANK = """---
title: "bank"
---
## Owning
1. Tell me about a product you owned from start to finish.
    1. S: Nurses at a clinic typed every referral twice.
    2. T: I had to find out whether a shared form could work.
    3. A: I sat with 14 nurses and wrote the first spec.
    4. R: Time per referral fell from 9 to 4 minutes.
2. Tell me about a time you convinced a team that does not report to you.
    1. S: The storage team had no room for our fix.
    2. T: I had no say over their roadmap.
    3. A: I spent a week on their on-call channel and rewrote my ask as their problem.
    4. R: They built it within 8 weeks.
3. How do you deal with rejection?
    1. S:
    2. T:
    3. A:
    4. R:

## Trade-offs to speak of
- latency vs cost
- speed vs security

Frameworks:
1. RICE
    1. Reach, impact, confidence, effort
"""
CASE = """---
title: "product design"
---
Structure: Clarify the ask → Find the cause → Set the goal → Weigh the options → Shape the solution → Test it

## Step 1: Clarify the ask
- Who is the user?
- What is the goal?
## Step 2: Find the cause
- Is it ours or theirs?
## Step 3: Set the goal
- One number for the user
## Step 4: Weigh the options
- Small first
## Step 5: Shape the solution
- A draft this week
## Step 6: Test it
- Half of the users first
"""
JOB = """---
title: "Job description"
---
1. Tell me about a time you flew to the moon.
    - S: You will fly to the moon.
    - T: You will land.
    - A: You will walk.
    - R: You will return.
"""


@pytest.fixture(scope="module")
def vault() -> Vault:
    notes = [
        parse_note(path, text.encode())
        for path, text in (("bank.md", BANK), ("design.md", CASE), ("job.md", JOB))
    ]
    return Vault("notes", resolve_links(notes))


@pytest.fixture(params=["dense", "lexical"])
def matcher(request: pytest.FixtureRequest, vault: Vault) -> Matcher:
    return Matcher(vault, request.getfixturevalue("embedder") if request.param == "dense" else None)


def test_the_very_question_takes_the_story_under_it(matcher: Matcher) -> None:
    best = matcher.stories("Tell me about a product you owned, from start to finish")[0]
    assert best.story.line == 5
    assert best.why == "it stands under this very question in your notes; its result has a figure"


def test_a_competency_leads_to_the_story_that_shows_it(matcher: Matcher) -> None:
    assert (
        "report to you" in matcher.stories("When did you influence without authority?")[0].story.questions[0]
    )


def test_a_blank_story_never_comes_first_but_is_found(matcher: Matcher) -> None:
    choices = matcher.stories("How do you deal with rejection?")
    assert not choices[0].story.is_blank
    gap = matcher.blank_for("How do you deal with rejection?")
    assert gap is not None
    assert gap.story.is_blank


def test_a_job_description_tells_no_story(matcher: Matcher) -> None:
    assert all(
        choice.path != "job.md" for choice in matcher.stories("Tell me about a time you flew to the moon.")
    )


def test_a_case_takes_the_framework_that_runs_a_case(matcher: Matcher) -> None:
    best = matcher.frameworks("Design a booking page for a clinic.", "case")[0]
    assert best.path == "design.md"
    assert len(best.framework.steps) == 6


def test_a_behavioural_question_takes_a_framework_only_where_it_fits(matcher: Matcher) -> None:
    assert matcher.frameworks("Tell me about a time you mentored somebody.", "behavioural") == ()
    found = matcher.frameworks("How do you prioritise competing requests?", "behavioural")
    assert found[0].framework.name == "RICE"


def test_a_framework_by_name_or_place(matcher: Matcher) -> None:
    by_name, by_place = matcher.framework_named("rice"), matcher.framework_named("bank.md#RICE")
    assert by_name is not None
    assert by_name == by_place
    assert matcher.framework_named("design.md#RICE") is None
    assert matcher.framework_named("") is None


def test_an_empty_vault_fits_nothing() -> None:
    empty = Matcher(Vault("notes"), None)
    assert empty.stories("Tell me about a failure.") == ()
    assert empty.frameworks("Design a page.", "case") == ()


def test_the_row_of_a_tradeoff_is_found(vault: Vault) -> None:
    path, line, fit = find_tradeoffs("What do I say about cost versus latency?", vault)[0]
    assert (path, line.text) == ("bank.md", "latency vs cost")
    assert fit >= 1
    assert find_tradeoffs("What do I say about hiring?", vault) == ()


def test_the_core_of_a_question_leaves_its_opening_out() -> None:
    assert core("Tell me about a time when you reduced costs.") == "reduced costs."
    assert same_question("“How do you handle pushback?”", "how do you handle push-back")
    assert not same_question("How do you handle pushback?", "How do you handle growth?")
