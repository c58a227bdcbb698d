"""Makes docs/page.png: the real page over the sample notes, after one answer in a coached interview.

Needs Chromium (Debian: apt-get install chromium) and the development packages:
`uv run python docs/make_pictures.py`. Refuses to paint anything by hand.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "page.png"
SIZE = {"width": 1280, "height": 800}
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--hide-scrollbars"]
START = "/mock behavioural, 2 questions, coached, seed 41"
ANSWER = (
    "At Orrery Batch, new customers needed three days from signing up to a first finished job. We watched 11"
    " research teams and we cut the form from 41 fields to 6. After that the median was 40 minutes."
)
REPLY = (
    "I owned that first run, and my goal was under one hour by the spring release. I sat next to the teams,"
    " and I chose templates over a wizard because the wizard took twice as long. First-week activation went"
    " from 38 % to 61 %."
)
MOST_MESSAGES = 4


def make_picture(page: Page, address: str) -> None:
    """Plays until the first scorecard, shows it with the cited line beside it, and saves the picture."""
    page.goto(address)
    page.wait_for_selector("#box textarea")
    _say(page, START)
    page.wait_for_selector(".said.question")
    for words in (ANSWER, *[REPLY] * MOST_MESSAGES):
        shown = page.locator("#chat .message-row").count()
        _say(page, words)
        page.wait_for_function(
            "count => document.querySelectorAll('#chat .message-row').length >= count + 2"
            " && !document.querySelector('#doing .busy')",
            arg=shown,
        )
        if page.locator("table.grades").count():
            break
    page.locator(".card a.ref").first.click()
    page.frame_locator("iframe.passage").locator("li.cited").wait_for()
    page.locator(".card").first.evaluate(
        "card => { const log = document.querySelector('#chat .bubble-wrap');"
        " log.scrollTop += card.getBoundingClientRect().top - log.getBoundingClientRect().top - 240 }"
    )
    page.wait_for_timeout(600)
    page.screenshot(path=PICTURE)


def _say(page: Page, words: str) -> None:
    page.locator("#box textarea").fill(words)
    page.keyboard.press("Enter")


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("No Chromium was found.")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "coach", "serve", "--port", "0", "--home", home]
        server = subprocess.Popen(
            [*command, "--notes", str(ROOT / "corpus")],
            env=environment | {"COACH_ENGINE": "builtin"}, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            if found is None:
                sys.exit("The page did not start.")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
                make_picture(browser.new_page(viewport=SIZE), found[0])
                browser.close()
        finally:
            server.terminate()
            server.wait()
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main()
