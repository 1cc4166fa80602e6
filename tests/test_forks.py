"""A process knows that it is another than the one it was forked from."""

import os

from newsroom import forks


def test_a_fork_is_another_process():
    before = forks.here
    if (pid := os.fork()) == 0:
        os._exit(0 if forks.here is not before else 1)
    assert os.waitpid(pid, 0)[1] == 0
    assert forks.here is before
