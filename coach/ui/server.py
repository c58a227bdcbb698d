"""The web server around the page: its own routes, who may call, what the browser may load."""

import os
import socket
import webbrowser
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

# Read by gradio when it is imported, and it must not phone anywhere.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.pop("GRADIO_SHARE", None)

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from starlette.datastructures import MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.config import Settings
from coach.dialogue import Coach
from coach.ui.address import Claim, address_of
from coach.ui.desk import Desk
from coach.ui.note_page import note_page
from coach.ui.page import build_page, theme

HERE = Path(__file__).parent
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
HEAD = '<link rel="stylesheet" href="/frame.css"><script src="/page.js" defer></script>'
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; connect-src 'self';"
    " worker-src 'self' blob:; frame-src 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'self';"
    " form-action 'self'"
)


class Guarded:
    """Refuses calls that another site makes through her browser; tells the browser what it may load."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        origin = headers.get(b"origin")
        if origin is not None and urlsplit(origin).netloc != headers.get(b"host"):
            await JSONResponse({"detail": "This page is not open to other sites."}, 403)(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                given["Content-Security-Policy"] = POLICY
                given["X-Content-Type-Options"] = "nosniff"
                given["Referrer-Policy"] = "no-referrer"
            await send(message)

        await self._app(scope, receive, send_guarded)


def build_server(desk: Desk) -> FastAPI:
    """The whole web application over one desk."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/note", response_class=HTMLResponse)
    def note(path: str = "", line: int | None = None) -> HTMLResponse:
        found = desk.coach.index.vault().note(path) if path else None
        if path and found is None:
            return HTMLResponse(note_page(None, None), status_code=404)
        return HTMLResponse(note_page(found, line))

    @app.get("/page.js")
    def script() -> FileResponse:
        return FileResponse(HERE / "page.js", media_type="text/javascript")

    @app.get("/frame.css")
    def frame() -> FileResponse:
        return FileResponse(HERE / "frame.css", media_type="text/css")

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    app.add_middleware(TrustedHostMiddleware, allowed_hosts=LOCAL_HOSTS)
    app.add_middleware(Guarded)
    mounted: FastAPI = gr.mount_gradio_app(
        app, build_page(desk), path="/", theme=theme(), footer_links=[], run_history=False, ssr_mode=False,
        css_paths=[HERE / "page.css", HERE / "stories.css"], head=HEAD, show_error=False,
        enable_monitoring=False, mcp_server=False, max_file_size="5mb",
    )  # fmt: skip
    return mounted


class _Server(uvicorn.Server):
    """Says where it is once it really answers."""

    def __init__(self, config: uvicorn.Config, claim: Claim, address: str, settings: Settings) -> None:
        super().__init__(config)
        self._told = (claim, address, settings)
        self.open_browser = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        claim, address, settings = self._told
        claim.announce(address, settings.notes)
        print(f"The coach is at {address}  (Ctrl-C stops it; nothing is lost)", flush=True)
        if self.open_browser:
            webbrowser.open(address)


def serve_page(
    coach: Coach, settings: Settings, taken: socket.socket, claim: Claim, *, open_browser: bool
) -> None:
    """Serves until it is interrupted."""
    app = build_server(Desk(coach, settings))
    # Open pages hold a connection each; two seconds are enough to finish a sentence.
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2, access_log=False)
    server = _Server(config, claim, address_of(taken, settings.host), settings)
    server.open_browser = open_browser
    with suppress(KeyboardInterrupt):  # uvicorn raises it again after a clean stop; Ctrl-C is how one stops
        server.run(sockets=[taken])
    coach.close()
