"""The baseline in JAX, for comparison: baseline_jax.py THREADS reads a configuration as `onlineConfiguration` makes it from
standard input, trains, and prints one JSON object. One update a sample; a selector's recording is one `lax.scan`.
Compiling is left out of the time.
"""

import json
import sys
import time

from network_jax import forward, initial, train_online, zero_moments, zero_state

import jax
import numpy as np
from peer_data import recording, rows_of, sample_times, sines

configuration = json.load(sys.stdin)
assert (configuration["learningRate"], configuration["clipNorm"]) == (1e-4, 1)
units, selectors = configuration["hiddenSize"], len(configuration["frequenciesHz"])
rows = rows_of(recording(configuration, configuration["trainSeed"])[:, None], selectors)
targets = sines(configuration, sample_times(configuration))

weights = initial(units, configuration["seed"])
moments = zero_moments(weights)


def train_selector(weights, moments, selector):
    network = (weights, moments, zero_state(units))
    (weights, moments, _), _ = train_online(network, rows[:, selector], targets[selector])
    return jax.block_until_ready((weights, moments))


train_selector(weights, moments, 0)  # compiles
began = time.perf_counter()
for epoch in range(configuration["epochs"]):
    for selector in range(selectors):
        weights, moments = train_selector(weights, moments, selector)
seconds = time.perf_counter() - began

tested = rows_of(recording(configuration, configuration["testSeed"])[:, None], selectors)
outputs, _ = jax.jit(forward)(weights, zero_state(selectors, units), tested)
curve = [{"seconds": seconds, "mse": float(((np.asarray(outputs) - targets.T) ** 2).mean())}]
print(json.dumps({"version": jax.__version__, "threads": int(sys.argv[1]), "seconds": seconds, "curve": curve}))
