"""What bin/audit wrote down last: every page and every score is there, and none is too low."""

from dataclasses import replace

import pytest

from tests.audit.record import CATEGORIES, DOCUMENT, FIGURES, LEAST, Result, scores_in, written
from tests.standby import ROOT

PAGES = {"home", "article", "category"}
RESULT = Result(
    "home", "13", "2026-11-24", dict.fromkeys(CATEGORIES, 100), dict.fromkeys(FIGURES, 0), []
)


def lacks(document: str) -> list[str]:
    """What the document leaves out, and what is under the mark."""
    scores = scores_in(document)
    found = [f"no {page}" for page in sorted(PAGES - scores.keys())]
    for page, of_page in scores.items():
        found += [f"{page} has {len(of_page)} scores"] if len(of_page) != len(CATEGORIES) else []
        found += [f"{page}: {score}" for score in of_page if score < LEAST]
    return found


def test_the_last_audit_found_every_page_good_enough():
    assert lacks((ROOT / DOCUMENT).read_text()) == []


@pytest.mark.parametrize(
    ("results", "found"),
    [
        ([replace(RESULT, name=name) for name in sorted(PAGES)], []),
        ([RESULT, replace(RESULT, name="article")], ["no category"]),
        (
            [
                replace(RESULT, name=name, scores=RESULT.scores | {"seo": 98})
                for name in ["home", "article", "category"]
            ],
            ["home: 98", "article: 98", "category: 98"],
        ),
    ],
)
def test_a_page_left_out_or_not_good_enough_would_be_seen(results, found):
    assert lacks(written(results)) == found


def test_what_a_page_did_not_pass_is_told():
    assert "- home: render-blocking" in written([replace(RESULT, failed=["render-blocking"])])
