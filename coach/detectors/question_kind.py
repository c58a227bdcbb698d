"""What kind of question it is, by its wording. Owns `question_kind`; knows nothing of the notes."""

import re

from coach.domain.interview import QuestionKind

_HELLO = r"^(?:(?:hi|hello|hey)\b\W*)?"
_ME = r"(?:me|us)(?: (?:a )?(?:bit|little)(?: more)?| more)?"
_LIFE = r"background|resume|résumé|cv|career|path|experience|profile|journey"
_PERSONAL = (
    r"conflict|disagree\w*|pushback|criticism|feedback|angry|upset|underperform\w*|stress|pressure|"
    r"difficult (?:person|colleague|co-?worker|stakeholder|customer|teammate|manager)|"
    r"(?:team|group) member|teammate|colleague|co-?worker|your (?:boss|manager|team)"
)
_OCCASION = r"time|moment|situation|occasion|instance"
_DONE = (
    r"led|built|shipped|launched|owned|worked|made|failed|managed|handled|disagreed|drove|solved|had|took|"
    r"influenced|learned|received|improved|missed|faced|overcame"
)
_CUSTOMER = (
    r"(?:a|an|the|our|your|one) (?:\w+ ){0,2}(?:customer|client|user|cto|ceo|stakeholder)s?|"
    r"(?:customer|client|user)s?"
)

