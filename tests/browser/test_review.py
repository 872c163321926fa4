"""A review session by the keyboard alone: twenty decisions, one undone, nothing lost, the next task at hand."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from according.judged import standing
from according.ledger import open_ledger
from according.words import JudgementKind
from workbench_site import Site

SESSION = 20
AT_HAND = 100  # milliseconds from the key to the next task


def key_of(page: Page) -> str:
    return page.locator("#task .task").get_attribute("data-key") or ""


def press(page: Page, key: str) -> None:
    """Press a key and wait until the page holds the task after the next, as a person's eyes would."""
    before = key_of(page)
    page.keyboard.press(key)
    page.wait_for_function("key => document.querySelector('#task .task')?.dataset.key !== key", arg=before)


def test_twenty_decisions_by_the_keyboard_alone_with_undo(own_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(own_site, "/review")
    seen, undone = [], ""
    for number in range(SESSION):
        seen.append(key_of(page))
        pair = page.locator("#task .task").get_attribute("data-kind") == "pair"
        press(page, ("d" if pair else "x") if number % 5 == 4 else ("s" if pair else "a"))
        page.locator("#said", has_text="kept").wait_for()
        if number == 9:
            page.keyboard.press("u")
            page.locator("#said", has_text="taken back").wait_for()
            undone = key_of(page)
            assert undone == seen[-1]  # its task is shown again
            press(page, "d" if page.locator("#task .task").get_attribute("data-kind") == "pair" else "x")
            page.locator("#said", has_text="kept").wait_for()
        page.evaluate("document.getElementById('said').textContent = ''")
    assert len(set(seen)) == SESSION
    assert f"{SESSION} decisions" in page.locator("[data-done]").inner_text()
    page.goto(own_site.at("/review"))  # what was sent has arrived
    with open_ledger(str(own_site.ledger), read_only=True) as ledger:
        kept = tuple(ledger.judgements())
    assert len(standing(kept)) == SESSION
    assert sum(j.kind is JudgementKind.UNDO for j in kept) == 1
    assert {"+".join(sorted(filter(None, (j.subject, j.other)))) for j in standing(kept)} == set(seen)


def test_the_next_task_is_there_before_the_hand_has_moved(own_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(own_site, "/review")
    page.evaluate("""() => {
      window.took = [];
      const place = document.getElementById("task");
      document.addEventListener("keydown", () => { window.pressed = performance.now(); }, true);
      const seen = new MutationObserver(() => window.took.push(performance.now() - window.pressed));
      seen.observe(place, {childList: true});
    }""")
    for _ in range(9):
        press(page, "s" if page.locator("#task .task").get_attribute("data-kind") == "pair" else "a")
        page.wait_for_timeout(350)  # a person reads; the task after the next is fetched meanwhile
    took = sorted(page.evaluate("window.took"))
    assert took[len(took) // 2] < AT_HAND, took


def test_a_field_is_corrected_in_place_by_the_keyboard(own_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(own_site, "/review")
    while page.locator("#task .task").get_attribute("data-kind") == "pair":
        press(page, " ")
    page.keyboard.press("e")
    assert page.locator("select:focus, input:focus").count() == 1
    page.locator("#field-best").fill("7")
    page.locator("#field-low").fill("7")
    page.locator("#field-high").fill("7")
    page.locator("#why").fill("the text says seven")
    before = key_of(page)
    page.locator("button[value=correct]").focus()
    page.keyboard.press("Enter")
    page.locator("#said", has_text="kept: correct").wait_for()
    with open_ledger(str(own_site.ledger), read_only=True) as ledger:
        (made,) = [j for j in ledger.judgements() if j.field == "count"]
    assert (made.subject, made.value, made.why) == (before, "[7, 7, 7]", "the text says seven")


def test_without_script_a_decision_is_a_form(own_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(own_site, "/review", script=False)
    page.locator(".decision button.main").click()
    assert page.url == own_site.at("/review")
    with open_ledger(str(own_site.ledger), read_only=True) as ledger:
        assert len(list(ledger.judgements())) == 1
