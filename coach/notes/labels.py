"""The words by which notes name their parts: STAR and its kin, structure words, kinds of scripts.

Labels are read in English, Spanish, German, French, Portuguese and Chinese.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from coach.domain.notes import FieldName, ScriptKind

Slot = FieldName | Literal["other"]

# Sure words name a field wherever they stand; loose ones ("Problem", "Impact") only beside sure ones.
_SURE: dict[str, FieldName] = {
    **dict.fromkeys(
        ("situation", "situación", "situacion", "situação", "situacao", "情境", "情况"), "situation"
    ),
    **dict.fromkeys(
        ("task", "tasks", "tarea", "aufgabe", "tâche", "tache", "tarefa", "任务", "任務"), "task"
    ),
    **dict.fromkeys(
        (
            "action",
            "actions",
            "acción",
            "accion",
            "acciones",
            "aktion",
            "handlung",
            "vorgehen",
            "ação",
            "acao",
            "行动",
            "行動",
        ),
        "action",
    ),
    **dict.fromkeys(
        (
            "result",
            "results",
            "resultado",
            "resultados",
            "ergebnis",
            "résultat",
            "résultats",
            "resultat",
            "结果",
            "結果",
        ),
        "result",
    ),
}
_LOOSE: dict[str, Slot] = {
    **dict.fromkeys(
        ("context", "background", "challenge", "problem", "contexto", "kontext", "contexte", "背景"),
        "situation",
    ),
    **dict.fromkeys(("obstacle", "obstacles", "goal", "objective", "my role", "role", "target"), "task"),
    **dict.fromkeys(("what i did", "approach", "my actions", "solution"), "action"),
    **dict.fromkeys(("outcome", "outcomes", "impact"), "result"),
    **dict.fromkeys(
        ("learning", "learnings", "lesson", "lessons", "reflection", "takeaway", "what i learned", "l"),
        "other",
    ),
}
_LETTERS: dict[str, FieldName] = {
    "S": "situation",
    "T": "task",
    "A": "action",
    "R": "result",
    "C": "situation",
    "P": "situation",
    "O": "task",
}
_WORDS = "|".join(sorted(map(re.escape, (*_SURE, *_LOOSE)), key=len, reverse=True))
_LABEL = re.compile(
    rf"[*_]{{0,3}}(?:\[[ x]\] )?(?P<label>[STARCPO](?![\w'’])|(?i:{_WORDS})(?!\w))"
    r"(?:\s*\([^()]{0,40}\))?"
    r"(?:\s*[*_]{1,3}\s*[:：.–—-]?|\s*(?:::|[:：])|\s+[–—-](?=\s|$)|[.)](?=\s|$|[*_])|\s*$)\s*[*_]{0,3}\s*"
)
_QUESTION_LABEL = re.compile(
    r"[*_]{0,2}(?:(?i:questions?|prompts?|asked as|asked|answers|use for|good for)\s*\d{0,2}\s*[:：]"
    r"|[Qq]\s?\d{0,2}\s*[:：.)])\s*[*_]{0,2}\s*:?\s*(?P<rest>.*)$"
)
_EMPTY = re.compile(
    r"(?i)[\s\W_]*(?:(?:todo|tbd|tba|fixme|xxx+|n/?a|fill (?:this )?in|to fill|later)[\s\W_]*)?$"
)


@dataclass(frozen=True, slots=True)
class FieldLabel:
    """A field's label at the head of a text, and the raw text behind it."""

    slot: Slot
    rest: str
    grade: Literal["sure", "loose", "letter"]
    letter: str = ""


def read_field_label(text: str) -> FieldLabel | None:
    """The STAR, CAR, PAR or SOAR label that `text` opens with."""
    match = _LABEL.match(text)
    if match is None:
        return None
    label, rest = match["label"], text[match.end() :].strip()
    if label in _LETTERS:
        return FieldLabel(_LETTERS[label], rest, "letter", label)
    word = label.casefold()
    if word in _SURE:
        return FieldLabel(_SURE[word], rest, "sure")
    return FieldLabel(_LOOSE[word], rest, "loose") if word in _LOOSE else None


def read_question_label(text: str) -> str | None:
    """What stands behind "Q:" or "Question 2:", or None."""
    match = _QUESTION_LABEL.match(text)
    return match["rest"].strip() if match is not None else None


