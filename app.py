"""The server: `streamlit run app.py`. What stands in front of every page, and what happens once at start."""

import gc
import importlib
import logging
import re
import sys
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from functools import cache
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any

import streamlit as st
from sqlalchemy.orm import configure_mappers
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db import clock, sign_in, sizes, store
from db.sign_in import COOKIE, DOOR, LONGEST
from db.words import DEFAULT, told_in
from pages.parts import paint

# Streamlit serves these to anybody who knows an address, and takes files from anybody.
FOR_THE_SIGNED_IN = ("/media/", "/_stcore/upload_file", "/_stcore/metrics", "/_stcore/agent")
MAY_BE_KEPT = ("/static/", "/component/")  # the program's own files; everything else may hold somebody's data
HEAVY = ("altair", "pandas", "pyarrow.pandas_compat", "reportlab.platypus", "sqlmodel", "streamlit_authenticator")
AT_MOST = 0.0005  # seconds that one page's work keeps another's from going on, while a long list is understood
PARTS = Path(__file__).parent / "pages" / "parts"  # what the screens are made of, and with it all that they ask
NOBODY_THERE = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
POLICY = (
    "default-src 'self'; script-src 'self' {script}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; "
    "connect-src 'self' {socket}; worker-src 'self' blob:; frame-src 'self'; frame-ancestors 'none'; "
    "form-action 'self'; base-uri 'self'; object-src 'none'"
)
INDEX = Path(st.__file__).parent / "static" / "index.html"  # Streamlit's own page holds a small inline script
Scope = MutableMapping[str, Any]
Send = Callable[[Scope], Awaitable[None]]


class Shield:
    """Asks who is there before files are given out or taken in, and says to the browser what no page may do."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        headers = shielding(request)

        async def shielded(message: Scope) -> None:
            if message["type"] == "http.response.start":
                ours = {name for name, _value in headers}
                message["headers"] = [each for each in message["headers"] if each[0].lower() not in ours] + headers
            await send(message)

        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if path.startswith(FOR_THE_SIGNED_IN) and not await run_in_threadpool(is_signed_in, secret_of(request)):
            await Response(status_code=403)(scope, receive, shielded)
            return
        await self.app(scope, receive, shielded)


def shielding(request: Request) -> list[tuple[bytes, bytes]]:
    """The headers of every answer."""
    host = request.headers.get("host", "")
    socket = f"ws://{host} wss://{host}" if re.fullmatch(r"[\w.:\[\]-]+", host) else ""
    headers = {
        "content-security-policy": POLICY.format(script=own_scripts(), socket=socket),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
    }
    if not request.url.path.startswith(MAY_BE_KEPT):
        headers["cache-control"] = "no-store"
    if is_https(request):
        headers["strict-transport-security"] = "max-age=31536000"
    return [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]


@cache
def own_scripts() -> str:
    """The inline scripts of Streamlit's page, by their hashes: these run, and no other text ever does."""
    scripts = re.findall(rb"<script>(.*?)</script>", INDEX.read_bytes().replace(b"\r\n", b"\n"), re.DOTALL)
    return " ".join(f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in scripts)


def is_https(request: Request) -> bool:
    return request.headers.get("x-forwarded-proto", request.url.scheme).split(",")[0].strip() == "https"


def secret_of(request: Request) -> str | None:
    """The browser's session. Streamlit's own reading of cookies fails whole on one odd cookie; so read this one."""
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def is_signed_in(secret: str | None) -> bool:
    if not secret:
        return False
    with store.reading() as s:
        return sign_in.person(s, secret, clock.now()) is not None


def let_in(code: str, before: str | None) -> str | None:
    """The secret for a code. A browser holds one session: the one it held before is over."""
    now = clock.now()
    secret = sign_in.redeem(code, now)
    if secret and before and before != secret:
        with store.writing() as s:
            sign_in.close_session(s, before, now)
    return secret


async def give_cookie(request: Request) -> Response:
    """The page just signed in to asks for this as a picture, so that no script ever holds the cookie."""
    answer = Response(status_code=204)
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return answer  # another site wants to sign somebody in
    secret = await run_in_threadpool(let_in, request.query_params.get("code", ""), secret_of(request))
    if secret:
        answer.set_cookie(
            COOKIE,
            secret,
            max_age=int(LONGEST.total_seconds()),
            path="/",
            httponly=True,
            samesite="strict",
            secure=is_https(request),
        )
    return answer


@asynccontextmanager
async def start(_app: st.App) -> AsyncIterator[None]:
    """Open the house before anybody comes: tables brought to today's, everything loaded that a page will need.

    Streamlit collects all garbage after every run; what is loaded now never becomes any, and frozen it is not looked
    at again (it would be 80 ms of every click).
    """
    store.engine()
    sizes.learn()
    parts = [f"pages.parts.{part.stem}" for part in sorted(PARTS.glob("*.py"))]
    NOBODY_THERE.disabled = True  # parts that run by themselves say that no page is running: none is, yet
    for module in (*HEAVY, "reports.briefing", "reports.heat_map", *parts):
        importlib.import_module(module)
    NOBODY_THERE.disabled = False
    paint.follow()
    configure_mappers()
    told_in(DEFAULT, "")  # reads the words
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(AT_MOST)
    yield


app = st.App("pages/_entrance.py", routes=[Route(DOOR, give_cookie)], middleware=[Middleware(Shield)], lifespan=start)
