"""Settings: from the command line, the environment, then a `.env` file in the current folder.

Owns names, defaults and bounds. Refuses to open files or sockets. The key is a
SecretStr, so that it cannot be printed or logged by accident.
"""

from pathlib import Path
from typing import Any, Literal

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from coach.errors import UsageError
from coach.resources import shipped

EngineChoice = Literal["auto", "openai", "builtin"]


class Settings(BaseSettings):
    """Every setting, each documented in `.env.example` (a test holds the two together)."""

    model_config = SettingsConfigDict(
        env_prefix="COACH_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        populate_by_name=True,
        frozen=True,
    )

    notes: Path = Field(default_factory=lambda: shipped("corpus"), description="Folder of your notes.")
    home: Path = Field(
        default_factory=lambda: user_data_path("interview-coach", appauthor=False),
        description="Where index, sessions and cached weights are kept.",
    )
    engine: EngineChoice = Field("auto", description="auto, openai (any compatible endpoint) or builtin.")
    model: str | None = Field(None, description="Name of the model at the endpoint.")
    api_key: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("OPENAI_API_KEY", "api_key"),
        description="Key of the endpoint; stays in the environment or in .env.",
    )
    base_url: str | None = Field(
        None,
        validation_alias=AliasChoices("OPENAI_BASE_URL", "base_url"),
        description="Base URL of an OpenAI-compatible endpoint.",
    )
    timeout: float = Field(60.0, gt=0, le=600, description="Seconds a model may take to begin a reply.")
    database_url: SecretStr | None = Field(None, description="URL of the store; SQLite by default.")
    host: str = Field("127.0.0.1", description="Address that the page is served on.")
    port: int = Field(7860, ge=0, le=65535, description="Port of the page; 0 takes a free one.")

    @field_validator("notes", "home")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        return path.expanduser().resolve()

    @property
    def store_url(self) -> str:
        """The SQLAlchemy URL of the store."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.home / 'coach.db'}"


def load_settings(**given: Any) -> Settings:
    """Settings with `given` (not None) above the environment and `.env`.

    Raises UsageError with the setting's name and what is wrong with it.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        shown = name if name.startswith("OPENAI_") else f"COACH_{name.upper()}"
        raise UsageError(
            f"{shown} is not usable: {first['msg']}.", "`.env.example` lists every setting."
        ) from error