def field_of_column(cell: str) -> FieldLabel | None:
    """The field that a table's column head names."""
    found = read_field_label(cell.strip())
    return found if found is not None and not found.rest else None


def is_blank_text(text: str) -> bool:
    """True for nothing, punctuation, or a TODO."""
    return _EMPTY.fullmatch(text[:200]) is not None


_STRUCTURE_WORDS = (
    r"structure|approach|frameworks?|steps|process|outline|method(?:ology)?|playbook|game ?plan|flow|formula"
    r"|estructura|pasos|enfoque|struktur|schritte|vorgehensweise|étapes|démarche|estrutura|passos|结构|结构框架|框架|步骤"
)
STRUCTURE = re.compile(
    r"(?i)(?:(?:the|my|an?|our|answer|interview|general|overall|case|suggested|response|high[- ]level|basic"
    r"|\d+[- ]step|la|el|les|die|der) ){0,3}"
    rf"(?:{_STRUCTURE_WORDS})(?: to (?:use|follow))?(?:\s*\([^()]*\))?$"
)
FRAMEWORK_NAME = re.compile(
    r"(?i)(?:^framework\s*[:–—-]\s*(?P<after>.+)|(?P<before>.*\S)\s+framework)(?:\s*\([^()]*\))?$"
)
FRAMEWORK_LIST = re.compile(
    r"(?i)(?:(?:my|the|key|useful|core|other|answer|interview|go-to|common|pm|product|some|favou?rite) ){0,3}"
    r"frameworks(?: (?:to use|i use|to know))?$"
)
STEP_HEADING = re.compile(
    r"(?i)(?:step|phase|stage|schritt|paso|étape|etape|passo|etapa|步骤|第)\s*#?(?P<number>\d{1,2}|[ivx]{1,4}|one|two|three|four|five|six|seven|eight)"
    r"(?:步(?![\w]))?(?![\w])\s*[:：.)–—-]*\s*(?P<name>.*)$"
)
_SCRIPTS: dict[ScriptKind, re.Pattern[str]] = {
    "questions_to_ask": re.compile(
        r"(?i)(?:.*\b)?(?:questions?|qs)\s+(?:(?:that )?(?:i|you) (?:can |could |should |want to "
        r"|would )?ask|to ask|i have"
        r"|i['’]d ask|(?:for|to) (?:the |my |your )?(?:them|interviewers?|hiring manager"
        r"|recruiter|team|company))\b.*$"
        r"|(?:ask them|to ask|reverse questions|any questions\??|preguntas para (?:hacer"
        r"|ellos).*|fragen an .*"
        r"|rückfragen|questions à poser.*|perguntas para .*|反问.*)$"
    ),
    "small_talk": re.compile(
        r"(?i)(?:small ?-?talk|ice ?-?breakers?|chit ?-?chat|rapport|warm ?-?up chat)\b.{0,20}$"
    ),
    "intro": re.compile(
        r"(?i)(?:(?:my|the|short|quick|elevator|\d+[- ]?(?:s|sec|second|min|minute)s?) ){0,3}"
        r"(?:intro|introduction|(?:intro |elevator |opening )?pitch|self[- ]intro(?:duction)?|about me"
        r"|tell me about yourself\W*|tmay)(?: pitch| script)?(?:\s*\([^()]*\))?$"
    ),
    "phrases": re.compile(
        r"(?i)(?:(?:key|useful|power|good|handy|go-to|my|transition|stock) ){0,2}"
        r"(?:phrases|sound ?bites|one-?liners|lines to (?:use|say))(?: to (?:use|say))?$"
        r"|things to say$|frases clave$|schlüsselsätze$|phrases clés$"
    ),
    "closing": re.compile(
        r"(?i)(?:(?:my|the) )?(?:closing(?: (?:words|statement|pitch|lines?|remarks))?|wrap[- "
        r"]?up|sign[- ]?off"
        r"|last words|how i close)$"
    ),
}


@lru_cache(maxsize=4096)
def script_kind_of(name: str) -> ScriptKind | None:
    """The kind of script that a heading or label announces."""
    return next((kind for kind, pattern in _SCRIPTS.items() if pattern.match(name)), None)
