"""A browser's tab without the browser: it speaks Streamlit's own messages and knows when a run has ended.

Like a browser it says which large messages it holds already, so that they are not sent again, and what its widgets
hold. It draws nothing: what is measured is the server, from the request until "finished" has come.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.error import URLError

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from db.sign_in import COOKIE

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def served(app: str, data: Path, page: str = "") -> Iterator[int]:
    """`streamlit run` of an app file in a process of its own; gives its port. `page` is the floor's."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment = known | {"NUANFANG_DATA": str(data), "PYTHONPATH": str(ROOT), "BENCH_PAGE": page}
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port)]
    with (data / "server.log").open("ab") as said:
        running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
    try:
        _wait(port, running)
        yield port
    finally:
        running.terminate()
        running.wait(20)


def _wait(port: int, running: "subprocess.Popen[bytes]") -> None:
    for _try in range(300):
        if running.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


class Tab:
    """One open page. `run` asks for it again, as a click does, and gives the seconds until it is finished."""

    def __init__(self, port: int, page: str = "", query: str = "", secret: str = "") -> None:
        self._page, self._query, self._hash = page, query, ""
        self._held: set[str] = set()  # messages a browser would keep
        self._widgets: dict[str, WidgetState] = {}
        self.elements: list[Any] = []  # drawn by the last run
        self.sent = 0  # bytes that the last run sent
        self._socket = connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            additional_headers={"Cookie": f"{COOKIE}={secret}"},
            subprotocols=[Subprotocol("streamlit")],
            compression=None,
            max_size=None,
        )

    def run(self) -> float:
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash, state.page_name = self._query, self._hash, self._page
        state.context_info.locale, state.context_info.timezone = "zh-CN", "Asia/Shanghai"
        state.cached_message_hashes.extend(self._held)
        state.widget_states.widgets.extend(self._widgets.values())
        request = asked.SerializeToString()
        start = perf_counter()
        self._socket.send(request)
        came = self._until_finished()
        took = perf_counter() - start
        self._read(came)
        return took

    def _until_finished(self) -> list[ForwardMsg]:
        """A run may end by asking for another one; only the last counts as the end."""
        came = []
        self.sent = 0
        while True:
            received = self._socket.recv(timeout=60)
            self.sent += len(received)
            message = ForwardMsg.FromString(received)
            came.append(message)
            if (
                message.WhichOneof("type") == "script_finished"
                and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            ):
                return came

    def _read(self, came: list[ForwardMsg]) -> None:
        self.elements = []
        for message in came:
            if message.metadata.cacheable and message.hash:
                self._held.add(message.hash)
            match message.WhichOneof("type"):
                case "new_session":
                    self._hash, self._page = message.new_session.page_script_hash, ""
                case "navigation":
                    self._hash = message.navigation.page_script_hash
                case "page_info_changed":
                    self._query = message.page_info_changed.query_string
                case "delta" if message.delta.WhichOneof("type") == "new_element":
                    self.elements.append(message.delta.new_element)
                    assert message.delta.new_element.WhichOneof("type") != "exception", "the page failed"

    def choose(self, key: str, *values: str) -> None:
        """Tap a pill whose widget's key ends so."""
        [found] = [e.button_group.id for e in self.elements if e.button_group.id.endswith(key)]
        self._widgets[found] = WidgetState(id=found)
        self._widgets[found].string_array_value.data.extend(values)

    def close(self) -> None:
        self._socket.close()
