"""What one sentence does: tells a step of hers or the team's, an outcome, a choice, a doubt.

Owns the wordings. Each function looks at one sentence alone; where it stands in the answer is
the business of `star` and `reading`.
"""

import re

_ADVERBS = (
    r"(?:\s+(?:then|also|first|quickly|just|actually|personally|really|finally|eventually|basically|kind of|"
    r"sort of|like|immediately|only|even|always|never|still|once|soon|later|next|so|had|have|['’]ve|\w+ly|"
    r"myself|and|went ahead and|ended up|started|began|kept|was|am|were|are|been|proactively|did)\b,?)*"
)
_IRREGULAR = (
    r"led|built|ran|wrote|made|took|set|drove|chose|met|brought|went|held|cut|spoke|sat|put|found|gave|"
    r"taught|sold|won|grew|split|kept|sent|drew|spent|did|rebuilt|rewrote|rethought|fought|hired|caught|dug|"
    r"stood|laid|let|told|asked|said|shot|threw|withdrew|broke|began|stuck|swept|fed|bought|paid|showed|"
    r"oversaw|overcame|undertook|reached|sought|came up|stepped|read|hit|shut|flew|rode|left"
)
_GOT = (
    r"got (?=(?:the|a|an|buy|approval|them|him|her|everyone|it|sign|support|budget|access|people|my|our|"
    r"their|on|to)\b(?! (?:job|offer)))"
)
_BASE = (
    r"lead|build|run|write|make|take|drive|choose|meet|bring|go|hold|speak|sit|put|get|find|give|teach|sell|"
    r"talk|ask|call|work|create|design|launch|ship|plan|propose|present|draft|define|map|test|interview|"
    r"pull|push|set|organi[sz]e|coordinate|analy[sz]e|decide|negotiate|prioriti[sz]e|own|manage|start|"
    r"review|document|reach|show|tell|sketch|schedule"
)
_STATIVE = (
    r"(?!(?:wanted|needed|liked|loved|hated|believed|seemed|looked(?! (?:at|into|for|through|up)\b)|lived|"
    r"existed|remembered|hoped|worried|enjoyed|noticed|realized|realised|learned|struggled|failed|joined|"
    r"graduated|started\b(?= (?:at|my))|studied|majored|happened|felt|thought|supposed|interested|excited|"
    r"asked to|tasked|based|involved|used to|happen|guess|mean|embarrassed|tired|surprised|scared|stressed|"
    r"concerned|assigned|hired(?= (?:as|to|by|into))|expected|required|promoted|given|told(?= (?:to|that|"
    r"by))|went to (?:school|university|college)|got (?:promoted|hired|the job|asked|told|assigned|stuck|"
    r"stressed|into)|had|have|said yes|left (?:school|university|college))\b)"
)
_NOT = r"(?!\s+(?:did not|didn['’]?t|do not|don['’]?t|could not|couldn['’]?t|never|was not|wasn['’]?t)\b)"
_STEP = (
    rf"\s+{_STATIVE}(?:\w{{2,}}(?:ed|ied)\b(?!\s+by\b)|(?:{_IRREGULAR})\b|{_GOT}|(?:(?<=was )|"
    rf"(?<=been ))(?!\w+ing to be\b)(?!going to\b|trying\b|feeling\b|thinking\b|being\b|wondering\b|"
    rf"hoping\b|looking for(?:ward)?\b|working (?:at|in|on|as|for)\b)\w{{2,}}ing\b|(?<=up )\w{{2,}}ing\b|"
    rf"(?<=started )\w{{2,}}ing\b|(?<=began )\w{{2,}}ing\b|(?<=kept )\w{{2,}}ing\b)"
)
_OWN = re.compile(
    rf"\b(?:I(?:['’]ve|['’]d)?|i(?:ve)?)\b{_NOT}{_ADVERBS}{_STEP}|\b(?:so|then|and|first|next|after that|"
    rf"that day|the next day),? i (?:{_BASE})\b(?! (?:that|like)\b)|"
    r"\bi (?:took (?:the )?(?:lead|ownership|charge|initiative)|was able to|managed to|made sure|decided)\b|"
    r"\bmy (?:first|next|second) (?:step|move|action) was\b|\bwhat i did\b",
    re.IGNORECASE,
)
_TEAM = re.compile(
    rf"\b(?:we(?:['’]ve|['’]d)?|our (?:whole )?(?:team|group|squad)|the (?:whole )?(?:team|group|"
    rf"squad))\b{_NOT}{_ADVERBS}{_STEP}|\b(?:so|then|and|first|next|"
    rf"after that),? we (?:{_BASE})\b(?! (?:that|like)\b)|"
    rf"\bwe (?:were able to|managed to|decided)\b",
    re.IGNORECASE,
)

