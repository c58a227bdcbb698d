"""The templates in `prompts/`, filled: strict about what is missing, wary of what is filled in.

Owns the fence. Text that someone else wrote (answers, notes, job descriptions) goes
between `<data …>` marks through the filter `fence`; everything else that is filled in is put
on one line and disarmed. A template reads no file but its neighbours.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypedDict

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, meta

from coach.resources import shipped

_TEMPLATE_TOKENS = re.compile(r"\[(/?(?:INST|SYS|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS))\]", re.IGNORECASE)
_TAG = re.compile(r"[<＜](?=[/|!<＜｜A-Za-z])")
_ROLE = re.compile(
    r"^([ \t>*#]*)(system|assistant|user|human|developer|tool)([ \t*]*)[:：]", re.IGNORECASE | re.MULTILINE
)
_SPACES = re.compile(r"\s+")
_JOINERS = "\u200c\u200d\ufe0f\ufe0e"


class Message(TypedDict):
    """One message as it goes on the wire."""

    role: Literal["system", "user", "assistant"]
    content: str


Messages = list[Message]


class MissingPromptValue(LookupError):
    """A template asks for something that it was not given, or there is no such template."""


class _Disarmed(str):
    """Text that went through `fence`: filled in as it is."""

    __slots__ = ()


class Prompts:
    """Every template of a folder, read once."""

    def __init__(self, folder: Path | None = None) -> None:
        root = folder or shipped("prompts")
        self._sources: Mapping[str, str] = {
            path.name: path.read_text(encoding="utf-8") for path in sorted(root.glob("*.jinja2"))
        }
        self._environment = Environment(
            loader=DictLoader(self._sources),
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            keep_trailing_newline=True,
            lstrip_blocks=True,
            finalize=_fill_in,
        )
        self._environment.filters["fence"] = fence

    def render(self, task: str, **values: object) -> Messages:
        """The system and the user message of `task`.

        Raises MissingPromptValue where a template asks for a value that is not in `values`.
        """
        return [
            {"role": "system", "content": self._fill(f"{task}.system.jinja2", values)},
            {"role": "user", "content": self._fill(f"{task}.user.jinja2", values)},
        ]

    def render_part(self, name: str, **values: object) -> str:
        """The text of the one template NAME.jinja2, such as `judge.repair`."""
        return self._fill(f"{name}.jinja2", values)

    def version(self, task: str) -> str:
        """A hash of the sources of `task` and of what they include: 12 hex digits."""
        own = [name for name in self._sources if name.startswith(f"{task}.")]
        names = [f"{task}.system.jinja2", f"{task}.user.jinja2"]
        names += [name for name in own if name not in names]
        digest = hashlib.sha256()
        for name in names:  # grows while it is walked: an included template may include another
            if name not in self._sources:
                raise MissingPromptValue(f"There is no template {name!r}.")
            digest.update(f"{name}\0{self._sources[name]}\0".encode())
            found = meta.find_referenced_templates(self._environment.parse(self._sources[name]))
            names += [other for other in found if other is not None and other not in names]
        return digest.hexdigest()[:12]

    def _fill(self, name: str, values: Mapping[str, object]) -> str:
        try:
            return self._environment.get_template(name).render(values).strip()
        except TemplateNotFound as error:
            raise MissingPromptValue(f"There is no template {error.name!r}.") from error
        except TemplateError as error:
            raise MissingPromptValue(f"{name}: {error.message}.") from error


def fence(text: object, kind: str = "text") -> str:
    """`text` between marks that it cannot close: the marks carry a hash of what is inside.

    What would read as a mark, a tag, a role or a chat template's token inside is disarmed,
    and signs that a reader cannot see are dropped.
    """
    inside = disarm(str(text)).strip("\n")
    mark = hashlib.sha256(f"{kind}\0{inside}".encode()).hexdigest()[:8]
    return _Disarmed(f"<data {kind} {mark}>\n{inside}\n</data {mark}>")


def disarm(text: str) -> str:
    """`text` without invisible signs, and with nothing in it that opens a tag or a role."""
    visible = _strip_invisible(text.replace("\r\n", "\n").replace("\r", "\n"))
    visible = _TAG.sub("‹", visible)
    visible = _TEMPLATE_TOKENS.sub(r"(\1)", visible)
    return _ROLE.sub(r"\1\2\3 -", visible)


def _fill_in(value: object) -> object:
    """What an expression in a template becomes: one line, disarmed, unless it was fenced."""
    if isinstance(value, _Disarmed) or not isinstance(value, str):
        return value
    return disarm(_SPACES.sub(" ", value))


def _strip_invisible(text: str) -> str:
    """Drops control, format, private and unassigned signs, tags, and variation selectors.

    A joiner or an emoji selector stays after a sign beyond ASCII: emoji and several scripts
    need it, and a quote has to stay as she wrote it.
    """
    kept: list[str] = []
    for sign in text:
        if sign in "\n\t":
            kept.append(sign)
        elif sign in _JOINERS:
            if kept and kept[-1] > "\x7f" and kept[-1] not in _JOINERS:
                kept.append(sign)
        elif not is_invisible(sign):
            kept.append(sign)
    return "".join(kept)


def is_invisible(sign: str) -> bool:
    """Whether a reader cannot see `sign`: controls, fillers, selectors, private and unassigned ones."""
    if sign < "\x7f":
        return sign < " "
    is_selector = "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"
    is_filler = sign in "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5"
    return is_selector or is_filler or unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"}
