"""What a story question is about, and whether a story shows any sign of it.

Owns the themes: how a question words one, and what a story on it can hardly do without. The
signs are broad on purpose: a story is only said to be about something else where not one of
them stands in it. Refuses to say how well a story fits.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Theme:
    name: str
    asked: re.Pattern[str]
    sign: re.Pattern[str]


def _theme(name: str, asked: str, sign: str) -> _Theme:
    return _Theme(name, re.compile(rf"\b(?:{asked})", re.I), re.compile(rf"\b(?:{sign})", re.I))


# In order: the first theme that the question words decides.
_THEMES = (
    _theme(
        "something that went wrong",
        r"fail(?:ure|ed|ing)?\b|mistakes?\b|went wrong|setback|regret|got (?:it )?wrong|didn['’]t work|"
        r"did not work",
        r"fail|mistake|wrong|miss(?:ed|ing)|overcharg|rolled|roll(?:ing)? back|took it back|refund|apolog|"
        r"lost|lose|losing|should have|shouldn|broke|regret|my fault|upset|complain|underestimat|"
        r"overestimat|too (?:late|early|long|much|little)|nobody (?:used|wanted|came)|flop|cancel|reject|"
        r"shock|(?:took|take|taken|gave|give) (?:\w+ ){1,3}back|"
        r"didn['’]t|did not|wasn['’]t|couldn['’]t|learned|learnt|lesson|hindsight|next time|outage|down\b",
    ),
    _theme(
        "a disagreement",
        r"disagree\w*|conflict|argument|thinks? (?:that )?(?:your|you)|push(?:ed)? ?back|clash|difficult "
        r"(?:colleague|co-?worker|person|stakeholder|conversation)|tension|spec is wrong",
        r"disagree|argu|conflict|tension|debate|convinc|persuad|oppos|object|refus|insist|resist|push(?:ed)? "
        r"back|clash|compromise|both (?:of us|sides|right)|his (?:point|view|idea|side)|her (?:point|view|"
        r"idea|side)|their (?:point|view|side)|said no|(?:a|the) no\b|no['’]?s\b|(?:was|were) (?:against|"
        r"worried|afraid|angry|upset|sceptical|skeptical|not convinced)|i (?:feared|worried|doubted|"
        r"thought (?:it|that|this|we))|wanted\b.{1,80}\b(?:but|while|and i|whereas|i wanted)|"
        r"would(?:n['’]t| not) (?:agree|accept)|opinion|differen(?:t|ce)|explain|too (?:much|many|big|early|"
        r"late|expensive|risky)|(?:colleague|engineer|lead|manager|designer|\bhe|\bshe|they) (?:had )?"
        r"(?:wanted|preferred|thought|believed|felt)",
    ),
    _theme(
        "somebody whom you helped",
        r"helped (?:somebody|someone|a|an|another)|(?:mentor|coach)(?:ed|ing)?\b|somebody grow|someone grow|"
        r"develop(?:ed)? (?:somebody|someone|a (?:colleague|team ?mate|person))",
        r"mentor|coach|taught|teach|train(?:ed|ing)|grow|grew|confiden|nervous|junior|intern\b|apprentice|"
        r"associate|new (?:to|hire|colleague)|newcomer|joined|review(?:ed|ing)? (?:his|her|their)|"
        r"help(?:ed)? (?:him|her|them)|"
        r"promot|on (?:his|her|their) own|by (?:himself|herself|themselves)|alone|feedback",
    ),
    _theme(
        "people who did not have to follow you",
        r"report(?:s|ing|ed)? to you|without (?:a |any )?(?:authority|title)|influenc\w+|another team|"
        r"other teams?\b|across teams",
        r"convinc|persuad|influenc|agreed|on board|buy-?in|their (?:\w+ )?(?:roadmap|backlog|plan|planning|"
        r"lead|leader|team|priorit\w+|"
        r"quarter|problem|alerts?|goals?|manager|migration)|no (?:say|authority|power)|authority|"
        r"(?:other|another|storage|data|platform|sales|design|security|infrastructure) team|backlog|align|"
        r"volunteer|each team|all teams|teams\b",
    ),
    _theme(
        "a decision in the dark",
        r"(?:little|incomplete|limited|missing|not enough|without (?:enough|all)) (?:the )?(?:information|"
        r"data)|uncertain\w*|ambigu\w+|in the dark",
        r"not know|n['’]t know|didn['’]t have|did not have|nobody knew|no one knew|unknown|unclear|uncertain|"
        r"ambigu|no (?:idea|cause|data|time|figures?|information|numbers?|evidence|way (?:to|of))|without "
        r"(?:knowing|data|information|a cause)|blind|guess|gut|risk|incomplete|assum|missing|half the|"
        r"not enough|could(?:n['’]t| not) (?:see|tell|find|know|wait|ask)|not (?:sure|certain)|bet\b|"
        r"rough|had to (?:decide|choose)|make a call|call was made",
    ),
    _theme(
        "a technical matter",
        r"technical(?:ly)? (?:decision|problem|topic|challenge|detail|matter)|understand deeply|deep(?:ly)? "
        r"technical",
        r"code|logs?\b|logging|database|sql|query|queries|api|architect|latency|algorithm|schedul|server|"
        r"schema|model(?:l?ing|s)?\b|cluster|gpu|cpu|cache|queue|deploy|memory|network|protocol|pipeline|"
        r"script|system|engine|software|hardware|library|cloud|index|token|encrypt|storage|technical",
    ),
    _theme(
        "a customer",
        r"customers?\b|clients?\b|(?:large|big|key|loud) accounts?\b",
        r"customers?\b|clients?\b|buyers?\b|renew|contract|(?:large|larg|big|bigg|small|smaller|key)(?:est)? "
        r"accounts?|"
        r"accounts? (?:asked|wanted|needed|said|that|who)|prospect|subscri|users? (?:asked|wanted|needed|"
        r"said|told)|guests?\b|patients?\b|shops?\b",
    ),
    _theme(
        "something that you built",
        r"(?:product|feature|something|project|service)s? (?:that )?you(?:['’]ve| have)? (?:owned|built|made|"
        r"launched|shipped|created|started)|from nothing|from scratch|idea to launch",
        r"built|build|launch|ship|releas|beta|prototyp|mvp|version|pilot|roll(?:ed|ing) ?out|design(?:ed)?|"
        r"first users|feature|form\b|fields?\b|went live|specif|product|app\b|tool|template",
    ),
)


def theme_of(question: str) -> str | None:
    """What a story that answers `question` has to be about, where its wording says so."""
    return next((theme.name for theme in _THEMES if theme.asked.search(question)), None)


def signs_of(theme: str, answer: str) -> int:
    """How many different signs of `theme` (one of `theme_of`) stand in `answer`."""
    found = next(each for each in _THEMES if each.name == theme)
    return len({match.group().lower() for match in found.sign.finditer(_FILLER.sub(" ", answer))})


_FILLER = re.compile(r"\s+(?:u+[hm]+|e+r+m*|you know|like)\s+", re.IGNORECASE)
_HERSELF = re.compile(
    r"\b(?:i(?:['’]m| am) (?:a|an|the|currently|now|[A-Z])\b(?! (?:\w+ ){0,2}(?:person|guy|fan|bit)\b)|"
    r"my name|i (?:work|worked|studied|grew up|run|lead|"
    r"make|manage|started|joined|care)|i(?:['’]ve| have) (?:been|worked)|for the (?:last|past)|"
    r"my (?:current|first|last) (?:role|job|company)|product manager|graduated|career|background)\b",
    re.IGNORECASE,
)
_THIS_PLACE = re.compile(
    r"\b(?:you|your|you['’](?:re|ve)|here|this (?:role|company|team|job|place|position)|"
    r"i(?:['’]d| would) (?:like|love|want)|i want|interests? me|interested|attracts?|excit\w+)\b",
    re.IGNORECASE,
)


def speaks_of_herself(answer: str) -> bool:
    """Whether an introduction says anything of who she is."""
    return _HERSELF.search(answer) is not None


def speaks_of_this_place(answer: str) -> bool:
    """Whether a motivation addresses the company or says what she wants, more than in passing."""
    return sum(1 for _ in _THIS_PLACE.finditer(answer)) > 1
