"""The real parts that publishing stands on, each on loopback: sshd, nginx, git."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens."""
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the server has ended"
        time.sleep(0.05)
    pytest.fail("the server does not answer")


@dataclass(frozen=True)
class Sshd:
    """A running sshd: `folder` has its keys in `host.pub` and `user`, `ssh` is the real one, and
    `address` what targets on it begin with."""

    port: int
    folder: Path
    ssh: str

    def address(self, folder: Path, port: int | None = None) -> str:
        return f"ssh://{getpass.getuser()}@127.0.0.1:{port or self.port}{folder}"

    def known_hosts(self) -> str:
        """What a client should know of it."""
        return f"[127.0.0.1]:{self.port} {(self.folder / 'host.pub').read_text()}"


@pytest.fixture(scope="session")
def running_sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """An sshd on loopback with a throw-away key, and an `ssh` in its `bin/` that knows it."""
    folder = tmp_path_factory.mktemp("sshd")
    for name in ("host", "user"):
        keygen = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name]
        subprocess.run(keygen, check=True)
    port = free_port()
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/user.pub\nStrictModes no\nPasswordAuthentication no\n"
        f"PermitRootLogin yes\nSetEnv PATH={Path(sys.executable).parent}:/usr/bin:/bin\n"
    )
    (folder / "ssh_config").write_text(
        f"IdentityFile {folder}/user\nIdentitiesOnly yes\nUserKnownHostsFile /dev/null\n"
        "StrictHostKeyChecking no\nLogLevel ERROR\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    wrapper = folder / "bin" / "ssh"
    wrapper.parent.mkdir()
    ssh = str(shutil.which("ssh"))
    wrapper.write_text(f'#!/bin/sh\nexec {ssh} -F {folder}/ssh_config "$@"\n')
    wrapper.chmod(0o755)
    command = [str(shutil.which("sshd")), "-D", "-e", "-f", str(folder / "sshd_config")]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, stderr=log, umask=0o077)  # as on a strict server
    try:
        wait_for(port, server)
        yield Sshd(port, folder, ssh)
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def sshd(running_sshd: Sshd, monkeypatch: pytest.MonkeyPatch) -> Sshd:
    """The running sshd, and on the PATH the `ssh` that knows it."""
    monkeypatch.setenv("PATH", str(running_sshd.folder / "bin"), prepend=os.pathsep)
    return running_sshd
