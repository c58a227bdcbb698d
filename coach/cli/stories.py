"""`coach notes story-bank` and `coach notes coverage`."""

import csv
import io
import sys
from pathlib import Path
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.terminal import Home, Json, Notes, print_json, remark, settings_from

if TYPE_CHECKING:
    from coach.bank import BankedStory, CoverageMap, CoveredQuestion
    from coach.dialogue.stories import StoryView

WIDTH = 100  # columns of a terminal that the text is laid out for
BY_WORDS = "Compared by words only: the embedding weights are missing (coach doctor says how to get them)."
CsvFile = Annotated[
    Path | None,
    typer.Option("--csv", help="Write the map as CSV to FILE, or - for here.", show_default=False),
]


def story_bank(notes: Notes = None, home: Home = None, as_json: Json = False) -> None:
    """Your stories: what each field holds, its figures, what it can serve, when you last told it."""
    from coach.bank.export import bank_json

    view = _view(notes, home)
    if as_json:
        print_json(bank_json(view.bank, by_words=view.coverage.by_words))
        return
    for banked in view.bank:
        print("\n".join(_story_lines(banked)), end="\n\n")
    told = sum(not banked.story.is_blank for banked in view.bank)
    waiting = len(view.bank) - told
    if not view.bank:
        print("I see no story in these notes yet. Write one with Situation, Task, Action and Result.")
        return
    print(f"{told} told, {waiting} still empty. `coach notes coverage` sets them against your questions.")
    if view.coverage.by_words:
        remark(BY_WORDS)


def coverage(notes: Notes = None, home: Home = None, as_json: Json = False, csv_file: CsvFile = None) -> None:
    """Your questions against your stories: covered, thin, missing, over-used."""
    from coach.bank.export import coverage_json, coverage_rows

    mapped = _view(notes, home).coverage
    if csv_file is not None:
        sheet = io.StringIO()
        csv.writer(sheet).writerows(coverage_rows(mapped))
        _write(csv_file, sheet.getvalue())
    if as_json:
        print_json(coverage_json(mapped))
    elif csv_file is None:
        print("\n".join(_map_lines(mapped)))
        if mapped.by_words:
            remark(BY_WORDS)


def _view(notes: Path | None, home: Path | None) -> "StoryView":
    from coach.app import open_coach
    from coach.dialogue.stories import view_stories

    coach = open_coach(settings_from(notes, home, "builtin"))
    try:
        return view_stories(coach)
    finally:
        coach.close()


def _write(file: Path, sheet: str) -> None:
    from coach.errors import UsageError

    if str(file) == "-":
        sys.stdout.buffer.write(sheet.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
        return
    try:
        # The mark tells spreadsheets that it is UTF-8.
        file.write_bytes(b"\xef\xbb\xbf" + sheet.encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}.") from error


def _story_lines(banked: "BankedStory") -> list[str]:
    place = f"{banked.path}:{banked.line}"
    lines = [_fitted(banked.title, WIDTH), f"  {place}"]
    lines += [
        f"  asked as   {_fitted(asked, WIDTH - 13)}" for asked in banked.questions if asked != banked.title
    ]
    states = "   ".join(f"{name[0].upper()} {field.state}" for name, field in banked.story.fields().items())
    lines.append(f"  fields     {states}")
    if banked.figures:
        figures = ", ".join(dict.fromkeys(f"{one.text} (line {one.line})" for one in banked.figures))
        lines += _hanging("figures", figures)
    if banked.competencies:
        lines += _hanging("can show", ", ".join(f"{one.name} {one.score:.2f}" for one in banked.competencies))
    if banked.frameworks:
        named = ", ".join(f"{one.name} {one.score:.2f} ({one.path}:{one.line})" for one in banked.frameworks)
        lines += _hanging("frameworks", named)
    if banked.story.is_blank:
        return lines
    if banked.rehearsed is None:
        lines.append("  rehearsed  not yet")
    else:
        level = banked.rehearsed.level
        graded = "no overall grade" if level is None else f"level {level:.1f} of 5"
        lines.append(f"  rehearsed  {banked.rehearsed.when.astimezone():%Y-%m-%d}, {graded}")
    return lines


def _map_lines(mapped: "CoverageMap") -> list[str]:
    if not mapped.questions:
        return ["I see no question in these notes that asks for a story."]
    lines = [f"{mapped.count(status)} {status}" for status in ("covered", "thin", "missing")]
    lines = [f"{len(mapped.questions)} questions that ask for a story: {', '.join(lines)}."]
    for status in ("missing", "thin", "covered"):
        rows = [row for row in mapped.questions if row.status == status]
        if rows:
            lines += ["", status.upper()]
        for row in rows:
            lines += _row_lines(row, mapped)
    used = [story for story in mapped.stories if story.over_used]
    if used:
        lines += ["", "OVER-USED"]
    for story in used:
        lines.append(f"  {_fitted(story.title, WIDTH - 2)}")
        lines.append(
            f"      best for {story.best_for} questions: have another ready  {story.path}:{story.line}"
        )
    return lines


def _row_lines(row: "CoveredQuestion", mapped: "CoverageMap") -> list[str]:
    lines = [f"  {_fitted(row.question, WIDTH - 2)}", f"      {row.source.path}:{row.source.line}"]
    if row.best is not None:
        story = mapped.stories[row.best]
        lines.append(f"      {row.scores[row.best]:.2f}  {_fitted(story.title, WIDTH - 12)}")
    if row.status != "covered":
        lines += wrap(
            f"{row.why[:1].upper()}{row.why[1:]}. {row.next}",
            WIDTH, initial_indent="      ", subsequent_indent="      ", break_long_words=False,
        )  # fmt: skip
    return lines


def _fitted(text: str, width: int) -> str:
    return shorten(" ".join(text.split()), width, placeholder=" …")


def _hanging(label: str, text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=f"  {label:<10} ", subsequent_indent=" " * 13)
