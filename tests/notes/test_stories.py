from collections.abc import Callable

import pytest

from coach.domain.notes import FIELD_NAMES, Note, Story

Read = Callable[[str], Note]
TOLD = {
    "situation": "In 2023 the depot in Ghent ran out of night drivers.",
    "task": "I had to keep the morning drops going without overtime.",
    "action": "I split the routes in two and asked the day crew to swap.",
    "result": "Late drops fell from 14% to 3% within five weeks.",
}


def states(story: Story) -> str:
    """F, T, e, - for full, thin, empty and absent, in speaking order."""
    return "".join(
        {"full": "F", "thin": "T", "empty": "e", "absent": "-"}[f.state] for f in story.fields().values()
    )


def test_a_bank_of_nested_lists_is_read_with_every_field_in_its_state(bank: Note) -> None:
    assert [(story.title, states(story), story.line, story.end_line) for story in bank.stories] == [
        ("Dock planner", "FFTF", 8, 14),
        ("Another one for ^", "FTFF", 15, 20),
        ("How do you deal with a stakeholder who keeps changing the goal.", "eeee", 21, 25),
        ("Tell me how you learned what your drivers needed.", "eeee", 28, 33),
    ]


def test_a_story_belongs_to_the_item_it_stands_under_and_a_caret_to_the_one_before(bank: Note) -> None:
    taken_over = "Describe a time you took something over half finished."
    assert [story.questions for story in bank.stories] == [
        (taken_over,),
        (taken_over,),
        ("How do you deal with a stakeholder who keeps changing the goal.",),
        ("Tell me how you learned what your drivers needed.",),
    ]


def test_what_follows_a_label_belongs_to_its_field(bank: Note) -> None:
    assert bank.stories[0].result.text.split("\n") == [
        "Every depot moved over within two months, and queues at the gate went down by 35%.",
        "Dispatchers stopped printing the evening list",
    ]
    assert bank.stories[1].result.text.endswith("that setting by default")
    assert [field.line for field in bank.stories[2].fields().values()] == [22, 23, 24, 25]


FORMS = {
    "letters in a list": "- S: {situation}\n- T: {task}\n- A: {action}\n- R: {result}\n",
    "letters in lines": "S: {situation}\nT: {task}\nA: {action}\nR: {result}\n",
    "small letters": "- s: {situation}\n- t: {task}\n- a: {action}\n- r: {result}\n",
    "small letters in lines": "s: {situation}\nt: {task}\na: {action}\nr: {result}\n",
    "letters in brackets": "(S) {situation}\n(T) {task}\n(A) {action}\n(R) {result}\n",
    "with an emoji": (
        "- 📍 Situation: {situation}\n- 🎯 Task: {task}\n- 🔧 Action: {action}\n- ✅ Result: {result}\n"
    ),
    "cut short": "- Sit: {situation}\n- Task: {task}\n- Act: {action}\n- Res: {result}\n",
    "numbered headings": (
        "### 1. Situation\n{situation}\n\n### 2. Task\n{task}\n\n### 3. Action\n{action}\n\n"
        "### 4. Result\n{result}\n"
    ),
    "Italian": ("- Situazione: {situation}\n- Compito: {task}\n- Azione: {action}\n- Risultato: {result}\n"),
    "Chinese in brackets": " 【情境】{situation}\n【任务】{task}\n【行动】{action}\n【结果】{result}\n",
    "bold letters": "**S** {situation}\n\n**T** {task}\n\n**A** {action}\n\n**R** {result}\n",
    "words in a list": (
        "* Situation - {situation}\n* Task - {task}\n* Action - {action}\n* Result - {result}\n"
    ),
    "bold labels": (
        "**Situation:** {situation}\n\n**Task:** {task}\n\n**Action:** {action}\n\n**Result:** {result}\n"
    ),
    "bold labels outside": (
        "**Situation**: {situation}\n**Task**: {task}\n**Action**: {action}\n**Result**: {result}\n"
    ),
    "bold with a stop": (
        "**Situation.** {situation}\n\n**Task.** {task}\n\n**Action.** {action}\n\n**Result.** {result}\n"
    ),
    "fields of Dataview": "situation:: {situation}\ntask:: {task}\naction:: {action}\nresult:: {result}\n",
    "labels above": (
        "**Situation**\n{situation}\n\n**Task**\n{task}\n\n**Action**\n{action}\n\n**Result**\n{result}\n"
    ),
    "labels above lists": (
        "Situation:\n- {situation}\n\nTask:\n- {task}\n\nAction:\n- {action}\n\nResult:\n- {result}\n"
    ),
    "headings": (
        "### Situation\n{situation}\n\n### Task\n{task}\n\n### Action\n{action}\n\n### Result\n{result}\n"
    ),
    "nested": (
        "- Situation\n  - {situation}\n- Task\n  - {task}\n- Action\n  - {action}\n- Result\n  - {result}\n"
    ),
    "two-space items": "1. S: {situation}\n2. T: {task}\n3. A: {action}\n4. R: {result}\n",
    "columns": (
        "| Situation | Task | Action | Result |\n|---|---|---|---|\n"
        "| {situation} | {task} | {action} | {result} |\n"
    ),
    "rows": "| | |\n|---|---|\n| S | {situation} |\n| T | {task} |\n| A | {action} |\n| R | {result} |\n",
    "German": "- Situation: {situation}\n- Aufgabe: {task}\n- Vorgehen: {action}\n- Ergebnis: {result}\n",
    "Spanish": (
        "**Situación:** {situation}\n**Tarea:** {task}\n**Acción:** {action}\n**Resultado:** {result}\n"
    ),
    "French": "- Situation : {situation}\n- Tâche : {task}\n- Action : {action}\n- Résultat : {result}\n",
    "Portuguese": "- Situação: {situation}\n- Tarefa: {task}\n- Ação: {action}\n- Resultado: {result}\n",
    "Chinese": "- 情境：{situation}\n- 任务：{task}\n- 行动：{action}\n- 结果：{result}\n",
    "SOAR": "- Situation: {situation}\n- Obstacle: {task}\n- Action: {action}\n- Result: {result}\n",
    "quoted": "> S: {situation}\n> T: {task}\n> A: {action}\n> R: {result}\n",
}


