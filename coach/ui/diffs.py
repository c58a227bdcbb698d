"""Diffs in the coach's words, drawn as a block in which what goes and what comes can be told apart.

Pure; every character of the diff is escaped.
"""

import re
from collections.abc import Callable
from html import escape

_DIFF = re.compile(r"^(?P<fence>`{3,})diff\n(?P<body>.*?)\n(?P=fence)$", re.M | re.S)
_KINDS = {"+": "comes", "-": "goes", "@": "place"}


def with_diffs(text: str, prose: Callable[[str], str]) -> str:
    """`text` as `prose` draws it, its fenced diffs as blocks."""
    pieces: list[str] = []
    start = 0
    for found in _DIFF.finditer(text):
        pieces += [prose(text[start : found.start()]), diff_html(found["body"])]
        start = found.end()
    return "".join([*pieces, prose(text[start:])])


def diff_html(diff: str) -> str:
    """One line of the diff a row; the two lines that name the file are left out, the words name it."""
    lines = [line for line in diff.split("\n") if not line.startswith(("--- ", "+++ "))]
    shown = "\n".join(_line(line) for line in lines)
    return f'<pre class="diff">{shown}</pre>\n'


def _line(line: str) -> str:
    kind = _KINDS.get(line[:1])
    text = escape(line or " ")
    return f'<span class="{kind}">{text}</span>' if kind else text
