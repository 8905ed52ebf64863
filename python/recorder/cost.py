"""What the recorder costs: processor seconds of a training step with it and without it, in turn, medians of the ratios.

    python cost.py
"""

import contextlib
import statistics
import tempfile
import time

import torch

from wont_it_train import Recorder

STEPS, ROUNDS = 200, 7


def seconds(recorder) -> float:
    torch.manual_seed(0)
    x, y = torch.randn(64, 256), torch.randint(10, (64,))
    model = torch.nn.Sequential(torch.nn.Linear(256, 512), torch.nn.ReLU(), torch.nn.Linear(512, 512), torch.nn.ReLU(), torch.nn.Linear(512, 10))
    optimizer = torch.optim.Adam(model.parameters())
    start = time.process_time()
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        with recorder.step(model, loss, optimizer) if recorder else contextlib.nullcontext():
            optimizer.step()
    return time.process_time() - start


torch.set_num_threads(1)
seconds(None)
ratios = []
for _ in range(ROUNDS):
    with tempfile.TemporaryDirectory() as folder:
        with_recorder = seconds(Recorder(folder))
    ratios.append(with_recorder / seconds(None) - 1)
print(f"cost of a step: {100 * statistics.median(ratios):.1f} % (lowest {100 * min(ratios):.1f}, highest {100 * max(ratios):.1f}) "
      f"of {ROUNDS} rounds of {STEPS} steps, torch {torch.__version__}, one thread")
