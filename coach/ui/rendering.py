"""From values to HTML and Markdown for the page. Pure; escapes everything that is not ours.

All words of hers, of notes and of models pass through `words` or `prose`: no tag, image
or link of theirs survives. Links are made here, and only to her own notes.
"""

import re
from html import escape
from urllib.parse import quote, urlencode

from coach.dialogue import Conversation
from coach.dialogue.payloads import Payload, load_payload
from coach.domain.answers import Answer, Claim, Source
from coach.domain.grading import Evidence, Grade, Scorecard
from coach.domain.interview import Debrief, Moment
from coach.domain.passages import IndexReport
from coach.intents import read_setup, tell_setup
from coach.interview import state
from coach.interview.debrief import probe_lines
from coach.store import TurnRecord
from coach.ui.diffs import with_diffs

LEVEL_WORDS = {1: "not shown", 2: "named", 3: "covered", 4: "specific", 5: "strong"}
STATE_WORDS = {"supported": "from", "derived": "worked out from", "blank": "yours to fill in"}
_BLANK = re.compile(r"\[[^\[\]\n]{2,80}\]")


def words(text: str) -> str:
    """Plain words on one line of HTML, as they were typed."""
    return escape(text, quote=True).replace("\r", "").replace("\n", "<br>")


def prose(text: str) -> str:
    """Markdown whose raw HTML, images and links are shown as text instead of acted on."""
    shown = escape(text, quote=False)
    shown = re.sub(r"!\[", r"\\!\\[", shown)
    return re.sub(r"\]\(", r"]\\(", shown)


def with_blanks(text: str) -> str:
    """Words in which every blank that she has to fill stands out."""
    return _BLANK.sub(lambda found: f'<mark class="blank">{found[0]}</mark>', words(text))


def note_link(path: str, line: int | None, label: str = "") -> str:
    """A link to a line of her own notes, opened beside the chat."""
    query = urlencode({"path": path, **({"line": line} if line else {})}, quote_via=quote)
    shown = label or (f"{path}:{line}" if line else path)
    anchor = f"#L{line}" if line else ""
    return f'<a class="ref" href="/note?{query}{anchor}" target="passage">{escape(shown)}</a>'


# Messages of the chat


def message_of(turn: TurnRecord) -> dict[str, str] | None:
    """One saved message as the chat shows it; None for what has nothing to show."""
    payload = load_payload(turn.payload)
    if turn.role == "candidate":
        return {"role": "user", "content": candidate_html(turn.text)}
    body = body_html(turn.kind, turn.text, payload)
    if not turn.complete:
        body += '<div class="cut">cut off here</div>'
    return {"role": "assistant", "content": body} if body else None


def candidate_html(text: str) -> str:
    if text.startswith("/mock "):
        return f'<div class="said command">Start {words(tell_setup(read_setup(text[6:])))}</div>'
    return f'<div class="said">{words(text).replace("  ", "&nbsp; ")}</div>'


def body_html(kind: str, text: str, payload: Payload) -> str:
    """A message of the interviewer or the coach."""
    if payload.scorecard is not None:
        return scorecard_html(payload.scorecard)
    if payload.debrief is not None:
        return debrief_html(payload.debrief)
    if payload.answer is not None:
        return answer_html(payload.answer)
    if kind == "tell":
        return with_diffs(text, prose)
    label = {"question": "Question", "small_talk": "Small talk", "probe": "Follow-up"}.get(kind, "")
    tag = f'<span class="kind">{label}</span>' if label else ""
    return f'<div class="said {escape(kind)}">{tag}{with_blanks(text)}</div>' if text else ""


def session_title(title: str) -> str:
    """The name of a session in the list; one that has not come to anything has none yet."""
    return "Just talking" if title == "New session" else title


def report_words(report: IndexReport) -> str:
    """What reading a folder came to, in one line; what did not happen is not mentioned."""
    counts = {
        "new": report.added,
        "changed": report.changed,
        "gone": report.removed,
        "with broken characters, read as they were meant": len(report.repaired),
        "not read": len(report.skipped),
    }
    rest = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    return f"I have read {_count(report.notes, 'note')}" + (f": {rest}." if rest else ".")


def busy_html(text: str) -> str:
    """The quiet line under the chat while a reply is made; the Stop button shows as long as it is there."""
    return f'<span class="busy">{words(text)} …</span>'


def place_html(now: Conversation) -> str:
    """Where an interview stands, while it is her turn; nothing outside of one."""
    exchange = state.current(now.interview) if now.interview is not None else None
    if now.interview is None or exchange is None or now.awaiting != "reply":
        return ""
    main = [one for one in now.interview.exchanges if one.item.kind != "small_talk"]
    where = (
        f"Question {main.index(exchange) + 1} of {len(main)}"
        if exchange in main
        else f"A little small talk, then {len(main)} question{'s' if len(main) > 1 else ''}"
    )
    return f"{where}. Type “skip” to move on, “stop” to end it."


