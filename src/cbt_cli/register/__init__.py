"""The register: one SQLite file that remembers everything between commands, originals included. The only SQL.

Facts (files, what was unpacked from them, forms as read) are kept in one transaction for each file of the inbox; what
follows from all facts together (outcomes, references) is written in another. A kill at any moment leaves the last
committed state, and running again completes it. Every change stands in the journal, written in the same transaction.
"""

from cbt_cli.register.erasing import ERASED
from cbt_cli.register.opening import APPLICATION_ID, VERSION
from cbt_cli.register.store import Key, Register, StoredCase, open_register

__all__ = ["APPLICATION_ID", "ERASED", "VERSION", "Key", "Register", "StoredCase", "open_register"]
