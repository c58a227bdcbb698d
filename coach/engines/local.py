"""Finds a model server on this machine: Ollama, LM Studio or llama.cpp at its usual port.

Asks loopback only, for the list of models only, without a key and without a proxy.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import httpx2

_MAX_BYTES = 1_000_000
_NOT_FOR_CHAT = re.compile(
    r"embed|rerank|minilm|moderation|whisper|transcri|tts|audio|realtime|image|dall-e|sora|"
    r"(^|[/:-])(bge|e5|gte|clip|davinci|babbage)([-:.]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A program that serves models on this machine, and the port that it takes by default."""

    program: str
    port: int


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model server that answered, with the first model of its list that can talk."""

    base_url: str
    model: str
    program: str


KNOWN_SERVERS = (
    LocalServer("Ollama", 11434),
    LocalServer("LM Studio", 1234),
    LocalServer("llama.cpp", 8080),
)


def find_local_endpoint(
    timeout: float = 0.3, servers: Sequence[LocalServer] = KNOWN_SERVERS
) -> Endpoint | None:
    """The first server in `servers` that answers and has a model; None where there is none.

    `timeout` is in seconds for each server; a closed port answers at once.
    """
    with httpx2.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client:
        for server in servers:
            base_url = f"http://127.0.0.1:{server.port}/v1"
            model = choose_model(_listed_models(client, base_url))
            if model is not None:
                return Endpoint(base_url, model, server.program)
    return None


def choose_model(listed: Iterable[str], preferred: Sequence[str] = ()) -> str | None:
    """The first of `preferred` that is listed, else the first listed model that can talk."""
    names = list(listed)
    for name in preferred:
        if name in names:
            return name
    return next((name for name in names if not _NOT_FOR_CHAT.search(name)), None)


def read_model_list(body: object) -> list[str]:
    """The names in a reply to `/v1/models`; an empty list where it is something else."""
    entries = body.get("data") if isinstance(body, dict) else None
    if not isinstance(entries, list):
        return []
    names = [entry.get("id") for entry in entries if isinstance(entry, dict)]
    return [name for name in names if isinstance(name, str) and name]


def _listed_models(client: httpx2.Client, base_url: str) -> list[str]:
    try:
        with client.stream("GET", f"{base_url}/models") as response:
            if response.status_code != 200:
                return []
            body = b""
            for part in response.iter_bytes():
                body += part
                if len(body) > _MAX_BYTES:
                    return []
        return read_model_list(json.loads(body))
    except (httpx2.HTTPError, ValueError, RecursionError):
        return []
