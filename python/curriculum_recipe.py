"""The curriculum's recipe for the project's peers: stages of sampling rate, the change of the gate biases, lanes that
begin at random, ungraded at first, cosine decay. `train` reads a configuration as `curriculumConfiguration` makes it
from standard input and prints one JSON object: seconds of training, and test MSE against them from the last stage.

A peer is an object with

    prepare(steps, lanes)            whatever it does once for a window's shape; not timed
    begin_stage()                    resets the optimiser
    add_to_biases(change)            adds [2H] to the first bias vector of the input and forget gates
    biases()                         the sum of both bias vectors, [4H], gates in the order i, f, g, o
    begin_pass(lanes)                zero state
    update(rows, targets, counted, rate)   one update from a window: [T, B, 1 + F], [T, B], [T, B]
    outputs(rows)                    [T, B] on frozen weights from the zero state
    about                            what goes into the answer beside the times
"""

import json
import math
import sys
import time

import numpy as np

from peer_data import mixture, recording, rows_of, sample_times, sines


def train(make_peer):
    configuration = json.load(sys.stdin)
    peer = make_peer(configuration)
    curriculum = Curriculum(configuration)
    stages = configuration["stages"]
    seconds, curve = 0.0, []
    for index, stage in enumerate(stages):
        if index > 0:
            slow_down(peer, stages[index - 1]["decimation"] / stage["decimation"])
        peer.begin_stage()
        for epoch in range(stage["epochs"]):
            for steps in curriculum.window_lengths(stage, epoch):
                peer.prepare(steps, curriculum.lanes(stage))
            began = time.perf_counter()
            curriculum.train_epoch(peer, stage, epoch)
            seconds += time.perf_counter() - began
            if index == len(stages) - 1 and is_measured(configuration, stage, epoch):
                curve.append({"seconds": seconds, "mse": curriculum.test_mse(peer)})
    print(json.dumps({**peer.about, "seconds": seconds, "curve": curve}))


def is_measured(configuration, stage, epoch):
    every = configuration["testEvery"]
    return epoch == stage["epochs"] - 1 or (every > 0 and epoch % every == 0)


def slow_down(peer, factor):
    """Tallec & Ollivier's change of the gate biases, in its exact form (src/training/time_warp.ts)."""
    total = np.asarray(peer.biases(), np.float64)
    hidden = len(total) // 4
    gate, forget = total[:hidden], total[hidden : 2 * hidden]
    added, kept = 1 / (1 + np.exp(-gate)), 1 / (1 + np.exp(-forget))
    finer = kept ** (1 / factor)
    changed = np.concatenate([logit(added * (1 - finer) / (1 - kept)), logit(finer)])
    peer.add_to_biases((changed - total[: 2 * hidden]).astype(np.float32))


def logit(share):
    inside = np.clip(share, 1e-7, 1 - 1e-7)
    return np.log(inside / (1 - inside))


class Curriculum:
    """The passes and windows of an epoch."""

    def __init__(self, configuration):
        self.configuration = configuration
        self.selectors = len(configuration["frequenciesHz"])
        self.rate = configuration["sampleRateHz"]
        self.random = np.random.RandomState(configuration["seed"] + 1000)
        self.recorded = recording(configuration, configuration["trainSeed"])
        self.tested = recording(configuration, configuration["testSeed"])
        self.targets = sines(configuration, sample_times(configuration))

    def lanes(self, stage):
        return stage["starts"] * self.selectors

    def train_epoch(self, peer, stage, epoch):
        length, window = self.pass_length(stage, epoch), self.window_length(stage, epoch)
        warm_up = self.samples_in(stage["warmUpSeconds"], stage)
        passes = max(1, round(self.configuration["durationSeconds"] / self.horizon(stage, epoch)))
        for number in range(passes):
            mixtures, targets = self.draw_pass(stage, length)
            counted = np.ones_like(targets)
            counted[:warm_up, self.selectors :] = 0
            peer.begin_pass(self.lanes(stage))
            for start in range(0, length, window):
                progress = (epoch + (number + start / length) / passes) / stage["epochs"]
                rate = stage["learningRate"] * (1 + math.cos(math.pi * progress)) / 2
                part = slice(start, start + window)
                peer.update(rows_of(mixtures[part], self.selectors), targets[part], counted[part], rate)

    def draw_pass(self, stage, length):
        """S [T, starts] and targets [T, starts * F] of one pass from the zero state."""
        count = len(self.recorded)
        mixtures, targets = [], []
        for start in range(stage["starts"]):
            first = 0 if start == 0 else self.random.randint(count)
            at = first + np.arange(length) * stage["decimation"]
            if stage["noise"] == "fixed":
                mixtures.append(self.recorded[at % count])
                targets.append(self.targets[:, at % count])
            else:
                times = at / self.rate
                mixtures.append(mixture(self.configuration, times, self.random.random_sample))
                targets.append(sines(self.configuration, times))
        return np.stack(mixtures, 1), np.ascontiguousarray(np.concatenate(targets).T)

    def test_mse(self, peer):
        outputs = peer.outputs(rows_of(self.tested[:, None], self.selectors))
        return float(((np.asarray(outputs) - self.targets.T) ** 2).mean())

    def window_lengths(self, stage, epoch):
        length, window = self.pass_length(stage, epoch), self.window_length(stage, epoch)
        return {min(window, length - start) for start in range(0, length, window)}

    def window_length(self, stage, epoch):
        seconds = stage["windowSeconds"]
        return self.pass_length(stage, epoch) if seconds is None else self.samples_in(seconds, stage)

    def pass_length(self, stage, epoch):
        return self.samples_in(self.horizon(stage, epoch), stage)

    def horizon(self, stage, epoch):
        horizons = stage["horizonsSeconds"]
        return min(horizons[epoch * len(horizons) // stage["epochs"]], self.configuration["durationSeconds"])

    def samples_in(self, seconds, stage):
        return max(1, round(seconds * self.rate / stage["decimation"]))
