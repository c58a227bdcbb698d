"""Whom a note is about: companies and people, told by its frontmatter, title, folder and tags.

"Prep for Odile" names a person unless the note speaks of a company by that name ("Why Tidewell", "at
Tidewell", "Tidewell's customers"); "Tidewell interview prep" names a company unless it speaks of a person
("Odile, head of product", "Hi Odile", first and last name). Where a company is named beside it, the other
name is a person. `settle_subjects` then looks at the other notes of the folder.
"""

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coach.domain.notes import Note
from coach.notes.frontmatter import Frontmatter
from coach.notes.wording import key_of

_TITLE = re.compile(
    r"(?i)(?:(?:interview )?prep(?:aration)? (?:for|[-:–—]) (?P<a>.+)"
    r"|(?P<b>.+?) (?:company (?:notes|page|research|info|overview)|(?:interview )?prep(?: (?:sheet|notes))?"
    r"|interview notes))$"
)
_MEETING = re.compile(
    r"(?i)(?:(?:interview|chat|call|coffee|meeting|screen|talk) with|meeting) (?P<name>[^,(–—-]{2,40}?)"
    r"(?:\s*[,(–—-].*)?$"
)
_COMPANY_SURE = re.compile(r"(?i)\bcompany (?:notes|page|research|info|overview)$")
_NOBODY = re.compile(
    r"(?i)(?:the |my |an? )?(?:interviews?|behaviou?ral|product|pm|case|technical|system design"
    r"|coding|general|onsite|final|phone|screen|mock|company|day|pre|story|job|panel|loop|round|recruiter"
    r"|hiring manager|manager|team|next|first|second|third|week|exam|test|meal|food)\b"
)
_AT = re.compile(r"(?P<who>.+?) (?:at|from|of|@) (?P<where>.+)$")
_ROLE = (
    r"(?:head|director|vp|vice president|manager|lead|engineer|founder|ceo|cto|cpo|coo|recruiter|principal"
    r"|professor|dr|chief|partner|nurse|teacher|designer|pm|interviewer|hiring manager)"
)
_LEGAL = re.compile(
    r"(?i)\b(?:inc|ltd|llc|gmbh|ag|corp|labs?|bank|group|hospital|school|university|clinic|studio|health"
    r"|systems|software|cloud|technologies|ai|io)\.?$"
)
_MEETS = re.compile(
    r"(?i)\b(?:interviewer|hiring manager|(?:great|nice|good) to (?:finally )?(?:meet|talk)"
    r"|(?:she|he) (?:is|was|worked|works|asks|likes|will|actually|knows|knew))\b"
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){0,2}$")
_FOLDERS = {"companies", "company", "employers", "firmen", "empresas", "entreprises"}
_PEOPLE_FOLDERS = {"people", "interviewers", "contacts"}


@dataclass(frozen=True, slots=True)
class Subjects:
    """Names of companies and of people, each once."""

    companies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def read_subjects(path: str, title: str, front: Frontmatter, tags: Sequence[str], text: str) -> Subjects:
    """Whom the note at `path` is about."""
    companies = _names(front.texts("company", "companies", "employer"))
    people = _names(front.texts("interviewer", "interviewers", "person", "people", "with"))
    tagged = [tag.split("/", 1) for tag in tags if "/" in tag]
    companies += [
        name.replace("-", " ") for kind, name in tagged if kind.casefold() in ("company", "companies")
    ]
    people += [name.replace("-", " ") for kind, name in tagged if kind.casefold() in ("person", "people")]
    folder = posixpath.basename(posixpath.dirname(path)).casefold()
    if meeting := _MEETING.match(title):
        name = meeting["name"].strip()
        if _NAME.match(name) and not _NOBODY.match(name):
            people.append(name)
    elif (match := _TITLE.match(title)) is not None:
        name = (match["a"] or match["b"]).strip(" -–—:")
        placed = _AT.match(name)
        if placed is not None and _NAME.match(placed["who"]):
            people.append(placed["who"])
            companies += [] if companies else [placed["where"]]
        elif name and not _NOBODY.match(name) and not _is_known(name, [*companies, *people]):
            sure = _COMPANY_SURE.search(title) is not None or folder in _FOLDERS
            if sure and not companies:
                companies.append(name)
            elif not sure and _is_person(
                name, text, has_company=bool(companies), default=match["a"] is not None
            ):
                people.append(name)
            elif not companies:
                companies.append(name)
    if folder in _FOLDERS and not companies:
        companies.append(title)
    elif folder in _PEOPLE_FOLDERS and not people and _NAME.match(title):
        people.append(title)
    return Subjects(_once(companies), _once(people))


def settle_subjects(notes: Iterable[Note]) -> tuple[Note, ...]:
    """`notes` with each name in one place: what is a company in one note, or a person, is that in all.

    A prep sheet without a company of its own takes that of the one company note that it links to.
    Links must be resolved.
    """
    notes = tuple(notes)
    sure = {
        key_of(name): name
        for note in notes
        for name in note.companies
        if not _TITLE.match(note.title) or key_of(name) not in key_of(note.title)
    }
    homes = {note.path: note.companies for note in notes if note.companies}
    settled: list[Note] = []
    for note in notes:
        if not note.people and not note.companies:
            settled.append(note)
            continue
        moved = tuple(sure[key_of(name)] for name in note.people if key_of(name) in sure)
        people = tuple(name for name in note.people if key_of(name) not in sure)
        companies = _once([*note.companies, *moved])
        if people and not companies:
            linked = {name for link in note.links for name in homes.get(link.resolved or "", ())}
            companies = tuple(linked) if len(linked) == 1 else ()
        changed = (companies, people) != (note.companies, note.people)
        settled.append(replace(note, companies=companies, people=people) if changed else note)
    return tuple(settled)


def _is_person(name: str, text: str, *, has_company: bool, default: bool) -> bool:
    if _LEGAL.search(name) or not _NAME.match(name):
        return False
    if has_company:
        return True
    whole, first = re.escape(name), re.escape(name.split(maxsplit=1)[0])
    if re.search(rf"\b(?:Hi|Hello|Hey|Dear|Thanks,?|[Tt]hank you,?) {first}\b", text) or re.search(
        rf"\b{first}(?: [A-Z][\w-]+)?\s?[,(–—:-]\s?(?:(?:the|an?|their|our|senior) )?(?i:{_ROLE})\b", text
    ):
        return True
    if re.search(rf"\b(?i:why|at|joining|join|inside) {whole}\b", text) or re.search(
        rf"\b{whole}['’]s (?:products?|customers|mission|values|users|strategy)\b", text
    ):
        return False
    return default or " " in name or _MEETS.search(text) is not None


def _is_known(name: str, others: Sequence[str]) -> bool:
    return any(key_of(name) == key_of(other) for other in others)


def _names(texts: Iterable[str]) -> list[str]:
    return [name for text in texts for part in text.split(",") if (name := part.strip().strip("[]").strip())]


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple({key_of(name): name for name in reversed(names) if name}.values())[::-1]
