"""What a model's words are turned into: the object in them, checked, or the text without its thoughts.

Pure. Says what is wrong in words that can go back to the model; decides nothing about
levels or quotes, which stay as raw as the model gave them.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

_MAX_OBJECTS = 200
_DEEPEST = 20  # levels of wrapping that are looked through
_THOUGHT = re.compile(r"<(think|thinking|thought|reasoning)>.*?(</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(r"\A.*</(think|thinking|thought|reasoning)>", re.DOTALL | re.IGNORECASE)


class BadReply(Exception):
    """The reply is not the object that was asked for; says how, for the repair."""


_OUT_OF = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(?:/\s*5|(?:out )?of (?:5|five))?\s*\Z", re.IGNORECASE)


def _read_level(value: object) -> object:
    """The forms that weak models give a level in: "4/5", 3.5 (in doubt the lower one), "n/a" for null."""
    if isinstance(value, str):
        if not any(sign.isdigit() for sign in value):
            return None
        found = _OUT_OF.match(value)
        value = float(found.group(1)) if found else value
    if isinstance(value, float) and math.isfinite(value):
        return math.floor(value)
    return value


def _read_quotes(value: object) -> object:
    """Quotes as bare strings, one alone, or null."""
    if value is None or value == "":
        return []
    quotes = value if isinstance(value, list) else [value]
    return [{"text": quote} if isinstance(quote, str) else quote for quote in quotes]


def _none_is_empty(value: object) -> object:
    return "" if value is None else value


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    @classmethod
    def gather(cls, found: Sequence[dict[str, Any]]) -> Self | None:
        """What can be made of objects that are none of these, but hold parts of one; None of nothing."""
        return None


class QuoteReply(_Reply):
    """Words of hers, and the turn that they were said in."""

    turn: int = 0
    text: str


Quotes = Annotated[list[QuoteReply], BeforeValidator(_read_quotes)]
Words = Annotated[str, BeforeValidator(_none_is_empty)]


class CriterionReply(_Reply):
    """One criterion: the quotes first, then what they show, then the level."""

    id: str
    quotes: Quotes = Field(default_factory=list)
    why: Words = ""
    level: Annotated[int | None, BeforeValidator(_read_level)]
    advice: Words = ""


class JudgeReply(_Reply):
    """What `judge` asks for."""

    criteria: list[CriterionReply]

    @classmethod
    def gather(cls, found: Sequence[dict[str, Any]]) -> Self | None:
        """The criteria that stand somewhere in `found`: a bare list, another wrapping, one broken in ten."""
        parts = []
        for candidate in found:
            for part in _walk(candidate, "", 0):
                with suppress(ValidationError):
                    parts.append(CriterionReply.model_validate(part))
        return cls(criteria=parts) if parts else None


class ReferenceReply(_Reply):
    """What `judge_reference` asks for: held, missing and wrong content, then 0 to 1."""

    quotes: Quotes = Field(default_factory=list)
    why: Words = ""
    score: float = Field(ge=0, le=1)


ReplyT = TypeVar("ReplyT", bound=_Reply)


def judge_schema(ids: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of a JudgeReply on these criteria, in the strict form that servers ask for."""
    criterion = _strict_object(
        {
            "id": {"type": "string", "enum": list(ids)},
            "quotes": _QUOTES,
            "why": {"type": "string"},
            "level": {"anyOf": [{"type": "integer", "enum": [1, 2, 3, 4, 5]}, {"type": "null"}]},
            "advice": {"type": "string"},
        }
    )
    return _strict_object({"criteria": {"type": "array", "items": criterion}})


def reference_schema() -> dict[str, Any]:
    """The JSON schema of a ReferenceReply."""
    return _strict_object({"quotes": _QUOTES, "why": {"type": "string"}, "score": {"type": "number"}})


def _strict_object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_QUOTES: dict[str, Any] = {
    "type": "array",
    "items": _strict_object({"turn": {"type": "integer"}, "text": {"type": "string"}}),
}


