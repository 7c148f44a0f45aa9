"""``cbt init``: a call folder to start in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from cbt_cli.calls import built_in_text, load_call
from cbt_cli.errors import CbtError
from cbt_cli.outputs import write_form_docx, write_form_xlsx, write_mentees

LANGUAGES = ("en", "fr")


def start(folder: Path, call_file: Path | None) -> list[Path]:
    """Makes a call folder and returns what was written, in order. Raises if any of it is already there: nothing is
    overwritten, and then nothing is written either."""
    text = built_in_text() if call_file is None else call_file.read_text(encoding="utf-8-sig")
    call = load_call(call_file)
    work: list[tuple[Path, Callable[[Path], object]]] = [
        (folder / "call.toml", lambda path: path.write_text(text, encoding="utf-8", newline="\n"))
    ]
    for language in LANGUAGES:
        name = f"application-form-{language}"
        work.append((folder / f"{name}.docx", partial(write_form_docx, call, language)))
        work.append((folder / f"{name}.xlsx", partial(write_form_xlsx, call, language)))
    work.append((folder / "mentees.xlsx", partial(write_mentees, call)))
    _refuse_what_is_there([path for path, _ in work])
    try:
        (folder / "inbox").mkdir(parents=True, exist_ok=True)
        for path, write in work:
            write(path)
    except OSError as error:
        raise CbtError(f"The call folder {folder} cannot be written: {error}.", "Choose another folder.") from error
    return [path for path, _ in work] + [folder / "inbox"]


def _refuse_what_is_there(paths: list[Path]) -> None:
    there = [path.name for path in paths if path.exists()]
    if there:
        raise CbtError(
            f"{paths[0].parent} already has {', '.join(there)}; nothing was changed.",
            "Choose an empty folder, such as: cbt init my-call",
        )