def failure_html(message: str, hint: str) -> str:
    return f'<div class="failed"><b>{words(message)}</b> {words(hint)}</div>'


# Scorecards


def scorecard_html(card: Scorecard) -> str:
    """Level, reason, her words and the line of her notes, a row a criterion."""
    rows = "".join(_grade_row(grade) for grade in card.grades if grade.state != "not_applicable")
    left_out = [grade.criterion.name for grade in card.grades if grade.state == "not_applicable"]
    aside = (
        f'<p class="quiet">Not asked for by this question: {words(", ".join(left_out))}.</p>'
        if left_out
        else ""
    )
    basis = (
        f"against {note_link(card.rubric.path, card.rubric.line, card.rubric.name)}"
        if card.rubric.path
        else f"against the general rubric “{words(card.rubric.name)}”, since your notes hold none for this"
    )
    return (
        f'<div class="card"><div class="card-head"><h3>{words(card.question)}</h3>{_overall(card)}</div>'
        f'<p class="quiet" title="rubric {escape(card.rubric.hash)}">'
        f"Graded by the {words(card.engine)} {basis}</p>"
        '<table class="grades"><thead><tr><th>What counts</th><th>Level</th>'
        "<th>Why, and your words</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>{aside}"
        f"{_listed('What worked', card.strengths)}{_fixes(card)}"
        f"{_delivery(card)}{_listed('Good to know', card.warnings)}</div>"
    )


def _overall(card: Scorecard) -> str:
    if card.overall is None:
        return '<span class="overall none">no overall</span>'
    low, high = card.overall.band
    band = f"{low}" if low == high else f"{low} to {high}"
    level = f"{card.overall.level:.1f}<small> of 5</small>"
    return f'<span class="overall" title="reads as {band} of 5">{level}</span>'


def _grade_row(grade: Grade) -> str:
    criterion = grade.criterion
    source = (
        note_link(criterion.note.path, criterion.note.line)
        if criterion.note is not None
        else f'<span class="quiet">{words(criterion.basis.replace("fallback:", "general rubric: "))}</span>'
    )
    quotes = "".join(_quote(evidence) for evidence in grade.evidence)
    return (
        f"<tr><td><b>{words(criterion.name)}</b><br>{source}</td><td>{_level(grade)}</td>"
        f"<td>{words(grade.why)}{quotes}</td></tr>"
    )


def _level(grade: Grade) -> str:
    if grade.level is None:
        return '<span class="quiet">not graded</span>'
    meaning = escape(grade.criterion.anchors[grade.level - 1])
    dots = "".join(f'<i class="{"on" if step <= grade.level else "off"}"></i>' for step in range(1, 6))
    name = LEVEL_WORDS[grade.level]
    return f'<span class="level" title="{meaning}">{dots}<b>{grade.level}</b> {name}</span>'


def _quote(evidence: Evidence) -> str:
    return f"<blockquote>“{words(evidence.quote)}”</blockquote>"


def _fixes(card: Scorecard) -> str:
    if not card.fixes:
        return ""
    items = "".join(
        f"<li><b>{words(fix.criterion)}.</b> {with_blanks(fix.text)}"
        + (f" {note_link(fix.path, fix.line)}" if fix.path else "")
        + "</li>"
        for fix in card.fixes
    )
    return f"<h4>Fix next</h4><ol>{items}</ol>"


def _delivery(card: Scorecard) -> str:
    told = card.delivery
    return (
        f'<p class="delivery">{told.words} words, about {_minutes(told.seconds)} spoken ·'
        f" {_count(told.fillers, 'filler')} · “I” {told.i}, “we” {told.we} ·"
        f" {_count(told.figures, 'figure')}</p>"
    )


def _count(number: int, thing: str) -> str:
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


def _minutes(seconds: int) -> str:
    return f"{seconds} s" if seconds < 90 else f"{seconds // 60} min {seconds % 60:02} s"


def _listed(title: str, items: tuple[str, ...]) -> str:
    if not items:
        return ""
    return f"<h4>{title}</h4><ul>{''.join(f'<li>{with_blanks(item)}</li>' for item in items)}</ul>"


# Answers


