"""The fall-back rubrics in `prompts/rubrics/`: read, validated, turned into criteria.

Owns their YAML shape. They are used only where her notes do not say what to look for, and every
criterion from here says so (`basis` is "fallback:NAME").
"""

from functools import cache
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

from coach.domain.grading import Criterion, Point
from coach.resources import shipped

Text = Annotated[str, Field(min_length=1)]


class _CriterionSheet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Text
    name: Text
    detector: Text
    points: tuple[Text, ...]
    anchors: tuple[Text, Text, Text, Text, Text]
    fix: Text
    weight: float = Field(1.0, gt=0)


class _RubricSheet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    criteria: tuple[_CriterionSheet, ...] = Field(min_length=1)


@cache
def _sheet(name: str) -> _RubricSheet:
    source = (shipped("prompts") / "rubrics" / f"{name}.yaml").read_text(encoding="utf-8")
    return _RubricSheet.model_validate(yaml.safe_load(source))


def fallback_title(name: str) -> str:
    """What a scorecard calls the fall-back rubric `name`."""
    return _sheet(name).name


def fallback(name: str) -> tuple[Criterion, ...]:
    """The criteria of `prompts/rubrics/NAME.yaml`, in order."""
    return tuple(
        Criterion(
            id=sheet.id,
            name=sheet.name,
            points=tuple(Point(text) for text in sheet.points),
            anchors=sheet.anchors,
            basis=f"fallback:{name}",
            weight=sheet.weight,
            detector=sheet.detector,
        )
        for sheet in _sheet(name).criteria
    )


@cache
def fix_wordings() -> dict[str, str]:
    """What to do next time, by criterion id, for the criteria that have a wording of their own."""
    return {
        sheet.id: sheet.fix
        for name in (
            "behavioural",
            "case",
            "intro",
            "motivation",
            "knowledge",
            "small_talk",
            "common",
            "reference",
        )
        for sheet in _sheet(name).criteria
    }
