"""What a sentence of an interviewer is: a question, praise, a lesson, markup, another's line.

Pure word rules for `interviewer`; English, and careful: where a rule does not know, the sentence stands.
"""

import re
import unicodedata

_LABEL = re.compile(
    r"^\W*(?:(?:the )?interviewer|hiring manager|recruiter|coach|assistant|ai|bot|system|"
    r"(?:next |follow-?up |main )?question(?: \d+)?|probe|follow-?up|response|reply|output|acknowledge?ment)"
    r"\b[*_ ]*[:：][*_]*\s*",
    re.IGNORECASE,
)
_HER_LINE = re.compile(r"^\W*(?:candidate|user|human|interviewee|applicant|you)\b[*_ ]*[:：]", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"^\W*(?:(?:sure|certainly|of course|okay|ok|absolutely)\b[^:]{0,20})?here(?:'s|’s| is| are)\b.*:$"
    r"|^\W*(?:sure|certainly|absolutely)[!.]$",
    re.IGNORECASE,
)
_FENCE = re.compile(r"```\w*")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_STAGE = re.compile(
    r"^\*[a-z][^*.?!]{0,40}\*(?=\s*(?:[A-Z“\"']|$))|^[(\[][^()\[\]]{1,60}[)\]]\.?\s*|\s[(\[](?:smil|nod|paus|laugh|"
    r"lean|look)[^()\[\]]{0,40}[)\]]",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"^\s*(?:#{1,6}\s+|[-*+•–—]\s+|\(?\d{1,2}[.)]\s+|>\s*)+")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|__|`|~~|(?<!\w)_)(?=\S)(.+?)(?<=\S)\1")
_LOOSE = re.compile(r"\*\*|__|~~|`")
_HEADING = re.compile(r"^\s*#{1,6}\s|^\s*(?:\*\*|__)[^*_]{1,60}(?:\*\*|__):?\s*$|^\s*[-=*_]{3,}\s*$")
_PART = re.compile(
    r"^[*_]{0,2}(?:(?:my |the |final |model )?(?:answer|draft|script|response)|situation|task|actions?|"
    r"results?|lesson|intro(?:duction)?|conclusion|candidate)[*_]{0,2}\s*[:：][*_]{0,2}\s*",
    re.IGNORECASE,
)
_TO_HER = re.compile(
    r"^\W*(?:notes?\b[^.!?]{0,30}:|here is a (?:note|draft|version)|feel free to|let me know|i hope this|"
    r"word count|(?:about|approx\w*) \d+ words|"
    r"this (?:answer|draft|version) (?:is|uses|follows|runs|keeps|has)\b)"
    r"|\byou can (?:adjust|adapt|tailor|personali[sz]e)\b",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“", "‘": "’", "'": "'"}

_ADDRESS = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_NO_SPEECH = re.compile(
    r"https?://|[{}]|<\||\|.*\||\bas an ai\b|\blanguage model\b|\bi(?:['’]m| am) (?:not able|unable)\b|"
    r"\bi (?:cannot|can['’]t|won['’]t) (?:help|assist|comply|continue|provide|do that)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“]*“")
_REQUEST = re.compile(
    r"^(?:(?:so|and|now|then|okay|all right|alright|thanks?|thank you|to start|let's start|first|next|"
    r"please|if you would|in that case|for this one|with that)\b[,:;.]?\s*){0,3}(?:please\s+)?"
    r"(?:tell|walk|take|talk|describe|give|explain|share|help|show|name|pick|choose|imagine you|introduce|"
    r"say more|let['’]s hear|i['’]d (?:like|love)(?: you)? to (?:hear|know|tell)|design|improve|estimate)\b",
    re.IGNORECASE,
)
_ASKS = (
    r"what|how|why|when|where|who|whom|whose|which|did|do|does|was|were|is|are|could|can|would|will|have|had"
)
_SECOND = re.compile(
    rf"[,;]?\s+(?:and|or)\s+(?:also\s+|then\s+|so\s+)?(?=(?:{_ASKS}|tell me|walk me)\b)", re.IGNORECASE
)
_ASKING = re.compile(rf"\b(?:{_ASKS}|tell|walk|take|talk|describe|explain|share|show|say)\b", re.IGNORECASE)
_EXAMPLES = re.compile(
    r"\s*[,;:(–—-]*\s*\b(?:such as|for example|for instance|e\.\s?g\.?|like,|say,|"
    r"(?:perhaps|maybe) (?:a|an|the))(?:[^?]*)(?=\?$)",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:good (?:morning|afternoon|evening|day)|"
    r"(?:it['’]?s |it is )?(?:great|good|nice|lovely|a pleasure) to )",
    re.IGNORECASE,
)
_GOOD = (
    r"(?:great|good|excellent|fantastic|impressive|wonderful|amazing|awesome|perfect|brilliant|nice|strong|"
    r"solid|interesting|lovely|outstanding|superb|fascinating|insightful|thoughtful|compelling|helpful)"
)
_THAT_IS = r"that(?:['’]s| is| was| sounds| sounded)"
_PRAISE = re.compile(
    rf"^(?:(?:oh|wow|ah),? )?(?:{_THAT_IS}|this is|what|it(?:['’]s| is)|"
    r"you(?:['’]ve| have)? (?:gave|given|did|made))?"
    rf"\s*(?:a |an |such (?:a |an )?|really |very |quite |so |truly )*{_GOOD}\b"
    rf"|\b{_GOOD} (?:job|work|answer|example|point|question|story|response|start|thinking|teamwork)\b"
    r"|\bdid (?:really |very |so |quite )*(?:well|great)\b|\bwell (?:done|said|put|answered)\b"
    r"|\bimpress(?:ed|ive)\b|^wow\b|\bkudos\b|\bcongratulations\b"
    r"|\bi (?:really |do )?(?:like|love|admire|appreciate) (?:how|that|the way|your)\b"
    r"|\bexactly (?:right|what)\b|\bspot on\b|\bweak (?:answer|example|story)\b"
    r"|\bnot (?:a )?(?:very )?(?:good|strong|convincing)\b",
    re.IGNORECASE,
)
_PRAISE_LEAD = re.compile(
    rf"^(?:(?:oh|wow|ah)[,!]?\s+)?(?:{_THAT_IS}\s+)?(?:a |an |really |very |quite |so )*{_GOOD}"
    r"(?:\s+(?:job|answer|example|point|question|story|response|start))?\s*[,!:;–—-]+\s*"
    r"(?:and\s+|so\s+|but\s+|now\s+)?",
    re.IGNORECASE,
)
_LESSON = re.compile(
    r"\b(?:good|strong|great|ideal|best|better|stronger|complete|full|model|perfect) "
    r"(?:answer|response|story|candidate|reply)s?\b"
    r"|\byou (?:should|could have|might (?:want|have)|may want|need to|ought to|forgot|missed|left out|"
    r"did(?: not|n['’]t) (?:mention|say|give|name|quantify)|"
    r"have(?: not|n['’]t) (?:mentioned|said|given|named))\b"
    r"|\b(?:was|is|are|were) missing\b|\b(?:remember|be sure|make sure|try) to\b|^(?:hint|tip|note)\s*:"
    r"|\bi(?: was|['’]m| am) looking for\b|\bwe look for\b|\b(?:feedback|score)\s*:"
    r"|\b[1-5] out of 5\b|\b[1-5]/5\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:offer|hired?|recruiter|next (?:steps?|rounds?|week)|move you (?:on|forward)|call you|"
    r"hear (?:back )?from (?:us|me)|be in touch|get back to you|passed?)\b",
    re.IGNORECASE,
)
_METHOD = re.compile(
    r"\bSTAR\b|\bRICE\b|\bCIRCLES\b|\bMECE\b|\bsituation, task\b|\b(?:the|a) \w+ (?:method|framework)\b"
)
_ASSUMPTION = re.compile(r"\b(?:assum\w+|suppose|let['’]s say|take it that|imagine)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ENGLISH_TEXT = (
    "a an the and or of to in on at for with about from by as is are was were be do did does have has "
    "had i you he she it we they me us your my our this that what how why when where who which tell "
    "time can could would there so if not let thank thanks yes no all right please go will through one "
    "some then before after into over more any first next good work look take today together question "
    "questions interview start minutes"
)
_ENGLISH = frozenset(_ENGLISH_TEXT.split())
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SHORT = 5  # words; fewer say nothing about a language


def clean(raw: str) -> str:
    """One sentence as it is spoken: labels, markup, stage directions and quotes around it go."""
    text = _TAG.sub("", _LINK.sub(r"\1", _FENCE.sub("", raw)))
    text = "".join(sign for sign in text if unicodedata.category(sign) not in ("So", "Co", "Cn", "Cs"))
    text = _SPACES.sub(" ", text).strip()
    before = None
    while before != text:
        before = text
        text = _LIST_MARK.sub("", text)
        text = _STAGE.sub("", text).strip()
        text = _LABEL.sub("", text)
        text = _unwrapped(_EMPHASIS.sub(r"\2", text)).strip()
    text = _LOOSE.sub("", text).strip()
    if not any(sign.isalnum() for sign in text) or _PREAMBLE.search(text):
        return ""
    # What the model itself began small goes on from the sentence before, inside a quote of hers.
    return text if raw.strip()[:1].islower() else text[:1].upper() + text[1:]


def clean_draft(raw: str) -> str:
    """One sentence of a draft as she would say it: no heading, mark, label or remark to her; blanks stay."""
    if _HEADING.search(raw) or _PREAMBLE.search(raw.strip()) or _ADDRESS.search(raw):
        return ""
    text = _LIST_MARK.sub("", _TAG.sub("", _LINK.sub(r"\1", _FENCE.sub("", raw))))
    text = _LOOSE.sub("", _EMPHASIS.sub(_said_aloud, _PART.sub("", text))).strip()
    return "" if _TO_HER.search(text) or not any(sign.isalnum() for sign in text) else text


def _said_aloud(found: re.Match[str]) -> str:
    """What stands in emphasis; "*(pause)*" is done and not said."""
    return "" if found.group(2)[0] in "([" and found.group(1) in "*_" else found.group(2)


def _unwrapped(text: str) -> str:
    """Without quotation marks around the whole, or a single one left at an end by the cut of a sentence."""
    for opening, closing in _PAIRS.items():
        inner = text[1:-1]
        if (
            len(text) > 2
            and text[0] == opening
            and text[-1] == closing
            and not set(inner) & {opening, closing}
        ):
            return inner
    if text[:1] in '"“«„' and not set(text[1:]) & set('"”»“'):
        return text[1:]
    if text[-1:] in '"”»' and not set(text[:-1]) & set('"“«„'):
        return text[:-1]
    return text


def speaks_for_her(raw: str) -> bool:
    """Whether a line of the candidate's begins here: the model plays on by itself."""
    return _HER_LINE.match(raw) is not None


def is_no_speech(sentence: str) -> bool:
    """An address, an object, a table, or a model that speaks of itself."""
    return _NO_SPEECH.search(sentence) is not None


def is_ask(sentence: str) -> bool:
    """A question or a request; a question inside her quoted words is hers."""
    bare = _QUOTED.sub("", sentence)
    return "?" in bare or _REQUEST.match(bare) is not None


def first_question(sentence: str) -> str:
    """The sentence up to a second question that was joined to it: "What did you do?" and no "and why"."""
    for found in _SECOND.finditer(sentence):
        first = sentence[: found.start()]
        if len(first.split()) > 2 and _ASKING.search(_QUOTED.sub("", first)):
            return first.rstrip(" ,;:–—-") + ("?" if sentence.rstrip().endswith("?") else ".")
    return sentence


def without_examples(sentence: str) -> str:
    """The question without the answers that it offers: "…, such as the team or the budget?"."""
    return _EXAMPLES.sub("", sentence)


def is_praise(sentence: str) -> bool:
    """A verdict on what she said, good or bad; "Good morning" is none."""
    return _GREETING.match(sentence) is None and _PRAISE.search(sentence) is not None


def without_praise(sentence: str) -> str:
    """A question without the verdict before it."""
    if _GREETING.match(sentence):
        return sentence
    kept = _PRAISE_LEAD.sub("", sentence)
    return kept[:1].upper() + kept[1:] if kept else sentence


def is_lesson(sentence: str) -> bool:
    """What a good answer holds, or what hers lacked."""
    return _LESSON.search(sentence) is not None


def is_promise(sentence: str) -> bool:
    """What becomes of her application: a rehearsal knows nothing of it."""
    return _PROMISE.search(sentence) is not None


def names_a_method(sentence: str) -> bool:
    """A question that names the method by which it is to be answered."""
    return _METHOD.search(sentence) is not None


def is_assumption(sentence: str) -> bool:
    """What is settled for the case's sake, and called so."""
    return _ASSUMPTION.search(sentence) is not None


def numbers_in(text: str) -> frozenset[str]:
    """The figures in digits."""
    return frozenset(found.replace(",", "") for found in _NUMBER.findall(text))


def is_foreign(sentence: str) -> bool:
    """Five words or more and hardly an English one among them; other scripts count by their signs."""
    found = [re.split("['’]", word.lower())[0] for word in _LETTERS.findall(sentence)]
    if any(ord(sign) > 0x250 and sign.isalpha() for word in found for sign in word):
        return sum(ord(sign) > 0x250 for word in found for sign in word) > len("".join(found)) / 2
    if len(found) < _SHORT:
        return False
    return sum(word in _ENGLISH for word in found) < len(found) / 8
