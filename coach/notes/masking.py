"""Lines that are no text of hers, blanked; wrappers around her text, taken off. One line out for each in.

Blanked: HTML and Obsidian comments, display math, MDX imports and exports, lines of nothing but tags.
Taken off: `<details>` and `<summary>`, Docusaurus (`:::tip`) and MkDocs (`!!! note`, `??? tip`, `=== "Tab"`)
admonitions, whose title becomes a bold line. Code is left as it is.
"""

import re
from collections.abc import Sequence

_FARTHEST_END = 400  # lines below which a comment may end
_FENCE = re.compile(r" {0,12}(`{3,}(?=[^`]*$)|~{3,})")
_SUMMARY = re.compile(
    r"(?i)\s{0,12}(?:<details[^<>]{0,200}>\s*)?<summary[^<>]{0,200}>(?P<text>[^\n]{1,300}?)</summary>\s*$"
)
_TAGS_ONLY = re.compile(
    r"\s{0,12}(?:</?(?!(?:script|style|pre|textarea)\b)[A-Za-z][\w.-]{0,40}(?:\s[^<>]{0,300})?/?>\s*){1,20}$",
    re.IGNORECASE,
)
_MDX = re.compile(
    r"(?:import\s[^\n]{1,300}\sfrom\s+['\"]|import\s+['\"]|export\s+(?:const|default|function|let|var)\s)"
)
_COLONS = re.compile(
    r"\s{0,12}:{3,}\s*(?:[A-Za-z][\w-]{0,30}(?:\[(?P<inside>[^\]]{0,200})\]|\s+(?P<title>[^{\n]{0,200}))?.*)?$"
)
_BANGS = re.compile(
    r"(?P<indent>\s{0,12})(?:!!!|\?\?\?\+?)\s+[A-Za-z][\w -]{0,60}?(?:\s+\"(?P<title>[^\"]{0,200})\")?\s*$"
)
_TAB = re.compile(r"(?P<indent>\s{0,12})===[!+]?\s+\"(?P<title>[^\"]{0,200})\"\s*$")


def mask(lines: Sequence[str]) -> list[str]:
    """`lines` with what is not her text blanked."""
    masker = _Masker(lines)
    return [masker.read(number) for number in range(len(lines))]


class _Masker:
    """What is open at a line, and what is left of it."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._fence = ""
        self._until = ""  # what ends the comment or the formula that is open
        self._inside: int | None = None  # how far the text of a MkDocs block is indented
        self._script = False  # in an MDX export that runs to the next blank line
        self._ends = {end: _last_with(end, lines) for end in ("-->", "$$", "%%")}

    def read(self, number: int) -> str:
        """What is left of the line with this index; lines are read in their order."""
        line = self._lines[number]
        if self._fence:
            self._close_fence(line.lstrip())
            return line
        if self._until:
            return self._in_comment(line)
        if self._script:
            self._script = bool(line.lstrip())
            return ""
        if self._inside is not None and line.lstrip():
            line = self._outdent(line, self._inside)
        return self._in_text(line, number)

    def _close_fence(self, body: str) -> None:
        if body.startswith(self._fence) and not body.strip(self._fence[0] + " \t\r"):
            self._fence = ""

    def _in_comment(self, line: str) -> str:
        _, end, rest = line.partition(self._until)
        if not end:
            return ""
        kept = rest if self._until != "$$" else ""
        self._until = ""
        return kept

    def _outdent(self, line: str, inside: int) -> str:
        if len(line.expandtabs(4)) - len(line.lstrip()) >= inside:
            return line.expandtabs(4)[inside:]
        self._inside = None
        return line

    def _in_text(self, line: str, number: int) -> str:
        body = line.lstrip()
        if opened := _FENCE.match(line):
            self._fence = opened[1]
            return line
        if marks := _opens(body):
            return self._open_comment(line, number, *marks)
        if "<" in line and (said := _SUMMARY.match(line)):
            return f"**{said['text'].strip(' *')}**"
        if body.startswith("<") and _TAGS_ONLY.match(line[:2000]):
            return ""
        if _MDX.match(line):
            self._script = not line.rstrip().endswith((";", "'", '"')) and not line.startswith("import")
            return ""
        return self._in_admonition(line, body)

    def _open_comment(self, line: str, number: int, start: str, end: str) -> str:
        before, _, rest = line.partition(start)
        if end in rest:
            return line if start != "$$" else ""
        if number < self._ends[end] and any(
            end in later for later in self._lines[number + 1 : number + _FARTHEST_END]
        ):
            self._until = end
            return before
        return line

    def _in_admonition(self, line: str, body: str) -> str:
        if body.startswith(":::") and (wrapped := _COLONS.match(line[:500])):
            return _title(wrapped["inside"] or wrapped["title"] or "")
        if body.startswith(("!!!", "???", "===")) and (wrapped := _BANGS.match(line) or _TAB.match(line)):
            self._inside = len(wrapped["indent"].expandtabs(4)) + 4
            return _title(wrapped["title"] or "")
        return line


def _last_with(mark: str, lines: Sequence[str]) -> int:
    """The index of the last line that holds `mark`, or -1."""
    return next((number for number in range(len(lines) - 1, -1, -1) if mark in lines[number]), -1)


def _opens(body: str) -> tuple[str, str] | None:
    if body.startswith("<!--"):
        return "<!--", "-->"
    if body.startswith("$$"):
        return "$$", "$$"
    if body.startswith("%%"):
        return "%%", "%%"
    return None


def _title(text: str) -> str:
    text = text.strip(" *")
    return f"**{text}**" if text else ""
