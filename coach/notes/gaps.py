"""What the notes lack, most useful first: each gap one plain sentence and one next action.

Owns the rules that need the notes alone. Figures that contradict each other need claims and are
found elsewhere. A rule that is not sure says nothing: a false alarm costs more than a miss.
"""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from coach.domain.notes import Gap, GapKind, Note, Story, Vault
from coach.notes.frontmatter import read_frontmatter
from coach.notes.wording import word_count

ORDER: tuple[GapKind, ...] = (
    "empty_field",
    "question_without_story",
    "no_result_figure",
    "all_we",
    "no_scope",
    "incomplete_sheet",
    "story_without_question",
    "duplicate_story",
    "conflicting_figure",
    "step_without_points",
    "dangling_link",
    "ambiguous_link",
    "encoding",
)
_SAME_QUESTION = 88  # token set ratio of rapidfuzz, 0 to 100
_SAME_STORY = 85  # token sort ratio
_SPEAKABLE = {"action": 6, "result": 4}  # words, below which nothing can be told from a field
_LONG_ENOUGH = 20  # words, below which two stories are alike by chance

_FIGURE = re.compile(
    r"(?i)\d|%|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?"
    r"|millions?|half|halv(?:ed|ing)|twice|doubl(?:ed|ing)|tripl(?:ed|ing)|zero|percent)\b"
)
_OBSERVED = re.compile(
    r"(?i)\b(?:promoted|award(?:ed)?|renewed|signed|hired|patent|won (?:the|a|us|back)|adopted "
    r"(?:by|across|in)"
    r"|became (?:the|a) (?:default|standard|template)|still (?:in use|used?|runs?|running)"
    r"|no (?:incidents?|outages?|complaints?|escalations?))\b"
)
_WE = re.compile(r"(?i)\b(?:we|our|us)\b(?!-)")
_I = re.compile(r"\bI\b|\b[Mm](?:y|e|ine|yself)\b")
_SCOPE = re.compile(
    r"(?i)\d|\b(?:weeks?|months?|quarters?|years?|sprints?|semesters?|summer|winter|spring|autumn|fall"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|last|first|recently|team of|intern(?:ship)?|two|three|four|five|six|dozen"
    r"|when i (?:was|joined|led|ran|worked)|while (?:i was|working|at)|during|as an? \w+"
    r"|(?-i:at [A-Z]\w+)|on the [\w -]+ team)\b"
)
_NO_STORY_NEEDED = re.compile(
    r"(?i)(?:tell me about yourself|introduce yourself|where do you see"
    r"|(?:walk|talk) me through your (?:resume|résumé|cv|background)"
    r"|why (?:do you want|us|this|should we|are you)"
    r"|what (?:do you know|are you looking|are your (?:salary|strengths|weaknesses)))"
)
_BEHAVIOURAL = re.compile(
    r"(?i)\b(?:a|one) (?:time|situation|moment|occasion|conflict|failure|mistake|decision"
    r"|project|product|feature"
    r"|challenge|goal)\b.*\b(?:you|your)\b"
    r"|\bexample of\b|\bhow (?:do|did|have) you \w+|\bhow you \w+|\bhave you ever\b"
    r"|\byou(?:['’]ve| have)? (?:\w+ )?(?:shipped|led|built|owned|launched|worked|managed|failed|disagreed"
    r"|learned|made|handled|dealt)\b"
    r"|\bmost (?:proud|challenging|difficult)\b|\bproudest\b"
)
_BANK = re.compile(r"(?i)\b(?:behaviou?ral|star|stor(?:y|ies))")
_SHEET = re.compile(r"(?i)^(?:interview )?prep(?:aration)? (?:for|sheet)\b|\bprep(?: sheet)?$")


def find_gaps(vault: Vault) -> tuple[Gap, ...]:
    """All gaps of `vault`: the kinds in the order of their use, each kind in the order of the notes."""
    notes = [note for note in vault.notes if not note.generated]
    gaps: list[Gap] = []
    for note in notes:
        for story in note.stories:
            gaps += _of_story(note, story)
        gaps += _of_frameworks(note)
        gaps += _of_links(note)
        gaps += _of_sheet(note, notes)
        gaps += _of_encoding(note)
    gaps += _unanswered(notes)
    gaps += _duplicates(notes)
    return tuple(sorted(gaps, key=lambda gap: ORDER.index(gap.kind)))


def _of_story(note: Note, story: Story) -> Iterator[Gap]:
    about = _called(story)
    for name, field in story.fields().items():
        label = name.capitalize()
        line = field.line or story.line
        if field.state == "empty":
            yield Gap("empty_field", note.path, line, f"{label} is empty in {about}.", _ask_for(name))
        elif field.state == "absent" and name in ("action", "result") and not story.is_blank:
            yield Gap("empty_field", note.path, line, f"{about} has no {label}.", _ask_for(name))
        elif field.state == "thin" and word_count(field.text) < _SPEAKABLE.get(name, 0):
            message = f"{label} is only {word_count(field.text)} words in {about}."
            yield Gap("empty_field", note.path, line, message, _ask_for(name))
    if story.is_blank:
        return
    result, action = story.result, story.action
    if result.text and not _FIGURE.search(result.text) and not _OBSERVED.search(result.text):
        message = f"The result has no figure in {about}."
        advice = "Add one number: how many, how much faster, how much saved, or who still uses it."
        yield Gap("no_result_figure", note.path, result.line or story.line, message, advice)
    if len(_WE.findall(action.text)) >= 2 and not _I.search(action.text):
        message = f"The action is all “we” in {about}."
        yield Gap(
            "all_we", note.path, action.line or story.line, message, "Say which part of it you did yourself."
        )
    if story.situation.text and not _SCOPE.search(story.text):
        message = f"Nothing says when, or how big it was, in {about}."
        advice = "Add the year, your role, or the size of the team."
        yield Gap("no_scope", note.path, story.situation.line or story.line, message, advice)
    if not story.questions:
        message = f"{about} stands under no question."
        yield Gap(
            "story_without_question", note.path, story.line, message, "Name a question that it answers."
        )


