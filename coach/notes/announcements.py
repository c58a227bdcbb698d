"""The words by which headings and labels announce what follows: a framework, its steps, a script."""

import re
from functools import lru_cache

from coach.domain.notes import ScriptKind

_STRUCTURE_WORDS = (
    r"structure|approach|frameworks?|steps|process|outline|method(?:ology)?|playbook|game ?plan|flow|formula"
    r"|recipe|order of (?:attack|play)|plan of attack"
    r"|how (?:i|to|we) (?:answer|approach|structure|tackle|run|handle|work through)"
    r"(?: (?:it|them|this|these|a|an|the|any)\b.{0,40})?"
    r"|estructura|pasos|enfoque|struktur|schritte|vorgehensweise|étapes|démarche|estrutura|passos|结构|结构框架|框架|步骤"
)
STRUCTURE = re.compile(
    r"(?i)(?:(?:the|my|an?|our|answer|interview|general|overall|case|suggested|response|high[- ]level|basic"
    r"|\d+[- ]step|la|el|les|die|der) ){0,3}"
    rf"(?:{_STRUCTURE_WORDS})(?: to (?:use|follow))?(?:\s*\([^()]*\))?$"
)
DECISION = re.compile(r"(?i)(?:go ?/ ?no[- ]?go|go or no[- ]?go)\b")  # a checked way to decide, in order
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
        r"|what (?:i|to) (?:(?:may|might|can|could|will|would|want to) )?ask(?: them)?"
        r"|things (?:i['’]d|i would|i want|i) (?:(?:love|like) )?to (?:know|ask)"
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
