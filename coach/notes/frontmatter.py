"""The YAML block at the top of a note, read safely: strings only, no aliases, bounded in size.

A block that is not valid YAML loses nothing: its plain `key: value` lines are still read, and
`problem` says what was wrong, for the gaps.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

_MAX_CHARACTERS = 16_000
_MAX_DEPTH = 30
_PAIR = re.compile(r"([A-Za-z_][\w -]{0,40}):[ \t]+(\S.*)$")
_FENCE = re.compile(r"---[ \t]*$")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*$")


class _AliasError(yaml.YAMLError):
    pass


class _Loader(yaml.BaseLoader):
    """Every scalar stays the text that she wrote; an alias is refused before it can multiply."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise _AliasError("aliases are not read")
        return super().compose_node(parent, index)


@dataclass(frozen=True, slots=True)
class Frontmatter:
    """Keys in lower case. `end_line` is that of the closing `---`, 0 where there is no block."""

    end_line: int = 0
    values: Mapping[str, object] | None = None
    problem: str = ""

    def text(self, *keys: str) -> str:
        """The first of `keys` that holds a text, or ""."""
        return next(iter(self.texts(*keys)), "")

    def texts(self, *keys: str) -> tuple[str, ...]:
        """All texts under `keys`: a list, or one text that may hold several, divided by commas."""
        found: list[str] = []
        for key in keys:
            value = (self.values or {}).get(key)
            if isinstance(value, str):
                found.append(value)
            elif isinstance(value, Sequence):
                found += [part for part in value if isinstance(part, str)]
        return tuple(part.strip() for part in found if part.strip() and part.strip() not in ("null", "~"))


def read_frontmatter(lines: Sequence[str]) -> Frontmatter:
    """The block that opens on the first line; an unclosed one is text."""
    if not lines or not _FENCE.match(lines[0]):
        return Frontmatter()
    end = next((i for i, line in enumerate(lines[1:400], start=1) if _END.match(line)), None)
    if end is None:
        return Frontmatter()
    inside = lines[1:end]
    source = "\n".join(inside)
    if len(source) > _MAX_CHARACTERS:
        return Frontmatter(end + 1, _pairs(inside), "it is too long")
    if _depth(source) > _MAX_DEPTH:
        return Frontmatter(end + 1, _pairs(inside), "it is nested too deeply")
    try:
        loaded = yaml.load(source, Loader=_Loader)
    except _AliasError as error:
        return Frontmatter(end + 1, _pairs(inside), str(error))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return Frontmatter(end + 1, _pairs(inside), f"line {line} is not valid YAML")
    except (yaml.YAMLError, RecursionError):
        return Frontmatter(end + 1, _pairs(inside), "it is not valid YAML")
    if loaded is None or loaded == "":
        return Frontmatter(end + 1, {})
    if not isinstance(loaded, dict):
        # Two rules with prose between them are not frontmatter.
        return Frontmatter()
    return Frontmatter(end + 1, {str(key).casefold(): value for key, value in loaded.items()})


def _depth(source: str) -> int:
    """How deep brackets and "- - -" may nest, at most."""
    deepest = depth = 0
    for char in source:
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return max(deepest, *(line.count("- ") for line in source.split("\n")))


def _pairs(lines: Sequence[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for line in lines:
        if pair := _PAIR.match(line):
            found.setdefault(pair[1].casefold().strip(), pair[2].strip().strip("\"'").strip())
    return found
