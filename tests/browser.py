"""A real server and a real browser for the journeys."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

ROOT = Path(__file__).parent.parent
WORD = "窗外的桂花又开了"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


class Server:
    """`streamlit run app.py` on a free port, with a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        self.environment |= {"NUANFANG_DATA": str(data), "PYTHONPATH": str(ROOT)}
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Comes back when the server answers; nobody has asked it for a page yet."""
        said = (self.data.parent / "server.log").open("ab")
        self._running = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)],
            cwd=ROOT,
            env=self.environment,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2).close()
                return
            except (URLError, OSError):
                assert self._running.poll() is None, self.said()
                time.sleep(0.1)
        raise AssertionError(self.said())

    def stop(self) -> None:
        if self._running:
            self._running.terminate()
            self._running.wait(20)
            self._running = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def said(self) -> str:
        return (self.data.parent / "server.log").read_text(errors="replace")

    def cli(self, *arguments: str, stdin: str = "", room: str = "db") -> subprocess.CompletedProcess[str]:
        """`python -m db …` on this server's data."""
        return subprocess.run(
            [sys.executable, "-m", room, *arguments],
            cwd=ROOT,
            env=self.environment,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@contextmanager
def running(data: Path) -> Iterator[Server]:
    made = Server(data)
    made.start()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server nobody has visited, on an empty house."""
    with running(tmp_path / "data") as made:
        yield made


@pytest.fixture(scope="session")
def _staffed_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Server(tmp_path_factory.mktemp("staffed") / "data")
    for arguments in (
        ("init", "--estate", "和安苑", "--admin", "王主任"),
        ("user", "add", "何静", "--role", "visitor", "--department", "客服部", "--position", "管家"),
    ):
        done = made.cli(*arguments, stdin=WORD)
        assert done.returncode == 0, done.stderr
    return made.data


@pytest.fixture
def staffed(tmp_path: Path, _staffed_house: Path) -> Iterator[Server]:
    """A server nobody has visited, on the house of 和安苑: 王主任 administers, 何静 visits, `WORD` lets both in."""
    shutil.copytree(_staffed_house, tmp_path / "data")
    with running(tmp_path / "data") as made:
        yield made


def chromium() -> str | None:
    """The browser's file: `CHROMIUM`, or one that is installed."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    found = chromium()
    if found is None or not Path(found).exists():
        sentence = "no Chromium was found; name one with CHROMIUM"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a window of its own (own cookies): `new_page(locale="zh-CN", width=1440, phone=False)`."""
    windows = []

    def opened(locale: str = "zh-CN", width: int = 1440, phone: bool = False, **more: Any) -> Any:
        how: dict[str, Any] = {"viewport": {"width": 390 if phone else width, "height": 844 if phone else 1000}}
        if phone:
            how |= {
                "is_mobile": True,
                "has_touch": True,
                "user_agent": "Mozilla/5.0 (Linux; Android 14) Mobile Chrome/120",
            }
        windows.append(browser.new_context(locale=locale, timezone_id="Asia/Shanghai", **how, **more))
        page = windows[-1].new_page()
        page.set_default_timeout(20_000)
        return page

    yield opened
    for window in windows:
        window.close()


def sign_in(page: Any, name: str, password: str) -> None:
    """Fill in the sign-in form this page shows, and wait until it lets in."""
    try_sign_in(page, name, password)
    page.wait_for_selector('input[type="password"]', state="detached")
    settle(page)


def try_sign_in(page: Any, name: str, password: str) -> None:
    page.wait_for_selector('input[type="password"]')
    form = page.locator('[data-testid="stForm"]')
    form.locator('input[type="text"]').fill(name)
    form.locator('input[type="password"]').fill(password)
    form.locator('[data-testid="stFormSubmitButton"] button').click()


def settle(page: Any) -> None:
    """Wait until the script has run to its end."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_timeout(150)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')


def words(page: Any) -> str:
    """All that is to be read on the page now."""
    return str(page.inner_text("body"))
