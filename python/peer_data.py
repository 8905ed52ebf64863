"""The project's recordings for its peers: NumPy's generator gives the same numbers as the project's own."""

import math

import numpy as np

PHASES = {"literal": 2 * math.pi, "quarter": math.pi / 4, "softened": 0.01 * 2 * math.pi}


def sample_times(configuration):
    rate = configuration["sampleRateHz"]
    return np.arange(round(configuration["durationSeconds"] * rate)) / rate


def mixture(configuration, times, draw):
    """S at these times; amplitude before phase, sample by sample, frequency by frequency. `draw` gives uniform numbers."""
    low, high = configuration["amplitudeRange"]
    frequencies = configuration["frequenciesHz"]
    total = np.zeros(len(times), np.float32)
    for frequency in frequencies:
        drawn = draw(2 * len(times))
        phase = PHASES[configuration["noise"]] * drawn[1::2]
        angle = 2 * math.pi * frequency * times
        total += ((low + (high - low) * drawn[0::2]) * np.sin(angle + phase)).astype(np.float32)
    return total / np.float32(len(frequencies))


def recording(configuration, seed):
    """The whole recording of a seed."""
    return mixture(configuration, sample_times(configuration), np.random.RandomState(seed).random_sample)


def sines(configuration, times):
    """[F, times]: the clean sines."""
    return np.stack([np.sin(2 * math.pi * f * times) for f in configuration["frequenciesHz"]]).astype(np.float32)


def rows_of(mixtures, selectors):
    """[T, starts] -> [T, starts * F, 1 + F]: S, and one selector a lane."""
    steps, starts = mixtures.shape
    rows = np.zeros((steps, starts, selectors, 1 + selectors), np.float32)
    rows[..., 0] = mixtures[:, :, None]
    rows[..., 1:] = np.eye(selectors, dtype=np.float32)
    return rows.reshape(steps, starts * selectors, 1 + selectors)
