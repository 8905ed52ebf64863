"""Trains the study's recorded programs and keeps what the recorder wrote: reports/recorded/FAMILY.jsonl.gz, a run a line.

    python record.py --family torch|keras|lightning|transformers [--seeds 0,21,22] [--healthy 0,21-40] [--only FAULT]
"""

import argparse
import json
import os
import pathlib
import sys
import tempfile

os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "OMP_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}
from kept import cases, keep  # noqa: E402
from rounded import rounded  # noqa: E402
from wont_it_train import experiments, programs  # noqa: E402

REPORT = pathlib.Path(__file__).resolve().parents[2] / "reports" / "recorded"
# Updates of an experiment: seconds in all.
STEPS = 60


def run(family, kind, fault, seed) -> dict:
    """A recorded training, then the experiments on the same program made afresh."""
    with tempfile.TemporaryDirectory() as folder:
        recorder = family.train(kind, fault, seed, folder)
        program = (programs.Keras if family.__name__ == "recorded_keras" else programs.Torch)(lambda: family.program(kind, fault, seed))
        experiments.run(program, recorder.record, steps=STEPS)
        lines = [json.loads(line) for line in recorder.record.path.read_text().splitlines()]
    return {"kind": kind, "fault": fault, "seed": seed, "lines": rounded(lines)}


def numbers(text: str) -> list[int]:
    """Of "0,21-23": 0, 21, 22, 23."""
    ends = [list(map(int, part.split("-"))) for part in text.split(",")]
    return [number for part in ends for number in range(part[0], part[-1] + 1)]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--family", choices=("torch", "keras", "lightning", "transformers"), required=True)
    options.add_argument("--seeds", type=numbers, default="0,21,22")
    options.add_argument("--healthy", type=numbers, default="0,21-40")
    options.add_argument("--only")
    given = options.parse_args()
    family = __import__(f"recorded_{given.family}")
    plan = [(kind, fault, seed) for fault, kinds in family.FAULTS.items() for kind in kinds for seed in given.seeds
            if given.only in (None, fault)]
    plan += [(kind, None, seed) for kind in family.KINDS for seed in given.healthy if given.only in (None, "healthy")]
    REPORT.mkdir(parents=True, exist_ok=True)
    path = REPORT / f"{given.family}.jsonl.gz"
    done = cases(path)
    for case in plan:
        if case in done:
            continue
        keep(path, run(family, *case))
        print(*case, file=sys.stderr)


if __name__ == "__main__":
    main()
