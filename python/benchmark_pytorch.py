"""PyTorch's side of `deno task bench`: reads one JSON request a line, answers each with one JSON line.

{"benchmark": NAME, "regime": "online" | "windows", "units": H, "steps": T, "lanes": B, "threads": N, "count": updates}
-> {"seconds": wall-clock time of the updates}

A benchmark is made when it is first asked for and kept. All train the same network: one LSTM layer and a linear output,
mean squared error, gradient norm clipped at 1, Adam at 1e-4, the state carried and detached.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn.functional import mse_loss
from torch.nn.utils import clip_grad_norm_

INPUTS = 5


def lstm(units, steps, lanes):
    """`nn.LSTM` as the exercise's solutions use it; online is a window of one step on one lane."""
    layer, head = nn.LSTM(INPUTS, units), nn.Linear(units, 1)
    parameters = [*layer.parameters(), *head.parameters()]
    optimiser = torch.optim.Adam(parameters, lr=1e-4)
    inputs, targets = torch.randn(steps, lanes, INPUTS), torch.randn(steps, lanes, 1)
    state = (torch.zeros(1, lanes, units), torch.zeros(1, lanes, units))

    def update():
        nonlocal state
        output, state = layer(inputs, state)
        loss = mse_loss(head(output), targets)
        optimiser.zero_grad()
        loss.backward()
        clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        state = tuple(part.detach() for part in state)

    return update


def compiled_cell(units, steps, lanes):
    """The fastest found for one step: `LSTMCell` and the loss under `torch.compile`, and the fused Adam."""
    assert steps == 1
    cell, head = nn.LSTMCell(INPUTS, units), nn.Linear(units, 1)
    parameters = [*cell.parameters(), *head.parameters()]
    optimiser = torch.optim.Adam(parameters, lr=1e-4, fused=True)
    inputs, targets = torch.randn(lanes, INPUTS), torch.randn(lanes, 1)

    @torch.compile
    def forward(hidden, carried):
        hidden, carried = cell(inputs, (hidden, carried))
        return mse_loss(head(hidden), targets), hidden, carried

    hidden, carried = torch.zeros(lanes, units), torch.zeros(lanes, units)

    def update():
        nonlocal hidden, carried
        loss, hidden, carried = forward(hidden, carried)
        optimiser.zero_grad()
        loss.backward()
        clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        hidden, carried = hidden.detach(), carried.detach()

    return update


BENCHMARKS = {"lstm": lstm, "compiled": compiled_cell}


def main():
    made = {}
    print(json.dumps({"version": torch.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        key = tuple(request[name] for name in ("benchmark", "units", "steps", "lanes", "threads"))
        torch.set_num_threads(request["threads"])
        if key not in made:
            torch.manual_seed(0)
            made[key] = BENCHMARKS[request["benchmark"]](request["units"], request["steps"], request["lanes"])
        update = made[key]
        start = time.perf_counter()
        for _ in range(request["count"]):
            update()
        print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)


main()
