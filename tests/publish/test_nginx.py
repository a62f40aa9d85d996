"""The documented set-up of nginx, as it stands in the docs, in front of real releases."""

from __future__ import annotations

import base64
import http.client
import http.server
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from guides_ext.__main__ import main
from guides_ext.publish.build import read_build, sign_gate
from guides_ext.publish.run import publish, roll_back
from guides_ext.publish.target import FolderTarget
from tests.projects import Built
from tests.publish.conftest import free_port, wait_for
from tests.publish.releases import make_build, publish_here, sign
from tests.stories import read

SERVERS = Path(__file__).parent.parent.parent / "docs" / "how-to" / "servers"
PASSWORD = "interviews:no-surprises"
LOGIN = {"Authorization": "Basic " + base64.b64encode(PASSWORD.encode()).decode()}

Serve = Callable[..., int]


def let_in(file: Path, login: str) -> Path:
    """A file of passwords with one in it."""
    user, _, password = login.partition(":")
    command = ["openssl", "passwd", "-apr1", password]
    hashed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    file.write_text(f"{user}:{hashed}")
    return file


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Callable[[str, int], int]]:
    """Starts nginx with a site on a port of loopback, and returns the port."""
    servers: list[subprocess.Popen[bytes]] = []
    folder = tmp_path / "nginx"
    folder.mkdir()

    def start(site: str, port: int) -> int:
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;" if Path("/root").exists() and folder.owner() == "root" else ""
        (folder / "nginx.conf").write_text(
            f"{user}\ndaemon off;\nworker_processes 2;\npid {folder}/pid;\n"
            "events {}\nhttp {\n"
            f"include /etc/nginx/mime.types;\naccess_log off;\n{temporary}{site}}}\n"
        )
        log = str(folder / "error.log")
        servers.append(
            subprocess.Popen(["nginx", "-e", log, "-c", str(folder / "nginx.conf"), "-p", folder])
        )
        wait_for(port, servers[-1])
        return port

    yield start
    for server in servers:
        server.terminate()
        server.wait()


@pytest.fixture
def serve(tmp_path: Path, nginx: Callable[[str, int], int]) -> Serve:
    """Starts nginx with the documented set-up on loopback; returns its port."""

    def start(target: Path, auth_proxy: int | None = None) -> int:
        port, passwords = free_port(), let_in(tmp_path / "nginx" / "htpasswd", PASSWORD)
        site = (SERVERS / "nginx.conf").read_text(encoding="utf-8")
        if auth_proxy:
            site = re.sub(r"^ +auth_basic ", "    #", site, flags=re.MULTILINE)
            instead = (SERVERS / "nginx-auth-proxy.conf").read_text(encoding="utf-8")
            site = re.sub(r"^ +auth_basic_user_file .*$", lambda _: instead, site, flags=re.M)
            site = site.replace("127.0.0.1:4180", f"127.0.0.1:{auth_proxy}")
        for documented, here in (
            ("listen 8080", f"listen 127.0.0.1:{port}"),
            ("/srv/docs/interviews/current", f"{target}/current"),
            ("/etc/nginx/interviews.htpasswd", str(passwords)),
        ):
            assert auth_proxy or documented in site
            site = site.replace(documented, here)
        return nginx(site, port)

    return start


