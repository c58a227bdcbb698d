"""Lines that are no text of hers, blanked; wrappers around her text, taken off. One line out for each in.

Blanked: HTML and Obsidian comments, display math, MDX imports and exports, lines of nothing but tags.
Taken off: `<details>` and `<summary>`, Docusaurus (`:::tip`) and MkDocs (`!!! note`, `??? tip`, `=== "Tab"`)
admonitions, whose title becomes a bold line. Code is left as it is.
"""

import re
from collections.abc import Sequence

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
    out: list[str] = []
    fence = ""
    until = ""  # what ends the comment or the formula that is open
    inside: int | None = None  # how far the text of a MkDocs block is indented
    script = False
    for number, line in enumerate(lines):
        body = line.lstrip()
        if fence:
            out.append(line)
            if body.startswith(fence) and not body.strip(fence[0] + " \t\r"):
                fence = ""
            continue
        if until:
            _, end, rest = line.partition(until)
            out.append(rest if end and until != "$$" else "")
            until = "" if end else until
            continue
        if script:
            out.append("")
            script = bool(body)
            continue
        if inside is not None and body:
            if len(line.expandtabs(4)) - len(body) >= inside:
                line = line.expandtabs(4)[inside:]
            else:
                inside = None
        if opened := _FENCE.match(line):
            fence = opened[1]
            out.append(line)
        elif opened_by := _opens(body):
            start, end = opened_by
            before, _, rest = line.partition(start)
            if end in rest:
                out.append(line if start != "$$" else "")
            elif any(end in later for later in lines[number + 1 : number + 400]):
                until = end
                out.append(before)
            else:
                out.append(line)
        elif "<" in line and (said := _SUMMARY.match(line)):
            out.append(f"**{said['text'].strip(' *')}**")
        elif body.startswith("<") and _TAGS_ONLY.match(line[:2000]):
            out.append("")
        elif _MDX.match(line):
            out.append("")
            script = not line.rstrip().endswith((";", "'", '"')) and not line.startswith("import")
        elif body.startswith(":::") and (wrapped := _COLONS.match(line[:500])):
            out.append(_title(wrapped["inside"] or wrapped["title"] or ""))
        elif body.startswith(("!!!", "???", "===")) and (wrapped := _BANGS.match(line) or _TAB.match(line)):
            inside = len(wrapped["indent"].expandtabs(4)) + 4
            out.append(_title(wrapped["title"] or ""))
        else:
            out.append(line)
    return out


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
