"""A Dovecot of the tests' own on loopback with TLS: its folders, its certificate, its log, all below one folder."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "office@example.org", "correct-horse"
BINARY = shutil.which("dovecot") or ("/usr/sbin/dovecot" if Path("/usr/sbin/dovecot").exists() else None)
AVAILABLE = BINARY is not None and shutil.which("openssl") is not None and hasattr(os, "geteuid") and os.geteuid() == 0

_CONF = """
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = required
auth_failure_delay = 0
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
mail_location = maildir:{home}/mail/%u
first_valid_uid = 1
default_internal_user = nobody
default_login_user = nobody
default_internal_group = nogroup
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={home}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
}}
"""


@dataclass(frozen=True)
class Server:
    """A running server: port, certificate, and where a folder's messages lie."""

    port: int
    certificate: Path
    mail: Path

    def url(self, folder: str = "INBOX", user: str = USER) -> str:
        """The address of a folder as ``cbt fetch`` takes it."""
        return f"imaps://{user.replace('@', '%40')}@localhost:{self.port}/{folder}"

    def deliver(self, data: bytes, at: float, name: str, folder: str = "") -> Path:
        """Puts a message into a folder, taken in at ``at`` (seconds since 1970)."""
        place = self.mail / USER / folder / "new"
        for beside in ("cur", "new", "tmp"):
            (place.parent / beside).mkdir(parents=True, exist_ok=True)
        path = place / f"{int(at)}.{name}.localhost"
        path.write_bytes(data)
        os.utime(path, (at, at))
        subprocess.run(["chown", "-R", "nobody:nogroup", self.mail], check=True)
        return path


@contextmanager
def running(home: Path) -> Iterator[Server]:
    """Starts the server below ``home`` and stops it."""
    for path in (home, *home.parents):  # its processes run as nobody and must get to their files
        if path != Path("/") and path.owner() == "root" and str(path).startswith("/tmp"):  # noqa: S108 - pytest's own folder
            path.chmod(path.stat().st_mode | 0o055)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", home / "key.pem", "-out", home / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    (home / "run").mkdir()
    server = Server(port, home / "cert.pem", home / "mail")
    (server.mail / USER).mkdir(parents=True)
    subprocess.run(["chown", "-R", "nobody:nogroup", server.mail], check=True)
    (home / "dovecot.conf").write_text(_CONF.format(home=home, port=port, password=PASSWORD))
    process = subprocess.Popen([str(BINARY), "-F", "-c", home / "dovecot.conf"], stderr=subprocess.DEVNULL)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(server: Server) -> None:
    context = ssl.create_default_context(cafile=server.certificate)
    for _ in range(100):
        try:
            with (
                socket.create_connection(("127.0.0.1", server.port), timeout=2) as plain,
                context.wrap_socket(plain, server_hostname="localhost") as secure,
            ):
                if secure.recv(4) == b"* OK":
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up: " + (server.mail.parent / "log").read_text()[-2000:])
