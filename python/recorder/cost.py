"""What the recorder costs: processor seconds of two equal PyTorch trainings whose steps take turns, one of them recorded.

    python cost.py
"""

import contextlib
import tempfile
import time

import torch

from wont_it_train import Recorder

STEPS, ROUNDS = 1000, 3


def training():
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(256, 512), torch.nn.ReLU(), torch.nn.Linear(512, 512), torch.nn.ReLU(), torch.nn.Linear(512, 10))
    return model, torch.optim.Adam(model.parameters())


def seconds(model, optimizer, recorder) -> float:
    start = time.process_time()
    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(model(x), y)
    loss.backward()
    with recorder.step(model, loss, optimizer) if recorder else contextlib.nullcontext():
        optimizer.step()
    return time.process_time() - start


torch.set_num_threads(1)
x, y = torch.randn(64, 256), torch.randint(10, (64,))
for _ in range(ROUNDS):
    recorded, bare, with_recorder, without = training(), training(), 0.0, 0.0
    for _ in range(20):
        seconds(*bare, None)
    with tempfile.TemporaryDirectory() as folder:
        recorder = Recorder(folder)
        for _ in range(STEPS):
            with_recorder += seconds(*recorded, recorder)
            without += seconds(*bare, None)
    print(f"{100 * (with_recorder / without - 1):.1f} % of a step of {1000 * without / STEPS:.2f} ms, {STEPS} steps each, "
          f"torch {torch.__version__}, one thread")