# A further step in the same sentence: "I watched eleven teams, cut the form and wrote templates".
_AND_STEP = re.compile(
    rf"(?:[,;:]|\b(?:and|then|but|so)\b)\s+(?:(?:and|then|also|so|but|later)\s+)?(?:\w+ly\s+)?"
    rf"(?:i\s+|we\s+)?{_STATIVE}(?:(?:{_IRREGULAR})\b|\w{{2,}}(?:ed|ied)\b(?!\s+by\b))",
    re.IGNORECASE,
)

_HYPOTHETICAL = re.compile(
    r"(?<!knew )(?<!thought )(?<!said )(?<!that )(?<!promised )(?<!whether )(?<!realised )(?<!realized "
    r")(?<!sure )(?<!them )(?<!hoped )(?<!if )(?<!what )\bi(?: would|['’]?d)\b(?:\s+(?:probably|also|then|"
    r"just|first|definitely|always|usually|try to|likely|maybe|still|again|never|not|rather))*\s+(?!(?:like|"
    r"love|say|describe|call|be happy|rather|prefer|have|been|had|never|argue|hope|built|led|made|written|"
    r"done|seen|gone|taken|given|spoken|chosen|run|ran|\w+(?:ed|ied))\b)[a-z]+|\bwhat i would do\b|"
    r"\bi(?:['’]ll| will| might| could)\s+(?:probably |just |first |then |also |try |start )*(?!(?:tell you|"
    r"say|walk you|be honest|never forget|talk (?:about|you)|give you|share|start with (?:the|"
    r"some) (?:context|situation)|see|feel|not|have|hear|take that)\b)(?:make|talk|ask|start|try|go|look|"
    r"speak|set|find|take|work|sit|explain|listen|get|build|use|run|do|approach|handle|focus|bring|put|show|"
    r"use|begin|plan|test|measure|propose|prioriti[sz]e)\b|\bif i (?:were|had to|ever|was (?:in|to))\b|"
    r"\bin (?:a|that|such a) (?:situation|case),? i (?:would|will|try|always|usually)\b|"
    r"\bi (?:tend to|generally (?:try|like)|usually try|always try|try to always)\b",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:every|each) (?:\w+ )?(?:day|week|month|morning|evening|night|time|sprint|quarter|friday"
    r"|monday)\b",
    re.I,
)

