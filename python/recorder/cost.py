"""What the recorder costs: processor seconds of two equal trainings that take turns, one of them recorded; one thread.

    python cost.py torch|keras [--into cost.jsonl]     # KERAS_BACKEND chooses Keras's backend
"""

import argparse
import contextlib
import json
import os
import platform
import tempfile
import time

os.environ |= {"OMP_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
import numpy  # noqa: E402

from wont_it_train import Recorder  # noqa: E402

STEPS, ROUNDS, BATCH, INPUTS, UNITS, CLASSES = 500, 3, 64, 256, 512, 10
random = numpy.random.default_rng(0)
x = random.normal(size=(BATCH * 50, INPUTS)).astype("float32")
y = random.integers(CLASSES, size=len(x))


def of_torch():
    """Seconds of `count` steps with a recorder or without, in two trainings."""
    import torch

    torch.set_num_threads(1)
    rows, labels = torch.tensor(x).split(BATCH), torch.tensor(y).split(BATCH)

    def training():
        torch.manual_seed(0)
        model = torch.nn.Sequential(torch.nn.Linear(INPUTS, UNITS), torch.nn.ReLU(), torch.nn.Linear(UNITS, UNITS), torch.nn.ReLU(),
                                    torch.nn.Linear(UNITS, CLASSES))
        optimizer = torch.optim.Adam(model.parameters())

        def steps(recorder):
            for batch, target in zip(rows, labels):
                optimizer.zero_grad()
                loss = torch.nn.functional.cross_entropy(model(batch), target)
                loss.backward()
                with recorder.step(model, loss, optimizer) if recorder else contextlib.nullcontext():
                    optimizer.step()
        return steps

    return training, f"torch {torch.__version__}"


def of_keras():
    import keras

    def training():
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.layers.Input((INPUTS,)), keras.layers.Dense(UNITS, "relu"), keras.layers.Dense(UNITS, "relu"),
                                  keras.layers.Dense(CLASSES)])
        model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        made = []

        def steps(recorder):
            # one callback for the whole training: fit is called again and again only to take turns
            if recorder and not made:
                made.append(recorder.keras())
            model.fit(x, y, batch_size=BATCH, epochs=1, verbose=0, callbacks=made if recorder else [])
        return steps

    return training, f"keras {keras.__version__} on {keras.backend.backend()}"


def timed(steps, recorder) -> float:
    start = time.process_time()
    steps(recorder)
    return time.process_time() - start


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("framework", choices=("torch", "keras"))
    options.add_argument("--into")
    given = options.parse_args()
    training, version = (of_torch if given.framework == "torch" else of_keras)()
    found, once = [], []
    for _ in range(ROUNDS):
        recorded, bare = training(), training()
        # both have compiled what they compile before they are compared
        timed(recorded, None), timed(bare, None)
        with tempfile.TemporaryDirectory() as folder:
            recorder, sums = Recorder(folder), [0.0, 0.0]
            # the description of the program, and what the recorder itself compiles
            once.append(timed(recorded, recorder) - timed(bare, None))
            for _ in range(STEPS * BATCH // len(x)):
                sums[0] += timed(recorded, recorder)
                sums[1] += timed(bare, None)
        found.append(sums)
    shares = [with_it / without - 1 for with_it, without in found]
    milliseconds = 1000 * sum(without for _, without in found) / ROUNDS / STEPS
    line = {"framework": version, "steps": STEPS, "step_ms": round(milliseconds, 3), "shares": [round(share, 4) for share in shares],
            "median": round(float(numpy.median(shares)), 4),
            "once_s": round(float(numpy.median(once)), 3), "machine": platform.machine(), "python": platform.python_version()}
    print(json.dumps(line))
    if given.into:
        with open(given.into, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
