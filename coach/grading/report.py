"""A scorecard to read in a terminal or to keep as Markdown."""

from coach.domain.grading import Delivery, Fix, Grade, Scorecard


def scorecard_markdown(card: Scorecard) -> str:
    """The scorecard, a criterion a paragraph: level, reason, her words, the line that asks for it."""
    parts = [f"## {card.question}", _headline(card)]
    parts += [_grade(grade) for grade in card.grades if grade.state != "not_applicable"]
    if left_out := [grade.criterion.name for grade in card.grades if grade.state == "not_applicable"]:
        parts.append(f"Not asked for by this question: {', '.join(left_out)}.")
    if card.strengths:
        parts.append("What worked:\n" + "\n".join(f"- {strength}" for strength in card.strengths))
    if card.fixes:
        fixes = (f"{number}. {_fix(fix)}" for number, fix in enumerate(card.fixes, start=1))
        parts.append("Fix next:\n" + "\n".join(fixes))
    parts.append(_delivery(card.delivery))
    if card.warnings:
        parts.append("Good to know:\n" + "\n".join(f"- {warning}" for warning in card.warnings))
    return "\n\n".join(parts)


def _headline(card: Scorecard) -> str:
    rubric = card.rubric
    place = f" ({rubric.path}:{rubric.line})" if rubric.path else ""
    basis = f"{rubric.name}{place}, rubric {rubric.hash}, {card.engine}"
    if card.overall is None:
        return f"**No overall** against {basis}"
    low, high = card.overall.band
    band = "" if low == high else f", reads as {low} to {high}"
    return f"**{card.overall.level:.1f} of 5**{band}, against {basis}"


def _grade(grade: Grade) -> str:
    criterion = grade.criterion
    level = "not graded" if grade.level is None else f"{grade.level}/5"
    source = f"{criterion.note.path}:{criterion.note.line}" if criterion.note else criterion.basis
    quotes = "".join(f"\n> {' '.join(evidence.quote.split())}" for evidence in grade.evidence)
    return f"**{criterion.name}: {level}** [{source}] {grade.why}{quotes}"


def _fix(fix: Fix) -> str:
    place = f" [{fix.path}:{fix.line}]" if fix.path else ""
    return f"{fix.criterion}: {fix.text}{place}"


def _delivery(told: Delivery) -> str:
    return (
        f"{_count(told.words, 'word')}, about {told.seconds} s spoken; {_count(told.fillers, 'filler')};"
        f" I {told.i}, we {told.we}; {_count(told.figures, 'figure')}."
    )


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
