"""Objects found in a model's words, and streams freed of its thoughts."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.engines.replies import (
    BadReply,
    JudgeReply,
    ReferenceReply,
    judge_schema,
    read_reply,
    strip_thoughts,
)

GOOD = '{"criteria": [{"id": "a", "why": "w", "level": 3}]}'


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"<think>{{}} {GOOD.replace('3', '5')}</think>{GOOD}",
        f'{{"note": "first"}} {GOOD}',
        f"{{broken {GOOD}",
        f"{GOOD} {GOOD.replace('3', '5')}",
        GOOD.replace('"level"', '"quotes": null, "extra": 1, "level"'),
        GOOD[:-2],  # only the inner object is whole
        GOOD.removeprefix('{"criteria": ').removesuffix("}"),
        '{"a":' * 10 + GOOD + "}" * 10,
        '{"criteria": {"a": {"why": "w", "level": 3}}}',
        '{"criteria": [{"id": "b", "why": "w"}, {"id": "a", "why": "w", "level": 3}]}',
        GOOD.replace("3", '"3/5"'),
        GOOD.replace("3", '"3 out of 5"'),
        GOOD.replace("3", "3.5"),  # in doubt the lower one
    ],
)
def test_the_first_fitting_object_is_read(text: str) -> None:
    reply = read_reply(text, JudgeReply)
    assert (reply.criteria[0].id, reply.criteria[0].level) == ("a", 3)


def test_quotes_come_as_bare_strings_too() -> None:
    for quotes in ('["her words"]', '"her words"', '[{"text": "her words"}]'):
        reply = read_reply(GOOD.replace('"why"', f'"quotes": {quotes}, "why"'), JudgeReply)
        assert [(quote.turn, quote.text) for quote in reply.criteria[0].quotes] == [(0, "her words")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no complete JSON object"),
        ("[1, 2]", "no complete JSON object"),
        (f"<think>{GOOD}", "no complete JSON object"),
        (GOOD.replace("3", "[3]"), "criteria.0.level"),
        ("{" * 100_000, "no complete JSON object"),
        ('{"a":' * 100_000, "no complete JSON object"),
    ],
)
def test_what_is_wrong_is_said(text: str, problem: str) -> None:
    with pytest.raises(BadReply, match=problem):
        read_reply(text, JudgeReply)


@pytest.mark.parametrize("score", ["-0.1", "1.01", "NaN", "null", '"high"'])
def test_a_score_off_the_scale_is_no_reply(score: str) -> None:
    with pytest.raises(BadReply, match="score"):
        read_reply(f'{{"why": "w", "score": {score}}}', ReferenceReply)


def test_the_schema_is_in_the_strict_form() -> None:
    def objects(node: object) -> list[dict[str, object]]:
        if isinstance(node, list):
            return [found for item in node for found in objects(item)]
        if not isinstance(node, dict):
            return []
        own = [node] if node.get("type") == "object" else []
        return own + [found for item in node.values() for found in objects(item)]

    found = objects(judge_schema(["a"]))
    assert len(found) == 3
    for each in found:
        properties = each["properties"]
        assert isinstance(properties, dict)
        assert each["required"] == list(properties)
        assert each["additionalProperties"] is False
    assert json.dumps(found)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<think>no</think>yes", "yes"),
        ("\n <THINK>a < b</THINK>\n\nyes <|eot_id|>", "yes "),
        ("one <think>a</think>two<think>b</think> three", "one two three"),
        ("<think>never ends", ""),
        ("a < b and <b>c</b> <", "a < b and <b>c</b> <"),
        ("late</think> words", "late words"),
        ("", ""),
    ],
)
def test_thoughts_are_stripped_however_the_stream_is_cut(text: str, left: str) -> None:
    assert "".join(strip_thoughts([text])) == left
    assert "".join(strip_thoughts(text)) == left


@given(
    st.lists(
        st.sampled_from(["<think>", "</think>", "<|im_end|>", "word ", "<", ">", "th", "ink>", "é", "\n"])
    )
)
def test_the_cutting_of_a_stream_changes_nothing(parts: list[str]) -> None:
    text = "".join(parts)
    whole = "".join(strip_thoughts([text]))
    assert "".join(strip_thoughts(parts)) == whole
    assert "".join(strip_thoughts(text)) == whole
