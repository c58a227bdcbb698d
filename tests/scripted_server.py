"""A model's endpoint as a real process: replies and faults by script, every request kept.

    with ScriptedServer(folder) as server:
        case = server.case(says("Hello."), fails(429, retry_after=1), says("Again."))
        ... point a client at case.url ...
        case.requests[0].body["messages"]

One process serves any number of cases, each at its own address `http://127.0.0.1:PORT/CASE/v1`,
with its own script and its own record. Chat completions take the next step of the script;
past its end they fail with 418. `/models` always answers with the case's models.
Run as a program: `python tests/scripted_server.py FOLDER` prints its port.
"""

import http.server
import itertools
import json
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self

Step = dict[str, Any]
KEY = "sk-test-1234567890abcdef"  # what tests present as theirs; it opens nothing


def says(
    text: str, finish: str | None = "stop", *, pieces: list[str] | None = None, usage: Any = None
) -> Step:
    """A stream of `text` (word by word, or in `pieces`); without a `finish` it just stops."""
    parts = pieces if pieces is not None else text.replace(" ", " \0").split("\0")
    events: list[Any] = [_chunk({"role": "assistant", "content": ""}, None)]
    events += [_chunk({"content": part}, None) for part in parts]
    if finish is not None:
        events.append(_chunk({}, finish))
    if usage is not None:
        events.append({"object": "chat.completion.chunk", "choices": [], "usage": usage})
    return streams(*events, done=finish is not None)


def declines(text: str) -> Step:
    """A refusal, in the field that it has."""
    return streams(_chunk({"refusal": text}, None), _chunk({}, "stop"))


def streams(*events: Any, done: bool = True) -> Step:
    """Server-sent events, each any JSON value."""
    lines = [f"data: {json.dumps(event)}\n\n" for event in events]
    return sends("".join(lines) + ("data: [DONE]\n\n" if done else ""), "text/event-stream")


def sends(body: str, kind: str, status: int = 200, end: str = "", **headers: str) -> Step:
    """Any body of any kind. `end`: "" closes, "reset" breaks off, "hang" and "drip" never end."""
    return {"status": status, "kind": kind, "body": body, "end": end, "headers": headers}


def fails(
    status: int, message: str = "no", code: str | None = None, *, retry_after: float | None = None
) -> Step:
    """An HTTP error as OpenAI words it."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    error = {"message": message, "type": "some_error", "code": code, "param": None}
    return sends(json.dumps({"error": error}), "application/json", status) | {"headers": headers}


def completes(text: str, finish: str = "stop") -> Step:
    """A whole completion as JSON, from a server that does not stream."""
    message = {"role": "assistant", "content": text}
    return sends(
        json.dumps({"object": "chat.completion", "choices": [{"message": message, "finish_reason": finish}]}),
        "application/json",
    )


def hangs(after: str = "") -> Step:
    """Nothing (or the words of `after`), and then nothing more for a long time."""
    if not after:
        return {"hang": True}
    return sends(f"data: {json.dumps(_chunk({'content': after}, None))}\n\n", "text/event-stream", end="hang")


def _chunk(delta: dict[str, Any], finish: str | None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "scripted", "object": "chat.completion.chunk", "model": "scripted", "choices": [choice]}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it arrived; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


class Case:
    """One script with its address and what was asked of it."""

    def __init__(self, folder: Path, port: int, name: str) -> None:
        self.url = f"http://127.0.0.1:{port}/{name}".removesuffix("/v1") + "/v1"
        self._log = folder / f"{name}.log"

    @property
    def everything(self) -> list[Asked]:
        """Every request, in the order in which they came."""
        lines = self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []
        return [Asked(**json.loads(line)) for line in lines]

    def is_left(self, within: float = 2.0) -> bool:
        """True once a client went away before the end of a reply; waits for it."""
        end = time.monotonic() + within
        while not (left := self._log.with_suffix(".left").exists()) and time.monotonic() < end:
            time.sleep(0.02)
        return left

    @property
    def requests(self) -> list[Asked]:
        """The chat completions alone."""
        return [asked for asked in self.everything if asked.path.endswith("/chat/completions")]


class ScriptedServer:
    """The process; a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    def __enter__(self) -> Self:
        command = [sys.executable, __file__, str(self._folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def case(self, *steps: Step, models: list[str] | Step | None = None, name: str = "") -> Case:
        """A fresh address that answers with `steps`, one a request.

        With the name "v1" it stands at http://127.0.0.1:PORT/v1, where a real server is.
        """
        name = name or f"case{next(self._numbers)}"
        script = {"steps": steps, "models": ["scripted"] if models is None else models}
        (self._folder / f"{name}.json").write_text(json.dumps(script), encoding="utf-8")
        return Case(self._folder, self.port, name)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: Path
    taken: ClassVar[Counter[str]] = Counter()
    lock = threading.Lock()

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(json.loads(raw))

    def _answer(self, body: Any) -> None:
        name = self.path.strip("/").partition("/")[0]
        try:
            script = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            self._send(fails(404, "no such case"))
            return
        is_list = self.path.endswith("/models")
        with self.lock:
            number = self.taken[name]
            self.taken[name] += not is_list
            asked = {
                "method": self.command,
                "path": self.path,
                "headers": {name.lower(): value for name, value in self.headers.items()},
                "body": body,
            }
            with (self.folder / f"{name}.log").open("a", encoding="utf-8") as log:
                log.write(json.dumps(asked) + "\n")
        if is_list:
            self._send(_models_step(script["models"]))
        else:
            steps = script["steps"]
            self._send(steps[number] if number < len(steps) else fails(418, "the script has ended"))

    def _send(self, step: Step) -> None:
        self.close_connection = True
        if step.get("hang"):
            time.sleep(60)
            return
        self.send_response(step["status"])
        self.send_header("Content-Type", step["kind"])
        self.send_header("Connection", "close")
        for name, value in step["headers"].items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(step["body"].encode("utf-8"))
            self.wfile.flush()
            self._finish(step["end"])
        except OSError:  # the client went away, as some tests want it to
            name = self.path.strip("/").partition("/")[0]
            (self.folder / f"{name}.left").touch()

    def _finish(self, end: str) -> None:
        if end == "hang":
            time.sleep(60)
        while end == "drip":
            time.sleep(0.05)
            self.wfile.write(b": still here\n")
            self.wfile.flush()
        if end == "reset":
            time.sleep(0.05)  # what was sent should arrive first
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def log_message(self, *_: object) -> None:
        """Quiet: the record is in the log."""


def _models_step(models: Any) -> Step:
    if isinstance(models, dict):
        return models
    listed = {"object": "list", "data": [{"id": name, "object": "model"} for name in models]}
    return sends(json.dumps(listed), "application/json")


def main() -> None:
    """Serves the cases of a folder until it is killed; prints the port first."""
    _Handler.folder = Path(sys.argv[1])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
