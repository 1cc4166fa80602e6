"""How much a page moved without anybody asking it to, as the browser itself measures it."""

from playwright.sync_api import BrowserContext, Page

WATCH = """
  window.shifts = [];
  new PerformanceObserver(seen => {
    for (const one of seen.getEntries()) if (!one.hadRecentInput)
      shifts.push([one.value, ...one.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? "?")]);
  }).observe({ type: "layout-shift", buffered: true });
"""
TWO_FRAMES = "() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))"


def watch(where: BrowserContext | Page) -> None:
    """From the first moment of every page that it opens from now on."""
    where.add_init_script(WATCH)


def shifts(page: Page) -> list[str]:
    page.evaluate(TWO_FRAMES)  # an observer is told after the frame is drawn
    return [str(one) for one in page.evaluate("shifts")]
