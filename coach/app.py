"""The composition root: from settings to a ready `Coach`.

Owns which parts are put together and which engine is taken. Nothing here is a rule of
the field.
"""

from collections.abc import Callable

from coach.config import Settings
from coach.dialogue.coach import Coach, EngineChoice
from coach.engines.builtin.engine import BuiltinEngine
from coach.engines.egress import read_base_url
from coach.engines.local import find_local_endpoint
from coach.engines.protocol import Engine
from coach.errors import EngineError
from coach.index import NotesIndex
from coach.index.embeddings import Embedder, open_embedder
from coach.store import open_store

ANSWERS_WITHIN = 2.0  # seconds that a server on this computer may take to list its models


def open_coach(settings: Settings) -> Coach:
    """A coach over `settings.notes`. Opens the store and the weights; indexes at the first question.

    Raises CoachError where the store or the data folder cannot be used.
    """
    embedder = open_embedder(settings.home)
    return Coach(
        NotesIndex(settings.home, settings.notes, embedder),
        open_store(settings.store_url),
        embedder,
        engine_chooser(settings, embedder),
    )


def move_coach(coach: Coach, settings: Settings) -> Coach:
    """A coach over another folder that shares the store and the weights with `coach`."""
    index = NotesIndex(settings.home, settings.notes, coach.embedder)
    return Coach(index, coach.store, coach.embedder, engine_chooser(settings, coach.embedder))


def engine_chooser(settings: Settings, embedder: Embedder | None) -> Callable[[frozenset[str]], EngineChoice]:
    """How to choose the engine, given the hosts that she has agreed to."""

    def choose(agreed: frozenset[str]) -> EngineChoice:
        if settings.engine == "builtin":
            return EngineChoice(BuiltinEngine(embedder))
        if settings.engine == "openai":
            return EngineChoice(_endpoint_engine(settings))
        return _choose_by_itself(settings, embedder, agreed)

    return choose


def _choose_by_itself(settings: Settings, embedder: Embedder | None, agreed: frozenset[str]) -> EngineChoice:
    """A local server that answers, else a remote endpoint that she agreed to, else built-in."""
    if settings.base_url is None and settings.api_key is None:
        local = find_local_endpoint()
        if local is None:
            return EngineChoice(BuiltinEngine(embedder))
        model = settings.model or local.model
        found = settings.model_copy(update={"base_url": local.base_url, "model": model, "api_key": None})
        return EngineChoice(_endpoint_engine(found), f"Found {local.program} on this computer.")
    base = read_base_url(settings.base_url, has_key=settings.api_key is not None)
    if base.is_loopback:
        return _local_or_builtin(settings, embedder)
    if base.host in agreed:
        return EngineChoice(_endpoint_engine(settings))
    notice = (
        f"A model at {base.host} is set up, but passages of your notes go there only if you agree:"
        f" press the button, type /agree {base.host}, or run `coach engine agree {base.host}`."
    )
    return EngineChoice(BuiltinEngine(embedder), notice, ask_host=base.host)


def _local_or_builtin(settings: Settings, embedder: Embedder | None) -> EngineChoice:
    """The server on this computer that the settings name, as long as it answers."""
    from coach.engines.openai import OpenAIEngine
    from coach.prompts import Prompts

    asked = OpenAIEngine(settings.model_copy(update={"timeout": ANSWERS_WITHIN}), Prompts())
    try:
        asked.models()
    except EngineError as error:
        notice = (
            f"The server at {settings.base_url} does not answer: {error.message} Using the built-in engine."
        )
        return EngineChoice(BuiltinEngine(embedder), notice)
    finally:
        asked.close()
    return EngineChoice(_endpoint_engine(settings))


def _endpoint_engine(settings: Settings) -> Engine:
    # The SDK takes half a second to import; the built-in engine never needs it.
    from coach.engines.openai import OpenAIEngine
    from coach.prompts import Prompts

    return OpenAIEngine(settings, Prompts())
