"""Which Chromium the tests drive. As a program: exits 0 when there is one."""

import os
import shutil
import sys
from pathlib import Path

# Chromium hears the last --disable-features only, so these are Playwright's, which it replaces …
NO_PART_OF_A_TEST = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    # … and what else each new window would make ready: two pages for its address bar, which take
    # three quarters of a second of the processor, and a process for a page that never comes.
    "SpareRendererForSitePerProcess",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
]
# Calls home are no part of a test, and fail one by one on a machine without the internet.
ARGUMENTS = [
    f"--disable-features={','.join(NO_PART_OF_A_TEST)}",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # root, in CI, has no other way; the pages are our own
]


def installed() -> str | None:
    """The system's Chromium, or the one that CHROMIUM names; None: Playwright's own, if any."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in ("chromium", "google-chrome"):
        path = shutil.which(name)
        if path and Path(path).resolve().name != "snap":  # a snap cannot read the test's profile
            return path
    return None


def without_windows() -> str | None:
    """Chromium's core as a program of its own, which takes a third less of the processor; it has no
    windows to be shown. Debian packages it; elsewhere the whole Chromium does.
    """
    return os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or installed()


def of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


if __name__ == "__main__":
    sys.exit(0 if installed() or of_playwright() else 1)
