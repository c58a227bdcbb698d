"""The Stories tab in a real browser: bank, map and gaps, and the passage beside them."""

import pytest
from playwright.sync_api import Browser, Page, expect
from ui_server import Served, keep

pytestmark = pytest.mark.browser


def open_stories(page: Page) -> None:
    page.locator("#top").get_by_role("tab", name="Stories").click()
    expect(page.locator("article.story").first).to_be_visible(timeout=20_000)


def test_bank_map_and_gaps_with_the_passage_beside_them(page: Page) -> None:
    assert page.locator("article.story").count() == 0  # read when it is opened, not before
    open_stories(page)
    card = page.locator("article.story", has_text="Pushing back on sales").first
    expect(card).to_contain_text("180,000 euros")
    expect(card.locator(".pill.full")).to_have_count(4)
    expect(page.locator("article.story.blank").first.locator(".pill.empty")).to_have_count(4)
    expect(page.locator(".pill.over")).to_contain_text("over-used")
    card.get_by_role("link", name="180,000 euros").click()
    expect(page.frame_locator("#stories iframe.passage").locator("li.cited")).to_contain_text("180,000")
    keep(page, "stories-bank")

    page.get_by_role("tab", name="Coverage").click()
    table = page.get_by_role("table", name="How well each story fits each question")
    expect(table).to_be_visible()
    row = table.get_by_role("row", name="difficult feedback you gave")
    expect(row.get_by_role("rowheader")).to_be_visible()
    expect(row.locator(".pill")).to_have_text("thin")
    expect(row.locator("td.best")).to_contain_text("best")
    cells = row.locator("td:not(.status)")
    assert cells.count() == table.locator("thead th.story").count()
    assert all(0 <= float(text.split()[0]) <= 1 for text in cells.all_inner_texts())
    keep(page, "stories-map")

    page.get_by_role("tab", name="Gaps").click()
    gap = page.locator("ol.gaps li", has_text="Giving hard feedback").first
    expect(gap).to_contain_text("Write ")
    gap.get_by_role("link").click()
    expect(page.frame_locator("#stories iframe.passage").locator("li.cited")).to_contain_text("Action")
    assert len(page.context.pages) == 1
    keep(page, "stories-gaps")

    page.locator("#top").get_by_role("tab", name="Practise").click()
    expect(page.locator("#box textarea")).to_be_visible()


def test_a_gap_opens_the_conversation_that_fills_it_and_a_draft_stays(page: Page) -> None:
    page.locator("#box textarea").fill("half a thought")
    open_stories(page)
    page.get_by_role("tab", name="Gaps").click()
    gap = page.locator("ol.gaps li", has=page.get_by_role("button", name="Fill this")).nth(1)
    place = gap.get_by_role("link").inner_text()
    gap.get_by_role("button", name="Fill this").click()
    expect(page.locator("#chat")).to_contain_text("skip", timeout=20_000)
    expect(page.locator("#chat")).to_contain_text(f"/fill {place}")
    expect(page.locator("#chat .bot")).to_contain_text(place)
    expect(page.locator("#box textarea")).to_have_value("half a thought")
    keep(page, "stories-fill")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(browser: Browser, served: Served, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    phone = context.new_page()
    phone.goto(served.address)
    phone.wait_for_selector("#box textarea")
    open_stories(phone)
    keep(phone, f"stories-phone-{scheme}")
    phone.get_by_role("tab", name="Coverage").click()
    expect(phone.locator(".heat table")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("tab", name="Gaps").click()
    phone.locator("ol.gaps a.ref").first.click()
    expect(phone.frame_locator("#stories iframe.passage").locator("li.cited")).to_be_in_viewport()
    keep(phone, f"stories-phone-gaps-{scheme}")
    phone.get_by_role("button", name="Close the passage").click()
    expect(phone.locator("#stories iframe.opened")).to_have_count(0)
    context.close()
