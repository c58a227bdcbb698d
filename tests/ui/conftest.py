"""One served page and one browser a session; a fresh tab a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from ui_server import CHROMIUM, QUIET, Served

from coach.index import NotesIndex
from coach.resources import shipped


@pytest.fixture(scope="session")
def served(
    corpus_index: NotesIndex, weights_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The page over the sample notes, with the built-in engine and a store of its own."""
    folder = tmp_path_factory.mktemp("served")
    server = Served(
        weights_home, shipped("corpus"), folder / "log.txt",
        COACH_DATABASE_URL=f"sqlite:///{folder / 'coach.db'}",
    )  # fmt: skip
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """The page, open; fails at the end if anything was asked of another machine."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    elsewhere: list[str] = []
    opened.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((served.address, "data:", "blob:"))
            else elsewhere.append(request.url)
        ),
    )
    opened.goto(served.address)
    opened.wait_for_selector("#box textarea")
    yield opened
    context.close()
    assert elsewhere == []
