"""Where in the user's script the things stand that rules speak of: each layer, the optimiser, the loss, the training, the data."""

import ast
import os
import sys

LONGEST = 120
LOSSES = {"crossentropy", "nll", "mse", "l1", "smoothl1", "huber", "bce", "bcewithlogits", "binarycrossentropy",
          "binarycrossentropywithlogits"}


def script() -> str | None:
    """The program that is run, as it was called; `None` in a notebook."""
    path = sys.argv[0] if sys.argv else ""
    return path if path.endswith(".py") and os.path.isfile(path) and "ipykernel" not in path and "site-packages" not in path else None


def places(layers: list[dict], optimizer: str) -> dict | None:
    """Line and text by the name of a layer, and of "optimizer", "loss", "training" and "data"; layers only where the script has as many
    calls of a type as the network has layers of it, so that none is taken for another."""
    path = script()
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        calls = [(name_of(node), node.lineno) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    except (OSError, TypeError, ValueError, SyntaxError):
        return None
    calls.sort(key=lambda call: call[1])
    lines = text.splitlines()
    found = {}
    for kind in {layer["type"] for layer in layers}:
        own, there = [layer["name"] for layer in layers if layer["type"] == kind], [line for name, line in calls if name == kind]
        found |= dict(zip(own, there)) if len(own) == len(there) else {}

    def first(part: str, *names: str):
        line = next((line for wanted in names for name, line in calls if name == wanted), None)
        if line is not None:
            found[part] = line

    first("optimizer", optimizer, "compile", "configure_optimizers", "TrainingArguments")
    first("loss", *[name for name, _ in calls if plain(name) in LOSSES], "compile")
    first("training", "step", "fit", "train")
    first("data", "DataLoader", "fit", "Trainer")
    return {part: {"line": line, "text": lines[line - 1].strip()[:LONGEST]} for part, line in found.items()} or None


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", None) or getattr(call.func, "id", "")


def plain(name: str) -> str:
    return name.lower().replace("_", "").removesuffix("loss")
