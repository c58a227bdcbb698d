"""Lines made plain for CommonMark: lists nest as they look, markers of any habit are markers.

Lists nest by how far they are indented (2, 3, 4 spaces, a tab, in any mix) and not by CommonMark's
column rule, which reads a two-space child of "1." as a new list. Bullets of word processors and "a)",
"(1)", "ii." become markers. One line out for each line in; depth and length are bounded here: hostile
input costs what a note of its size costs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coach.notes.labels import read_field_label, read_question_label

_MAX_LINE = 10_000  # of a line, what counts for structure; an embedded picture may be longer
MAX_DEPTH = 100
_MAX_QUOTES = 8
_MAX_COLUMNS = 60
LABEL_MARK = "\x02"
TEXT_MARK = "\x03"
_MARKER = re.compile(r"([-*+]|\d{1,9}[.)])(?= |$)")
# What a word processor leaves of a list, or a habit of hand: read as "-" and as "1.".
_BULLET = re.compile(r"[•◦▪▫‣⁃●○■□➢➤✓✔☐☑–](?: +|$)|[•◦▪‣●](?=\S)|· +(?=\S)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_COUNTER = re.compile(r"(?:\((?P<inside>\d{1,2}|[a-z]|[ivx]{1,4})\)|(?P<bare>[a-z]|[ivx]{2,4})[.)]) +(?=\S)")
_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
_RULE = re.compile(r"([-*_])(?: *\1){2,} *$")
_STARTS_BLOCK = re.compile(r"#{1,6}(?: |$)|>|\||<|`{3}|~{3}")
_QUOTES = re.compile(rf"((?:> ?){{{_MAX_QUOTES}}})[> ]+")
LABEL_LINE = re.compile(
    r"(?P<bold>\*\*|__)(?P<a>[^*_]{2,80}?):?(?P=bold):?\s*$|(?P<b>[^\W\d_][^:.?!|]{1,50}):\s*$"
)


def opens_label(text: str) -> bool:
    """True for "S: …", "**Result** …", "Q: …"."""
    return read_field_label(text) is not None or read_question_label(text) is not None


@dataclass(slots=True)
class _Level:
    indent: int  # of the marker, as written
    content: int  # of the text behind it, as written
    target: int  # of the text behind it, as straightened


@dataclass(slots=True)
class _Fence:
    mark: str
    indent: int
    target: int


def straighten(lines: Sequence[str]) -> list[str]:
    """`lines` with list indentation made plain for CommonMark; one line out for each line in."""
    out: list[str] = []
    levels: list[_Level] = []
    fence: _Fence | None = None
    counters: dict[int, str] = {}  # by indentation, the last "a", "ii" or "(3)"
    blank, last = True, ""
    for raw in lines:
        line = raw[:_MAX_LINE].expandtabs(4)[:_MAX_LINE]
        if line.count("|") > _MAX_COLUMNS:
            line = line.replace("|", "¦")  # no table: each row would be padded to its width
        body = line.lstrip(" ")
        indent = len(line) - len(body)
        if fence is not None:
            out.append(" " * fence.target + line[min(indent, fence.indent) :])
            if body.startswith(fence.mark) and not body.strip(fence.mark[0] + " "):
                fence = None
            continue
        if not body.strip():
            out.append("")
            blank = True
            continue
        body = _plain_marker(body, indent, counters)
        opened = _FENCE.match(body)
        if _MARKER.match(body) and not _RULE.match(body):
            in_code = not levels and indent >= 4 and blank and not last.endswith(":")
            out.append(line if in_code else _straighten_item(indent, body, levels))
        else:
            out.append(_straighten_text(indent, body, levels, blank))
        if opened:
            fence = _Fence(opened.group(), indent, len(out[-1]) - len(out[-1].lstrip(" ")))
        blank, last = False, body.rstrip().rstrip("*_")
    return out


def _plain_marker(body: str, indent: int, counters: dict[int, str]) -> str:
    """`body` with a marker that Markdown does not know replaced by one that it does."""
    if bullet := _BULLET.match(body):
        return f"- {body[bullet.end() :]}"
    found = _COUNTER.match(body)
    if found is None:
        return body
    counter = found["inside"] or found["bare"]
    if counter not in ("a", "i", "1") and counter not in _following(counters.get(indent, "")):
        return body  # "e. coli", "(b) he": a counter counts
    counters[indent] = counter
    return f"1. {body[found.end() :]}"


def _following(counter: str) -> tuple[str, ...]:
    """What may come after `counter`: "b" after "a", "iii" after "ii", "4" after "3"."""
    found = [_ROMAN[_ROMAN.index(counter) + 1]] if counter in _ROMAN[:-1] else []
    if counter.isdecimal():
        found.append(str(int(counter) + 1))
    elif len(counter) == 1 and "a" <= counter < "z":
        found.append(chr(ord(counter) + 1))
    return tuple(found)


def _straighten_item(indent: int, body: str, levels: list[_Level]) -> str:
    while levels and (indent < levels[-1].indent + 2 or len(levels) >= MAX_DEPTH):
        levels.pop()
    target = levels[-1].target if levels else 0
    prefix = " " * target
    for _ in range(4):
        marker = _MARKER.match(body)
        if marker is None:
            break
        rest = body[marker.end() :].lstrip(" ")
        width = len(marker.group()) + 1
        content = indent + (len(body) - len(rest) if rest else width)
        target += width
        levels.append(_Level(indent, content, target))
        prefix += marker.group() + " "
        indent, body = content, rest
    else:
        if _MARKER.match(body):
            body = "\\" + body
    return prefix + body


def _straighten_text(indent: int, body: str, levels: list[_Level], blank: bool) -> str:
    if body.startswith(">"):
        body = _QUOTES.sub(r"\1", body, count=1)
    starts = _STARTS_BLOCK.match(body) or _RULE.match(body)
    if not levels:
        return " " * indent + body
    if indent == 0:
        if blank or starts:
            levels.clear()
        elif LABEL_LINE.match(body) or opens_label(body):
            # Right under a list "Frameworks:" or "Result: …" would be read as more text of its last item.
            levels.clear()
            return f"###### {TEXT_MARK if opens_label(body) else LABEL_MARK}{body}"
        return body
    while levels and indent <= levels[-1].indent:
        levels.pop()
    if not levels:
        return " " * indent + body
    excess = max(0, indent - levels[-1].content)
    return " " * (levels[-1].target + (excess if blank else 0)) + body
