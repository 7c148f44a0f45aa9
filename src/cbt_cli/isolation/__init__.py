"""Strangers' files are opened here: in worker processes with limits, one file in flight each.

The parent opens regular files only (``regular``), hands over bytes and takes back bounded bytes (a document, usually
JSON, and blobs), never a pickle. A worker that dies, hangs or floods costs its file and nobody else's (``pool``).
What a worker may do, and which system enforces it, stands in ``confining``; SECURITY.md says what that leaves open.
"""

from cbt_cli.isolation.confining import enforced
from cbt_cli.isolation.limits import Limits
from cbt_cli.isolation.pool import Failed, Reply, Task, Workers
from cbt_cli.isolation.regular import NotRegularError, read_regular

__all__ = ["Failed", "Limits", "NotRegularError", "Reply", "Task", "Workers", "enforced", "read_regular"]
