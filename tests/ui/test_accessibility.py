"""What axe-core finds on each tab, in use, at both widths, light and dark: nothing serious."""

from __future__ import annotations

import pytest

from tests.ui.pages import open_tab

pytestmark = pytest.mark.browser

#: Rules that may fail, with the reason. None: gradio's own gaps are filled by ui/app/theme.py.
ALLOWED: dict[str, str] = {}


def serious(page) -> list[str]:
    """Serious and critical findings of the page as it stands, with the elements."""
    from axe_playwright_python.sync_playwright import Axe

    # A fade in progress would be measured with the colours of half its way.
    page.evaluate("Promise.all(document.getAnimations().map(a => a.finished.catch(() => 0)))")
    found = Axe().run(page).response["violations"]
    return [
        f"{finding['id']} ({finding['impact']}): {node['target']} {node['html'][:200]}"
        for finding in found
        if finding["impact"] in ("serious", "critical") and finding["id"] not in ALLOWED
        for node in finding["nodes"]
    ]


def fits(page) -> bool:
    """The page itself never scrolls sideways; wide tables scroll in their frame."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def both_colours(page) -> list[str]:
    """Light, and dark too on the wide page: colours do not depend on the width."""
    light = serious(page)
    if page.width < 1000:
        return light
    page.evaluate("document.body.classList.add('dark')")
    dark = serious(page)
    page.evaluate("document.body.classList.remove('dark')")
    return light + dark


def test_the_assistant_tab_has_no_serious_finding_with_an_answer_and_its_table(page):
    page.fill("#question textarea", "Which products run out within the next 7 days?")
    page.click("#ask")
    page.locator("#rows-export").wait_for(timeout=60_000)
    page.locator("#answer-chart .js-plotly-plot").wait_for(timeout=60_000)
    assert both_colours(page) == []
    assert fits(page)


def test_the_forecast_tab_has_no_serious_finding(page):
    open_tab(page, "Forecast")
    page.locator("#forecast-export").wait_for()
    assert both_colours(page) == []
    assert fits(page)


def test_the_replenishment_tab_has_no_serious_finding_with_everything_opened(page):
    open_tab(page, "Replenishment")
    page.locator("#order-headline").get_by_text("order lines").wait_for()
    page.locator("#whatif button").first.click()
    page.click("#whatif-run")
    page.locator("#whatif-outcome").get_by_text("Orders go from").wait_for()
    page.locator("#orders button").first.click()
    page.click("#orders-draft")
    page.locator("#orders-state").get_by_text("draft").first.wait_for()
    assert both_colours(page) == []
    assert fits(page)


def test_the_alerts_tab_has_no_serious_finding(page):
    open_tab(page, "Alerts")
    page.locator("#alerts-headline").get_by_text("alerts:").wait_for()
    assert both_colours(page) == []
    assert fits(page)


def test_the_data_tab_has_no_serious_finding_with_a_report(page, tmp_path):
    open_tab(page, "Data")
    bad = tmp_path / "sales.csv"
    bad.write_text("date,store_id,product_id,units_sold\n2026-01-01,S1,P1,3\n2026-01-02,S1,P1,many\n")
    page.set_input_files("#upload-file input[type=file]", bad)
    page.get_by_label("Preview of the file").first.wait_for()
    page.click("#upload-load")
    page.locator("#upload-problems").wait_for()
    assert both_colours(page) == []
    assert fits(page)


def test_the_sign_in_page_has_no_serious_finding(chromium, tmp_path):
    from ui.api.security import _LOGIN_PAGE

    file = tmp_path / "login.html"
    file.write_text(_LOGIN_PAGE.format(message="Wrong user name or password."), encoding="utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    assert serious(page) == []
    page.close()
