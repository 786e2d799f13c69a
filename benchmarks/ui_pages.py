"""First paint and redraw of the pages with thousands of products, in a real chromium.

    python -m benchmarks.ui_world --workspace build/ui-2000 --products 2000     # once, about a minute of processor time
    python -m benchmarks.ui_pages --workspace build/ui-2000

First paint is the browser's own first-contentful-paint of a fresh page; "ready" is when the question box can be typed
in. A redraw is counted from the moment a slider is moved to the moment the page shows the new figures.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.record import record
from benchmarks.ui_server import Server, chromium, load_note, serving

__all__ = ["main"]

WAIT = 60_000  # ms
PAINT, REDRAW = 2000.0, 500.0  # ms, the aims


def open_page(browser: Any, address: str) -> Any:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(WAIT)
    page.goto(address)
    return page


def first_paint(browser: Any, server: Server) -> tuple[float, float]:
    """(first contentful paint, question box ready) of a page without any cache, in ms."""
    page = open_page(browser, server.address)
    page.wait_for_selector("#question textarea")
    ready = page.evaluate("performance.now()")
    painted = page.evaluate(
        "new Promise(done => new PerformanceObserver(list => done(list.getEntries()[0].startTime))"
        ".observe({type: 'paint', buffered: true}))"
    )
    page.close()
    return painted, ready


def opened(page: Any, name: str, done: str) -> float:
    """Milliseconds from the click on a tab to what it has to show (`done`, an expression)."""
    start = time.perf_counter()
    page.get_by_role("tab", name=name, exact=True).click()
    page.wait_for_function(done)
    return 1000 * (time.perf_counter() - start)


def said(id: str, text: str) -> str:
    """An expression that is true once the element says `text`."""
    return f"document.querySelector('{id}')?.innerText.includes('{text}')"


#: What an element shows: its text, or the lines that a chart is drawn with.
SHOWN = """id => {
  const element = document.querySelector(id);
  const drawn = [...element.querySelectorAll('path.js-line')].map(path => path.getAttribute('d')).join();
  return id.endsWith('plot') ? drawn : element.innerText;
}"""


def redraw(page: Any, slider: str, values: list[float], shown: str) -> list[float]:
    """Milliseconds from moving a slider to another text or another line in element `shown`, for each of `values`."""
    spent = []
    for value in values:
        _settled(page, shown)
        spent.append(
            page.evaluate(
                f"([slider, value, id]) => {{ const shown = {SHOWN};"
                """return new Promise(done => {
                  const range = document.querySelector(slider + ' input[type=range]');
                  const before = shown(id);
                  const start = performance.now();
                  range.value = value;
                  range.dispatchEvent(new Event('input', {bubbles: true}));
                  setTimeout(() => {
                    const look = () => shown(id) && shown(id) !== before
                      ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
                    range.dispatchEvent(new PointerEvent('pointerup', {bubbles: true}));
                    range.dispatchEvent(new Event('change', {bubbles: true}));
                    look();
                  }, 20);
                })}""",
                [slider, value, shown],
            )
        )
    return spent


def _settled(page: Any, shown: str) -> None:
    """Wait until element `shown` has not changed for two seconds: nothing older is still on its way."""
    last, since = None, time.perf_counter()
    while time.perf_counter() - since < 2:
        now = page.evaluate(SHOWN, shown)
        if now != last:
            last, since = now, time.perf_counter()
        page.wait_for_timeout(100)


def measure(server: Server, repeats: int) -> list[tuple[str, list[float], float, float | None]]:
    """(what, milliseconds, the server's processor milliseconds each, the aim or None) of everything that is timed."""
    cpu: list[float] = []

    def counted(call: Any, times: int) -> Any:
        before = server.cpu_seconds()
        result = call()
        cpu.append(1000 * (server.cpu_seconds() - before) / times)
        return result

    with chromium() as browser:
        first_paint(browser, server)  # fills the server's caches, as the first visitor of the day does
        paints = counted(lambda: [first_paint(browser, server) for _ in range(repeats)], repeats)
        page = open_page(browser, server.address)
        page.wait_for_selector("#question textarea")
        forecast = counted(lambda: opened(page, "Forecast", said("#forecast-headline", "units expected")), 1)
        horizon = _spread(8, 40, repeats)
        history = counted(lambda: redraw(page, "#forecast-horizon", horizon, "#forecast-headline"), repeats)
        chart = counted(lambda: redraw(page, "#forecast-horizon", [h + 2 for h in horizon], "#forecast-plot"), repeats)
        board = counted(lambda: opened(page, "Replenishment", said("#order-headline", "order lines")), 1)
        page.get_by_label("Other cycle service level").check()
        page.wait_for_timeout(3000)
        levels, factors = _spread(81, 94, repeats), _spread(1.05, 1.95, repeats)
        level = counted(lambda: redraw(page, "#order-level", levels, "#order-headline"), repeats)
        page.get_by_label("Simple rule with safety factor").check()
        page.wait_for_timeout(3000)
        factor = counted(lambda: redraw(page, "#order-factor", factors, "#order-headline"), repeats)
        alerts = counted(lambda: opened(page, "Alerts", said("#alerts-headline", "alerts:")), 1)
        data = counted(lambda: opened(page, "Data", said("#data-summary", "sales")), 1)
    timed = [
        ("first paint", [p for p, _ in paints], PAINT),
        ("forecast tab, opened", [forecast], None),
        ("forecast, horizon slider", history, REDRAW),
        ("forecast, horizon slider, lines of the fan chart", chart, REDRAW),
        ("replenishment tab, opened", [board], None),
        ("replenishment, service level slider", level, REDRAW),
        ("replenishment, safety factor slider", factor, REDRAW),
        ("alerts tab, opened", [alerts], None),
        ("data tab, opened", [data], None),
    ]
    rows = [(what, spent, used, aim) for (what, spent, aim), used in zip(timed, cpu, strict=True)]
    rows.insert(1, ("question box ready", [r for _, r in paints], cpu[0], None))
    return rows


def _spread(low: float, high: float, count: int) -> list[float]:
    return [round(float(value), 2) for value in np.linspace(low, high, count)]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ui_pages", description=__doc__.splitlines()[0])
    parser.add_argument("--workspace", type=Path, default=Path("build/ui-2000"))
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--note", default="", help="said below the table, such as what else the machine was doing")
    parser.add_argument("--dry", action="store_true", help="print, and record nothing")
    options = parser.parse_args(argv)
    began, load = time.time(), os.getloadavg()[0]
    with serving(options.workspace) as server:
        time.sleep(20)  # the warm-up in the background ends
        rows = measure(server, options.repeats)
        start = server.start_seconds
    table = []
    for what, spent, used, aim in rows:
        middle, worst = float(np.median(spent)), float(np.max(spent))
        table.append(
            [what, round(middle), round(worst), round(used), len(spent), "-" if aim is None else f"under {aim:.0f}"]
        )
        print(f"{what:40} {middle:8.0f} ms, worst {worst:6.0f}, server CPU {used:6.0f}, {len(spent)} times")
    print(f"server ready after {start:.1f} s")
    if not options.dry:
        record(
            "ui_pages",
            title="Pages with 2,000 products",
            columns=["what", "median (ms)", "worst (ms)", "server CPU (ms)", "times", "aim (ms)"],
            rows=table,
            command="python -m benchmarks.ui_pages",
            settings={"repeats": options.repeats, "width": 1280},
            wall_seconds=time.time() - began,
            notes=[
                load_note(load),
                "2,000 products in 2 stores, 13 months of days; chromium without a graphics processor on the same "
                "machine as the server.",
                *([options.note] if options.note else []),
            ],
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
