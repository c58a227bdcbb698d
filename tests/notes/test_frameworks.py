from collections.abc import Callable

import pytest

from coach.domain.notes import Note

Read = Callable[[str], Note]


def test_a_framework_told_three_times_is_one_with_its_points(case: Note) -> None:
    [framework] = case.frameworks
    assert framework.name == "logistics case"
    assert [(step.name, step.line, len(step.points)) for step in framework.steps] == [
        ("Scope questions", 28, 3),
        ("Cause analysis", 49, 2),
        ("Goals", 58, 1),
        ("Ranking & trade-offs", 65, 3),
        ("Pilot", 79, 2),
    ]
    assert framework.steps[0].points[2].text == "Which of these matters most: Speed, Price"


def test_an_arrow_line_alone_is_a_framework_named_by_what_it_is_for(sheet: Note) -> None:
    [framework] = sheet.frameworks
    assert framework.name == "Process case"
    assert [step.name for step in framework.steps] == ["Ask", "Find the cause", "Pick a target", "Try it"]
    assert {step.line for step in framework.steps} == {18}


def test_a_list_of_frameworks_gives_one_for_each_item(bank: Note) -> None:
    assert [(framework.name, [step.name for step in framework.steps]) for framework in bank.frameworks] == [
        ("I would look at this in three steps", ["What hurts", "What we could do", "What I would try first"]),
        ("Five whys", []),
        ("RICE", ["Reach", "Impact", "Confidence", "Effort"]),
        ("Swap scenario", ["Name the driver", "say the goal", "list the limits"]),
    ]


def test_bold_leads_name_the_steps_and_the_rest_is_a_point(read: Read) -> None:
    [framework] = read(
        "## Framework: depot visit\n1. **Look** — walk the floor once\n"
        "2. **Ask** — three people\n   - one of them new\n3. Leave\n"
    ).frameworks
    assert framework.name == "depot visit"
    assert [(step.name, [point.text for point in step.points]) for step in framework.steps] == [
        ("Look", ["walk the floor once"]),
        ("Ask", ["three people", "one of them new"]),
        ("Leave", []),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Pricing\n## Approach\n1. Ask\n2. Compare\n3. Choose\n",
        "# Pricing\n**Structure:**\n1. Ask\n2. Compare\n3. Choose\n",
        "# Pricing\nSteps:\n1. Ask\n2. Compare\n3. Choose\n",
        "# Pricing\n### Step 1: Ask\nx\n### Step 2 - Compare\ny\n### Step 3. Choose\nz\n",
        "# Pricing\n## The framework\n### 1. Ask\n### 2. Compare\n### 3. Choose\n",
        "# Pricing\nStructure: Ask -> Compare -> Choose\n",
        "# Pricing\n- Approach: Ask ➔ Compare ➔ Choose\n",
        "# Pricing\nStructure: Ask > Compare > Choose\n",
        "# Pricing\nStructure: Ask › Compare › Choose\n",
        "# Pricing\nApproach: Ask => Compare => Choose\n",
        "# Pricing\n## How I approach it\n1. Ask\n2. Compare\n3. Choose\n",
        "# Bank\n- Pricing\n  1. Ask\n  2. Compare\n  3. Choose\n- Bread\n",
        "# Pasos\n## Pricing\n**Pasos**\n1. Ask\n2. Compare\n3. Choose\n",
        "# Pricing\n## Étapes\n1. Ask\n2. Compare\n3. Choose\n",
        "# Pricing\n## Passos\n1. Ask\n2. Compare\n3. Choose\n",
        "# Pricing\n## 结构\n1. Ask\n2. Compare\n3. Choose\n",
        "# Pricing\n### Schritt 1: Ask\nx\n### Schritt 2: Compare\ny\n### Schritt 3: Choose\nz\n",
        "# Pricing\n## Struktur\n1. Ask\n2. Compare\n3. Choose\n",
        "# x\n## Frameworks\n- Pricing: Ask → Compare → Choose\n",
    ],
)
def test_the_ways_to_tell_a_framework(read: Read, text: str) -> None:
    [framework] = read(text).frameworks
    assert framework.name == "Pricing"
    assert [step.name for step in framework.steps] == ["Ask", "Compare", "Choose"]


