"""The words by which notes name the fields of a story, in six manners and eight languages.

What each manner's words map to:

    STAR     Situation · Task · Action · Result
    CAR      Challenge or Context → situation · Action · Result
    PAR      Problem → situation · Action · Result (also Resolution)
    SOAR     Situation · Obstacle → task · Action · Result
    SCAR     Situation · Challenge → task, since it comes second · Action · Result
    STARL    as STAR; Learning, Lesson, Reflection are read and kept out of the four fields

Sure words name a field wherever they stand; loose ones ("Problem", "Impact") only beside sure ones;
letters only in speaking order. Labels are read in English, Spanish, German, French, Portuguese,
Italian, Dutch and Chinese.
"""

import re
from dataclasses import dataclass
from typing import Literal

from coach.domain.notes import FieldName

Slot = FieldName | Literal["other"]

_SURE_WORDS: dict[FieldName, str] = {
    "situation": "situation situación situacion situação situacao situazione situatie sit 情境 情况 情景",
    "task": "task tasks tarea tareas aufgabe aufgaben tâche tache tâches tarefa tarefas compito taak 任务"
    " 任務",
    "action": "action actions acción accion acciones aktion aktionen handlung vorgehen maßnahme maßnahmen"
    " ação acao ações acoes azione azioni actie acties act 行动 行動",
    "result": "result results resultado resultados ergebnis ergebnisse résultat résultats resultat resultate"
    " risultato risultati resultaat res 结果 結果",
}
_LOOSE_WORDS: dict[Slot, tuple[str, ...]] = {
    "situation": (
        *("context", "background", "challenge", "problem", "setting", "scene", "the setup", "what happened"),
        *("contexto", "kontext", "contexte", "ausgangslage", "hintergrund", "desafío", "desafio", "problema"),
        *("problème", "herausforderung", "背景", "挑战"),
    ),
    "task": (
        *("obstacle", "obstacles", "goal", "objective", "my role", "role", "target", "my job"),
        *("complication", "objetivo", "ziel", "objectif", "hindernis", "目标"),
    ),
    "action": (
        *("what i did", "approach", "my actions", "solution", "actions taken", "action taken", "steps taken"),
        *("action steps", "actions i took", "my approach", "response", "my response", "was ich tat"),
        *("ce que j'ai fait", "lo que hice", "o que fiz", "措施", "做法"),
    ),
    "result": (
        *("outcome", "outcomes", "impact", "resolution", "end result", "final result", "key result"),
        *("key results", "impacto", "wirkung", "成果", "效果"),
    ),
    "other": (
        *("learning", "learnings", "lesson", "lessons", "lesson learned", "lessons learned", "reflection"),
        *("reflections", "takeaway", "takeaways", "what i learned", "what i learnt"),
        *(
            "what i'd do differently",
            "what i would do differently",
            "in hindsight",
            "aprendizaje",
            "aprendizado",
            "erkenntnis",
        ),
        *("lektion", "leçon", "学到", "反思", "l"),
    ),
}
_SURE: dict[str, FieldName] = {word: slot for slot, words in _SURE_WORDS.items() for word in words.split()}
_LOOSE: dict[str, Slot] = {word: slot for slot, words in _LOOSE_WORDS.items() for word in words}
_SHORT = {"sit", "act", "res"}  # words of their own as well: a colon must follow
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
    r"[*_]{0,3}(?:\[[ xX]\] )?(?:\d{1,2}\\?[.)] +)?[*_]{0,3}(?:(?i:the|my|our) )?"
    r"(?:(?P<open>[\[(【「])(?P<inside>[STARCPO]|(?i:" + _WORDS + r"))(?:[\])】」])"
    r"|(?P<label>[STARCPO](?![\w'’])|[starcpo](?=\s?[:：]|[*_]{1,3}\s?[:：])|(?i:" + _WORDS + r")(?!\w))"
    r"(?:\s?(?:[/&+]|(?i:and|und|et|y|e)\b)\s?(?:[STAR](?!\w)|(?i:" + _WORDS + r")(?!\w)))?)"
    r"(?:\s*\([^()]{0,40}\))?"
    r"(?P<end>\s*[*_]{1,3}\s*[:：.–—-]?|\s*(?:::|[:：])|\s+[–—-](?=\s|$)|[.)](?=\s|$|[*_])|\s*$|(?<=[\])】」])\s*)"
    r"\s*[*_]{0,3}\s*"
)
_QUESTION_LABEL = re.compile(
    r"[*_]{0,2}(?:(?i:questions?|prompts?|asked as|asked|answers|use for|good for|pregunta|frage"
    r"|pergunta|问题)"
    r"\s*\d{0,2}\s*[:：]"
    r"|[Qq]\s?\d{0,2}\s*[:：.)])\s*[*_]{0,2}\s*:?\s*(?P<rest>.*)$"
)
_EMPTY = re.compile(
    r"(?i)[\s\W_]*(?:(?:todo|to do|tbd|tba|tbc|fixme|wip|xxx+|n/?a|n\.a\.?|nothing(?: yet)?|pending|idk"
    r"|blank|empty|fill(?: (?:this )?in)?|to fill(?: in)?|later|to come|to write|write this|add later"
    r"|coming soon|missing|still missing|à faire"
    r"|pendiente|por completar|à compléter|offen|a completar|fehlt noch|待补充|待定|待填)[\s\W_]*)?$"
)
_SYMBOLS = re.compile(r"^[^\w\s*_(\[【「]+\s*")
_REMINDER = re.compile(r"(?i)[\s\W_]*(?:todo|tbd|fixme)\b[^\n]{0,60}$")


@dataclass(frozen=True, slots=True)
class FieldLabel:
    """A field's label at the head of a text, and the raw text behind it."""

    slot: Slot
    rest: str
    grade: Literal["sure", "loose", "letter"]
    letter: str = ""


def read_field_label(text: str) -> FieldLabel | None:
    """The label of STAR or its kin that `text` opens with."""
    if text[:1] > "\u2000":
        text = _SYMBOLS.sub("", text)
    match = _LABEL.match(text)
    if match is None:
        return None
    label, rest = match["label"] or match["inside"], text[match.end() :].strip()
    if label.upper() in _LETTERS:
        return FieldLabel(_LETTERS[label.upper()], rest, "letter", label.upper())
    word = label.casefold()
    if word in _SHORT and not match["end"].strip("*_ "):
        return None
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
    """True for nothing, punctuation, or a TODO with its reminder."""
    return _EMPTY.fullmatch(text[:200]) is not None or (
        len(text) < 80 and _REMINDER.fullmatch(text) is not None
    )
