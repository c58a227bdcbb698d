"""Notes in the manner of many editors: what stands around her words does not hide them."""

from collections.abc import Callable

import pytest

from coach.domain.notes import Note

Read = Callable[[str], Note]

STEPS = ["Look", "Ask", "Mend"]


def steps(note: Note) -> list[str]:
    [framework] = note.frameworks
    return [step.name for step in framework.steps]


@pytest.mark.parametrize(
    "text",
    [
        f"## Approach\n\n{1}. Look\n{2}. Ask\n{3}. Mend\n",
        "## Approach\n1) Look\n2) Ask\n3) Mend\n",
        "## Approach\na. Look\nb. Ask\nc. Mend\n",
        "## Approach\n\ta) Look\n\tb) Ask\n\tc) Mend\n",
        "## Approach\n(1) Look\n(2) Ask\n(3) Mend\n",
        "## Approach\ni. Look\nii. Ask\niii. Mend\n",
        "## Approach\n\n1. Look\n\n\n2. Ask\n\n\n3. Mend\n",
        "**Approach**\n1. Look\n2. Ask\n3. Mend\n",
        "__Approach:__\n\n1. Look\n2. Ask\n3. Mend\n",
        "> [!tip] Approach\n> 1. Look\n> 2. Ask\n> 3. Mend\n",
        "> [!abstract]- Approach\n>\n> 1. Look\n> 2. Ask\n> 3. Mend\n",
        "> [!note]\n> ### Approach\n> 1. Look\n> 2. Ask\n> 3. Mend\n",
        "<details>\n<summary>Approach</summary>\n1. Look\n2. Ask\n3. Mend\n</details>\n",
        "<details><summary><b>Approach</b></summary>\n\n1. Look\n2. Ask\n3. Mend\n\n</details>\n",
        ":::tip Approach\n1. Look\n2. Ask\n3. Mend\n:::\n",
        ":::note[Approach]\n\n1. Look\n2. Ask\n3. Mend\n\n:::\n",
        '!!! tip "Approach"\n    1. Look\n    2. Ask\n    3. Mend\n',
        '??? note "Approach"\n\n    1. Look\n    2. Ask\n    3. Mend\n',
        '=== "Approach"\n\n    1. Look\n    2. Ask\n    3. Mend\n',
        "import Tabs from '@theme/Tabs';\nexport const x = 1;\n\n## Approach\n1. Look\n2. Ask\n3. Mend\n",
        '<div class="wide">\n\n## Approach\n1. Look\n2. Ask\n3. Mend\n</div>\n',
        "## Approach <!-- mine -->\n<!-- 1. no\n2. no\n-->\n1. Look\n2. Ask %% later %%\n3. Mend\n",
        "## Approach ^way-1\n1. Look ^a1\n2. Ask[^1]\n3. Mend #ward #night/late\n\n[^1]: of three people\n",
        "## Approach\n$$\n1. x\n$$\n1. Look\n2. Ask\n3. Mend\n",
    ],
)
def test_a_list_of_steps_in_the_manner_of_any_editor(read: Read, text: str) -> None:
    assert steps(read(text)) == STEPS


@pytest.mark.parametrize("mark", ["•", "–", "*", "+", "◦", "▪", "-", "•\t"])
def test_bullets_of_any_make(read: Read, mark: str) -> None:
    space = "" if mark.endswith("\t") else " "
    fields = (
        "S: the lift stood still",
        "T: I had to get 40 trays up",
        "A: I asked the porters",
        "R: 1 tray late",
    )
    [story] = read(
        "## Tell me about a bad day\n" + "".join(f"{mark}{space}{text}\n" for text in fields)
    ).stories
    assert [field.text for field in story.fields().values()] == [text[3:] for text in fields]


@pytest.mark.parametrize("indents", [(0, 2, 4), (0, 3, 5), (0, 4, 8), (1, 3, 7), (0, 2, 6)])
@pytest.mark.parametrize("marks", ["-*+", "1-a", "*1-", "•–•"])
def test_nesting_in_any_mix(read: Read, indents: tuple[int, int, int], marks: str) -> None:
    first, second, third = (
        " " * indent + {"1": "1.", "a": "a."}.get(mark, mark)
        for indent, mark in zip(indents, marks, strict=True)
    )
    note = read(
        f"## Questions\n{first} Tell me about a bad day\n"
        f"{second} S: the lift stood still\n{third} for two hours\n"
        f"{second} A: I asked the porters\n{second} R: 1 tray late\n".replace("a. A", "b. A").replace(
            "a. R", "c. R"
        )
    )
    [story] = note.stories
    assert story.questions == ("Tell me about a bad day",)
    assert story.situation.text.split("\n") == ["the lift stood still", "for two hours"]


@pytest.mark.parametrize(
    "text",
    [
        "```\n{}\n```\n",
        "~~~md\n{}\n~~~\n",
        "````\n```\n{}\n```\n````\n",
        "```dataview\n{}\n```\n",
        "<!--\n{}\n-->\n",
        "%%\n{}\n%%\n",
        "$$\n{}\n$$\n",
        "<pre>\n{}\n</pre>\n",
        "export const bank = `\n{}\n`\n",
    ],
)
def test_nothing_inside_code_and_comments_is_recognised(read: Read, text: str) -> None:
    inner = "- Tell me about a bad day\n- S: a\n- T: b\n- A: I c\n- R: d\n- speed vs rest"
    note = read("# Ward\n\n" + text.format(inner))
    assert (note.stories, note.questions, note.frameworks, note.tradeoffs) == ((), (), (), ())


def test_indented_code_is_code(read: Read) -> None:
    note = read("# Ward\n\ntext\n\n    S: a\n    T: b\n    A: I c\n    R: d\n\n    Tell me about a bad day\n")
    assert (note.stories, note.questions) == ((), ())


@pytest.mark.parametrize("text", ["e. coli was found\n", "s. above\n", "(b) he left\n", "vi. is an editor\n"])
def test_a_letter_with_a_stop_is_no_list_unless_it_counts(read: Read, text: str) -> None:
    assert read(f"## Steps\n{text}{text}{text}").frameworks == ()


def test_what_follows_a_callout_is_no_part_of_it(read: Read) -> None:
    note = read("## Ward\n> [!tip] Key phrases\n> - Let me check the chart first\n\n- not a phrase\n")
    [script] = note.scripts
    assert [item.text for item in script.items] == ["Let me check the chart first"]


def test_tasks_tags_and_fields_do_not_stay_in_a_text(read: Read) -> None:
    note = read(
        "## Questions\n- [x] Tell me about a bad day #ward ^q1\n- [ ] What did you learn [when:: in May]?\n"
        "- ![[bed.png]] Why nursing, of all things?\n"
    )
    assert [question.text for question in note.questions] == [
        "Tell me about a bad day",
        "What did you learn in May?",
        "Why nursing, of all things?",
    ]


def test_a_mask_keeps_every_line_in_its_place(read: Read) -> None:
    note = read("<!-- a\nb -->\n:::tip\n!!! note\n    - a bed\n\n\n## Questions\n- Which ward was it?\n")
    assert [question.line for question in note.questions] == [9]
