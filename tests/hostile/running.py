"""Runs ``cbt`` in a process of its own and tells what it cost: exit code, peak memory of the parent, sockets that it
asked for, all of which are refused."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_WATCHED = """
import json, sys
sockets = []
def refuse(event, _):
    if event.startswith("socket."):
        sockets.append(event)
        raise PermissionError("no connection in tests")
sys.addaudithook(refuse)
from cbt_cli.__main__ import main
told, sys.argv = sys.argv[1], ["cbt", *sys.argv[2:]]
try:
    code = main() or 0
except SystemExit as end:
    code = end.code or 0
peak = 0
if sys.platform != "win32":
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1024 * 1024)
    if sys.platform == "linux":  # ru_maxrss is handed down from the process that started this one; VmHWM is its own
        lines = open("/proc/self/status").read().splitlines()
        peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
open(told, "w").write(json.dumps({"code": code, "peak": peak, "sockets": sockets}))
"""


@dataclass(frozen=True)
class Told:
    """What a command said and cost; ``peak`` in MiB."""

    code: int
    peak: int
    sockets: list[str]
    out: bytes
    error: bytes


def cbt(folder: Path, *arguments: str, timeout: float = 600) -> Told:
    """Runs a command; ``folder`` takes what is told about it."""
    told = folder / "told.json"
    line = [sys.executable, "-c", _WATCHED, str(told), *arguments]
    done = subprocess.run(line, capture_output=True, timeout=timeout, check=False)
    return Told(**json.loads(told.read_text()), out=done.stdout, error=done.stderr)