def answer_html(answer: Answer) -> str:
    """What to say, in three lengths, with the story, the framework and the source of each claim."""
    asked = words(answer.question[:1].upper() + answer.question[1:])
    head = f'<h3>{asked}</h3><p class="quiet">Drafted by the {words(answer.engine)}</p>'
    notice = f'<p class="notice">{with_blanks(answer.notice)}</p>' if answer.notice else ""
    chosen = ""
    if answer.story is not None:
        link = note_link(answer.story.path, answer.story.story.line, answer.story.story.title)
        chosen += f"<p>Story: {link} <span class='quiet'>{words(answer.story.why)}</span></p>"
    if answer.framework is not None:
        link = note_link(
            answer.framework.path, answer.framework.framework.line, answer.framework.framework.name
        )
        chosen += f"<p>Framework: {link} <span class='quiet'>{words(answer.framework.why)}</span></p>"
    outline = "".join(f"<li>{with_blanks(point)}</li>" for point in answer.outline)
    spoken = f'<div class="speak">{with_blanks(answer.answer)}</div>' if answer.answer else ""
    shorter = "".join(
        f"<details><summary>In {seconds} seconds</summary>"
        f"<div class='speak'>{with_blanks(text)}</div></details>"
        for seconds, text in sorted(answer.versions.items(), key=lambda pair: int(pair[0]))
        if text and text != answer.answer
    )
    return (
        f'<div class="card">{head}{notice}{chosen}'
        + (f"<h4>Outline to speak from</h4><ul>{outline}</ul>" if outline else "")
        + (f"<h4>In your words</h4>{spoken}" if spoken else "")
        + f"{shorter}{_claims(answer.claims)}{_runners_up(answer)}</div>"
    )


def _claims(claims: tuple[Claim, ...]) -> str:
    if not claims:
        return ""
    items = "".join(f"<li>{_claim(claim)}</li>" for claim in claims)
    title = f"Where each figure and name stands ({len(claims)})"
    return f"<details><summary>{title}</summary><ul>{items}</ul></details>"


def _claim(claim: Claim) -> str:
    if claim.state == "blank":
        return f'<mark class="blank">{words(claim.text)}</mark> {STATE_WORDS["blank"]}'
    if claim.path:
        return f"{words(claim.text)}: {STATE_WORDS[claim.state]} {note_link(claim.path, claim.line)}"
    origin = "what you said here" if claim.origin == "said" else "your notes"
    return f"{words(claim.text)}: {STATE_WORDS[claim.state]} {origin}"


def _runners_up(answer: Answer) -> str:
    if not answer.runners_up:
        return ""
    items = "".join(
        f"<li>{note_link(one.path, one.story.line, one.story.title)}"
        f" <span class='quiet'>{words(one.why)}</span></li>"
        for one in answer.runners_up
    )
    return f"<details><summary>Other stories that could serve</summary><ul>{items}</ul></details>"


def sources_html(sources: tuple[Source, ...]) -> str:
    """The side panel's list of what an answer stands on."""
    if not sources:
        return '<p class="quiet">Click a line reference in the chat to read it here.</p>'
    items = "".join(
        f"<li>{note_link(one.path, one.line)}<br>"
        f"<span class='quiet'>{words(' › '.join(one.heading))}</span></li>"
        for one in sources
    )
    return f'<ul class="sources">{items}</ul>'


# Debriefs


def debrief_html(told: Debrief) -> str:
    """The end of an interview on one page."""
    overall = (
        '<span class="overall none">no overall</span>'
        if told.overall is None
        else f'<span class="overall">{told.overall.level:.1f}<small> of 5</small></span>'
    )
    criteria = "".join(
        f'<tr><td>{words(name)}</td><td><span class="bar"><i style="width:{level * 20:.0f}%"></i></span></td>'
        f"<td>{level:.1f}</td></tr>"
        for name, level in told.criteria
    )
    moments = ""
    if told.best is not None:
        moments += _moment("Best moment", told.best)
    if told.weakest is not None:
        moments += _moment("Weakest moment", told.weakest)
    fixes = "".join(
        f"<li>{with_blanks(fix.text)}"
        + (f"<div class='say'>Say: {with_blanks(fix.say)}</div>" if fix.say else "")
        + (f" {note_link(fix.path, fix.line)}" if fix.path else "")
        + "</li>"
        for fix in told.fixes
    )
    fixes_title = {1: "One thing to fix", 2: "Two things to fix"}.get(len(told.fixes), "Three things to fix")
    return (
        f'<div class="card debrief"><div class="card-head"><h3>Debrief</h3>{overall}</div>'
        f'<p class="quiet">Graded by the {words(told.engine)}</p>{moments}'
        + (f"<h4>{fixes_title}</h4><ol>{fixes}</ol>" if fixes else "")
        + (f"<h4>By criterion</h4><table class='bars'>{criteria}</table>" if criteria else "")
        + _listed("Why I followed up", probe_lines(told))
        + _listed("Stories you used", told.stories_used)
        + _listed("Practise next", told.next)
        + _listed("Good to know", told.notes)
        + "</div>"
    )


def _moment(title: str, moment: Moment) -> str:
    return f"<h4>{title}</h4><blockquote>“{words(moment.quote)}”</blockquote>{words(moment.why)}"