def test_a_way_to_decide_is_a_framework_and_a_step_ends_with_its_first_sentence(read: Read) -> None:
    [framework] = read(
        "# Rota\n## Go / no-go: a second night nurse?\n"
        "1. Who is on the ward at 3 a.m.?\n2. Count the calls. Only those that woke somebody\n3. Decide\n"
    ).frameworks
    assert framework.name == "Go / no-go: a second night nurse?"
    assert [(step.name, [point.text for point in step.points]) for step in framework.steps] == [
        ("Who is on the ward at 3 a.m.?", []),
        ("Count the calls", ["Only those that woke somebody"]),
        ("Decide", []),
    ]


def test_an_acronym_that_its_list_spells_is_a_framework(read: Read) -> None:
    note = read(
        "## The STAR format\n- **Situation** - where you were\n- **Task** - what you had to do\n"
        "- **Action**\n- **Result**\n"
    )
    [framework] = note.frameworks
    assert [step.name for step in framework.steps] == ["Situation", "Task", "Action", "Result"]
    assert note.stories == ()


@pytest.mark.parametrize(
    "text",
    [
        "## Approach\n1. Sort the input\n2. Walk it once\n3. Return the count\n\n```python\nsorted(x)\n```\n",
        "## Approach\n1. Sort in O(n log n)\n2. Walk it once\n",
        "Request flow: client → proxy → server\n",
        "- Frame the pain → the cause → the bet\n",
        "- first drop: 3 days → 40 minutes → 61 percent\n",
        "## Shopping\n1. Milk\n2. Bread\n3. Salt\n",
        "## ACID\n- Atomic\n- Consistent\n- Isolated\n- Durable\n",
        "## Process\n1. "
        + "A long paragraph about how the company hires people and what they told me of it. " * 2
        + "\n2. x\n",
        "## Key phrases\n1. Ask\n2. Compare\n",
    ],
)
def test_what_is_no_way_to_answer_is_no_framework(read: Read, text: str) -> None:
    assert read(text).frameworks == ()


def test_two_different_frameworks_in_a_note_stay_two(read: Read) -> None:
    note = read(
        "# Cases\n## Growth\nStructure: Find users → Keep users → Earn money\n\n## Launch\n"
        "Structure: Goal → Date → Risks\n"
    )
    assert [framework.name for framework in note.frameworks] == ["Growth", "Launch"]


@pytest.mark.parametrize(
    "text",
    [
        "RICE: reach, impact, confidence, effort\n",
        "- RICE = Reach / Impact / Confidence / Effort\n- other\n",
        "The RICE model (Reach, Impact, Confidence and Effort)\n",
        "RICE stands for reach, impact, confidence, effort.\n",
        "## RICE\n- **R**each\n- **I**mpact\n- **C**onfidence\n- **E**ffort\n",
        "## RICE\n- R: Reach\n- I: Impact\n- C: Confidence\n- E: Effort\n",
    ],
)
def test_an_acronym_is_spelled_in_many_ways(read: Read, text: str) -> None:
    [framework] = read(f"# Bank\n\n{text}").frameworks
    assert framework.name == "RICE"
    assert [step.name for step in framework.steps] == ["Reach", "Impact", "Confidence", "Effort"]


def test_numbered_headings_of_a_case_are_its_steps(read: Read) -> None:
    [framework] = read("# Triage case\n## 1. Look\n- at the chart\n## 2. Ask\n## 3) Decide\n").frameworks
    assert [(step.name, len(step.points)) for step in framework.steps] == [
        ("Look", 1),
        ("Ask", 0),
        ("Decide", 0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- Shopping\n  1. Milk\n  2. Bread\n  3. Salt\n",
        "- Which would you take?\n  1. Ask\n  2. Compare\n  3. Choose\n",
        "# Ten books\n## 1. Ask the fox\n## 2. Rivers\n## 3. Salt\n",
        "speed > rest > food, in this order\n",
        "HTTP: hello, two, three, four\n",
        "the ward (WARD: we all rest, daily)\n",
    ],
)
def test_what_is_numbered_is_not_always_a_way_to_answer(read: Read, text: str) -> None:
    assert read(text).frameworks == ()
