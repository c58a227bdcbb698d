"""Answers over the sample notes: the right story, abstention, supported claims, contradictions."""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from coach.answering import Plan, finish, ledger_for, prepare
from coach.claims import BLANK, Ledger, check_draft, contradictions, split_spoken
from coach.claims.figures import figures_in
from coach.claims.names import names_in
from coach.claims.words import content_stems
from coach.detectors.question_kind import question_kind
from coach.domain.answers import Answer
from coach.domain.notes import Note, Story, Vault
from coach.engines.builtin.draft import draft
from coach.index.embeddings import WEIGHTS_HINT, Embedder, open_embedder
from coach.index.notes_index import NotesIndex
from coach.matching import Matcher
from coach.matching.subject import story_lines
from coach.notes.vault import read_vault
from coach.resources import shipped
from evals.report import DATASETS, Cell, Table, describe_run, write_results
from evals.statistics import bootstrap, mean

PASSAGES = 8
SPLITS = ("tune", "measure", "fresh")
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its label, what the product does, and what cosine alone would do."""

    id: str
    question: str
    unsupported: str | None  # near or far, None where the notes hold an answer
    split: str
    right: tuple[bool, ...]  # of the product's stories, best first; () for looked-up notes
    cosine_right: tuple[bool, ...]
    cosine: float
    plan: Plan
    answer: Answer


def ask_all(notes: Path, home: Path, embedder: Embedder) -> list[Asked]:
    """Every question as `coach ask` takes it, drafted by the built-in engine and checked."""
    index = NotesIndex(home, notes, embedder)
    index.refresh()
    vault = read_vault(notes)[0]
    matcher, ledger = Matcher(vault, embedder), Ledger.from_vault(vault)
    stories = [story for note in vault.notes for story in note.stories if not story.is_blank]
    vectors = [embedder.embed(_sentences(story)) for story in stories]
    asked = []
    rows = _rows()
    found = index.search_batch([row["question"] for row in rows], k=PASSAGES)
    for row, retrieval in zip(rows, found, strict=True):
        question = row["question"]
        plan = prepare(question, question_kind(question), retrieval, matcher, vault)
        own = ledger_for(plan, ledger)
        text = draft(plan.request) if plan.answerable else ""
        query = embedder.embed([question])[0]
        cosines = [float(np.max(each @ query)) for each in vectors]
        ranked = [stories[at] for at in np.argsort([-value for value in cosines], kind="stable")]
        told = [plan.story.story] if plan.story else []
        told += [choice.story for choice in matcher.stories(question) if choice.story not in told]
        asked.append(
            Asked(
                row["id"], question, row["unsupported"], row["split"],
                tuple(_is_right(story, row["stories"]) for story in told[:3]) if plan.story else (False,),
                tuple(_is_right(story, row["stories"]) for story in ranked[:3]),
                max(cosines), plan, finish(plan, text, own, "built-in"),
            )
        )  # fmt: skip
    return asked


def _rows() -> list[dict[str, Any]]:
    """The questions of an interviewer, and those by which notes are looked up (split "looked up")."""
    rows = _read("answers.jsonl")
    for line in _read("retrieval.jsonl"):
        kind = None if line["answerable"] else line["unsupported"]
        rows.append(
            {
                "id": line["id"],
                "question": line["query"],
                "unsupported": kind,
                "split": "looked up",
                "stories": [],
            }
        )
    return rows


def _read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATASETS / name).read_text(encoding="utf-8").splitlines()]


def _sentences(story: Story) -> list[str]:
    return story_lines(story.questions, story.title, story.text).splitlines()


def _is_right(story: Story, keys: Sequence[str]) -> bool:
    return any(key in story.text for key in keys)


def story_table(asked: Sequence[Asked]) -> Table:
    """The right story first, and among the first three."""
    rows = []
    for split in SPLITS:
        held = [each for each in asked if each.split == split and each.unsupported is None]
        rows.append(
            (
                split,
                bootstrap(mean, [each.right[0] for each in held]),
                bootstrap(mean, [any(each.right) for each in held]),
                bootstrap(mean, [each.cosine_right[0] for each in held]),
                bootstrap(mean, [any(each.cosine_right) for each in held]),
            )
        )
    return Table(
        "Right story",
        ("questions", "first", "among three", "first, by cosine alone", "among three, by cosine alone"),
        tuple(rows),
        "Labels were written before the first run. A question that was refused, or answered without a "
        "story, counts as wrong. Cosine alone: the story with the nearest sentence.",
    )


def abstention_table(asked: Sequence[Asked]) -> Table:
    """Questions that the notes do not answer, refused; questions that they do, refused by mistake."""
    tune = [each for each in asked if each.split == "tune"]
    limit = _best_limit(tune)
    rules: tuple[tuple[str, Callable[[Asked], bool]], ...] = (
        ("the coach", lambda each: not each.plan.answerable),
        (f"cosine under {limit:.2f}", lambda each: each.cosine < limit),
    )
    rows = []
    for split in (*SPLITS, "looked up"):
        part = [each for each in asked if each.split == split]
        for name, refuses in rules:
            without = [each for each in part if each.unsupported]
            rows.append(
                (
                    split,
                    name,
                    bootstrap(mean, [refuses(each) for each in without]),
                    bootstrap(mean, [refuses(each) for each in without if each.unsupported == "near"]),
                    bootstrap(mean, [refuses(each) for each in part if not each.unsupported]),
                )
            )
    return Table(
        "Abstention",
        ("questions", "rule", "refused, unanswerable", "of those, near misses", "refused by mistake"),
        tuple(rows),
        "Thresholds were chosen on `tune`. `measure` was looked at after its first run (refused 0.88, by "
        "mistake 0.11) and the word list and the reading of short forms were mended. `fresh` was written "
        "after that; on its first run it gave 0.90 and 0.13, then endings (easier, unfair) and the kind of "
        "“tell me about getting …” were mended. `looked up` are the loose note searches of retrieval.jsonl.",
    )


def _best_limit(asked: Sequence[Asked]) -> float:
    """The cosine that parts answerable from unanswerable best, both sides counted alike."""

    def balance(limit: float) -> float:
        held = [each.cosine >= limit for each in asked if not each.unsupported]
        without = [each.cosine < limit for each in asked if each.unsupported]
        return sum(held) / len(held) + sum(without) / len(without)

    return max(sorted({each.cosine for each in asked}), key=balance)


def support_table(asked: Sequence[Asked], ledger: Ledger) -> Table:
    """Figures and names left in the drafts after the check; then the check on planted sentences."""
    lines = _read("claims.jsonl")
    corrupt = [line["sentence"] for line in lines if line["kind"] not in {"true", "reversed"}]
    reverse = [line["sentence"] for line in lines if line["kind"] == "reversed"]
    true = [line["sentence"] for line in lines if line["kind"] == "true"]
    text = (DATASETS / "claims_notes.md").read_text(encoding="utf-8")
    planted = Ledger.from_vault(Vault("notes", (Note("stories.md", "0", "stories", text),)))
    noted = frozenset(_NUMBER.findall(text)), text.casefold()

    def by_words(sentence: str) -> bool:
        numbers, low = noted
        words = [name.text.casefold() for name in names_in(sentence)]
        return all(number in numbers for number in _NUMBER.findall(sentence)) and all(
            word in low for word in words
        )

    def passes(sentence: str) -> bool:
        return check_draft(sentence, planted).blanks == 0

    kept = [held for each in asked if each.plan.answerable for held in _kept_claims(each, ledger, "")]
    mixed = [
        held
        for at, each in enumerate(asked)
        if each.plan.answerable
        for held in _kept_claims(each, ledger, corrupt[at % len(corrupt)])
    ]
    both = (
        ("planted corruptions passed as hers", [(passes(one), by_words(one)) for one in corrupt]),
        ("reversed results passed as hers", [(passes(one), by_words(one)) for one in reverse]),
        ("true sentences stopped", [(not passes(one), not by_words(one)) for one in true]),
    )
    rows: list[tuple[Cell, ...]] = [
        ("figures and names supported, built-in drafts", bootstrap(mean, kept), None),
        ("the same with an embellishment put into each", bootstrap(mean, mixed), None),
    ]
    rows += [
        (name, bootstrap(mean, [one for one, _ in pairs]), bootstrap(mean, [two for _, two in pairs]))
        for name, pairs in both
    ]
    return Table(
        "Claims",
        ("what", "the coach", "words and digits found anywhere"),
        tuple(rows),
        "Supported: a figure or name of the answer as shown (after the check) that a second check finds in "
        "the notes. It should be 1.00.",
    )


def _kept_claims(each: Asked, ledger: Ledger, embellishment: str) -> list[bool]:
    """For every figure and name of the answer as shown: does it stand in her notes?"""
    own = ledger_for(each.plan, ledger)
    text = draft(each.plan.request)
    shown = finish(each.plan, f"{text} {embellishment}".strip(), own, "").answer
    held = []
    for span in split_spoken(shown):
        bare = BLANK.sub(" ", span.text)
        count = len(figures_in(bare)) + len(names_in(bare, own.lowercase_words))
        if count:
            held += [check_draft(span.text, own).blanks == 0] * count
    return held


def contradiction_table(ledger: Ledger) -> Table:
    """Figures that her notes give otherwise: found, and pointed out by mistake."""
    lines = _read("contradictions.jsonl")
    rules: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("the coach", lambda said: bool(contradictions(said, ledger))),
        ("nearest sentence has other digits", lambda said: _other_digits(said, ledger)),
    )
    rows = []
    for split in ("tune", "fresh"):
        part = [line for line in lines if line["split"] == split]
        for name, flags in rules:
            rows.append(
                (
                    split,
                    name,
                    bootstrap(mean, [flags(line["said"]) for line in part if line["contradicts"]]),
                    bootstrap(mean, [flags(line["said"]) for line in part if not line["contradicts"]]),
                )
            )
    return Table(
        "Contradictions",
        ("sentences", "rule", "found", "false alarms"),
        tuple(rows),
        "The rules were written with `tune` in sight. On its first run `fresh` gave 0.87 found and 0.06 "
        "false alarms (2 of 35); what was tried against those two changed neither.",
    )


def _other_digits(said: str, ledger: Ledger) -> bool:
    stems = content_stems(said)
    with_figures = [entry for entry in ledger.entries if _NUMBER.search(entry.text) and not entry.asks]
    nearest = max(with_figures, key=lambda entry: len(stems & entry.stems))
    return not set(_NUMBER.findall(said)) <= set(_NUMBER.findall(nearest.text))


def misses(asked: Sequence[Asked]) -> list[str]:
    """Questions of `measure` and `fresh` that went wrong, word for word."""
    found = []
    for each in asked:
        if each.split not in {"measure", "fresh"}:
            continue
        if each.unsupported and each.plan.answerable:
            found.append(f"answered without support: “{each.question}”")
        elif not each.unsupported and not each.plan.answerable:
            found.append(f"refused by mistake: “{each.question}”")
        elif not each.unsupported and not each.right[0]:
            told = each.plan.story.story.title if each.plan.story else "no story"
            found.append(f"other story: “{each.question}” took “{told}”")
    return found


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write the results; 1 where there are no weights."""
    parser = argparse.ArgumentParser(prog="python -m evals answers", description=__doc__)
    parser.add_argument("--home", type=Path, help="keep the index here, so that a second run embeds nothing")
    chosen = parser.parse_args(arguments)
    notes = shipped("corpus")
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.home or Path(folder)
        embedder = open_embedder(home)
        if embedder is None:
            print(WEIGHTS_HINT, file=sys.stderr)
            return 1
        asked = ask_all(notes, home, embedder)
    ledger = Ledger.from_vault(read_vault(notes)[0])
    tables = [
        story_table(asked), abstention_table(asked), support_table(asked, ledger), contradiction_table(ledger)
    ]  # fmt: skip
    names = ("answers.jsonl", "retrieval.jsonl", "claims.jsonl", "claims_notes.md", "contradictions.jsonl")
    run = describe_run("answers", {}, [*(DATASETS / name for name in names), notes])
    print(write_results(run, tables, misses(asked))[1].read_text(encoding="utf-8"))
    return 0
