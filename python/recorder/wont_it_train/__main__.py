"""python -m wont_it_train probe train.py[:make] [--into runs/probe] [--only one_batch,rates] [--steps 100]"""

import argparse
import os
import sys

from . import Recorder, experiments
from .programs import batches
from .record import Record
from .scripts import load


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(prog="python -m wont_it_train", description="Experiments on a training program.")
    commands = parser.add_subparsers(dest="command", required=True)
    probe = commands.add_parser("probe", help="some dozens of updates an experiment, written where diagnose reads them")
    probe.add_argument("program", help="a script that calls Keras's fit or recorder.step, or script.py:function that returns model, loss, optimizer, train=(x, y)")
    probe.add_argument("--into", default="runs/probe", help="folder; a record that lies there gets the experiments added")
    probe.add_argument("--only", default=",".join(experiments.NAMES), help=f"of {', '.join(experiments.NAMES)}")
    probe.add_argument("--steps", type=int, default=100, help="updates an experiment")
    given = parser.parse_args(arguments)
    names = given.only.split(",")
    unknown = [name for name in names if name not in experiments.NAMES]
    if unknown or given.steps < 1:
        wrong = f"--only {unknown[0]}: one of {', '.join(experiments.NAMES)}" if unknown else f"--steps must be 1 or more, got {given.steps}"
        print(wrong, file=sys.stderr)
        return 2
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        program = load(given.program)
    except (OSError, TypeError) as error:
        print(error, file=sys.stderr)
        return 2
    path = os.path.join(given.into, "record.jsonl")
    if os.path.exists(path):
        record = Record(given.into, add=True)
    else:
        recorder = Recorder(given.into, every=20)
        made = experiments.Probe(program)
        program.fresh()
        program.record(recorder, batches(*program.train, made.size, given.steps, made.order))
        record = recorder.record
    experiments.run(program, record, names, given.steps, print)
    print(f"written to {path}; now: deno task diagnose {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
