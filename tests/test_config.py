"""Settings: names, bounds, and `.env.example` in step with them."""

import re
from pathlib import Path

import pytest

from coach.config import Settings, load_settings
from coach.errors import UsageError
from coach.resources import shipped

EXAMPLE = Path(__file__).parent.parent / ".env.example"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No `.env` and no setting of the machine plays a part."""
    monkeypatch.chdir(tmp_path)
    for name in ("COACH_NOTES", "COACH_HOME", "COACH_ENGINE", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_the_example_names_every_setting() -> None:
    named = set(re.findall(r"^# ?([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    fields = {
        str(field.validation_alias.choices[0])
        if hasattr(field.validation_alias, "choices")
        else f"COACH_{name.upper()}"
        for name, field in Settings.model_fields.items()
    }
    assert named == fields


def test_the_sample_notes_and_the_built_in_defaults_need_nothing() -> None:
    settings = load_settings()
    assert settings.notes == shipped("corpus").resolve()
    assert (settings.engine, settings.api_key, settings.base_url) == ("auto", None, None)
    assert settings.store_url.startswith("sqlite:///")


def test_what_is_given_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COACH_HOME", "/elsewhere")
    monkeypatch.setenv("COACH_ENGINE", "builtin")
    settings = load_settings(home=tmp_path, engine=None)
    assert settings.home == tmp_path
    assert settings.engine == "builtin"


def test_a_dot_env_file_is_read_and_the_key_is_never_shown(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OPENAI_API_KEY=sk-very-secret\nCOACH_MODEL=small\n", encoding="utf-8")
    settings = load_settings()
    assert settings.model == "small"
    assert settings.api_key is not None
    assert "secret" not in repr(settings) + str(settings.model_dump())


@pytest.mark.parametrize(
    ("name", "value"), [("COACH_ENGINE", "gpt"), ("COACH_PORT", "99999"), ("COACH_TIMEOUT", "soon")]
)
def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=name):
        load_settings()