@pytest.mark.parametrize("form", list(FORMS))
def test_the_same_story_is_read_in_every_form(read: Read, form: str) -> None:
    note = read("## Tell me about a time you had too few people\n\n" + FORMS[form].format(**TOLD))
    [story] = note.stories
    assert {name: story.fields()[name].text for name in FIELD_NAMES} == TOLD
    assert story.questions == ("Tell me about a time you had too few people",)
    assert [question.text for question in note.questions] == ["Tell me about a time you had too few people"]


@pytest.mark.parametrize(
    "labels", ["Challenge Action Result", "Problem Action Result", "Context Action Result", "P A R"]
)
def test_three_part_stories_have_no_task(read: Read, labels: str) -> None:
    parts = zip(labels.split(), (TOLD["situation"], TOLD["action"], TOLD["result"]), strict=True)
    [story] = read("## Night drivers\n" + "".join(f"- {label}: {text}\n" for label, text in parts)).stories
    assert states(story) == "F-FF"
    assert story.title == "Night drivers"
    assert story.questions == ()


@pytest.mark.parametrize("indent", ["  ", "   ", "    ", "\t"])
@pytest.mark.parametrize("marker", ["-", "1.", "*", "10)"])
def test_nesting_by_any_indent_is_nesting(read: Read, indent: str, marker: str) -> None:
    lines = [
        f"{marker} Tell me about a time you had too few people",
        *(f"{indent}- {x}: it was so" for x in "STAR"),
    ]
    [story] = read("\n".join(lines)).stories
    assert story.questions == ("Tell me about a time you had too few people",)


def test_two_stories_in_a_row_under_one_heading_are_two(read: Read) -> None:
    block = FORMS["letters in lines"].format(**TOLD)
    note = read(f"## Bank\n\n**Night drivers**\n\n{block}\n\n**Label printers**\n\n{block}")
    assert [story.title for story in note.stories] == ["Night drivers", "Label printers"]


def test_a_table_of_stories_names_them_and_their_questions(read: Read) -> None:
    note = read(
        "| Story | Question | S | T | A | R |\n|---|---|---|---|---|---|\n"
        "| Drivers | Tell me about a time you lacked people | {situation} | {task} | {action} | TODO |\n"
        "| Printers | | {situation} | | {action} | {result} |\n".format(**TOLD)
    )
    assert [(story.title, states(story), story.line) for story in note.stories] == [
        ("Drivers", "FFFe", 3),
        ("Printers", "FeFF", 4),
    ]
    assert note.stories[0].questions == ("Tell me about a time you lacked people",)


