"""While tens of thousands of small things are made, Python looks through them again and again for rings of things that
only point at themselves. There are none, and looking takes two fifths of the time; and as the server looks through all
there is after every click of anybody, everybody would wait for it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

EVERY = 0.2  # seconds
_lock, _there = Lock(), set[object]()


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave that out for the few seconds of this piece of work, whoever else does the same meanwhile. Longer work is
    put aside as it grows, and what is left of it in the end stays so: other pages are as quick as before."""
    mine, over, was_long = object(), Event(), list[bool]()
    aside = Thread(target=_put_aside, args=(over, was_long), daemon=True)
    with _lock:
        _there.add(mine)
        gc.disable()
    aside.start()
    try:
        yield
    finally:
        over.set()
        aside.join()
        with _lock:
            _there.discard(mine)
            if not _there:
                gc.enable()
                if was_long:
                    _look_through_once()


def _put_aside(over: Event, was_long: list[bool]) -> None:
    while not over.wait(EVERY):
        was_long.append(True)
        gc.freeze()


def _look_through_once() -> None:
    """What nobody holds any more goes; the rest is not looked at again until the next long work has ended."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
