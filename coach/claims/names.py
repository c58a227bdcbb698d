"""Names and dates in a sentence: people, companies, products, places; months, years, days.

A capital letter at the start of a sentence proves nothing, so a lone word there counts as a
name only where it acts like one ("Acme asked us", "Acme's team") and is no common noun.
"""

import re
from dataclasses import dataclass

from coach.claims.figures import is_year
from coach.claims.words import DOWN_WORDS, FUNCTION_WORDS, UP_WORDS, word_set

_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w&À-ÿ]*(?:[-./'’][\w&À-ÿ]+)*|\d+[A-Za-z]+\b")
_MONTHS = tuple(
    month
    for pair in (
        ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
        ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"),
        ("november", "nov"), ("december", "dec"),
    )
    for month in pair
)  # fmt: skip
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH_NAMES = "|".join(month.capitalize() for month in _MONTHS)
_DATE = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+)?(?P<month>{_MONTH_NAMES})\b\.?"
    r"(?:\s+\d{1,2}(?:st|nd|rd|th)?\b(?!\s*%))?(?:,?\s+(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d-\d{2}(?:-\d{2})?|[QH][1-4](?:\s+(?:FY)?(?:20)?\d\d)?\b|FY\s?\d\d(?:\d\d)?)"
)

# Short forms of the trade: said by anyone, a claim about nobody.
_TRADE = word_set(
    "a/b ab ai api apis ar arr b2b b2c cac ceo cfo cio cli coo cpo cpu cpus cro crm css csat cta cto cx "
    "dau devx dx "
    "e2e eng faq fyi ga gb gm gpu gpus gtm gui hr html http https id ide io ios ip it itb json jtbd kb "
    "kpi kpis "
    "llm llms ltv mau mb ml moe mom mrr ms mvp nlp nps ok okr okrs oss p&l pdf pii pm pms poc prd prds "
    "pr qa qps r&d "
    "rag rfp rfc rice roi rpm saas sdk sdks seo sla slas slo slos smb sme smes sql sre ssl star tbd tco "
    "ttfb tv ui uk "
    "url us usa ux vip vp vs vm vms vpn wau yoy mece s t r i o english internet web wi-fi wifi pov eta "
    "kyc erp etl "
    "p50 p90 p95 p99 tl;dr tldr diy asap eod rca pto q&a"
)
# Nouns and openers that start sentences with a capital and name nobody.
_COMMON = word_set(
    "adoption churn retention revenue usage growth latency throughput cost quality trust feedback "
    "support sales "
    "marketing engineering design product research legal finance security compliance leadership "
    "management everyone "
    "everybody nobody somebody someone something nothing anything people time work today yesterday "
    "tomorrow "
    "situation task action result outcome context problem goal impact learning reflection half success "
    "failure "
    "progress momentum ownership scope onboarding setup activation engagement traffic demand supply "
    "pricing "
    "discovery delivery testing validation monitoring rollout launch analysis data evidence research "
    "onboarding "
    "morale turnover headcount budget staff management ops operations infrastructure platform yes no "
    "okay ok well "
    "please thanks thank great good hello hi hey sure right left ask say tell think start stop keep use "
    "add build "
    "run ship test measure define clarify diagnose prioritise prioritize propose plan set evaluate "
    "choose express "
    "triage iterate justify validate improve analyse analyze route integrate expand monitor conduct "
    "frame walk "
    "describe give explain learn listen look lead led own owned work worked partner partnered interview "
    "interviewed "
    "short medium long who what when where why how whether although though unlike despite given instead "
    "rather "
    "most many several few some another either neither step short-term medium-term long-term"
)
_ACTING = word_set(
    "asked wanted signed said told was is were had has became joined needed used adopted renewed chose "
    "agreed "
    "called complained reported churned left bought paid gave got made moved switched cancelled canceled "
    "stayed "
    "rolled launched shipped picked came went helped let put ran saw took thought won lost grew decided "
    "saved cut "
    "reduced refused pushed escalated deployed piloted approved wrote"
)
_LINKING = frozenset({"of", "and", "&", "de", "van", "von", "der", "la", "the", "for"})
_TITLES = word_set(
    "vp ceo cto cfo cpo coo head director manager lead engineer pm senior staff principal product designer "
    "president chief officer board team"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name or a date as written, with its place in the sentence."""

    text: str
    start: int
    end: int
    is_date: bool = False


def names_in(sentence: str, lowercase_words: frozenset[str] = frozenset()) -> tuple[Name, ...]:
    """The names and dates of one sentence, in order.

    `lowercase_words` are words that the notes also write small: at the start of a sentence
    they are no names.
    """
    dates = _dates(sentence)
    taken = [(date.start, date.end) for date in dates]
    words = [
        found
        for found in _WORD.finditer(sentence)
        if not any(start < found.end() and found.start() < end for start, end in taken)
    ]
    names: list[Name] = []
    run: list[re.Match[str]] = []
    for at, found in enumerate(words):
        follows = words[at + 1].group() if at + 1 < len(words) else ""
        if run and sentence[run[-1].end() : found.start()].strip(" ") not in {"", "-"}:
            _close(run, names, sentence)
            run = []
        if _is_name_word(sentence, found, follows, bool(run), lowercase_words):
            run.append(found)
        elif run:
            _close(run, names, sentence)
            run = []
    _close(run, names, sentence)
    return tuple(sorted((*names, *dates), key=lambda name: name.start))


def _is_name_word(
    sentence: str, found: re.Match[str], follows: str, in_run: bool, lowercase_words: frozenset[str]
) -> bool:
    word = re.sub(r"['’]s?$", "", found.group())
    low = word.lower()
    if not word or low in _TRADE or (low in FUNCTION_WORDS and not (in_run and low in {"one"})):
        return False
    if re.match(r"(?:i|we|you|it|that|there|here|let|what|who)['’]", low) or low.rstrip("s") in _TRADE:
        return False
    inner_capital = bool(re.search(r"[a-z][A-Z]", word)) or bool(re.fullmatch(r"[A-Z]{2,}[a-z]+", word))
    with_digit = (
        bool(re.search(r"\d", word)) and bool(re.search(r"[A-Z]", word)) and not re.match(r"\d", word)
    )
    if inner_capital or with_digit:
        return True
    if not word[0].isupper():
        return False
    if not _starts_sentence(sentence, found.start()):
        return low not in _COMMON or in_run
    if low in _COMMON or low in lowercase_words or low in UP_WORDS or low in DOWN_WORDS:
        return False
    if word.isupper() and len(word) > 1:
        return True
    owner = re.match(r"['’]s\b", sentence[found.start() + len(word) :]) is not None
    upper_next = (
        follows[:1].isupper() and follows.lower() not in FUNCTION_WORDS and follows.lower() not in _TRADE
    )
    common = re.search(r"(?:s|ing|ed|ly|tion|ment|ness|ity|ship|ance|ence)$", low) is not None
    if upper_next and not re.search(r"(?:ing|ed|ly)$", low):
        return True
    return (owner or follows.lower() in _ACTING) and not common


def _starts_sentence(sentence: str, start: int) -> bool:
    before = sentence[:start].rstrip(" ")
    return (
        not before
        or bool(re.search(r"[:.!?…\"“‘(\[>*•|–—/-]\s*$|(?:^|\s)['']$", before))
        or not re.search(r"\w", before)
    )


def _close(run: list[re.Match[str]], names: list[Name], sentence: str) -> None:
    while run and run[-1].group().lower() in _LINKING | _TITLES:
        run = run[:-1]
    while run and run[0].group().lower() in _TITLES:
        run = run[1:]
    if not run:
        return
    start, end = run[0].start(), run[-1].end()
    text = re.sub(r"['’]s?$", "", sentence[start:end])
    names.append(Name(text, start, start + len(text)))


def _dates(sentence: str) -> list[Name]:
    dates = []
    for found in _DATE.finditer(sentence):
        month = (found["month"] or "").lower()
        alone = found.group() == found["month"]
        if (
            month in {"may", "march", "mar", "jan"}
            and alone
            and not re.search(
                r"\b(?:in|by|since|until|till|last|next|early|late|mid|of|from|to|and|on|for)\s+$",
                sentence[: found.start()],
            )
        ):
            continue
        dates.append(
            Name(
                found.group().rstrip(". "),
                found.start(),
                found.start() + len(found.group().rstrip(". ")),
                True,
            )
        )
    for found in re.finditer(r"(?<![\w.,$€£-])(?:19[5-9]|20[0-4])\d(?![\w%]|,\d|\.\d)", sentence):
        covered = any(date.start <= found.start() < date.end for date in dates)
        if (
            not covered
            and is_year(found.group())
            and not re.match(r"\s+[a-z]+s\b(?!\s*$)", sentence[found.end() :])
        ):
            dates.append(Name(found.group(), found.start(), found.end(), True))
    for found in re.finditer(rf"\b(?:{'|'.join(day.capitalize() for day in _WEEKDAYS)})s?\b", sentence):
        dates.append(Name(found.group(), found.start(), found.end(), True))
    return dates
