"""python -m wont_it_train probe train.py[:make] [--into runs/probe] [--only one_batch,rates] [--steps 100]"""

import argparse
import os
import sys

from . import Recorder, experiments
from .programs import batches
from .record import Record
from .scripts import load

# Of an experiment: more is a training.
MOST_STEPS = 100_000


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; `--help` shows the rest."""

    def error(self, message):
        self.exit(2, f"{self.prog}: {message} (--help)\n")


def main(arguments=None) -> int:
    parser = Parser(prog="python -m wont_it_train", description="Experiments on a training program.")
    commands = parser.add_subparsers(dest="command", required=True)
    probe = commands.add_parser("probe", help="some dozens of updates an experiment, written where diagnose reads them")
    probe.add_argument("program", help="a script that calls Keras's fit or recorder.step, or script.py:function that returns model, loss, optimizer, train=(x, y)")
    probe.add_argument("--into", default="runs/probe", help="folder; a record that lies there gets the experiments added")
    probe.add_argument("--only", default=",".join(experiments.NAMES), help=f"of {', '.join(experiments.NAMES)}")
    probe.add_argument("--steps", type=int, default=100, help="updates an experiment")
    given = parser.parse_args(arguments)
    names = given.only.split(",")
    unknown = [name for name in names if name not in experiments.NAMES]
    if unknown:
        parser.error(f"--only {unknown[0]}: one of {', '.join(experiments.NAMES)}")
    if not 1 <= given.steps <= MOST_STEPS:
        parser.error(f"--steps must be from 1 to {MOST_STEPS}, got {given.steps}")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    path = os.path.join(given.into, "record.jsonl")
    try:
        program = load(given.program)
        os.makedirs(given.into, exist_ok=True)
        added_to = os.path.exists(path) and os.path.getsize(path) > 0
        if added_to:
            refuse_other(path)
        record = Record(given.into, add=True) if added_to else None
    except (OSError, TypeError) as error:
        print(error, file=sys.stderr)
        return 2
    if record is None:
        recorder = Recorder(given.into, every=20)
        recorder.record.write(recorder=2, probed=True)
        made = experiments.Probe(program)
        program.fresh()
        program.record(recorder, batches(*program.train, made.size, given.steps, made.order))
        record = recorder.record
    experiments.run(program, record, names, given.steps, print)
    print(f"written to {path}; now: deno task diagnose {path}")
    return 0


def refuse_other(path: str):
    """A file of that name that no recorder wrote stays as it is."""
    with open(path, "rb") as file:
        first = file.readline(10_000)
    if not first.startswith((b'{"recorder":', b'{"experiment":')):
        raise TypeError(f"{path} is no record of a training: choose another --into")


if __name__ == "__main__":
    sys.exit(main())
