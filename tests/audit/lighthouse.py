"""Lighthouse on one page: what it says, in figures."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.audit.record import CATEGORIES, FIGURES, RUNS, Result
from tests.browser import chromium
from tests.standby import ROOT

ATTEMPTS = 3
PROGRAM = ROOT / ".cache/audit/node_modules/lighthouse/cli/index.js"


def audit(name: str, url: str, folder: Path) -> Result:
    """The page's middle run by performance: a machine that does other work too slows some runs."""
    runs = sorted((_run(url, folder / f"{name}.json") for _ in range(RUNS)), key=_performance)
    return _result(name, runs[RUNS // 2])


def _run(url: str, report: Path) -> dict[str, Any]:
    """One run. Where Lighthouse could not record it, as on a busy machine, it is made again."""
    for _ in range(ATTEMPTS):
        report.unlink(missing_ok=True)
        ended = _lighthouse(url, report)
        if ended.returncode == 0 and report.exists():
            return json.loads(report.read_text())
    raise RuntimeError(f"Lighthouse cannot look at {url}:\n{ended.stderr}")


def _lighthouse(url: str, report: Path) -> "subprocess.CompletedProcess[str]":
    browser = chromium.installed() or chromium.of_playwright() or ""
    flags = " ".join(["--headless=new", *chromium.ARGUMENTS])
    return subprocess.run(
        [
            *("node", PROGRAM, url, "--quiet", "--output=json", f"--output-path={report}"),
            *(f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"),
        ],
        env=os.environ | {"CHROME_PATH": browser},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def _performance(report: dict[str, Any]) -> float:
    return report["categories"]["performance"]["score"] or 0


def _result(name: str, report: dict[str, Any]) -> Result:
    audits = report["audits"]
    return Result(
        name=name,
        version=report["lighthouseVersion"],
        day=report["fetchTime"][:10],
        scores={key: round(report["categories"][key]["score"] * 100) for key in CATEGORIES},
        figures={key: audits[key]["numericValue"] for key in FIGURES},
        failed=sorted(
            key
            for key, one in audits.items()
            if one["score"] is not None and one["score"] < 1 and key not in FIGURES
        ),
    )
