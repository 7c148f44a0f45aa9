"""Makes the sample call: ``call.toml``, ``mentees.xlsx``, the messages of ``inbox/`` and their expected results.

    python samples/make_samples.py            # writes beside this file
    python samples/make_samples.py --check    # only says whether what is there is what would be written

Everything is invented, at example.org, and the same on every run: byte for byte, unless another zlib packs otherwise.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
import tempfile
import zipfile
from email import message_from_bytes
from pathlib import Path

from messages import OFFICE, OWN_HOST
from plan import samples
from workbook import write_mentees_filled

from cbt_cli.calls import built_in_text, load_call

HERE = Path(__file__).parent


def call_text() -> str:
    """The built-in call with the invented office's own address and mail host."""
    text = built_in_text()
    for old, new in (
        ("own_hosts = []              #", f'own_hosts = ["{OWN_HOST}"]  #'),
        ('# address = "mentors@example.org"   #', f'address = "{OFFICE}"  #'),
    ):
        if old not in text:
            raise SystemExit(f"The built-in call file no longer has the line: {old}")
        text = text.replace(old, new)
    return text


def write(folder: Path) -> None:
    """Writes the whole sample call into ``folder``."""
    (folder / "call.toml").write_text(call_text(), encoding="utf-8", newline="\n")
    call = load_call(folder / "call.toml")
    write_mentees_filled(call, folder / "mentees.xlsx")
    for sample in samples(call):
        path = folder / "inbox" / sample.source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sample.data)
        result = folder / "expected" / f"{sample.source}.json"
        result.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(sample.expected, ensure_ascii=False, indent=1) + "\n"
        result.write_text(text, encoding="utf-8", newline="\n")


def contents(folder: Path) -> dict[str, bytes]:
    """What stands in the folder, by relative path: only what this script writes."""
    found = [folder / "call.toml", folder / "mentees.xlsx"]
    found += [path for name in ("inbox", "expected") for path in (folder / name).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.is_file()}


def _same(one: bytes | None, other: bytes | None) -> bool:
    """Whether two files say the same: byte for byte, or as another compressor packs it."""
    return one == other or (one is not None and other is not None and _unpacked(one) == _unpacked(other))


def _unpacked(data: bytes) -> object:
    """What lies in a file, however it is compressed: the members of packages, also of those attached to a message."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(name, _unpacked(archive.read(name))) for name in archive.namelist()]
    if data.startswith(b"Received: "):
        parts = message_from_bytes(data).walk()
        return [(part.items(), _unpacked(part.get_payload(decode=True) or b"")) for part in parts]
    return data


def main() -> int:
    """Writes the samples, or checks them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary)
        write(made)
        before, after = contents(HERE), contents(made)
        stale = sorted(name for name in before.keys() | after.keys() if not _same(before.get(name), after.get(name)))
        if check:
            print(
                "\n".join(["These samples are not what the script writes:", *stale])
                if stale
                else "Samples are up to date."
            )
            return int(bool(stale))
        for name in ("inbox", "expected"):
            shutil.rmtree(HERE / name, ignore_errors=True)
        shutil.copytree(made, HERE, dirs_exist_ok=True)
    print(f"{len(after)} files written to {HERE}; {len(stale)} of them new or changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
