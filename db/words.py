"""The words people read: English in the source, other languages from catalogues.

Each run of a page or command says once which language it speaks (`use_language`); the choice lives in a
context variable, so two people served by two threads never hear each other's language.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = {"zh_CN": "中文", "en": "English"}
DEFAULT = "zh_CN"

_speaking: ContextVar[str | None] = ContextVar("language", default=None)
_otherwise: list[Callable[[], str]] = [lambda: DEFAULT]


def otherwise(ask: Callable[[], str]) -> None:
    """Where to ask for the language in a run that has not said it: a part of a page may run by itself."""
    _otherwise[0] = ask


def use_language(language: str) -> None:
    """Speak this language from here on in this thread; an unknown one means Chinese."""
    _speaking.set(language if language in LANGUAGES else DEFAULT)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language for a while, as for a paper that is not in the reader's own."""
    before = _speaking.set(language if language in LANGUAGES else DEFAULT)
    try:
        yield
    finally:
        _speaking.reset(before)


def language() -> str:
    return _speaking.get() or _otherwise[0]()


def best_language(preferred: str | None) -> str:
    """The language for a browser's locale such as `en-GB`; Chinese when in doubt."""
    return "en" if (preferred or "").lower().startswith("en") else DEFAULT


def N_(text: str) -> str:  # noqa: N802 (gettext's own name)
    """Marks a text for the catalogue; it is translated when it is shown."""
    return text


def _(text: str) -> str:
    """The text in the language spoken now."""
    return told_in(language(), text)


class _Filling(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return one if value == 1 else many
        return str(super().format_field(value, format_spec))


def filled(sentence: str, **values: object) -> str:
    """A sentence with its places filled in. In English `{n:visit|visits}` stands for the noun that goes with n."""
    return _FILLING.vformat(sentence, (), values)


_FILLING = _Filling()


def told_in(spoken: str, text: str) -> str:
    """The text in a named language, whatever is spoken now."""
    return text if spoken == "en" else _catalogue(spoken).get(text) or text


@cache
def _catalogue(spoken: str) -> dict[str, str]:
    """Every message of one language. Several files, so that each room keeps its own words."""
    found: dict[str, str] = {}
    for path in sorted((LOCALES / spoken / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            found.update((str(m.id), str(m.string)) for m in read_po(file) if m.id and m.string)
    return found