# In order: the first rule that matches decides. A scene that is set ("You're the PM of …")
# comes before "how do you", which alone asks for habits and so for a story.
_RULES: tuple[tuple[QuestionKind, tuple[str, ...]], ...] = (
    (
        "small_talk",
        (
            rf"{_HELLO}how are (?:you|things)",
            rf"{_HELLO}how(?:'s| is| was| has) (?:it going|everything|the (?:journey|weather|trip))",
            rf"{_HELLO}how(?:'s| is| was| has) your (?:day|week|weekend|morning|journey|trip|commute)",
            r"^how do you do\b",
            r"^(?:how )?did you (?:find (?:us|the (?:office|building|place|way)|your way)|have a good)",
            r"^any plans",
            r"^what's new",
            r"^nice to meet you",
            r"^(?:where are you|are you) (?:joining|calling|dialing|dialling)",
        ),
    ),
    (
        "intro",
        (
            rf"\btell {_ME} about (?:yourself|who you are)",
            r"\bintroduce yourself",
            rf"\b(?:walk|take|talk) {_ME} through your (?:{_LIFE})",
            rf"\btell {_ME} about your (?:{_LIFE})\W*$",
            r"\byour (?:elevator )?pitch\b",
            r"^\W*who are you\b",
        ),
    ),
    (
        "motivation",
        (
            r"\bwhy (?:do you want|would you like|did you (?:apply|leave)|should we (?:hire|choose))\b",
            r"\bwhy are you (?:leaving|interested|applying|looking|here|excited)\b",
            r"\bwhy (?:us\b|you\b|is this the|product management\W*$)",
            r"\bwhy (?:this|our|the) (?:role|job|company|team|position|field)\b",
            r"^\W*(?-i:[Ww]hy [A-Z]\w+\W*$)",  # one capitalised word is a company
            r"\bwhat (?:excites|attracts|draws|drew|brings|brought|interests|motivates|drives) you",
            r"\bwhere do you see yourself",
            r"\bwhat are you looking for\b",
            r"\byour (?:career goals?|next (?:step|role))\b",
            r"\bwhat do you (?:hope|want) to (?:learn|get|achieve|gain)",
        ),
    ),
    (
        "behavioural",
        (
            rf"\b(?:tell|describe|talk|share)\b.{{0,30}}\b(?:an?|the last|another|one) (?:{_OCCASION})\b",
            rf"\bgive (?:me|us) an? (?:example|instance) of (?:an? (?:{_OCCASION})|when|how you|something)",
            r"\bhave you ever\b",
            r"\bwhen (?:did|have|was the last time) you\b",
        ),
    ),
    (
        "case",
        (
            r"^\W*as (?:a|an|the) .{0,40}\b(?:pm|product manager|manager|lead|ceo|founder)\b",
            r"\byou(?:'re| are) (?:the|now|launching|asked|given|in charge)\b",
            r"^\W*(?:we(?:'re| are| have| can| want)|imagine|suppose|say we|let's say)\b",
            r"\b(?:is|are|has|have|suddenly)? ?(?:down|up) (?:by )?\d",
            r"\b(?:dropp(?:ed|ing)|declin(?:ed|ing)|fallen|falling|spiked|flat in)\b.*\bwhat\b",
            r"\b(?:walk|talk) (?:me|us) through how you(?:'d| would)\b",
            r"\bfavou?rite (?:product|app|website)\b|\bwell[- ]designed\b",
            r"\bproduct (?:that )?you (?:think|love|like|admire|use)\b",
            r"\bwhich (?:one )?(?:do|would) you (?:build|choose|pick|launch)\b",
            r"\bwhat (?:product|app|okrs?|goals?|growth \w+) would\b|\b(?:market size|north star)\b",
        ),
    ),
    (
        "behavioural",
        (
            r"\b(?:how|what|why) (?:did|have|were) you\b|\bhow you(?:'ve)?\b|\bcan you (?:give|share)\b",
            rf"\byou(?:'ve| have)? (?:{_DONE}|are (?:most )?proud)\b|\bproudest\b",
            r"\byour (?:\w+ ){0,2}(?:failures?|weakness(?:es)?|strengths?|achievements?|accomplishments?)\b",
            r"\byour (?:\w+ ){0,2}(?:mistakes?|regrets?|success(?:es)?)\b",
            r"\bhow do you (?:handle|deal|cope|balance|prioriti[sz]e|work|decide|keep|give|motivate)\b",
            r"\bhow do you (?:approach|manage|resolve|receive|influence|communicate|react|respond|know)\b",
            r"\bhow do you (?:stay|make (?:decisions|sure)|build trust)\b",
            r"\bnavigate\b",
            rf"\b(?:tell|talk to) {_ME} about (?:a|an|your|some(?:thing|one)|the \w+est|the most)\b",
            rf"\b(?:how|what) would you\b.*\b(?:{_PERSONAL})\b",
        ),
    ),
    (
        "case",
        (
            r"\bhow (?:would|might|could|should|can) (?:you|we|one|they)\b",
            r"\bwhat (?:would|should) (?:you|we)\b",
            r"\b(?:design|improve|redesign|estimate)\b|\bbuild (?:a|an|us|me)\b|\blaunch (?:a|an|in)\b",
            r"\bhow (?:many|much (?:would|does|is|revenue|money))\b",
            r"\byou(?:'re| are) (?:a|an)\b",
            rf"\b(?:{_CUSTOMER}) (?:\w+ )?(?:needs?|wants?|asks?|complains?|reports?|says?|is|are)\b",
            r"\b(?:which|what) (?:metrics?|kpis?|okrs?)\b|\bmeasure success\b|\broot cause\b",
            r"\b(?:dropp(?:ed|ing)|declin\w+|fallen|falling|fell|spiked)\b",
            r"^\W*should\b",
            r"\b(?:go-to-market|pricing (?:for|strategy)|roadmap for|mvp)\b",
            r"\b(?:trade-?offs? between|prioriti[sz]e (?:between|these|among)|versus|vs|worth it)\b",
        ),
    ),
    (
        "knowledge",
        (
            r"^\W*(?:what|which|explain|define|why|how (?:does|do|did|is|are|can)|compare|name|list)\b",
            r"^\W*(?:when (?:is|are|do|does|should)|is|are|does|do|can|could you explain)\b",
        ),
    ),
)
_COMPILED = tuple((kind, re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in _RULES)
_YOU = re.compile(r"\byou(?:r|'ve|'re)?\b", re.IGNORECASE)


def question_kind(question: str) -> QuestionKind:
    """The kind of `question`; a task without "you" in it ("A customer needs …") is a case."""
    wording = " ".join(question.replace("’", "'").split())
    for kind, pattern in _COMPILED:
        if pattern.search(wording):
            return kind
    return "behavioural" if _YOU.search(wording) else "case"
