"""What stands in front of the pages: who is given files, which headers every answer carries, who may connect."""

import http.client
import re
import shutil
from contextlib import closing

import pytest

from tests.browser import Server, running


@pytest.fixture(scope="module")
def staffed(_staffed_house, tmp_path_factory):
    """One server for all that is asked here: nothing is changed."""
    data = tmp_path_factory.mktemp("door") / "data"
    shutil.copytree(_staffed_house, data)
    with running(data) as made:
        yield made


def ask(server: Server, path: str, method: str = "GET", body: bytes | None = None, **headers: str):
    """One request; header names may be written with _."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)) as line:
        line.request(method, path, body, sent)
        answer = line.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()


CLOSED = [
    ("GET", "/media/0123456789abcdef.jpg"),
    ("GET", "/media/../media/x"),
    ("PUT", "/_stcore/upload_file/someone/file"),
    ("DELETE", "/_stcore/upload_file/someone/file"),
    ("GET", "/_stcore/metrics"),
    ("GET", "/_stcore/agent/openapi.json"),
    ("POST", "/_stcore/agent/interact"),
]


def test_a_stranger_gets_no_file_leaves_none_and_reads_no_figures(staffed):
    for method, path in CLOSED:
        for cookie in ("", "nf_session=", "nf_session=made-up", 'nf_session="; x=\ud7ff'.encode().decode("latin-1")):
            status, _headers, body = ask(staffed, path, method, b"x" * 1000 if method == "PUT" else None, Cookie=cookie)
            assert status == 403 and len(body) < 20, (method, path, cookie)


def test_every_answer_says_what_no_page_may_do(staffed):
    for path in ("/", "/register", "/people?x=1", "/_stcore/health", "/media/x", "/door?code=x", "/nothing.js"):
        _status, headers, _body = ask(staffed, path)
        policy = headers["content-security-policy"]
        for part in ("default-src 'self'", "img-src 'self' data: blob:", "object-src 'none'", "frame-ancestors 'none'"):
            assert part in policy, path
        assert "unsafe" not in policy.split("style-src")[0], "no script but Streamlit's own runs"
        assert "*" not in policy and "http:" not in policy and "https:" not in policy
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin" and headers["x-frame-options"] == "DENY"
        assert headers["cache-control"] == "no-store", path
        assert "strict-transport-security" not in headers
    _status, headers, _body = ask(staffed, "/", X_Forwarded_Proto="https")
    assert "max-age" in headers["strict-transport-security"]


def test_the_programs_own_files_may_be_kept_by_the_browser(staffed):
    _status, _headers, page = ask(staffed, "/")
    script = re.search(rb'src="\./(static/js/[^"]+)"', page)[1].decode()
    status, headers, _body = ask(staffed, f"/{script}")
    assert status == 200 and headers.get("cache-control") != "no-store"


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost:{port}", "http://localhost:{port}", 101),
        ("127.0.0.1:{port}", "http://127.0.0.1:{port}", 101),
        ("localhost", "http://localhost", 101),
        ("evil.example", "http://evil.example", 403),
        ("127.0.0.1:{port}", "http://evil.example", 403),
    ],
)
def test_only_this_computers_names_may_connect(staffed, host, origin, status):
    shaken = {
        "Host": host.format(port=staffed.port),
        "Origin": origin.format(port=staffed.port),
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "bnVhbmZhbmcxMjM0NTY3OA==",
    }
    with closing(http.client.HTTPConnection("127.0.0.1", staffed.port, timeout=10)) as line:
        line.request("GET", "/_stcore/stream", headers={k.replace("_", "-"): v for k, v in shaken.items()})
        assert line.getresponse().status == status


def test_the_cookie_is_given_for_a_code_only_and_never_to_another_site(staffed):
    for path in ("/door", "/door?code=", "/door?code=made-up"):
        status, headers, body = ask(staffed, path)
        assert status == 204 and "set-cookie" not in headers and not body
    assert ask(staffed, "/door?code=x", Sec_Fetch_Site="cross-site")[0] == 204
