"""The web application's own rules: who may call, what is served, what the browser may load."""

from collections.abc import Iterator

import httpx2
import pytest
from ui_server import Served


@pytest.fixture
def client(served: Served) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=served.address, trust_env=False) as opened:
        yield opened


def test_health_and_the_page_answer(client: httpx2.Client) -> None:
    assert client.get("/health").json() == {"status": "ok"}
    page = client.get("/")
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]


def test_a_note_is_shown_by_its_indexed_name_only(client: httpx2.Client) -> None:
    shown = client.get("/note", params={"path": "pm behaviourals.md", "line": 12})
    assert shown.status_code == 200
    assert '<li id="L12" class=cited>' in shown.text
    for path in ("../pyproject.toml", "/etc/passwd", "..%2f..%2fetc%2fpasswd", "nothing.md"):
        assert client.get("/note", params={"path": path}).status_code == 404


def test_another_site_or_another_name_is_refused(client: httpx2.Client) -> None:
    assert client.get("/health", headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.get("/health", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"Host": "evil.example:7860"}).status_code == 400


def test_the_page_config_holds_no_secret(client: httpx2.Client) -> None:
    assert "OPENAI" not in client.get("/config").text
