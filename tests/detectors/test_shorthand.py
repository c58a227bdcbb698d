"""Chat shorthand written out."""

import pytest

from coach.detectors.shorthand import write_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how wud u anser ths", "how would you answer ths"),
        ("Whats ur weakness", "What's your weakness"),
        ("I know R and C", "I know R and C"),
        ("see www.ur.example and r/pm", "see www.ur.example and r/pm"),
        ("nothing to change here", "nothing to change here"),
    ],
)
def test_shorthand(typed: str, meant: str) -> None:
    assert write_out(typed) == meant
