"""What interviewers ask for behind the words: competencies, with cues in questions and in stories.

"How did you influence without authority?" and "the fix sat in another team's backlog" share no
word and little meaning for an embedding; they share a competency.
"""

import re
from functools import lru_cache

_CUES: dict[str, tuple[str, str]] = {
    "conflict": (
        (
            r"conflict|disagree\w*|argument|clash|difficult (?:colleague|co-?worker|person|teammate)"
            r"|push(?:ed|ing)? ?back|oppos\w+"
        ),
        (
            r"conflict|disagree\w*|said [\"“]?no\b|push(?:ed|ing)? ?back|worried|argu\w+|oppos\w+"
            r"|thought it "
            r"was|defend\w*"
        ),
    ),
    "influence": (
        (
            r"influenc\w+|without (?:formal )?authority|convinc\w+|persuad\w+|buy-?in|align\w*"
            r"|cross-?functional|(?:not|\w+n.t) report"
        ),
        (
            r"no say|no authority|report to|convinc\w+|persuad\w+|buy-?in|their "
            r"problem|cross-team|align\w*|each team|another team"
        ),
    ),
    "failure": (
        (
            r"fail\w*|mistake|went wrong|gone wrong|regret|setback|did(?:n't| not) go (?:well|as "
            r"planned)|proud of least"
        ),
        (
            r"fail(?:ed|ure)|mistake|missed that|rolled .{0,20}back|overcharged|locked "
            r"out|wrong|regret|broke\b"
        ),
    ),
    "data": (
        r"\bdata\b|metrics?|analy\w+|evidence|quantitative|numbers",
        r"\blogs?\b|\bdata\b|measured|analy[sz]\w+|counted|pulled \d|survey|sample",
    ),
    "ambiguity": (
        (
            r"ambigu\w+|incomplete|uncertain\w*|unclear|(?:little|limited|missing) "
            r"(?:information|data)|unknowns?"
        ),
        r"little information|did(?:n't| not) know|nobody knew|unknown|uncertain|unclear|guess\w*",
    ),
    "saying no": (
        (
            r"sa(?:y|id|ying) no\b|turn(?:ed)? down|declin\w+ a|reject\w* (?:a|an)|cut (?:a "
            r"|scope)|drop(?:ped)? (?:a|something)"
        ),
        (
            r"said no\b|no to\b|there would be no|turned (?:it )?down|declin\w+|did not belong|cross "
            r"out|cut "
            r"the"
        ),
    ),
    "prioritising": (
        r"priorit\w+|trade-?offs?|competing|what to build|balance|roadmap|deliver less|limited resources",
        (
            r"priorit\w+|trade-?off|roadmap|backlog|decide (?:whether|between)|engineer-weeks|which ones "
            r"mattered|scored"
        ),
    ),
    "growing people": (
        (
            r"mentor\w*|coach\w*|develop(?:ed|ing)? (?:a |some|your )?(?:one|people|team|report)|junior"
            r"|help(?:ed)? .{0,15}grow"
        ),
        r"mentor\w*|coach(?:ed|ing)|junior|intern\b|grow\b|taught|first time she|her first|his first",
    ),
    "cost": (
        r"(?:reduc\w+|cut|lower\w*|control\w*|manag\w+) (?:the )?costs?|saved? money|efficien\w+|budget",
        r"euros?|dollars?|\$|£|€|\bcosts?\b|\bsaved\b|waste|idle|cheaper|finance",
    ),
    "technical depth": (
        (
            r"technical(?:ly)?|deep[- ]?dive|complex (?:system|technology)|architecture|learn(?:ed)? (?:a "
            r")?new"
        ),
        r"scheduler|\bcode\b|database|architecture|\blogs?\b|protocol|latency|infrastructure",
    ),
    "ownership": (
        (
            r"own(?:ed|ership)|end[- ]to[- ]end|from scratch|start to finish|from nothing|zero to one|0 "
            r"?to "
            r"?1|built|launch\w*"
        ),
        r"\bI owned\b|first idea|from nothing|end to end|start to finish|launch\w*|shipped",
    ),
    "simplifying": (
        r"simplif\w+|streamlin\w+|complexity|process (?:improvement|better)|improved? (?:a|the) process",
        r"simplif\w+|streamlin\w+|from \d+ .{0,30}to \d+|one tool|cut the .{0,20}to|templates?|rota",
    ),
    "pressure": (
        r"deadline|pressure|tight|urgent|crisis|incident|outage|emergency|short notice",
        r"weeks? before|deadline|within \d+ hours|outage|locked out|ran out|incident|in time|freeze",
    ),
    "customers": (
        r"customers?|clients?|users?\b|empath\w+",
        r"customers?|clients?|accounts?|users?\b|nurses|tenants",
    ),
    "feedback": (r"feedback|criticis\w+|criticiz\w+", r"feedback|criticis\w+|criticiz\w+|told me that i"),
    "leading": (
        r"\bled\b|leadership|lead a|motivat\w+|team through",
        r"\bled\b|everyone|rota|motivat\w+|the team",
    ),
    "change of mind": (
        r"chang(?:e|ed) your mind|proved? wrong|were wrong|convinced otherwise",
        r"changed my mind|had missed|i was wrong|proved me wrong|instead of the",
    ),
}
COMPETENCIES: tuple[str, ...] = tuple(_CUES)
_ASKED = {name: re.compile(rf"\b(?:{asked})", re.IGNORECASE) for name, (asked, _) in _CUES.items()}
_TOLD = {name: re.compile(rf"(?:\b|(?=[$£€]))(?:{told})", re.IGNORECASE) for name, (_, told) in _CUES.items()}


@lru_cache(maxsize=2048)
def asked_for(question: str) -> frozenset[str]:
    """The competencies that a question asks for."""
    return frozenset(name for name, cue in _ASKED.items() if cue.search(question))


def told_in(story: str) -> frozenset[str]:
    """The competencies that a story can show."""
    return frozenset(name for name, cue in _TOLD.items() if cue.search(story))
