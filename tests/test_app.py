"""Which engine is taken, with real servers on loopback."""

import socket
from collections.abc import Iterator

import pytest
from scripted_server import ScriptedServer

from coach.app import engine_chooser
from coach.config import Settings
from coach.errors import UsageError

NOBODY: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptedServer]:
    with ScriptedServer(tmp_path_factory.mktemp("scripted")) as running:
        yield running


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]


def test_builtin_means_builtin_even_with_a_key() -> None:
    choice = engine_chooser(settings(engine="builtin", api_key="sk-x"), None)(NOBODY)
    assert choice.engine.name == "builtin"
    assert choice.ask_host == ""


def test_a_remote_endpoint_waits_for_her_agreement() -> None:
    given = settings(base_url="https://models.example/v1", api_key="sk-x", model="m")
    waiting = engine_chooser(given, None)(NOBODY)
    assert waiting.engine.name == "builtin"
    assert waiting.ask_host == "models.example"
    assert "agree" in waiting.notice
    agreed = engine_chooser(given, None)(frozenset({"models.example"}))
    assert agreed.engine.name == "openai"
    assert agreed.engine.label == "m at models.example"


def test_naming_openai_is_agreement() -> None:
    given = settings(engine="openai", base_url="https://models.example/v1", api_key="sk-x", model="m")
    assert engine_chooser(given, None)(NOBODY).engine.name == "openai"


def test_a_server_on_this_computer_is_taken_while_it_answers(server: ScriptedServer) -> None:
    case = server.case(models=["tiny"])
    choice = engine_chooser(settings(base_url=case.url), None)(NOBODY)
    assert choice.engine.name == "openai"

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        gone = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
    choice = engine_chooser(settings(base_url=gone), None)(NOBODY)
    assert choice.engine.name == "builtin"
    assert "does not answer" in choice.notice


def test_openai_without_a_key_says_what_to_set() -> None:
    with pytest.raises(UsageError, match="OPENAI_API_KEY"):
        engine_chooser(settings(engine="openai"), None)(NOBODY)
