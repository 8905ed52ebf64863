"""JAX's side of `deno task bench`: benchmark_jax.py THREADS reads one JSON request a line, answers each with one JSON line.

{"regime": "online" | "windows", "units": H, "steps": T, "lanes": B, "count": updates}
-> {"seconds": wall-clock time, "updates": how many were done}

All is compiled: online, a stretch of updates is one `lax.scan` under `jit`; a window is a `scan` over its steps inside
one compiled update. The network, loss, clipping and Adam are those of benchmark_pytorch.py.
"""

import json
import os
import sys
import time

if hasattr(os, "sched_setaffinity"):  # XLA takes as many threads as it has processors
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(sys.argv[1])])

import jax
import jax.numpy as jnp
from jax import lax

INPUTS = 5
STRETCH = 1000  # updates of one compiled call online


def initial(units):
    bound = units**-0.5
    shapes = {
        "input": (INPUTS, 4 * units),
        "hidden": (units, 4 * units),
        "bias_input": (4 * units,),
        "bias_hidden": (4 * units,),
        "output": (units,),
        "output_bias": (),
    }
    keys = jax.random.split(jax.random.PRNGKey(0), len(shapes))
    return {
        name: jax.random.uniform(key, shape, minval=-bound, maxval=bound)
        for key, (name, shape) in zip(keys, shapes.items())
    }


def cell(weights, state, from_input):
    hidden, carried = state
    gates = from_input + hidden @ weights["hidden"] + weights["bias_hidden"]
    i, f, g, o = jnp.split(gates, 4, -1)
    carried = jax.nn.sigmoid(f) * carried + jax.nn.sigmoid(i) * jnp.tanh(g)
    hidden = jax.nn.sigmoid(o) * jnp.tanh(carried)
    return hidden, carried


def loss(weights, state, inputs, targets):
    """Mean squared error over [T, B] from the state, and the state after it; the input's product is one for all steps."""
    from_inputs = inputs @ weights["input"] + weights["bias_input"]

    def step(state, from_input):
        state = cell(weights, state, from_input)
        return state, state[0]

    state, hidden = lax.scan(step, state, from_inputs)
    outputs = hidden @ weights["output"] + weights["output_bias"]
    return jnp.mean((outputs - targets) ** 2), state


def loss_of_sample(weights, state, inputs, target):
    state = cell(weights, state, inputs @ weights["input"] + weights["bias_input"])
    return (state[0] @ weights["output"] + weights["output_bias"] - target) ** 2, state


def descend(weights, moments, gradient):
    """Clips at 1, then Adam with a rate of 1e-4."""
    first, second, count = moments
    norm = jnp.sqrt(sum(jnp.vdot(g, g) for g in gradient.values()))
    factor = jnp.minimum(1, 1 / (norm + 1e-6))
    count = count + 1
    gradient = {name: factor * g for name, g in gradient.items()}
    first = {name: 0.9 * first[name] + 0.1 * g for name, g in gradient.items()}
    second = {name: 0.999 * second[name] + 0.001 * g * g for name, g in gradient.items()}
    rate = 1e-4 / (1 - 0.9**count)
    root = 1 / jnp.sqrt(1 - 0.999**count)
    weights = {
        name: w - rate * first[name] / (jnp.sqrt(second[name]) * root + 1e-8) for name, w in weights.items()
    }
    return weights, (first, second, count)


@jax.jit
def train_online(network, inputs, targets):
    def update(network, sample):
        weights, moments, state = network
        (error, state), gradient = jax.value_and_grad(loss_of_sample, has_aux=True)(weights, state, *sample)
        return (*descend(weights, moments, gradient), state), error

    return lax.scan(update, network, (inputs, targets))


@jax.jit
def train_window(network, inputs, targets):
    weights, moments, state = network
    (error, state), gradient = jax.value_and_grad(loss, has_aux=True)(weights, state, inputs, targets)
    return (*descend(weights, moments, gradient), state), error


def make(regime, units, steps, lanes):
    """A function that does at least `count` updates and returns how many."""
    weights = initial(units)
    zeros = {name: jnp.zeros_like(w) for name, w in weights.items()}
    online = regime == "online"
    state = tuple(jnp.zeros((units,) if online else (lanes, units)) for _ in range(2))
    network = (weights, (zeros, zeros, jnp.float32(0)), state)
    rows = (STRETCH,) if online else (steps, lanes)
    inputs = jax.random.normal(jax.random.PRNGKey(1), (*rows, INPUTS))
    targets = jax.random.normal(jax.random.PRNGKey(2), rows)
    train, each = (train_online, STRETCH) if online else (train_window, 1)

    def run(count):
        nonlocal network
        calls = -(-count // each)
        for _ in range(calls):
            network, errors = train(network, inputs, targets)
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
