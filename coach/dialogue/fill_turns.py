"""What her message means while her stories are being filled, and when that begins: pure.

Owns the words that start it, yes and no. Nothing is written but on an explicit yes; nothing starts
from words inside an interview answer.
"""

import re
from dataclasses import replace

from coach.detectors.speech import is_decline
from coach.dialogue.conversation import Conversation
from coach.dialogue.decide import IN_A_QUESTION, Decision
from coach.dialogue.filling import Filling, hint_for

KIND = "fill"  # of her messages in such a conversation
SAY = "Say `yes`, `no`, or `edit` and the words as they should stand. Nothing is written yet."
HOW = (
    "Answer in your own words; I show you the change before anything is written."
    " `skip` or “I don't know” leaves a question for good, `/stop` ends this, `/undo` takes the last change"
    " back, `/fill again` asks everything again, and `/fill` with PATH:LINE asks for the gap there."
)

_START = re.compile(
    r"(?:please |can you |could you |let'?s |i want to )*(?:help me (?:to )?)?"
    r"(?:fill|complete|finish)(?: in| out| up)? (?:the |my |in my )?"
    r"(?:gaps?|blanks?|holes|(?:star )?stor(?:y|ies)|notes)(?: in (?:my|the) (?:notes|stories))?[.! ]*$",
    re.I,
)
_AGAIN = re.compile(
    r"(?:please )?ask (?:me )?(?:about )?(?:everything|all of (?:it|them)) again[.! ]*$", re.I
)
_PLACE = re.compile(r"(?P<place>\S.*:\d+)$", re.S)
_YES = re.compile(
    r"(?:yes|y|yep|yeah|ok(?:ay)?|sure|write it|do it|go ahead|looks good|please do)"
    r"(?:[,.! ]+(?:please|write it|do it|go ahead|looks good|thanks|thank you))*[.! ]*$",
    re.I,
)
_NO = re.compile(
    r"(?:no|n|nope|nah|not (?:now|yet|this one|really)|don['’]?t(?: write it)?|leave it|cancel|drop it)"
    r"(?:[,.! ]+(?:thanks|thank you|leave it|don['’]?t))*[.! ]*$",
    re.I,
)
_EDIT = re.compile(r"/?edit\b[:,]?\s*(?P<words>.*)$", re.I | re.S)
_REPAIRS = re.compile(r"(?:yes,? )?(?:with |and )?(?:the )?repairs?(?: too)?[.! ]*$", re.I)
_SKIP = re.compile(r"(?:please )?/?(?:skip|next|pass|move on)(?: (?:this|it|that|one))*[.! ]*$", re.I)
_STOP = re.compile(
    r"/(?:stop|end|quit)$|(?:please )?(?:(?:let'?s )?(?:stop|end|quit)(?: (?:here|now|it))?"
    r"|i(?:'m| am) done(?: now)?|that'?s (?:it|all|enough)(?: for (?:today|now))?)[.! ]*$",
    re.I,
)
_UNKNOWN = re.compile(
    r"(?:(?:sorry|well)[,. ]+)?(?:i )?(?:(?:really |honestly )?(?:can['’]?t|cannot|don['’]?t|do not)"
    r" (?:really |honestly )?(?:remember|recall|know|think of (?:one|any|anything)|have (?:one|any))"
    r"(?: (?:it|that|this|one|any ?more|right now|exactly|the number))*"
    r"|(?:have )?no (?:idea|clue)|(?:i['’]m |am )?not sure|nothing(?: comes to mind)?|none|dunno|unknown)"
    r"[.! ]*$",
    re.I,
)
_BARE = re.compile(r"(?:yes|no|ok(?:ay)?|sure|maybe|yep|nope|hm+|y|n)[.!? ]*$", re.I)


def decide_filling(now: Conversation, text: str) -> Decision | None:
    """What `text` changes where it is about filling her stories; None where it is about something else."""
    if now.owed is not None:
        return None
    word, _, rest = text.partition(" ")
    if now.awaiting == "reply":
        return Decision(now.owing("tell", IN_A_QUESTION)) if word.lower() in ("/fill", "/undo") else None
    if word.lower() == "/undo":
        return Decision(now.owing("fill", "undo"), "command")
    if word.lower() == "/fill" and (at := _PLACE.match(rest.strip())):
        return Decision(_fresh(now).owing("fill", f"at {at['place']}"), "command")
    again = _AGAIN.match(text) is not None or (word.lower() == "/fill" and "again" in rest.lower())
    starts = now.waits_for == "nothing" and _START.match(text) is not None
    if again or starts or word.lower() == "/fill":
        return Decision(_fresh(now).owing("fill", "again" if again else "ask"), "command")
    filling = now.filling
    if filling is None or filling.missing is None or now.waits_for != "nothing":
        return None
    if _STOP.match(text):
        return Decision(replace(now, filling=None).owing("tell", _goodbye(filling.written)), "command")
    if text.lower() == "/help":
        return Decision(now.owing("tell", HOW), "command")
    if text.startswith("/") and not (_SKIP.match(text) or _EDIT.match(text)):
        return None
    if _SKIP.match(text) or (filling.patch is None and _passes(text)):
        return Decision(now.owing("fill", "decline"), KIND)
    return _approve(now, filling, text) if filling.patch is not None else _hear(now, filling, text)


def _fresh(now: Conversation) -> Conversation:
    return replace(now, filling=Filling(), waits_for="nothing", question="", answer="")


def _passes(text: str) -> bool:
    return _UNKNOWN.match(text) is not None or is_decline(text)


def left_filling(now: Conversation) -> Conversation:
    """The conversation once she turned to something else."""
    return now if now.owed is not None or now.filling is None else replace(now, filling=None)


def _hear(now: Conversation, filling: Filling, text: str) -> Decision:
    assert filling.missing is not None
    asks_back = text.endswith("?") and len(text.split()) <= 15
    if asks_back or _BARE.match(text):
        return Decision(now.owing("tell", f"{hint_for(filling.missing)} Or `skip`."), KIND)
    heard = replace(filling, words=text, with_repairs=False)
    return Decision(replace(now, filling=heard).owing("fill", "draft"), KIND)


def _approve(now: Conversation, filling: Filling, text: str) -> Decision:
    if _YES.match(text):
        return Decision(now.owing("fill", "write"), KIND)
    if _NO.match(text):
        assert filling.missing is not None
        passed = (*filling.passed, filling.missing.key)
        after = replace(filling, patch=None, words="", passed=passed)
        return Decision(replace(now, filling=after).owing("fill", "ask"), KIND)
    if (edit := _EDIT.match(text)) and edit["words"].strip():
        heard = replace(filling, words=edit["words"].strip(), patch=None)
        return Decision(replace(now, filling=heard).owing("fill", "draft as said"), KIND)
    if _REPAIRS.match(text):
        mended = replace(filling, patch=None, with_repairs=True)
        return Decision(replace(now, filling=mended).owing("fill", "draft as said"), KIND)
    return Decision(now.owing("tell", SAY), KIND)


def _goodbye(written: int) -> str:
    if not written:
        return "Stopped. Nothing was written."
    changes = "1 change" if written == 1 else f"{written} changes"
    return f"Stopped. {changes} written; `/undo` takes the last one back."
