"""Her stories, the map and the gaps as HTML. Pure; all words of notes pass through `rendering`."""

from collections.abc import Iterator
from html import escape

from coach.bank import BankedStory, CoverageMap, CoveredQuestion, MappedStory
from coach.bank.coverage import OVER_USED
from coach.bank.fit import FITS, NEAR
from coach.bank.serves import Serves
from coach.dialogue.stories import StoryView
from coach.domain.notes import Gap, GapKind, NoteRef
from coach.ui.rendering import note_link, words

GAP_WORDS: dict[GapKind, str] = {
    "empty_field": "Empty field",
    "no_result_figure": "No figure",
    "all_we": "All “we”",
    "no_scope": "No scope",
    "question_without_story": "No story",
    "story_without_question": "No question",
    "duplicate_story": "Told twice",
    "conflicting_figure": "Two figures",
    "step_without_points": "Bare step",
    "dangling_link": "Broken link",
    "ambiguous_link": "Unclear link",
    "encoding": "Encoding",
    "incomplete_sheet": "Prep sheet",
}
FILLED: tuple[GapKind, ...] = ("empty_field", "no_result_figure")
MOST_GAPS = 100  # beyond this nobody reads on; the command line lists them all
_QUIET_BELOW = 0.25  # scores that say nothing are printed faintly


# Stories


def summary_html(view: StoryView) -> str:
    """One line over everything, and whether only words were compared."""
    told = sum(not banked.story.is_blank for banked in view.bank)
    empty = len(view.bank) - told
    found = view.coverage
    parts = [
        f"<b>{told}</b> {_plural(told, 'story', 'stories')} told",
        f"<b>{empty}</b> still empty",
        f"<b>{found.count('covered')}</b> of {len(found.questions)} questions covered",
        f"<b>{len(view.gaps)}</b> {_plural(len(view.gaps), 'gap', 'gaps')}",
    ]
    by_words = (
        '<p class="notice">Compared by words only: the embedding weights are missing'
        " (coach doctor says how to get them).</p>"
        if found.by_words
        else ""
    )
    return f'<p class="tally">{"".join(f"<span>{part}</span>" for part in parts)}</p>{by_words}'


def bank_html(view: StoryView) -> str:
    """A card a story, in the order of the notes."""
    if not view.bank:
        return (
            '<p class="quiet">I see no story in these notes yet. Write one with Situation, Task, Action'
            " and Result under the question it answers.</p>"
        )
    mapped = {(story.path, story.line): story for story in view.coverage.stories}
    cards = "".join(_card(banked, mapped.get((banked.path, banked.line))) for banked in view.bank)
    return f'<div class="bank">{cards}</div>'


def _card(banked: BankedStory, mapped: MappedStory | None) -> str:
    asked = [question for question in banked.questions if question != banked.title]
    questions = "".join(f'<p class="asked">“{words(question)}”</p>' for question in asked)
    pills = "".join(
        f'<li class="pill {field.state}"><b>{name.capitalize()}</b> {field.state}</li>'
        for name, field in banked.story.fields().items()
    )
    rows = _figures(banked) + _served("Can show", banked.competencies) + _served("Fits", banked.frameworks)
    if mapped is not None:
        rows += _row("Best for", _best_for(mapped)) + _row("Rehearsed", _rehearsed(banked))
    return (
        f'<article class="story{" blank" if banked.story.is_blank else ""}"><h3>{words(banked.title)}</h3>'
        f'{questions}<p class="place">{note_link(banked.path, banked.line)}</p>'
        f'<ul class="pills">{pills}</ul>' + (f"<dl>{rows}</dl>" if rows else "") + "</article>"
    )


def _figures(banked: BankedStory) -> str:
    links = (note_link(banked.path, figure.line, figure.text) for figure in banked.figures)
    return _row("Figures", " · ".join(links), "figures")


def _served(label: str, serves: tuple[Serves, ...]) -> str:
    shown = (
        (note_link(one.path, one.line, one.name) if one.path else words(one.name))
        + f' <span class="quiet">{one.score:.2f}</span>'
        for one in serves
    )
    return _row(label, " · ".join(shown))


def _best_for(mapped: MappedStory) -> str:
    if not mapped.best_for:
        return "no question yet"
    count = f"{mapped.best_for} {_plural(mapped.best_for, 'question', 'questions')}"
    return f'{count} <span class="pill over">over-used</span>' if mapped.over_used else count


def _rehearsed(banked: BankedStory) -> str:
    last = banked.rehearsed
    if last is None:
        return '<span class="quiet">not yet</span>'
    graded = "no overall grade" if last.level is None else f"level {last.level:.1f} of 5"
    return f"{last.when.astimezone():%d %b %Y}, {graded}"


def _row(label: str, shown: str, kind: str = "") -> str:
    return f'<div><dt>{label}</dt><dd class="{kind}">{shown}</dd></div>' if shown else ""


# The map