_CHANGE = (
    r"(?:reduced|decreased|dropped|fell|rose|increased|grew|improved|doubled|tripled|quadrupled|halved|"
    r"saved|exceeded|beat|adopted|retained|recovered|unblocked|eliminated|shortened|lowered|raised|boosted|"
    r"accelerated|generated|converted|renewed|signed|won|closed|approved|accepted|shipped|launched|released|"
    r"delivered|deployed|rolled out|completed|finished|went live|went (?:up|down|from)|came down|climbed|"
    r"jumped|shrank|sped up|slashed|surpassed|earned|attracted|secured|became the|is now|are now|"
    r"still us(?:e|es|ing)|was promoted|got promoted|stopped (?:complaining|happening|churning))"
)
_OUTCOME = re.compile(
    rf"(?<!\bto )(?<!\bnot )(?<!\bbe )\b{_CHANGE}\b(?! (?:this|the|that|my|our) (?:meeting|conversation|"
    rf"laptop|door)\b)|"
    r"(?<!to )(?<!would )(?<!could )(?<!should )(?<!will )(?<!can )(?<!might )(?<!must )"
    r"\b(?:cut\b(?=.{0,50}(?:\bby\b|\bfrom\b|\bhalf\b|\d|%|percent|third))|hit\b(?! (?:a|the) wall))|"
    r"(?:pretty much |almost |all )?\bstopped(?=\W*$)|"
    r"\b(?:resulted in|result(?:ing)? in|led to|leading to|which meant|"
    r"this meant|paid off|in time|on time|on schedule|ahead of schedule|under budget|within budget|"
    r"no longer|managed to|succeeded|successful(?:ly)?|was able to|were able to|ended up (?:with|being|"
    r"getting|\w+ing)|turned out (?:well|great|better)|worked out|it worked|got (?:buy-in|approval|"
    r"sign-?off|the (?:deal|budget|"
    r"job|green light))|(?:customers?|users?|clients?|they|team|manager|ceo|leadership|everyone) (?:loved|"
    r"liked|said|agreed|were (?:happy|thrilled|delighted)|was (?:happy|thrilled|delighted)|thanked|"
    r"came back|stayed)|positive feedback|good feedback|great feedback|(?:it['’]s|is|are) now (?:the|a|used|"
    r"part)|(?:he|she|they|it|which) agreed|(?:(?:was|were|is|are) (?:up|down|over|above|"
    r"below|under)|(?:is|are) at) (?:by )?[$€£]?\d+|rolled (?:it|this|them) out|"
    r"(?:got|brought|took) (?:it|that|this|us|them) (?:up |down )?(?:to|from) (?:under |below |"
    r"over )?(?:an?|one|\d+)|"
    r"(?:is|are|was|were) (?:now |still )?(?:being )?used (?:by|in|every|across)|\d%? (?:over|above|below|"
    r"under) (?:target|plan|budget)|(?:the|my|our|end|"
    r"final|net) (?:result|outcome|impact|effect) (?:was|is)|lost (?:the|that|our|a) (?:account|customer|"
    r"client|deal|contract)|(?:was|were|got) cancell?ed|missed (?:the|our|my|that) (?:deadline|target|date|"
    r"launch)|flopped|(?:it|launch|project) failed|"
    r"from (?:about |some |nearly |roughly )?[$€£]?\d[\d,.]*\s?(?:%|\w+)?(?: (?!to\b)\w+){0,3} to "
    r"(?:about |some |nearly |roughly |under |below |over )?[$€£]?\d[\d,.]*|"
    r"(?:went|are|were|got|came) (?:all )?(?:in|back)(?: in)?(?: again)? (?:after|within|by)\b|"
    r"(?:bought|kept|stayed|stopped asking|asked for (?:it|unlimited)|works? (?:again|alone)|"
    r"(?:all|everyone|everybody|nobody|no one) (?:\w+ )?(?:was|were|is|are|has|have|could|can))|"
    r"was well received|well received|received by|in use|in production|generally available|on track)\b",
    re.IGNORECASE,
)
_RESULT_WORDS = re.compile(
    r"\b(?:as a (?:result|consequence)|(?:the|my|our|end|final|net) (?:result|outcome|impact|"
    r"effect)s? (?:was|were|is|of)|in the end|at the end|by the end|eventually|ultimately|finally|"
    r"the upshot|(?:six|three|two|few|\d+) (?:weeks|months|quarters) later|"
    r"after (?:launch|release|that quarter)|since then)\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:would|could|should|will|want(?:ed|s)? to|need(?:ed|s)? to|hop(?:e|ed|ing)|aim(?:ed)? (?:was|to)|"
    r"goal (?:was|is)|"
    r"plan(?:ned|s)? to|trying to|supposed to|if we|if i)\b",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(
    r"\b(?:instead of|rather than|versus|vs\.?|trade-? ?offs?|trad(?:e|ed|ing) off|alternatives?|"
    r"alternatively|(?:i|we)(?:['’]d| had)? (?:also )?(?:considered|weighed|compared|debated|evaluated|"
    r"ruled out|looked at (?:both|two|three|several|other))|(?:other|another|second|first|two|three|several|"
    r"different|multiple) options?|options? (?:was|were|are|is|would|a|b|one|two)\b|on the (?:one|"
    r"other) hand|pros and cons|compared (?:to|with)|as opposed to|(?:we|i) could(?: also)? have|"
    r"could either|ruled out|decided against|at the (?:cost|expense|price) of|the (?:downside|cost|risk|"
    r"drawback|price) (?:is|was|of|being)|downsides?|drawbacks?|gave up|give up|giving up|sacrific\w+|"
    r"in exchange for|either\b.{3,60}\bor|prioriti[sz]ed?\b.{3,50}\bover|chose\b.{2,60}\b(?:over|because)|"
    r"picked\b.{2,60}\b(?:over|because)|"
    r"balance between)\b",
    re.IGNORECASE,
)
_ASSUMPTION = re.compile(
    r"\b(?:assum(?:e|es|ed|ing|ptions?)|clarif\w+|before (?:i|we) (?:dive|start|jump|go|begin|get)|"
    r"let['’]?s (?:say|suppose|take)|suppose|i['’]?d (?:want to|like to|need to|first)?\s?(?:ask|know|"
    r"understand|find out|check|confirm)|i would (?:want to |like to |need to |first )?(?:ask|know|"
    r"understand|find out|check|confirm)|(?:can|could|may) i (?:ask|check|assume|confirm)|is it fair to|"
    r"do we know|are we (?:talking|optimi[sz]ing|assuming)|i['’]?ll (?:focus on|take it|go with|assume|"
    r"scope)|i['’]?m going to (?:focus|assume|scope)|scope (?:this|it) (?:to|down)|"
    r"my understanding is|first question|questions? i(?:['’]?d| would) ask)\b",
    re.IGNORECASE,
)
_TAG_QUESTION = re.compile(
    r"\b(?:right|you know|okay|ok|yeah|huh|make sense|does that (?:make sense|answer|help)|know what i mean|"
    r"isn['’]t it|"
    r"(?:would|do|shall|should) (?:you|i) (?:like|want|go on|continue|keep going)\b.*)\?\W*$",
    re.IGNORECASE,
)
_REFLECTION = re.compile(
    r"\b(?:what (?:i|we) (?:took|take) (?:away )?from|"
    r"(?:i|we)(?:['’]ve| have)?(?: also| really)? (?:learn(?:ed|t)|took away|"
    r"reali[sz]ed (?:that )?(?:i|we) (?:should|could|had|was|need))|lessons?|next time|in (?:hindsight|"
    r"retrospect)|looking back|taught (?:me|us)|takeaways?|(?:my|the|a) (?:big )?learnings?|if i (?:could|"
    r"did|had|were to|was to) (?:do|did|done|it|this)?.{0,12}\bagain|(?:i|we) (?:would|['’]d) have (?!to\b)|"
    r"i (?:should|could) have|(?:do|done|did|doing) (?:it |this |that |things |something )?different(?:ly)?|"
    r"since then,? i|(?:from|ever since) then on|now i (?:always|make sure|try|start|ask|check|never)|"
    r"i now (?:always|make|try|start|ask|check)|"
    r"my mistake was|i was wrong|i regret|what i['’]?d change|i still (?:do|use) that)\b",
    re.IGNORECASE,
)


def is_reflection(sentence: str) -> bool:
    """Says what she learned, or would do otherwise."""
    return _REFLECTION.search(sentence) is not None


def is_hypothetical(sentence: str) -> bool:
    """Says what she would do; not what she used to do, and not a look back."""
    return (
        _HYPOTHETICAL.search(sentence) is not None
        and not is_reflection(sentence)
        and _HABIT.search(sentence) is None
    )


def tells_own_action(sentence: str) -> bool:
    """Tells a step that she took: "I" with a verb of doing, in the past or the telling present."""
    return _OWN.search(sentence) is not None


def count_steps(sentence: str) -> int:
    """How many steps a sentence tells that tells an action: those after a comma or "and" as well."""
    first = _OWN.search(sentence) or _TEAM.search(sentence)
    return 1 + sum(1 for _ in _AND_STEP.finditer(sentence, first.end())) if first else 0


def tells_team_action(sentence: str) -> bool:
    """Tells a step that "we" or the team took."""
    return _TEAM.search(sentence) is not None


def names_result(sentence: str) -> bool:
    """Announces a result in so many words ("as a result", "in the end")."""
    return _RESULT_WORDS.search(sentence) is not None


def tells_outcome(sentence: str) -> bool:
    """Tells something that came of it and could be seen: shipped, signed, fell, was adopted."""
    return any(
        not _UNREAL.search(sentence[max(0, match.start() - 30) : match.start()])
        for match in _OUTCOME.finditer(sentence)
    )


def weighs_alternative(sentence: str) -> bool:
    """Sets one way against another, or names what a choice costs."""
    return _ALTERNATIVE.search(sentence) is not None


def states_assumption(sentence: str) -> bool:
    """Asks the interviewer something, or says what is taken as given."""
    asks = sentence.rstrip("\"'”’)").endswith("?") and not _TAG_QUESTION.search(sentence)
    return asks or _ASSUMPTION.search(sentence) is not None
