"""JAX's side of `deno task bench`: benchmark_jax.py THREADS reads one JSON request a line, answers each with one JSON line.

{"regime": "online" | "windows", "units": H, "steps": T, "lanes": B, "count": updates}
-> {"seconds": wall-clock time, "updates": how many were done}

All is compiled: online, a stretch of updates is one `lax.scan` under `jit`; a window is a `scan` over its steps inside
one compiled update. The network, loss, clipping and Adam are those of benchmark_pytorch.py.
"""

import json
import sys
import time

from network_jax import INPUTS, initial, train_online, train_window, zero_moments, zero_state

import jax
import jax.numpy as jnp

STRETCH = 1000  # updates of one compiled call online


def make(regime, units, steps, lanes):
    """A function that does at least `count` updates and returns how many."""
    weights = initial(units)
    online = regime == "online"
    network = (weights, zero_moments(weights), zero_state(units) if online else zero_state(lanes, units))
    rows = (STRETCH,) if online else (steps, lanes)
    inputs = jax.random.normal(jax.random.PRNGKey(1), (*rows, INPUTS))
    targets = jax.random.normal(jax.random.PRNGKey(2), rows)
    beside = () if online else (jnp.ones(rows), 1e-4)
    train, each = (train_online, STRETCH) if online else (train_window, 1)

    def run(count):
        nonlocal network
        calls = -(-count // each)
        for _ in range(calls):
            network, errors = train(network, inputs, targets, *beside)
        jax.block_until_ready((network, errors))
        return calls * each

    run(1)  # compiles
    return run


def main():
    made = {}
    print(json.dumps({"version": jax.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        key = tuple(request[name] for name in ("regime", "units", "steps", "lanes"))
        if key not in made:
            made[key] = make(*key)
        start = time.perf_counter()
        updates = made[key](request["count"])
        print(json.dumps({"seconds": time.perf_counter() - start, "updates": updates}), flush=True)


main()
