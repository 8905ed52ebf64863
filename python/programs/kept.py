"""Recorded runs as they are kept: JSON, a run a line, packed by gzip. A run is a member of its own, so that a recording that is
stopped keeps what it has and goes on from there. `zcat` shows them."""

import gzip
import json
import pathlib


def cases(path: pathlib.Path) -> set[tuple]:
    """Kind, fault and seed of every run that is there."""
    if not path.exists():
        return set()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return {tuple(json.loads(line)[key] for key in ("kind", "fault", "seed")) for line in file}


def keep(path: pathlib.Path, run: dict) -> None:
    """Adds a run at the end."""
    line = json.dumps(run, separators=(",", ":")) + "\n"
    with open(path, "ab") as file:
        file.write(gzip.compress(line.encode(), mtime=0))
