"""What kind of question it is, by its wording. Owns `question_kind`; knows nothing of the notes."""

import re

from coach.domain.interview import QuestionKind

_PERSONAL = (
    r"conflict|disagree|disagreement|pushback|criticism|feedback|difficult (?:person|colleague|co-?worker|"
    r"stakeholder|customer|teammate|manager)|angry|upset|underperform\w*|stress|pressure|"
    r"(?:team|group) member|teammate|colleague|co-?worker|your (?:boss|manager|team)"
)

# In order: the first that matches decides.
_RULES: tuple[tuple[QuestionKind, str], ...] = (
    (
        "small_talk",
        (
            r"^(?:hi|hello|hey)?\W*(?:how are (?:you|things)|how(?:'s| is| was| has) (?:it going|your (?:day|"
            r"week|weekend|morning|"
            r"journey|trip|commute)|everything|the (?:journey|weather|trip))|how do you do\b|"
            r"(?:how )?did you (?:find (?:us|the|your)|have a "
            r"good)|any plans|what's new|nice to meet you|where are you (?:joining|calling|dialing|dialling)|"
            r"is (?:it|the weather))"
        ),
    ),
    (
        "intro",
        (
            r"\b(?:tell (?:me|us) (?:a (?:bit|little) )?(?:more )?about yourself|introduce yourself|"
            r"(?:walk|take|talk) (?:me|us) through your (?:background|resume|résumé|cv|career|path|"
            r"experience|"
            r"profile|journey)|"
            r"tell (?:me|us) (?:a (?:bit|little) )?about your (?:background|career|path|journey|"
            r"experience)\W*$|"
            r"your (?:elevator )?pitch|who are you\b|give (?:me|us) (?:a |your )?(?:quick )?(?:intro|"
            r"overview of your))"
        ),
    ),
    (
        "motivation",
        (
            r"\b(?:why (?:do you want|are you (?:leaving|interested|applying|looking|here|excited)|"
            r"did you (?:apply|leave)|"
            r"would you like to|should we (?:hire|choose|pick)|us\b|this (?:role|job|company|team|position|"
            r"field)|"
            r"(?:our|the) (?:company|team)|you\b|product management\W*$|[A-Z]\w+\W*$)|"
            r"what (?:excites|attracts|draws|drew|brings|brought|interests|motivates|drives) you|"
            r"where do you see yourself|"
            r"what are you looking for|your (?:career goals?|next (?:step|role))|"
            r"what do you (?:hope|want) to (?:learn|get|achieve|gain)|why (?:is this|would this))"
        ),
    ),
    (
        "behavioural",
        (
            r"\b(?:(?:tell|describe|talk)\b.{0,30}\b(?:a|an|the last|another|one) (?:time|moment|situation|"
            r"occasion|instance)|"
            r"give (?:me|us) an (?:example|instance)|can you (?:give|share|think of)|example of (?:a|when|"
            r"how)|have you ever|"
            r"when (?:did|have|was the last time) you|(?:how|what|why) (?:did|have|were) you|how (?:you've|"
            r"you have|you)\b|"
            r"you(?:'ve| have)? (?:led|built|shipped|launched|owned|worked|made|failed|managed|handled|"
            r"disagreed|drove|solved|"
            r"had|took|influenced|learned|received|improved|are (?:most )?proud)|"
            r"(?:your|you are|you're) (?:\w+ )?(?:\w+est|most \w+|greatest|main|top|key|"
            r"recent)?\s?(?:failures?|weakness(?:es)?|"
            r"strengths?|achievements?|accomplishments?|mistakes?|regrets?|success(?:es)?|proud(?:est)?)|"
            r"proudest|"
            r"how do you (?:handle|deal|cope|balance|prioriti[sz]e|manage|work|decide|keep|stay|approach|"
            r"resolve|give|receive|"
            r"influence|motivate|make (?:decisions|sure)|build trust|navigate|communicate|react|respond)|"
            r"navigate|(?:tell|talk to) (?:me|us) about (?:a|an|your|some(?:thing|one))\b)"
        ),
    ),
    ("behavioural", rf"\b(?:how|what) would you\b.*\b(?:{_PERSONAL})\b"),
    (
        "case",
        (
            r"\b(?:how (?:would|might|could|should|can) (?:you|we|one|they|i)|what (?:would|should) (?:you|"
            r"we)|design\b|"
            r"improve\b|redesign|build (?:a|an|us|me)|estimate|how many|how much (?:would|does|is|revenue|"
            r"money)|imagine|suppose|"
            r"you(?:'re| are) (?:the|a|an|now)\b|(?:a|the|our|your|one) (?:\w+ ){0,2}(?:customer|client|user|"
            r"cto|ceo|stakeholder)s? "
            r"(?:\w+ )?(?:needs?|wants?|asks?|complains?|reports?|is|are|says?)|(?:which|what) metrics|"
            r"measure success|"
            r"(?:has|have|is|are)? ?(?:dropped|dropping|declin\w+|fallen|falling|fell|spiked|down by)\b|"
            r"root cause|launch (?:a|an|in)|"
            r"should \w+ (?:launch|enter|build|acquire|invest|charge|raise)|go-to-market|pricing (?:for|"
            r"strategy)|"
            r"trade-?offs? between|prioriti[sz]e (?:between|these|among)|roadmap for|mvp\b)"
        ),
    ),
    (
        "knowledge",
        (
            r"^\W*(?:what|which|explain|define|why|how (?:does|do|is|are|can)|compare|name|list|when (?:is|"
            r"are|do|does|should)|"
            r"is|are|does|do|can|could you explain)\b"
        ),
    ),
)
_COMPILED = tuple(
    (kind, re.compile(pattern, re.IGNORECASE if kind != "motivation" else 0)) for kind, pattern in _RULES
)
_YOU = re.compile(
    r"\byou(?:r|'ve|'re)?\b",
    re.IGNORECASE,
)


def question_kind(question: str) -> QuestionKind:
    """The kind of `question`; a task without "you" in it ("A customer needs …") is a case."""
    wording = " ".join(question.replace("’", "'").split())
    for kind, pattern in _COMPILED:
        # "Why" decides by what follows it, where a capital means a company; the rest is in any case.
        probe = wording[:1].lower() + wording[1:] if kind == "motivation" else wording
        if pattern.search(probe):
            return kind
    return "behavioural" if _YOU.search(wording) else "case"
