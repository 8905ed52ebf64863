"""The curriculum in PyTorch, for comparison: reads a configuration as `curriculumConfiguration` makes it from standard
input, trains, and prints one JSON object: test MSE against seconds of training, from the last stage.

The data are NumPy's own (the same numbers as the project's), the recipe is the project's: stages of sampling rate, the
change of the gate biases, lanes that begin at random, ungraded at first, Adam, clipping, cosine decay.
"""

import json
import math
import sys
import time

import numpy as np
import torch

configuration = json.load(sys.stdin)
torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(configuration["seed"])
random = np.random.RandomState(configuration["seed"] + 1000)
PHASES = {"literal": 2 * math.pi, "quarter": math.pi / 4, "softened": 0.01 * 2 * math.pi}
FREQUENCIES = configuration["frequenciesHz"]
RATE = configuration["sampleRateHz"]
COUNT = round(configuration["durationSeconds"] * RATE)


def recording(times, draw):
    """The mixture at these times; amplitude before phase, sample by sample, frequency by frequency."""
    low, high = configuration["amplitudeRange"]
    total = np.zeros(len(times), np.float32)
    for frequency in FREQUENCIES:
        drawn = draw(2 * len(times))
        phase = PHASES[configuration["noise"]] * drawn[1::2]
        angle = 2 * math.pi * frequency * times
        total += ((low + (high - low) * drawn[0::2]) * np.sin(angle + phase)).astype(np.float32)
    return total / np.float32(len(FREQUENCIES))


def sines(times):
    return np.stack([np.sin(2 * math.pi * f * times) for f in FREQUENCIES]).astype(np.float32)


TIMES = np.arange(COUNT) / RATE
TRAIN = recording(TIMES, np.random.RandomState(configuration["trainSeed"]).random_sample)
TEST = recording(TIMES, np.random.RandomState(configuration["testSeed"]).random_sample)
TARGETS = sines(TIMES)


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = torch.nn.LSTM(1 + len(FREQUENCIES), configuration["hiddenSize"])
        self.linear = torch.nn.Linear(configuration["hiddenSize"], 1)

    def forward(self, rows, state=None):
        hidden, state = self.lstm(rows, state)
        return self.linear(hidden).squeeze(-1), state


def rows_of(mixture):
    """[T, starts] -> [T, starts * F, 1 + F]"""
    steps, starts = mixture.shape
    count = len(FREQUENCIES)
    rows = np.zeros((steps, starts, count, 1 + count), np.float32)
    rows[..., 0] = mixture[:, :, None]
    rows[..., 1:] = np.eye(count, dtype=np.float32)
    return torch.from_numpy(rows.reshape(steps, starts * count, 1 + count))


def draw_pass(stage, length):
    """Mixture [T, starts] and targets [T, starts * F] of one pass from the zero state."""
    mixtures, targets = [], []
    for start in range(stage["starts"]):
        first = 0 if start == 0 else random.randint(COUNT)
        at = first + np.arange(length) * stage["decimation"]
        if stage["noise"] == "fixed":
            mixtures.append(TRAIN[at % COUNT])
            targets.append(TARGETS[:, at % COUNT])
        else:
            mixtures.append(recording(at / RATE, random.random_sample))
            targets.append(sines(at / RATE))
    return np.stack(mixtures, 1), torch.from_numpy(np.concatenate(targets).T.copy())


def slow_down(network, factor):
    hidden = configuration["hiddenSize"]
    with torch.no_grad():
        bias = network.lstm.bias_ih_l0
        total = bias + network.lstm.bias_hh_l0
        added, kept = torch.sigmoid(total[:hidden]), torch.sigmoid(total[hidden : 2 * hidden])
        finer = kept ** (1 / factor)
        bias[:hidden] += torch.logit(added * (1 - finer) / (1 - kept), 1e-7) - total[:hidden]
        bias[hidden : 2 * hidden] += torch.logit(finer, 1e-7) - total[hidden : 2 * hidden]


def test_mse(network):
    with torch.no_grad():
        outputs, _ = network(rows_of(TEST[:, None]))
    return float(((outputs.numpy() - TARGETS.T) ** 2).mean())


def horizon_of(stage, epoch):
    horizons = stage["horizonsSeconds"]
    return min(horizons[epoch * len(horizons) // stage["epochs"]], configuration["durationSeconds"])


network = Network()
seconds, curve = 0.0, []
stages = configuration["stages"]
for index, stage in enumerate(stages):
    if index > 0:
        slow_down(network, stages[index - 1]["decimation"] / stage["decimation"])
    optimiser = torch.optim.Adam(network.parameters(), lr=stage["learningRate"])
    lanes = stage["starts"] * len(FREQUENCIES)
    for epoch in range(stage["epochs"]):
        began = time.perf_counter()
        horizon = horizon_of(stage, epoch)
        length = max(1, round(horizon * RATE / stage["decimation"]))
        window = length if stage["windowSeconds"] is None else max(1, round(stage["windowSeconds"] * RATE / stage["decimation"]))
        warm_up = max(1, round(stage["warmUpSeconds"] * RATE / stage["decimation"]))
        passes = max(1, round(configuration["durationSeconds"] / horizon))
        for number in range(passes):
            mixture, targets = draw_pass(stage, length)
            weights = torch.ones(length, lanes)
            weights[:warm_up, len(FREQUENCIES) :] = 0
            state = None
            for start in range(0, length, window):
                progress = (epoch + (number + start / length) / passes) / stage["epochs"]
                optimiser.param_groups[0]["lr"] = stage["learningRate"] * (1 + math.cos(math.pi * progress)) / 2
                part = slice(start, start + window)
                outputs, state = network(rows_of(mixture[part]), state)
                state = tuple(tensor.detach() for tensor in state)
                loss = (weights[part] * (outputs - targets[part]) ** 2).sum() / weights[part].sum()
                optimiser.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), configuration["clipNorm"])
                optimiser.step()
        seconds += time.perf_counter() - began
        if index == len(stages) - 1:
            curve.append({"seconds": seconds, "mse": test_mse(network)})

print(json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads(), "seconds": seconds, "curve": curve}))
