"""Notes of an invented candidate, and an index over them in a temporary folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.index.embeddings import Embedder
from coach.index.notes_index import NotesIndex

STORIES = """---
tags: [pm/behavioural]
---
# Stories

## Shipping the ferry timetable

Our timetable page crashed every Monday, so I moved it behind a cache and the crashes stopped.

## Arguing about the map

The designer wanted a drawn map. I tested both with twelve passengers and we kept the photograph.
"""
PREP = """---
company: Brindlewick
---
# Prep for Brindlewick

## What they build

Brindlewick sells lawn robots to towns; the hard part is working near children and dogs.

## Questions to ask

- How do you decide which park gets a robot first?
- Who looks at the robots when it rains?
"""
PRICES = """# Pricing cases

## Steps

1. Ask what the price is meant to achieve.
2. Name who pays and what they would do instead.
3. Pick a metric, such as revenue a seat.
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    (folder / "companies").mkdir(parents=True)
    (folder / "stories.md").write_text(STORIES, encoding="utf-8")
    (folder / "pricing.md").write_text(PRICES, encoding="utf-8")
    (folder / "companies" / "brindlewick.md").write_text(PREP, encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def open_index(home: Path, notes: Path, embedder: Embedder) -> Callable[[], NotesIndex]:
    """Opens the index of `notes` afresh, as another command would."""
    return lambda: NotesIndex(home, notes, embedder)