@pytest.mark.parametrize(
    "text",
    [
        (
            "## STAR method\n- Situation: what was going on\n- Task: what you had to do\n"
            "- Action: what you did\n- Result: how it ended\n"
        ),
        (
            "## How to answer\n- **Situation** - The interviewer wants to see where you were\n"
            "- **Task** - what was asked of you\n"
            "- **Action** - your own steps\n- **Result** - what changed\n"
        ),
        "## STAR template\nS:\nT:\nA:\nR:\n",
        "## Outage\n**Problem:** the queue filled up\n**Solution:** a second worker\n**Impact:** none\n",
        "- A: first option\n- B: second option\n- C: third option\n- R: rest\n",
        "Q: What is a heap?\nA: A tree that keeps its least value on top.\n",
        "**Approach:** two pointers\n**Complexity:** linear\n**Result:** passes\n",
    ],
)
def test_what_only_looks_like_a_story_is_none(read: Read, text: str) -> None:
    assert read(text).stories == ()


@pytest.mark.parametrize(
    "blank",
    [
        "",
        "TODO",
        "tbd",
        "...",
        "-",
        "??",
        "[TODO]",
        "_fill in_",
        "n/a",
        "…",
        "TODO: ask Jo for the figure",
        "待补充",
    ],
)
def test_a_label_with_nothing_behind_it_is_empty(read: Read, blank: str) -> None:
    [story] = read(
        f"## Drivers\n- S: we had too few\n- T: {blank}\n- A: I asked around\n- R: it worked\n"
    ).stories
    assert (story.task.state, story.task.text, story.task.line) == ("empty", "", 3)


def test_a_label_that_is_missing_is_absent(read: Read) -> None:
    [story] = read("## Drivers\n- S: we had too few\n- A: I asked around\n- R: it worked\n").stories
    assert (story.task.state, story.task.line) == ("absent", None)


@pytest.mark.parametrize(
    ("before", "questions"),
    [
        ("Q: Tell me about a shortage\n", ["Tell me about a shortage"]),
        ("**Question 2: Tell me about a shortage**\n\n", ["Tell me about a shortage"]),
        (
            '*Asked as: "Tell me about a shortage", "Why did it last?"*\n\n',
            ["Tell me about a shortage", "Why did it last?"],
        ),
        ("> [!question] Tell me about a shortage\n\n", ["Tell me about a shortage"]),
        ("<details><summary>Tell me about a shortage</summary>\n\n", ["Tell me about a shortage"]),
        ('"Tell me about a shortage"\n\n', ["Tell me about a shortage"]),
    ],
)
def test_the_question_above_a_story_is_its_question(read: Read, before: str, questions: list[str]) -> None:
    note = read(f"## Night drivers\n\n{before}{FORMS['letters in lines'].format(**TOLD)}")
    [story] = note.stories
    assert list(story.questions) == questions
    assert [question.text for question in note.questions] == questions
    assert {question.line for question in note.questions} == {3}


def test_labels_inside_an_item_and_stories_one_after_the_other(read: Read) -> None:
    note = read(
        "1) shortage\n   Q. tell me about a shortage?\n   S. no drivers\n   T. keep going\n"
        "   A. I swapped crews\n   R. 3% late\n\n"
        "2) printers\nQ. tell me about a machine you fixed\nS.\nT.\nA.\nR.\n\n3) a third one (no notes yet)\n"
    )
    assert [(story.title, story.questions, states(story), story.end_line) for story in note.stories] == [
        ("shortage", ("tell me about a shortage?",), "TTTT", 6),
        ("tell me about a machine you fixed", ("tell me about a machine you fixed",), "eeee", 13),
    ]


def test_a_result_right_under_the_list_of_actions_is_the_result(read: Read) -> None:
    note = read(
        "## Drivers\n*Situation* — too few\n*Action* —\n - I asked around\n - I swapped crews\n"
        "*Result* — 3% late\n"
    )
    [story] = note.stories
    assert story.action.text == "I asked around\nI swapped crews"
    assert (story.result.text, story.result.line) == ("3% late", 6)


def test_a_line_above_the_next_story_is_its_title(read: Read) -> None:
    note = read(
        "## Ownership\nStory 1 - Tests\nSituation: red\nAction: I split them\nResult: 2%\n\n"
        "Story 2 - Pager\nSituation: none\nAction: I took it\nResult:\n"
    )
    assert [(story.title, states(story)) for story in note.stories] == [("Tests", "T-TT"), ("Pager", "T-Te")]


INLINE = {
    "a line": "S: {situation} T: {task} A: {action} R: {result}",
    "a bold line": "**Situation:** {situation} **Task:** {task} **Action:** {action} **Result:** {result}",
    "letters in brackets": "(S) {situation} (T) {task} (A) {action} (R) {result}",
    "bars": "S: {situation} | T: {task} | A: {action} | R: {result}",
}