def map_html(found: CoverageMap) -> str:
    """A table of her questions against her stories, a score in each cell."""
    if not found.questions:
        return '<p class="quiet">I see no question in these notes that asks for a story.</p>'
    if not found.stories:
        return '<p class="quiet">There is no told story yet to set your questions against.</p>'
    heads = "".join(
        f'<th scope="col" class="story{" over" if story.over_used else ""}">'
        f"<span>{note_link(story.path, story.line, _short(story.title))}"
        f"{' (over-used)' if story.over_used else ''}</span></th>"
        for story in found.stories
    )
    body = "".join(_map_row(row) for row in found.questions)
    return (
        f"{_legend(found)}{_to_do(found)}"
        '<div class="heat" tabindex="0" role="region" aria-label="Questions against stories">'
        '<table><caption class="unseen">How well each story fits each question, 0 to 1</caption>'
        '<thead><tr><th scope="col" class="corner">Question</th><th scope="col">Status</th>'
        f"{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _legend(found: CoverageMap) -> str:
    statuses = "".join(
        f'<li class="pill {status}">{found.count(status)} {status}</li>'
        for status in ("covered", "thin", "missing")
    )
    return (
        f'<ul class="pills">{statuses}</ul>'
        f'<p class="quiet">Scores run from 0 to 1. From {FITS:.2f} on a story'
        f" fits, from {NEAR:.2f} it comes near; the best of a row is framed. A story that is best for more"
        f" than {OVER_USED} questions is over-used: have another ready.</p>"
    )


def _to_do(found: CoverageMap) -> str:
    """The thin and missing ones in words, the missing first: what the colours mean for her."""
    open_rows = [row for status in ("missing", "thin") for row in found.questions if row.status == status]
    if not open_rows:
        return ""
    items = "".join(
        f'<li><span class="pill {row.status}">{row.status}</span> {words(row.question)}'
        f'<br><span class="quiet">{words(_sentence(row.why))} {words(row.next)}</span></li>'
        for row in open_rows
    )
    head = f"<summary>What to do about the thin and the missing ({len(open_rows)})</summary>"
    return f'<details class="todo">{head}<ul>{items}</ul></details>'


def _map_row(row: CoveredQuestion) -> str:
    cells = "".join(_cell(score, at == row.best) for at, score in enumerate(row.scores))
    link = note_link(row.source.path, row.source.line, row.question)
    title = escape(_sentence(row.why), quote=True)
    return (
        f'<tr><th scope="row">{link}</th>'
        f'<td class="status"><span class="pill {row.status}" title="{title}">{row.status}</span></td>'
        f"{cells}</tr>"
    )


def _cell(score: float, is_best: bool) -> str:
    level = (
        "fits" if score >= FITS else "near" if score >= NEAR else "far" if score >= _QUIET_BELOW else "none"
    )
    best = '<span class="unseen"> best</span>' if is_best else ""
    return f'<td class="{level}{" best" if is_best else ""}">{score:.2f}{best}</td>'


# Gaps


def gaps_html(view: StoryView) -> str:
    """What the notes lack, the most useful first, each with its place and the next thing to do.

    The empty fields of one story are one item: they are filled in one go.
    """
    if not view.gaps:
        return '<p class="quiet">Nothing is missing that I can see.</p>'
    items = list(_gap_items(view))
    more = len(items) - MOST_GAPS
    rest = f'<p class="quiet">{more} more: `coach notes check` lists them all.</p>' if more > 0 else ""
    return f'<ol class="gaps">{"".join(items[:MOST_GAPS])}</ol>{rest}'


def _gap_items(view: StoryView) -> Iterator[str]:
    empty = [gap for gap in view.gaps if gap.kind == "empty_field"]
    together: dict[tuple[str, int], list[Gap]] = {}
    stories = {gap: _story_at(view, gap) for gap in empty}
    for gap, story in stories.items():
        together.setdefault((gap.path, story.line if story is not None else gap.line), []).append(gap)
    first = {gaps[0]: gaps for gaps in together.values()}
    for gap in view.gaps:
        if gap.kind != "empty_field":
            yield _gap_item(gap, gap.message, _fill_button(view, [gap]))
        elif gap in first:
            story = stories[gap]
            yield _gap_item(gap, _empty_in(story, first[gap]), _fill_button(view, first[gap]))


def _empty_in(story: BankedStory | None, gaps: list[Gap]) -> str:
    """One sentence for the empty fields of a story."""
    if story is None or len(gaps) < 2:
        return " ".join(gap.message for gap in gaps)
    if story.story.is_blank:
        return f"Nothing is written yet in “{story.title}”."
    fields = story.story.fields()
    empty = [name for name, field in fields.items() if field.state in ("empty", "absent")]
    if len(empty) != len(gaps):
        return " ".join(gap.message for gap in gaps)
    return f"{', '.join(empty[:-1]).capitalize()} and {empty[-1]} are empty in “{story.title}”."


def _story_at(view: StoryView, gap: Gap) -> BankedStory | None:
    inside = (
        banked
        for banked in view.bank
        if banked.path == gap.path and banked.line <= gap.line <= banked.story.end_line
    )
    return max(inside, key=lambda banked: banked.line, default=None)


def _fill_button(view: StoryView, gaps: list[Gap]) -> str:
    """Opens the conversation that fills the first of `gaps` that can be filled; `page.js` sends it."""
    fillable = (gap for gap in gaps if gap.kind in FILLED and NoteRef(gap.path, gap.line) in view.fillable)
    gap = next(fillable, None)
    if gap is None:
        return ""
    said = escape(f"/fill {gap.path}:{gap.line}", quote=True)
    return f' <button type="button" class="fill" data-say="{said}">Fill this</button>'


def _gap_item(gap: Gap, message: str, fill: str) -> str:
    return (
        f'<li><span class="pill kind">{GAP_WORDS[gap.kind]}</span><div><p>{words(message)}</p>'
        f'<p class="next">{words(gap.next)}</p>{note_link(gap.path, gap.line)}{fill}</div></li>'
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _short(title: str) -> str:
    return title if len(title) <= 44 else title[:42].rsplit(" ", 1)[0] + " …"


def _plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many
