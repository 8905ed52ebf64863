"""Trains every program of the study and adds its history to reports/programs/FAMILY.json.

    python train.py [--seeds 0-9] [--family pytorch|keras|transformers]
"""

import argparse
import json
import os
import pathlib
import sys

os.environ.setdefault("KERAS_BACKEND", "torch")
import torch  # noqa: E402

import digits  # noqa: E402
import language  # noqa: E402
from rounded import rounded  # noqa: E402

FAMILIES = {
    "pytorch": (digits.pytorch, digits.HEALTHY, digits.FAULTY),
    "keras": (digits.keras, digits.HEALTHY, {name: digits.FAULTY[name] for name in digits.KERAS_FAULTY}),
    "transformers": (language.transformers, language.HEALTHY, language.FAULTY),
}
REPORT = pathlib.Path(__file__).resolve().parents[2] / "reports" / "programs"


def seed_range(text):
    """"3-7" as 3, 4, 5, 6, 7."""
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def kept(family, seeds):
    """The runs of other seeds."""
    file = REPORT / f"{family}.json"
    return [run for run in json.loads(file.read_text()) if run["seed"] not in seeds] if file.exists() else []


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=seed_range, default=seed_range("0-9"))
    options.add_argument("--family", choices=FAMILIES, action="append")
    given = options.parse_args()
    torch.set_num_threads(1)
    for family in given.family or FAMILIES:
        train, healthy, faulty = FAMILIES[family]
        runs = kept(family, given.seeds)
        for fault, programs in ((False, healthy), (True, faulty)):
            for kind, change in programs.items():
                for seed in given.seeds:
                    runs.append({"kind": kind, "fault": fault, "seed": seed, "history": rounded(train(seed, change))})
                print(family, kind, file=sys.stderr)
        kinds = [*healthy, *faulty]
        runs.sort(key=lambda run: (run["fault"], kinds.index(run["kind"]), run["seed"]))
        REPORT.mkdir(parents=True, exist_ok=True)
        lines = ",\n".join(json.dumps(run, default=float, separators=(",", ":")) for run in runs)
        part = REPORT / f"{family}.json.tmp"
        part.write_text(f"[\n{lines}\n]\n")
        part.rename(REPORT / f"{family}.json")


if __name__ == "__main__":
    main()
