"""Runs the programs that people ask about, as asked and mended, with the recorder: reports/recorded/SET_FAMILY.jsonl.gz, a run a line.
Runs that lie there are not made again.

    python asked.py --family torch|keras [--set asked|more|fresh] [--seeds 0,1] [--only PROGRAM] [--without-experiments]
"""

import argparse
import json
import os
import pathlib
import sys
import tempfile
import warnings

os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "OMP_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}
from kept import cases, keep  # noqa: E402
from rounded import rounded  # noqa: E402
from wont_it_train import Recorder, experiments, programs  # noqa: E402

REPORT = pathlib.Path(__file__).resolve().parents[2] / "reports" / "recorded"
STEPS = 60


def train_torch(made, recorder):
    """The usual loop, with what the program does otherwise."""
    import torch

    loop = {"batch": 32, "clear": True, "step": True, "trains": True, "evaluates": True, "shuffle": True, "scheduler": None,
            "clears_late": False, "clip": None} | made["loop"]
    model, error, optimizer = made["model"], made["loss"], made["optimizer"]
    (xt, yt), (xv, yv) = made["train"], made["validation"]
    for epoch in range(loop["epochs"]):
        model.train(loop["trains"])
        order = torch.randperm(len(xt)) if loop["shuffle"] else torch.arange(len(xt))
        for batch in order.split(loop["batch"]):
            if loop["clear"]:
                optimizer.zero_grad()
            loss = error(model(xt[batch]), yt[batch])
            loss.backward()
            if loop["clears_late"]:
                optimizer.zero_grad()
            if loop["clip"] is not None:
                torch.nn.utils.clip_grad_norm_(model.parameters(), loop["clip"])
            with recorder.step(model, loss, optimizer):
                if loop["step"]:
                    optimizer.step()
            if loop["scheduler"] is not None:
                loop["scheduler"].step()
        if loop["evaluates"]:
            model.eval()
        with torch.no_grad():
            output = model(xv)
            values = {"val_loss": float(error(output, yv))}
            if yv.dtype == torch.int64:
                values["val_accuracy"] = float((output.argmax(1) == yv).float().mean())
        recorder.epoch(epoch, **values)


def train_keras(made, recorder):
    made["model"].fit(*made.get("given", made["train"]), validation_data=made["validation"], verbose=0, callbacks=[recorder.keras()], **made["fit"])


def seeded(family: str, seed: int):
    if family == "torch":
        import torch

        torch.manual_seed(seed)
    else:
        import keras

        keras.utils.set_random_seed(seed)


def run(family, program, asked, seed, with_experiments) -> list:
    """Lines of the record, with those of the experiments; the error that ended it, where one did."""
    train, kind = (train_torch, programs.Torch) if family == "torch" else (train_keras, programs.Keras)
    seeded(family, seed)
    with tempfile.TemporaryDirectory() as folder:
        recorder = Recorder(folder)
        try:
            train(program(asked, seed), recorder)
        except Exception as error:
            print(f"  ended by {type(error).__name__}: {str(error).splitlines()[0]}", file=sys.stderr)
        if with_experiments:
            try:
                experiments.run(kind(lambda: program(asked, seed)), recorder.record, steps=STEPS, say=lambda line: None)
            except Exception as error:
                print(f"  experiments ended by {type(error).__name__}: {str(error).splitlines()[0]}", file=sys.stderr)
        # what Keras refuses before its first batch leaves no record
        path = recorder.record.path
        return rounded([json.loads(line) for line in path.read_text().splitlines()]) if path.exists() else [{"recorder": 2}]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--family", choices=("torch", "keras"), required=True)
    options.add_argument("--set", choices=("asked", "more", "fresh"), default="asked")
    options.add_argument("--seeds", default="0")
    options.add_argument("--only", help="programs, with commas between them")
    options.add_argument("--into", type=pathlib.Path, default=REPORT)
    options.add_argument("--without-experiments", action="store_true")
    given = options.parse_args()
    warnings.filterwarnings("ignore")
    known = __import__(f"{given.set}_{given.family}").PROGRAMS
    wanted = None if given.only is None else given.only.split(",")
    plan = [(program, fault, asked, seed) for seed in map(int, given.seeds.split(",")) for program, fault in known.items()
            if wanted is None or program.__name__ in wanted for asked in (True, False)]
    given.into.mkdir(parents=True, exist_ok=True)
    path = given.into / f"{given.set}_{given.family}.jsonl.gz"
    done = cases(path)
    for program, fault, asked, seed in plan:
        case = (program.__name__, fault if asked else None, seed)
        if case in done:
            continue
        print(*case, file=sys.stderr)
        lines = run(given.family, program, asked, seed, not given.without_experiments)
        keep(path, dict(zip(("kind", "fault", "seed"), case), lines=lines))


if __name__ == "__main__":
    main()
