"""Steps that the browser tests share."""

from __future__ import annotations

__all__ = ["open_tab"]


def open_tab(page, name: str) -> None:
    """Open a tab of the application at any width."""
    tab = page.get_by_role("tab", name=name, exact=True)
    if not tab.is_visible():  # a narrow page folds the tabs away
        page.locator(".overflow-menu button").first.click()
        page.locator(".overflow-dropdown button", has_text=name).click()
        return
    tab.click()
