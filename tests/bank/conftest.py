"""A small vault of an invented candidate, with a matcher by meaning and one by words."""

import pytest

from coach.domain.notes import Vault
from coach.index.embeddings import Embedder
from coach.matching import Matcher
from coach.notes.links import resolve_links
from coach.notes.parse import parse_note

BANK = """---
title: "bank"
---
## Stories
1. Tell me about a conflict with an engineer.
    1. S: In 2023 our lead Ilya wanted to rewrite the importer and I disagreed.
    2. T: I had 3 weeks to get to a decision without pulling rank.
    3. A: I pulled 90 days of error logs and showed him first, and we argued it out over two lunches.
    4. R: Import errors fell from 12 % to 4 % and nobody asked for the rewrite again.
2. Tell me about a failure.
    1. S: At Fennel I priced the annual plan wrongly.
    2. T: I owned pricing.
    3. A: I told the board the same day and wrote to 40 customers.
    4. R:
3. How do you deal with rejection?
    1. S:
    2. T:
    3. A:
    4. R:
4. Tell me about a time you flew to the moon and planted tomatoes.

Frameworks:
1. Settling a disagreement
    1. hear the engineer out
    2. pull the logs
    3. argue it out
"""
MORE = """---
title: "more"
---
- "Tell me about a conflict with an engineer"
- "When did you disagree with an engineer?"
- "How do you handle a conflict with your tech lead?"
- "Describe a time you argued with an engineer on your team."
"""
JOB = """---
title: "Job description"
---
1. Tell me about a time you ran a marathon.
    - S: You will run.
    - T: You will train.
    - A: You will eat pasta.
    - R: You will win 3 medals.
"""


@pytest.fixture(scope="session")
def vault() -> Vault:
    notes = [
        parse_note(path, text.encode())
        for path, text in (("bank.md", BANK), ("job.md", JOB), ("more.md", MORE))
    ]
    return Vault("notes", resolve_links(notes))


@pytest.fixture
def dense(vault: Vault, embedder: Embedder) -> Matcher:
    return Matcher(vault, embedder)


@pytest.fixture
def lexical(vault: Vault) -> Matcher:
    return Matcher(vault, None)
