"""What a browser complains about. A test that did not expect it fails."""

from playwright.sync_api import BrowserContext, ConsoleMessage, WebError

REPORT_POLICY_BREAKS = """
document.addEventListener("securitypolicyviolation", event =>
  console.error(`policy: ${event.violatedDirective} stops ${event.blockedURI} ${event.sample}`));
"""


class Console:
    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.expected: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        context.add_init_script(REPORT_POLICY_BREAKS)
        context.on("console", self._heard)
        context.on("weberror", self._failed)

    def expect(self, *parts: str) -> None:
        """Complaints with one of these words in them are part of this test, as “status of 422”."""
        self.expected += parts

    def unexpected(self) -> list[str]:
        return [said for said in self.complaints if not any(part in said for part in self.expected)]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def _failed(self, error: WebError) -> None:
        self.complaints.append(f"{error.error} ({error.page.url if error.page else ''})")
