"""What an editor is told of role files, by the YAML language server that editors use."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from guides_ext.__main__ import main

pytestmark = [pytest.mark.slow, pytest.mark.npm]

ROLE = "docs/roles/support-lead.role.yaml"
MODELINE = "# yaml-language-server: $schema=../role.schema.json\n"


class Server:
    """The server, as an editor speaks to it that has opened a folder."""

    def __init__(self, program: Path, root: Path, settings: dict[str, Any]) -> None:
        self.settings, self.number = settings, 0
        self.marks: dict[str, list[str]] = {}
        self.process = subprocess.Popen(
            ["node", str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        folder = {"uri": root.as_uri(), "name": root.name}
        self.ask("initialize", {
            "processId": None, "rootUri": root.as_uri(), "workspaceFolders": [folder],
            "capabilities": {"workspace": {"configuration": True, "workspaceFolders": True}},
        })  # fmt: skip
        self.tell("initialized", {})

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method: str, params: dict[str, Any]) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.read()
            if message.get("id") == self.number and "method" not in message:
                return message.get("result")

    def read(self) -> dict[str, Any]:
        """One message; what the server asks is answered, and its marks are kept."""
        assert self.process.stdout
        length = 0
        while (line := self.process.stdout.readline()) != b"\r\n":
            assert line, "the server has ended"
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:
            asked = message.get("params", {}).get("items", [])
            answers = [self.settings.get(one.get("section"), {}) for one in asked]
            self.send({"id": message["id"], "result": answers or None})
        elif message.get("method") == "textDocument/publishDiagnostics":
            found = message["params"]
            self.marks[found["uri"]] = [one["message"] for one in found["diagnostics"]]
        return message

    def open(self, file: Path, text: str) -> None:
        self.uri = file.as_uri()
        document = {"uri": self.uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def at(self, method: str, line: int, column: int) -> Any:
        place = {"line": line, "character": column}
        return self.ask(method, {"textDocument": {"uri": self.uri}, "position": place})


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("server")
    command = ["npm", "install", "--silent", "--prefix", str(folder), "yaml-language-server@1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "node_modules/yaml-language-server/bin/yaml-language-server"


@pytest.fixture(params=["the project's root", "docs", "the project's root, by its settings"])
def server(
    request: pytest.FixtureRequest, program: Path, tmp_path: Path
) -> Iterator[tuple[Server, Path, str]]:
    """A server that has opened a folder; the role, and the line that it begins with."""
    words = ["--company", "Acme", "--role", "Support Lead", "--trade", "support"]
    assert main(["init", str(tmp_path / "new"), *words]) == 0
    project, by_settings = tmp_path / "new", "settings" in request.param
    assert (project / ROLE).read_text("utf-8").startswith(MODELINE)
    settings = json.loads((project / ".vscode/settings.json").read_text("utf-8"))
    root = project / "docs" if request.param == "docs" else project
    yaml = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
    if by_settings:
        yaml["schemas"] = settings["yaml.schemas"]
    running = Server(program, root, {"yaml": yaml})
    patience = Timer(120, running.process.kill)
    patience.start()
    with running.process:
        yield running, project / ROLE, "# A role\n" if by_settings else MODELINE
        running.process.kill()
    patience.cancel()


def test_an_editor_completes_keys_explains_them_and_marks_what_is_wrong(
    server: tuple[Server, Path, str],
) -> None:
    running, file, first = server
    text = "title: Support Lead\nstages:\n  call:\n    minutes: an hour\n    form\n"
    running.open(file, first + text)
    while not running.marks.get(running.uri):  # the first ones are without a schema, and empty
        running.read()
    assert any("integer" in one or "number" in one for one in running.marks[running.uri])
    offered = running.at("textDocument/completion", 5, 8)
    assert "format" in {one["label"] for one in offered["items"]}
    hover = json.dumps(running.at("textDocument/hover", 1, 2))
    assert "The job's title." in hover
