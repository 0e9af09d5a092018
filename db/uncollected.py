"""While tens of thousands of small things are made, Python looks through them again and again for rings of things that
only point at themselves. There are none, and looking takes two fifths of the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock, _there = Lock(), set[object]()


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave that out for the few seconds of this piece of work, whoever else does the same meanwhile."""
    mine = object()
    with _lock:
        _there.add(mine)
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _there.discard(mine)
            if not _there:
                gc.enable()
