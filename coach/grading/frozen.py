"""A frozen rubric as text and back: what the store keeps under the rubric's hash."""

from pydantic import TypeAdapter

from coach.domain.grading import Rubric

_ADAPTER: TypeAdapter[Rubric] = TypeAdapter(Rubric)


def dump_rubric(rubric: Rubric) -> str:
    return _ADAPTER.dump_json(rubric).decode()


def load_rubric(text: str) -> Rubric:
    return _ADAPTER.validate_json(text)
