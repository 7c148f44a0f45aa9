"""What a worker may not do, from the moment its readers are loaded: ``confine``, ``allow_cpu``, ``enforced``.

Three layers, each where the system has it: resource limits, a filter of system calls (seccomp, set by hand: no kept
library on PyPI does it), and Python's own audit events, which hold everywhere but bind honest code only.
"""

from __future__ import annotations

import contextlib
import os
import platform
import struct
import sys
import time

from cbt_cli.isolation.limits import Limits

_CALLS = {
    "x86_64": (0xC000003E, {"connect": 42, "socket": 41, "bind": 49, "execve": 59, "execveat": 322, "fork": 57,
                            "vfork": 58, "ptrace": 101, "unlink": 87, "unlinkat": 263, "rename": 82, "renameat2": 316,
                            "renameat": 264, "kill": 62, "io_uring_setup": 425, "rmdir": 84, "truncate": 76,
                            "chmod": 90, "process_vm_readv": 310, "process_vm_writev": 311}),
    "aarch64": (0xC00000B7, {"connect": 203, "socket": 198, "bind": 200, "execve": 221, "execveat": 281, "ptrace": 117,
                             "unlinkat": 35, "renameat": 38, "renameat2": 276, "kill": 129, "io_uring_setup": 425,
                             "truncate": 45, "process_vm_readv": 270, "process_vm_writev": 271}),
}  # fmt: skip
"""Machine → (audit architecture, number of each system call that no reader needs): linux/audit.h, asm/unistd.h."""
_REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile",
            "os.remove", "os.rename", "os.rmdir", "os.truncate", "os.kill", "os.chmod", "os.link", "os.symlink",
            "os.mkdir", "shutil.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "ctypes.dlopen",
            "winreg.", "_winapi.CreateProcess")  # fmt: skip
"""Audit events of Python (PEP 578) that no reader causes."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def enforced() -> dict[str, bool]:
    """Each limit on the opening of a stranger's file, and whether this system enforces it."""
    unix = sys.platform != "win32"
    linux = sys.platform.startswith("linux")
    return {
        "a process of its own": True,
        "elapsed time": True,
        "size of the answer": True,
        "CPU time": unix,
        "no files written": unix,
        "memory": linux,  # macOS takes the limit and does not keep to it
        "no network, no other programs": linux and platform.machine() in _CALLS,
    }


def confine(limits: Limits) -> None:
    """From here on: bounded memory, no growing files, no core dump, few descriptors, no processes, no network.

    A system that lacks one of them keeps the others.
    """
    _limit_resources(limits)
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):  # a kernel without seccomp
            _filter_calls()
    sys.addaudithook(_refuse)


def allow_cpu(seconds: int) -> None:
    """The next file may use ``seconds`` of CPU from now on."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds + 1, hard))


def _limit_resources(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    wanted = [
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 0),
    ]
    for kind, value in wanted:
        with contextlib.suppress(OSError, ValueError):  # a system that refuses a limit still has the others
            hard = resource.getrlimit(kind)[1]
            most = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (most, most))


def _filter_calls() -> None:
    """Has the kernel refuse (EPERM) system calls that no reader needs; what it starts would inherit that."""
    if platform.machine() not in _CALLS or struct.calcsize("P") != 8:
        return
    import ctypes  # noqa: PLC0415 - only workers need it

    architecture, calls = _CALLS[platform.machine()]
    numbers = sorted(calls.values())
    refuse, allow = 0x00050000 | 1, 0x7FFF0000  # SECCOMP_RET_ERRNO with EPERM, SECCOMP_RET_ALLOW
    last = len(numbers)
    steps = [
        (0x20, 0, 0, 4),  # load the architecture
        (0x15, 0, last + 3, architecture),  # any other: refuse
        (0x20, 0, 0, 0),  # load the number of the call
        (0x35, last + 1, 0, 0x40000000),  # x32 calls: refuse
        *((0x15, last - at, 0, number) for at, number in enumerate(numbers)),
        (0x06, 0, 0, allow),
        (0x06, 0, 0, refuse),
    ]
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    program = ctypes.create_string_buffer(code, len(code))
    held = struct.pack("@HP", len(steps), ctypes.addressof(program))
    kernel = ctypes.CDLL(None, use_errno=True)
    for words in ((38, 1, 0, 0, 0), (22, 2, ctypes.c_char_p(held), 0, 0)):  # PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP
        if kernel.prctl(*words) != 0:
            raise OSError(ctypes.get_errno(), "prctl")


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        flags = arguments[2] if len(arguments) > 2 else 0
        if isinstance(flags, int) and flags & _WRITING:
            raise PermissionError("a reader writes no files")
    elif event.startswith(_REFUSED):
        raise PermissionError(f"a reader does no {event}")
