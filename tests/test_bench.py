"""What `bin/bench` makes of what its tools say."""

import pytest

from bench.asking import _read

SAID = """Running 3s test @ http://127.0.0.1:8000/recent
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.85ms    1.03ms  20.04ms   92.31%
  Latency Distribution
     50%    1.60ms
     99%  {slowest}
  13000 requests in 3.10s, 50.29MB read
{wrong}Requests/sec:   4193.55
"""


@pytest.mark.parametrize(
    ("slowest", "p99"), [("980.00us", 0.98), ("5.21ms", 5.21), ("1.20s", 1200.0)]
)
def test_it_reads_how_fast_it_went(slowest, p99):
    found = _read(SAID.format(slowest=slowest, wrong=""), spent=0.52)
    assert (found.per_second, found.p99, found.errors) == (4193.55, p99, 0)
    assert found.processor == pytest.approx(40)


def test_it_sees_what_was_no_answer():
    wrong = "  Non-2xx or 3xx responses: 120\n"
    assert _read(SAID.format(slowest="5.21ms", wrong=wrong), spent=1).errors == 120