def read_reply(text: str, model: type[ReplyT]) -> ReplyT:
    """The first object in `text` that is a `model`; fences, thoughts and talk around it are skipped.

    Where there is none, the parts of one that stand somewhere in it are taken.
    Raises BadReply with what is wrong with the first object, or that there is none.
    """
    problem = "there is no complete JSON object in the reply"
    objects: list[dict[str, Any]] = []
    for found in _objects(without_thoughts(text)):
        try:
            return model.model_validate(found)
        except ValidationError as error:
            problem = problem if objects else _describe(error)
            objects.append(found)
    gathered = model.gather(objects)
    if gathered is not None:
        return gathered
    raise BadReply(problem)


def _walk(found: object, key: str, depth: int) -> Iterator[dict[str, Any]]:
    """Every object in `found` that has a level, outermost first; its key stands for an id that it lacks."""
    if depth > _DEEPEST:
        return
    if isinstance(found, dict):
        if "level" in found:
            yield found if "id" in found else {**found, "id": key}
            return
        for name, value in found.items():
            yield from _walk(value, str(name), depth + 1)
    elif isinstance(found, list):
        for value in found:
            yield from _walk(value, key, depth + 1)


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The balanced JSON objects in `text`, in order; inside a broken one, those that it holds."""
    decoder = json.JSONDecoder(strict=False)
    start = text.find("{")
    for _ in range(_MAX_OBJECTS):
        if start < 0:
            return
        end = start + 1
        try:
            found, end = decoder.raw_decode(text, start)
            yield found
        except (json.JSONDecodeError, RecursionError):
            pass
        start = text.find("{", end)


def _describe(error: ValidationError) -> str:
    """The first three faults, with their place."""
    faults = [
        f"{'.'.join(map(str, fault['loc'])) or 'the object'}: {fault['msg']}" for fault in error.errors()
    ]
    return "; ".join(faults[:3])


def without_thoughts(text: str) -> str:
    """`text` without `<think>` parts, also where only the end of one is there."""
    return _THOUGHT_END.sub("", _THOUGHT.sub("", text))


_HELD_BACK = 40  # signs: longer than any mark that is looked for
_OPENING = re.compile(r"<(think|thinking|thought|reasoning)>", re.IGNORECASE)
_MARK = re.compile(r"</?(?:think|thinking|thought|reasoning)>|<\|[^|<>\n]{1,30}\|>|</s>", re.IGNORECASE)


def strip_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces of a stream as they come, without `<think>` parts and chat-template tokens.

    Holds back only what may still become such a mark. White space before the first word goes.
    """
    waiting = ""
    closing = ""  # the tag that ends the thought being skipped
    has_begun = False
    for piece in pieces:
        waiting += piece
        ready = ""
        while True:
            if closing:
                _, found, rest = _partition_folded(waiting, closing)
                if not found:
                    waiting = waiting[-len(closing) :]
                    break
                waiting, closing = rest, ""
            opening = _OPENING.search(waiting)
            if opening is None:
                cut = _safe_end(waiting)
                ready += waiting[:cut]
                waiting = waiting[cut:]
                break
            ready += waiting[: opening.start()]
            closing = f"</{opening.group(1).lower()}>"
            waiting = waiting[opening.end() :]
        ready = _MARK.sub("", ready)
        if not has_begun:
            ready = ready.lstrip()
        if ready:
            has_begun = True
            yield ready
    rest = "" if closing else _MARK.sub("", waiting)
    if rest := rest if has_begun else rest.lstrip():
        yield rest


def _safe_end(text: str) -> int:
    """Up to where `text` holds no beginning of a mark."""
    start = text.rfind("<", max(0, len(text) - _HELD_BACK))
    return len(text) if start < 0 or ">" in text[start:] else start


def _partition_folded(text: str, separator: str) -> tuple[str, str, str]:
    place = text.lower().find(separator)
    if place < 0:
        return text, "", ""
    return text[:place], separator, text[place + len(separator) :]