@pytest.mark.parametrize("before", ["", "- ", "1. "])
@pytest.mark.parametrize("form", list(INLINE))
def test_a_story_in_one_line(read: Read, form: str, before: str) -> None:
    note = read(f"## Tell me about a time you had too few people\n\n{before}{INLINE[form].format(**TOLD)}\n")
    [story] = note.stories
    assert {name: story.fields()[name].text for name in FIELD_NAMES} == TOLD
    assert story.questions == ("Tell me about a time you had too few people",)


def test_an_item_that_asks_and_answers_in_one_line(read: Read) -> None:
    note = read(
        "- Tell me about a shortage S: no drivers at all T: I had the rota A: I swapped crews R: 3% late\n"
    )
    assert states(note.stories[0]) == "TTTT"


def test_a_table_with_a_row_for_each_field_has_a_story_in_each_column(read: Read) -> None:
    note = read(
        "| | Drivers | Printers | Keys |\n|---|---|---|---|\n| Situation | too few | all red | |\n"
        "| Task | keep going | print | |\n| Action | I swapped crews | I cleaned them | |\n"
        "| Result | 3% late | TODO | |\n"
    )
    assert [(story.title, states(story)) for story in note.stories] == [
        ("Drivers", "TTTT"),
        ("Printers", "TTTe"),
    ]


def test_each_story_belongs_to_the_question_right_above_it(read: Read) -> None:
    block = FORMS["letters in lines"].format(**TOLD)
    note = read(
        "## Bank\n\n**Tell me about a time when you had far fewer people than the work asked for**\n\n"
        + block
        + "\n\n**Tell me about a time when a machine that everybody needed broke down on you**\n\n"
        + block
    )
    assert [story.questions[0][-20:] for story in note.stories] == [
        "n the work asked for",
        "ed broke down on you",
    ]


def test_a_story_half_written_counts_under_its_question(read: Read) -> None:
    note = read("- Tell me about a shortage\n  - S: no drivers at all\n  - T: I had the rota\n")
    assert states(note.stories[0]) == "TT--"
    assert read("## Sizes\n- S: 4 left\n- T: none\n").stories == ()


PARAGRAPH = (
    "In my second year at the bakery the night oven broke. I called the two other shops on our street and "
    "asked for their ovens between two and four. I drove the dough there myself, and I wrote a plan. "
    "As a result we lost only 30 of 900 loaves."
)


@pytest.mark.parametrize(
    "text",
    [
        f"## Tell me about a crisis\n\n{PARAGRAPH}\n",
        f"**Tell me about a crisis**\n\n{PARAGRAPH}\n",
        f"**Tell me about a crisis**\n{PARAGRAPH}\n",
        f"- Tell me about a crisis\n  - {PARAGRAPH}\n",
        f"- Tell me about a crisis\n\n  {PARAGRAPH}\n",
        f'"Tell me about a crisis"\n\n{PARAGRAPH}\n',
    ],
)
def test_a_paragraph_that_tells_a_story_under_a_question_is_a_guess(read: Read, text: str) -> None:
    [story] = read(text).stories
    assert story.questions == ("Tell me about a crisis",)
    assert story.confidence < 0.5
    assert "guess" in story.reason
    assert story.situation.text == "In my second year at the bakery the night oven broke."
    assert story.action.text.startswith("I called the two other shops")
    assert story.result.text == "As a result we lost only 30 of 900 loaves."


@pytest.mark.parametrize(
    "text",
    [
        f"## The oven\n\n{PARAGRAPH}\n",
        (
            "## Tell me about a crisis\n\nI would call the other shops first. I would ask for their ovens "
            "and I would drive the dough there myself. In the "
            "end we would lose fewer loaves, as I would plan it.\n"
        ),
        (
            "## Tell me about a crisis\n\nYou should show that you called people, asked for help and led. "
            "When I asked candidates, they told me what they had done, "
            "and your answer improved with a figure.\n"
        ),
        "## Tell me about a crisis\n\nI called two shops. It worked.\n",
        "```\n## Tell me about a crisis\n" + PARAGRAPH + "\n```\n",
    ],
)
def test_a_paragraph_that_tells_none_is_none(read: Read, text: str) -> None:
    assert read(text).stories == ()


@pytest.mark.parametrize(
    "empty", ["???", "(missing)", "pending", "<!-- later, ask Jo -->", "pendiente", "offen", "à faire"]
)
def test_a_placeholder_is_an_empty_field(read: Callable[[str], Note], empty: str) -> None:
    [story] = read(
        f"## The oven\n- S: the oven broke on a Friday\n- T: {empty}\n- A: I ran\n- R: ok\n"
    ).stories
    assert (story.task.state, story.task.text) == ("empty", "")
