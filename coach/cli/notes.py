"""`coach notes`: dump and check here; the rest in `stories`, `fill` and `corrections`."""

from dataclasses import asdict

import typer

from coach.cli import corrections, fill, stories
from coach.cli.terminal import Home, Json, Notes, print_json, settings_from

app = typer.Typer(help="What the reader sees in your notes, and what they lack.", no_args_is_help=True)
app.command("story-bank")(stories.story_bank)
app.command("coverage")(stories.coverage)
app.command("fill")(fill.fill)
app.command("undo")(fill.undo)
app.command("correct")(corrections.correct)
app.command("corrections")(corrections.corrections)
app.command("uncorrect")(corrections.uncorrect)


@app.command()
def dump(notes: Notes = None, home: Home = None, as_json: Json = False) -> None:
    """Everything recognised: frameworks, stories, questions, scripts, links, repairs."""
    from coach.notes.dump import note_json, skipped_json

    vault = corrections.read_as_hers(settings_from(notes, home))
    if as_json:
        read = [note_json(note) for note in vault.notes]
        skipped = [skipped_json(skip.path, skip.why) for skip in vault.skipped]
        print_json({"notes": [*read, *skipped]})
        return
    for note in vault.notes:
        print(f"{note.path}: {note.title}")
        for framework in note.frameworks:
            print(f"  framework  {framework.line}: {framework.name} ({len(framework.steps)} steps)")
        for story in note.stories:
            states = ", ".join(f"{name} {field.state}" for name, field in story.fields().items())
            print(f"  story      {story.line}: {story.title} ({states})")
        for script in note.scripts:
            print(f"  script     {script.line}: {script.kind.replace('_', ' ')} ({len(script.items)})")
        if note.questions:
            print(f"  questions  {len(note.questions)}")
        if note.tradeoffs:
            print(f"  trade-offs {len(note.tradeoffs)}")
        if note.repairs:
            print(f"  repaired   {len(note.repairs)} lines")
    for skip in vault.skipped:
        print(f"{skip.path}: skipped, {skip.why}")


@app.command()
def check(notes: Notes = None, home: Home = None, as_json: Json = False) -> None:
    """What is missing in the notes, the most useful first."""
    from coach.gaps import all_gaps

    vault = corrections.read_as_hers(settings_from(notes, home))
    gaps = all_gaps(vault)
    if as_json:
        print_json({"gaps": [asdict(gap) for gap in gaps]})
        return
    for gap in gaps:
        print(f"{gap.path}:{gap.line}  {gap.message}\n    {gap.next}")
    if not gaps:
        print("Nothing is missing that I can see.")
