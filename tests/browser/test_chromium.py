"""What the browser of the tests is started with."""

import re
from pathlib import Path

import playwright

from tests.browser.chromium import NO_PART_OF_A_TEST

DRIVER = Path(playwright.__file__).with_name("driver") / "package/lib/coreBundle.js"


def test_what_playwright_switches_off_stays_off():
    listed = re.search(
        r"init_chromiumSwitches = .*?disabledFeatures = \[(.*?)\]", DRIVER.read_text(), re.S
    )
    of_chromium = {name for name in re.findall(r'^ *"(\w+)"', listed[1], re.M) if name[:2] != "ms"}
    of_chromium -= {"TcpPortRandomizationWin"}
    assert len(of_chromium) > 5
    assert of_chromium <= set(NO_PART_OF_A_TEST)
