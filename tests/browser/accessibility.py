"""Axe looks at a page as somebody sees it who does not see it."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / ".cache/npm/node_modules/axe-core/axe.min.js"
LOOK = """rules => axe.run({ resultTypes: ["violations"], ...(rules.length && { runOnly: rules }) })
  .then(found => found.violations)"""


def barriers(page: Page, *rules: str) -> list[str]:
    """What stands in somebody's way on this page, a sentence each; see https://dequeuniversity.com/rules/axe/.

    With ``rules`` only what these find, as “color-contrast”.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())  # a <script> would be stopped by our own policy
    return [
        f"{violation['id']}: {violation['help']}: {node['html']} {node['failureSummary']}"
        for violation in page.evaluate(LOOK, list(rules))
        for node in violation["nodes"]
    ]
