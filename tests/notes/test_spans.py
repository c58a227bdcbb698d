"""Every object of a note can say where it stands, and its text is the text there."""

from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st
from notes.patch_forms import FORMS

from coach.domain.notes import Note, Vault
from coach.notes.parse import parse_note
from coach.notes.wording import WORD, plain


def texts(note: Note) -> Iterator[tuple[str, int, str]]:
    """What each object is, its line, and the text that must stand there."""
    for question in note.questions:
        yield "question", question.line, question.text
    for framework in note.frameworks:
        for step in framework.steps:
            yield "step", step.line, step.name
            for point in step.points:
                yield "point", point.line, point.text
    for story in note.stories:
        for name, field in story.fields().items():
            if field.line is not None and field.text:
                yield name, field.line, field.text
    for script in note.scripts:
        for item in script.items:
            yield "item", item.line, item.text
    for tradeoff in note.tradeoffs:
        yield "trade-off", tradeoff.line, tradeoff.text
    for link in note.links:
        yield "link", link.line, link.target
    for repair in note.repairs:
        yield "repair", repair.line, repair.after


def folded(text: str) -> list[str]:
    """The words of `text`, Markdown marks, white space and case set aside."""
    return [word.casefold() for word in WORD.findall(text.replace("%20", " "))]


def check(note: Note) -> None:
    lines = note.text.split("\n")
    for kind, number, text in texts(note):
        assert 1 <= number <= len(lines), (kind, number)
        # A text may run on: as many lines are taken as it has words, and a few that hold none.
        below = lines[number - 1 : number + 40 + text.count(" ")]
        there = folded("\n".join([*map(plain, below), *below]))
        words = folded(text)
        first = folded(" ".join([plain(lines[number - 1]), lines[number - 1]]))
        assert _within(words, there), (note.path, kind, number, text, below[:3])
        if words and kind not in ("situation", "task", "action", "result"):
            assert words[0] in first, (note.path, kind, number, text, lines[number - 1])
    for section in note.sections:
        assert section.text == "\n".join(lines[section.start_line - 1 : section.end_line])


def _within(words: list[str], there: list[str]) -> bool:
    """True where `words` stand in `there` in this order, whatever stands between."""
    rest = iter(there)
    return all(word in rest for word in words)


def test_the_text_at_a_line_of_a_sample_is_the_text(samples: Vault) -> None:
    for note in samples.notes:
        check(note)


def test_the_text_at_a_line_of_each_form_is_the_text() -> None:
    for name, form in FORMS.items():
        check(parse_note(name, form.encode()))


WORDS = st.lists(
    st.sampled_from(
        [
            *("I", "moved", "the", "crate", "to", "*our*", "second", "depot", "**by", "hand**"),
            *("in", "May,", "40", "in", "all:", "café"),
        ]
    ),
    min_size=1,
    max_size=14,
).map(" ".join)
QUESTION = st.sampled_from(
    ["Tell me about a time you failed", '"Why this depot?"', "How do you plan a day?", "Describe a conflict."]
)
MARK = st.sampled_from(["- ", "* ", "1. ", "a) ", "• ", "", "> ", "\t- ", "  - ", "- [ ] "])


@st.composite
def star(draw: st.DrawFn) -> str:
    labels = draw(
        st.sampled_from(
            [
                ("S:", "T:", "A:", "R:"),
                ("**Situation:**", "**Task:**", "**Action:**", "**Result:**"),
                ("Context –", "Action –", "Result –"),
                ("Situación:", "Tarea:", "Acción:", "Resultado:"),
            ]
        )
    )
    mark = draw(MARK)
    end = draw(st.sampled_from(["\n", "\n\n"])) if mark in ("", "- ") else "\n"
    return "".join(f"{mark}{label} {draw(WORDS)}{end}" for label in labels)


@st.composite
def steps(draw: st.DrawFn) -> str:
    names = draw(
        st.lists(st.sampled_from(["Ask her", "Compare both", "Choose", "Test it", "Tell them"]), min_size=2)
    )
    head = draw(st.sampled_from(["## Structure\n", "**Approach**\n", "Steps:\n\n", "## Framework: Hold\n"]))
    form = draw(st.sampled_from(["list", "arrows", "headings"]))
    if form == "arrows":
        return f"{head}\nStructure: {' → '.join(names)}\n"
    if form == "headings":
        return "".join(f"## Step {i}: {name}\n- {draw(WORDS)}\n" for i, name in enumerate(names, start=1))
    return head + "".join(f"{i}. {name}\n   - {draw(WORDS)}\n" for i, name in enumerate(names, start=1))


BLOCK = st.one_of(
    WORDS,
    QUESTION.flatmap(lambda asked: MARK.map(lambda mark: f"{mark}{asked}")),
    QUESTION.map(lambda asked: f"## {asked}\n"),
    star(),
    steps(),
    st.lists(WORDS, min_size=1, max_size=4).map(lambda said: "## Key phrases\n- " + "\n- ".join(said)),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda said: "**Intro**\n" + "\n".join(said)),
    st.lists(QUESTION, min_size=1, max_size=3).map(
        lambda said: "## Questions to ask\n- " + "\n- ".join(said)
    ),
    WORDS.map(lambda said: f"## Trade-offs\n- speed vs {said}\n"),
    WORDS.map(lambda said: f"see [[{said.replace('*', '')}]] and [x](a%20b.md)"),
    WORDS.map(lambda said: f"it wasn\u00e2\u20ac\u2122t {said}"),
    st.tuples(WORDS, WORDS, WORDS).map(
        lambda said: "| Situation | Action | Result |\n|---|---|---|\n| " + " | ".join(said) + " |"
    ),
    WORDS.map(lambda said: f"```\nS: {said}\n```"),
    WORDS.map(lambda said: f"<!-- {said}\nR: x -->"),
    WORDS.map(lambda said: f"> [!tip] Approach\n> 1. {said}\n> 2. Ask"),
    st.just("---"),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(BLOCK, max_size=8), st.sampled_from(["\n", "\n\n"]), st.sampled_from(["\n", "\r\n"]))
@example(["## Tell me about a time you failed\n", "- S: a b\n- T: c\n- A: I did\n- R: all"], "\n", "\n")
def test_the_text_at_a_line_is_the_text(blocks: list[str], between: str, end: str) -> None:
    check(parse_note("note.md", between.join(blocks).replace("\n", end).encode()))
