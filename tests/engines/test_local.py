"""A model server on this machine is found, and nothing else is taken for one."""

from pathlib import Path

import httpx2
import pytest
from scripted_server import ScriptedServer, sends

from coach.engines.local import LocalServer, choose_model, find_local_endpoint

CLOSED = LocalServer("Ollama", 9)


@pytest.fixture
def plain(tmp_path: Path) -> ScriptedServer:
    """A server of its own, so that a case named `v1` stands where a real one would."""
    return ScriptedServer(tmp_path)


def test_nothing_there_is_none() -> None:
    assert find_local_endpoint(servers=[CLOSED]) is None


def test_the_first_that_answers_with_a_model_is_taken(plain: ScriptedServer) -> None:
    with plain as server:
        case = server.case(models=["all-minilm:latest", "llama3.2:3b"], name="v1")
        found = find_local_endpoint(servers=[CLOSED, LocalServer("LM Studio", server.port)])
        assert found is not None
        assert (found.program, found.model) == ("LM Studio", "llama3.2:3b")
        assert found.base_url == f"http://127.0.0.1:{server.port}/v1"
        assert httpx2.get(f"{found.base_url}/models").status_code == 200
        assert "authorization" not in case.everything[0].headers


@pytest.mark.parametrize(
    "models",
    [
        [],
        ["nomic-embed-text"],
        sends("<html>a router</html>", "text/html"),
        sends('{"data": {"id": "x"}}', "application/json"),
        sends("[" * 100_000, "application/json"),
        sends('{"data": [{"id": "x"}]}', "application/json", 401),
        sends('{"data": "' + "x" * 1_100_000 + '"}', "application/json"),
    ],
)
def test_other_programs_are_not_models(plain: ScriptedServer, models: object) -> None:
    with plain as server:
        server.case(models=models, name="v1")  # type: ignore[arg-type]
        assert find_local_endpoint(servers=[LocalServer("Ollama", server.port)]) is None


@pytest.mark.parametrize(
    ("listed", "chosen"),
    [
        (["nomic-embed-text:latest", "qwen3:8b"], "qwen3:8b"),
        (["BAAI/bge-m3", "mistralai/Mistral-7B"], "mistralai/Mistral-7B"),
        (["text-embedding-3-small", "tts-1", "whisper-1", "gpt-5-mini"], "gpt-5-mini"),
        (["gte-large", "e5-base"], None),
        ([], None),
    ],
)
def test_models_that_cannot_talk_are_passed_over(listed: list[str], chosen: str | None) -> None:
    assert choose_model(listed) == chosen


def test_a_preferred_model_comes_first_where_it_is_listed() -> None:
    assert choose_model(["a", "b", "c"], ("x", "b")) == "b"
    assert choose_model(["a", "b"], ("x",)) == "a"
