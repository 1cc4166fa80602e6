"""What can go wrong outside."""


class Refused(Exception):  # noqa: N818 -- a refusal, not a fault
    """We do not go to this address, today or ever. ``str()`` says why."""


class NotReached(Exception):  # noqa: N818 -- the other side's fault, if anybody's
    """No whole answer came, in time and in size. ``str()`` says why; another time it may."""
