"""The file: one JSON object a line, appended and flushed, so that it can be read while it grows."""

import json
import pathlib


class Record:
    """Refuses a folder that holds another run's record, unless lines are to be added to it."""

    def __init__(self, folder, add: bool = False):
        self.path = pathlib.Path(folder) / "record.jsonl"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not add and self.path.exists() and self.path.stat().st_size > 0:
            raise FileExistsError(f"{self.path} holds another run: give each run a folder of its own")

    def write(self, **line):
        """Appends a line; NaN and infinities as Python writes them."""
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps({key: plain(value) for key, value in line.items() if value is not None}) + "\n")


def plain(value):
    """Numbers of any framework as Python's."""
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if isinstance(value, (bool, int, float, str)) or value is None:
        return value
    return float(value)