def get(port: int, path: str, **headers: str) -> tuple[int, bytes, http.client.HTTPMessage]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path, headers={**LOGIN, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers


def numbered(build: Path, number: int) -> None:
    """A build each page of which says its number from the first byte to the last."""
    word = f"{number:05} "
    make_build(build, {"index.html": word * 30_000, "deep/page.html": word * 3_000, "same": "same"})


class Reader(threading.Thread):
    """Reads without pause over one connection, and keeps what is wrong."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.port, self.reads, self.stop = port, 0, False
        self.wrong: list[str] = []
        self.seen: list[int] = [0]

    def run(self) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as wire:
            while not self.stop:
                for path in ("/", "/deep/page.html", "/same"):
                    wire.request("GET", path, headers=LOGIN)
                    answer = wire.getresponse()
                    self.check(path, answer.status, answer.read().decode())

    def check(self, path: str, status: int, text: str) -> None:
        self.reads += 1
        words = set(text.split())
        if status != 200 or len(words) != 1:
            self.wrong.append(f"{path}: {status}, {len(words)} releases in one answer")
        elif path != "/same":
            number = int(words.pop())
            if number < self.seen[-1]:
                self.wrong.append(f"{path}: {number} after {self.seen[-1]}")
            if number != self.seen[-1]:
                self.seen.append(number)


@pytest.mark.parametrize("switches", [10, pytest.param(100, marks=pytest.mark.slow)])
def test_at_any_switch_no_reader_gets_a_404_a_torn_file_or_an_older_release(
    serve: Serve, tmp_path: Path, switches: int
) -> None:
    build, target = tmp_path / "build", tmp_path / "site"
    numbered(build, 1)
    publish_here(build, target)
    port = serve(target)
    readers = [Reader(port) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(2, switches + 2):
        numbered(build, number)
        publish(FolderTarget(target), read_build(build), None, 1, lambda done, total: None)
    while min(reader.reads for reader in readers) < 15 * switches:
        assert all(reader.is_alive() for reader in readers)
        readers[0].join(0.05)
    for reader in readers:
        reader.stop = True
        reader.join(20)
        assert reader.wrong == []
        assert not reader.is_alive()
        assert len(reader.seen) > switches / 4, "it was there to see the switches"
    assert sum(reader.reads for reader in readers) >= 30 * switches


def test_a_browser_that_has_a_page_is_told_that_it_is_new_or_that_it_is_the_same(
    serve: Serve, tmp_path: Path
) -> None:
    build, target = tmp_path / "build", tmp_path / "site"
    numbered(build, 1)
    publish_here(build, target)
    port = serve(target)
    tags = {path: get(port, path)[2]["ETag"] for path in ("/", "/same")}
    numbered(build, 2)
    publish_here(build, target)
    assert get(port, "/", **{"If-None-Match": tags["/"]})[0] == 200
    assert get(port, "/same", **{"If-None-Match": tags["/same"]})[0] == 304
    new = get(port, "/")[2]["ETag"]
    roll_back(FolderTarget(target), None)
    assert get(port, "/", **{"If-None-Match": new})[1].startswith(b"00001")


def test_two_pages_of_one_size_that_change_places_are_new_to_a_browser(
    serve: Serve, tmp_path: Path
) -> None:
    """Neither page is new, but each is new at its place."""
    build, target = tmp_path / "build", tmp_path / "site"
    make_build(build, {"a.html": "one", "b.html": "two"})
    publish_here(build, target)
    port = serve(target)
    tag = get(port, "/a.html")[2]["ETag"]
    make_build(build, {"a.html": "two", "b.html": "one"})
    publish_here(build, target)
    assert get(port, "/a.html", **{"If-None-Match": tag})[:2] == (200, b"two")


def test_without_a_password_nobody_reads_and_headers_are_on_every_answer(
    serve: Serve, tmp_path: Path
) -> None:
    build, target = tmp_path / "build", tmp_path / "site"
    numbered(build, 1)
    publish_here(build, target)
    port = serve(target)
    assert get(port, "/", Authorization="")[0] == 401
    for path, status in (("/", 200), ("/nowhere", 404), ("/../releases/", 400), ("/.guides/", 404)):
        answer, _, headers = get(port, path)
        assert answer == status
        if status == 400:
            continue
        assert headers["Cache-Control"] == "private, no-cache"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_behind_an_auth_proxy_strangers_are_sent_to_sign_in(serve: Serve, tmp_path: Path) -> None:
    class Proxy(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = "session=anna" in (self.headers["Cookie"] or "")
            self.send_response(200 if self.path != "/oauth2/auth" else 202 if known else 401)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    build, target = tmp_path / "build", tmp_path / "site"
    numbered(build, 1)
    publish_here(build, target)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        port = serve(target, auth_proxy=proxy.server_address[1])
        status, _, headers = get(port, "/deep/page.html")
        assert (status, "/oauth2/start?rd=/deep/page.html" in headers["Location"]) == (302, True)
        assert get(port, "/deep/page.html", Cookie="session=anna")[1].startswith(b"00001")
        assert get(port, "/oauth2/auth")[0] == 404, "only nginx itself may ask"
        proxy.shutdown()


@pytest.mark.parametrize("every", [30, pytest.param(1, marks=pytest.mark.slow)])
def test_the_handbook_passes_its_own_content_security_policy_in_a_browser(
    serve: Serve, tmp_path: Path, docs: Built, browser: Browser, every: int
) -> None:
    """On one page in so many, or on each; of the rules' pages, which are alike, on the first."""
    build = shutil.copytree(docs.out, tmp_path / "build", symlinks=True)
    sign(build)
    publish_here(build, tmp_path / "site")
    port = serve(tmp_path / "site")
    user, _, password = PASSWORD.partition(":")
    context = browser.new_context(http_credentials={"username": user, "password": password})
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.route("https://cdn.jsdelivr.net/**", lambda route: route.abort())
    paths = [path.relative_to(build).as_posix() for path in sorted(build.rglob("*.html"))]
    rules = [one for one in paths if one.startswith("reference/rules/")][1:]
    paths = [one for one in paths if one not in rules]
    for path in ["", *paths[::every], "what-changed/index.html", "what-changed/roles/backend.html"]:
        answer = page.goto(f"http://127.0.0.1:{port}/{path}", wait_until="load")
        assert answer is not None
        assert answer.status == 200, path
    assert [text for text in told if "Content Security Policy" in text] == []
    page.goto(f"http://127.0.0.1:{port}/what-changed/roles/backend.html")
    assert "What has changed: Backend Engineer" in page.inner_text("h1")
    page.click("text=The guide")
    assert "Backend Engineer" in page.inner_text("h1")
    context.close()


THREE = {"panel": "staff", "company": "company", "candidate": "candidate"}
"""The editions, and their targets as the docs name them."""


def three_builds(folder: Path, word: str) -> None:
    """A signed build of each edition, where the docs have it."""
    for edition in THREE:
        name = "build/html" if edition == "panel" else f"build/{edition}/html"
        make_build(folder / name, {"index.html": f"{word} {edition}"}, edition=edition)
        if edition != "panel":
            sign_gate(folder / name, edition)


def test_one_command_publishes_three_editions_and_nginx_guards_two_of_them(
    nginx: Callable[[str, int], int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "srv").mkdir()
    (shown,) = (one.text for one in read("how-to/publish") if one.language == "toml")
    shown = shown.replace("ssh://docs@docs.example.com/srv/docs/interviews", "/srv/docs/panel")
    (tmp_path / "pyproject.toml").write_text(shown.replace("/srv/docs", f"{tmp_path}/srv"))
    three_builds(tmp_path, "first")
    assert main(["publish", *THREE.values()]) == 0

    site, port = (SERVERS / "editions.conf").read_text(encoding="utf-8"), free_port()
    site = site.replace("listen 8080", f"listen 127.0.0.1:{port}")
    site = site.replace("/srv/docs", f"{tmp_path}/srv")
    for edition in ("panel", "company"):
        file = let_in(tmp_path / "nginx" / edition, f"{edition}:secret")
        site = site.replace(f"/etc/nginx/{edition}.htpasswd", str(file))
    nginx(site, port)

    def status(path: str, login: str = "") -> int:
        known = base64.b64encode(login.encode()).decode()
        return get(port, path, Authorization=f"Basic {known}" if login else "")[0]

    assert get(port, "/you/", Authorization="")[:2] == (200, b"first candidate")
    for path in ("/panel/", "/company/", "/you/../panel/", "/you/%2e%2e/company/index.html"):
        assert status(path) == 401
    assert status("/panel/", "panel:secret") == status("/company/", "company:secret") == 200
    assert status("/panel/", "company:secret") == 401
    assert (status("/"), status("/you"), status("/you../panel/current/index.html")) == (404,) * 3

    three_builds(tmp_path, "second")
    make_build(tmp_path / "build/candidate/html", {"index.html": "not theirs"}, edition="company")
    assert main(["publish", *THREE.values()]) == 3
    assert "publish: candidate: refused: " in capsys.readouterr().err
    assert get(port, "/you/", Authorization="")[1] == b"first candidate"
    for edition in ("panel", "company"):
        login = base64.b64encode(f"{edition}:secret".encode()).decode()
        answer = get(port, f"/{edition}/", Authorization=f"Basic {login}")
        assert answer[:2] == (200, f"second {edition}".encode())
