"""The three jobs on the real page, in a real browser, with the network cable out."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from ui_server import Served, keep

from coach.index import NotesIndex
from coach.resources import shipped

pytestmark = pytest.mark.browser

STORY = (
    "When I joined Orrery Batch, new customers needed three days between signing up and a first finished job."
    " I owned the first run, and my goal was under one hour. I sat next to 11 research teams and cut the form"
    " from 41 fields to 6, because most fields were copied from a colleague. The median fell from 3 days to"
    " 40 minutes, and first-week activation went from 38 % to 61 %."
)
WE = (
    "We looked at the tickets, we talked to support and we rebuilt the form."
    " After that we saw fewer complaints."
)


def say(page: Page, words: str) -> None:
    expect(page.locator("#doing .busy")).to_have_count(0, timeout=20_000)
    page.locator("#box textarea").fill(words)
    page.keyboard.press("Enter")


def test_one_whole_interview(page: Page, served: Served) -> None:
    page.get_by_role("radio", name="Behavioural").check()
    page.get_by_role("spinbutton").fill("2")
    page.get_by_role("spinbutton").blur()
    page.get_by_role("button", name="Start the interview").click()
    expect(page.locator(".said.question")).to_have_count(1, timeout=20_000)
    say(page, WE)
    expect(page.locator(".said.probe")).to_have_count(1, timeout=20_000)
    keep(page, "interview-probe")
    for _ in range(3):
        if page.locator(".said.question").count() == 2:
            break
        before = page.locator(".said.question, .said.probe").count()
        say(page, STORY)
        expect(page.locator(".said.question, .said.probe")).to_have_count(before + 1, timeout=20_000)
    expect(page.locator(".said.question")).to_have_count(2)
    say(page, "skip this one")
    expect(page.locator(".card.debrief")).to_be_visible(timeout=30_000)
    assert page.locator("table.grades").count() == 1
    quotes = page.locator("table.grades blockquote").all_inner_texts()
    assert quotes
    assert all(quote.strip("“”") in f"{WE} {STORY}" for quote in quotes)
    keep(page, "interview-debrief")


def test_how_would_i_answer_opens_the_passage_beside_the_chat(page: Page) -> None:
    say(page, "How would I answer: tell me about a product you owned from the first idea to launch?")
    card = page.locator(".card")
    expect(card).to_be_visible(timeout=20_000)
    expect(card).to_contain_text("61 %")
    card.locator("a.ref").first.click()
    expect(page.locator("#sources a.ref").first).to_contain_text("pm behaviourals.md")
    expect(page.frame_locator("iframe.passage").locator("li.cited")).to_be_visible()
    assert len(page.context.pages) == 1
    keep(page, "answer")


def test_feedback_on_an_answer(page: Page) -> None:
    say(page, "/grade")
    expect(page.locator("#chat")).to_contain_text("What was the question?", timeout=20_000)
    say(page, "Tell me about a product you owned from the first idea to launch.")
    expect(page.locator("#chat")).to_contain_text("Now your answer", timeout=20_000)
    say(page, STORY)
    expect(page.locator("table.grades")).to_be_visible(timeout=20_000)
    expect(page.locator(".card")).to_contain_text("built-in engine")
    assert page.locator("table.grades .level").count() >= 6
    keep(page, "scorecard")


def test_a_reload_shows_the_same_conversation(page: Page) -> None:
    say(page, "purple elephants")
    expect(page.locator("#chat")).to_contain_text("Shall I interview you", timeout=20_000)
    page.reload()
    expect(page.locator("#chat")).to_contain_text("purple elephants", timeout=20_000)


def test_an_empty_message_and_a_bad_folder_are_said_plainly(page: Page) -> None:
    say(page, "   ")
    expect(page.get_by_text("There is nothing in that message")).to_be_visible(timeout=10_000)
    page.get_by_role("tab", name="Notes").click()
    page.get_by_label("Folder").fill("/no/such/folder")
    page.get_by_role("button", name="Use this folder").click()
    expect(page.locator(".failed")).to_be_visible(timeout=10_000)
    expect(page.locator("#masthead")).to_contain_text("corpus")


def test_words_cannot_run_script_or_load_an_image(page: Page) -> None:
    attack = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>![x](http://evil.example/x.png)'
    say(page, f"{attack} [click](javascript:alert(1)) <style>*{{display:none}}</style>")
    expect(page.locator("#chat")).to_contain_text("onerror", timeout=20_000)
    assert page.evaluate("window.hit") is None
    assert page.locator("#chat .message img").count() == 0
    assert page.locator("#chat .message a[href^=javascript]").count() == 0


def test_the_examples_of_the_empty_page_work(page: Page) -> None:
    page.get_by_text("Grade an answer of mine").click()
    expect(page.locator("#chat")).to_contain_text("What was the question?", timeout=20_000)


def test_it_fits_a_phone(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    phone = context.new_page()
    phone.goto(served.address)
    phone.wait_for_selector("#box textarea")
    say(phone, "How would I answer: tell me about a failure?")
    expect(phone.locator(".card")).to_be_visible(timeout=20_000)
    keep(phone, "phone")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_a_killed_server_goes_on_at_the_same_question(
    browser: Browser, corpus_index: NotesIndex, weights_home: Path, tmp_path: Path
) -> None:
    assert corpus_index.ready
    home = tmp_path / "home"
    home.mkdir()
    (home / "weights").symlink_to(weights_home / "weights")
    (home / "index").symlink_to(weights_home / "index")
    server = Served(home, shipped("corpus"), tmp_path / "log.txt")
    server.start()
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.address)
    page.wait_for_selector("#box textarea")
    page.get_by_role("button", name="Start the interview").click()
    asked = page.locator(".said.question, .said.small_talk")
    expect(asked).to_have_count(1, timeout=20_000)
    words = asked.text_content() or ""
    server.kill()

    server.start()
    again = context.new_page()
    again.goto(server.address)
    again.wait_for_selector("#box textarea")
    again.locator("button.toggle-button").click()
    again.locator("#earlier label").first.click()
    expect(again.locator(".said.question, .said.small_talk")).to_have_text(words, timeout=20_000)
    say(again, STORY)
    expect(again.locator("#chat .message-row.bot-row")).to_have_count(2, timeout=20_000)
    context.close()
    assert server.stop() == 0