def _ask_for(name: str) -> str:
    return {
        "situation": "Write one sentence: where you were, when, and what was going on.",
        "task": "Write one sentence: what you had to get done.",
        "action": "Write two or three things that you did yourself.",
        "result": "Write what came of it, with one number if you can.",
    }[name]


def _called(story: Story) -> str:
    title = story.title if len(story.title) <= 70 else story.title[:67].rsplit(" ", 1)[0] + "…"
    return f"“{title}”"


def _of_frameworks(note: Note) -> Iterator[Gap]:
    for framework in note.frameworks:
        told = sum(bool(step.points) for step in framework.steps)
        if told * 2 < len(framework.steps):
            continue  # an outline: only the names of the steps
        for step in framework.steps:
            if not step.points:
                message = f"The step “{step.name}” of “{framework.name}” has no points under it."
                yield Gap(
                    "step_without_points",
                    note.path,
                    step.line,
                    message,
                    "List two or three things to cover there.",
                )


def _of_links(note: Note) -> Iterator[Gap]:
    seen: set[str] = set()
    for link in note.links:
        if link.target in seen:
            continue
        seen.add(link.target)
        if link.resolved is None:
            message = f"The link to “{link.target}” leads to no note."
            yield Gap("dangling_link", note.path, link.line, message, "Write that note, or correct the link.")
        elif len(link.candidates) > 1:
            named = ", ".join(link.candidates[:4])
            message = f"The link to “{link.target}” could mean {len(link.candidates)} notes: {named}."
            yield Gap("ambiguous_link", note.path, link.line, message, "Put the folder in front of the name.")


def _of_sheet(note: Note, notes: Sequence[Note]) -> Iterator[Gap]:
    if not _SHEET.search(note.title) and "prep" not in (tag.casefold() for tag in note.tags):
        return
    kinds = {script.kind for script in note.scripts}
    if "intro" not in kinds:
        message = f"“{note.title}” has no intro to open with."
        yield Gap(
            "incomplete_sheet", note.path, 1, message, "Write under “Intro” who you are and why you are here."
        )
    if "questions_to_ask" not in kinds:
        message = f"“{note.title}” has no questions to ask them."
        yield Gap("incomplete_sheet", note.path, 1, message, "List three under “Questions to ask”.")
    linked = {link.resolved for link in note.links}
    if not note.frameworks and not any(other.frameworks for other in notes if other.path in linked):
        message = f"“{note.title}” links to no framework."
        yield Gap(
            "incomplete_sheet", note.path, 1, message, "Link the framework that you would use: [[its name]]."
        )


def _of_encoding(note: Note) -> Iterator[Gap]:
    if note.repairs:
        count = len(note.repairs)
        lines = (
            "1 line had broken characters, read"
            if count == 1
            else f"{count} lines had broken characters, read"
        )
        message = f"{lines} as they were meant."
        advice = "Look them over (`coach notes dump --json` lists each) and save the note as UTF-8."
        yield Gap("encoding", note.path, note.repairs[0].line, message, advice)
    problem = read_frontmatter(note.text.split("\n", 400)[:400]).problem
    if problem:
        message = f"The block between the `---` lines could not be read whole: {problem}."
        yield Gap("encoding", note.path, 1, message, "Put values that hold a colon or a bracket in quotes.")


def _unanswered(notes: Sequence[Note]) -> Iterator[Gap]:
    answered = {
        question.casefold() for note in notes for story in note.stories for question in story.questions
    }
    for note in notes:
        bank = bool(note.stories) or (
            bool(answered) and _BANK.search(note.title) and len(note.questions) <= 40
        )
        for question in note.questions if bank else ():
            text = question.text.casefold()
            if _NO_STORY_NEEDED.match(text) or not _BEHAVIOURAL.search(text):
                continue
            if text in answered or any(fuzz.token_set_ratio(text, one) >= _SAME_QUESTION for one in answered):
                continue
            message = f"No story stands under “{question.text}”."
            yield Gap(
                "question_without_story",
                note.path,
                question.line,
                message,
                "Note S, T, A and R of one that fits, or name it.",
            )


def _duplicates(notes: Sequence[Note]) -> Iterator[Gap]:
    told = [
        (note, story, story.text.casefold())
        for note in notes
        for story in note.stories
        if word_count(story.text) >= _LONG_ENOUGH
    ]
    for place, (note, story, text) in enumerate(told):
        for other, twin, words in told[:place]:
            if fuzz.token_sort_ratio(text, words, score_cutoff=_SAME_STORY):
                where = f"{other.path}:{twin.line}"
                message = f"{_called(story)} tells the same as {_called(twin)} ({where})."
                yield Gap(
                    "duplicate_story",
                    note.path,
                    story.line,
                    message,
                    "Keep one, and put both questions over it.",
                )
                break
