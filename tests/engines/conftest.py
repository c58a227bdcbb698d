"""One scripted endpoint a session, and an engine at any case of it."""

from collections.abc import Callable, Iterator

import pytest
from scripted_server import KEY, Case, ScriptedServer

from coach.config import Settings
from coach.engines.openai import OpenAIEngine
from coach.prompts import Prompts

EngineAt = Callable[..., OpenAIEngine]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptedServer]:
    with ScriptedServer(tmp_path_factory.mktemp("scripted")) as running:
        yield running


@pytest.fixture
def waits() -> list[float]:
    """The seconds that the engine would have slept."""
    return []


@pytest.fixture
def engine_at(waits: list[float], monkeypatch: pytest.MonkeyPatch) -> Iterator[EngineAt]:
    """Builds an engine at a case; closes it afterwards. No setting of the machine plays a part."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "COACH_MODEL", "OPENAI_ORG_ID"):
        monkeypatch.delenv(name, raising=False)
    built: list[OpenAIEngine] = []

    def build(
        case: Case, *, model: str | None = "scripted", key: str | None = KEY, timeout: float = 5
    ) -> OpenAIEngine:
        settings = Settings(_env_file=None, base_url=case.url, api_key=key, model=model, timeout=timeout)
        built.append(OpenAIEngine(settings, Prompts(), sleep=waits.append))
        return built[-1]

    yield build
    for engine in built:
        engine.close()
