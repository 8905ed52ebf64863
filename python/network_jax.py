"""The project's network in JAX: one LSTM layer and a linear output, clipping and Adam, all of it to be compiled.

For programs whose first argument is the number of threads; the number of XLA's is that of the processors it may use.
"""

import os
import sys

if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(sys.argv[1])])

import jax
import jax.numpy as jnp
from jax import lax

INPUTS = 5


def initial(units, seed=0):
    """PyTorch's initial weights: uniform within +-1 / sqrt(units)."""
    bound = units**-0.5
    shapes = {
        "input": (INPUTS, 4 * units),
        "hidden": (units, 4 * units),
        "bias_input": (4 * units,),
        "bias_hidden": (4 * units,),
        "output": (units,),
        "output_bias": (),
    }
    keys = jax.random.split(jax.random.PRNGKey(seed), len(shapes))
    return {
        name: jax.random.uniform(key, shape, minval=-bound, maxval=bound)
        for key, (name, shape) in zip(keys, shapes.items())
    }


def zero_moments(weights):
    zeros = {name: jnp.zeros_like(w) for name, w in weights.items()}
    return zeros, zeros, jnp.float32(0)


def zero_state(*shape):
    return jnp.zeros(shape), jnp.zeros(shape)


def cell(weights, state, from_input):
    hidden, carried = state
    gates = from_input + hidden @ weights["hidden"] + weights["bias_hidden"]
    i, f, g, o = jnp.split(gates, 4, -1)
    carried = jax.nn.sigmoid(f) * carried + jax.nn.sigmoid(i) * jnp.tanh(g)
    hidden = jax.nn.sigmoid(o) * jnp.tanh(carried)
    return hidden, carried


def forward(weights, state, inputs):
    """Outputs [T, B] from the state, and the state after them; the input's product is one for all steps."""
    from_inputs = inputs @ weights["input"] + weights["bias_input"]

    def step(state, from_input):
        state = cell(weights, state, from_input)
        return state, state[0]

    state, hidden = lax.scan(step, state, from_inputs)
    return hidden @ weights["output"] + weights["output_bias"], state


def loss_of_sample(weights, state, inputs, target):
    state = cell(weights, state, inputs @ weights["input"] + weights["bias_input"])
    return (state[0] @ weights["output"] + weights["output_bias"] - target) ** 2, state


def descend(weights, moments, gradient, rate):
    """Clips at 1, then Adam."""
    first, second, count = moments
    norm = jnp.sqrt(sum(jnp.vdot(g, g) for g in gradient.values()))
    factor = jnp.minimum(1, 1 / (norm + 1e-6))
    count = count + 1
    gradient = {name: factor * g for name, g in gradient.items()}
    first = {name: 0.9 * first[name] + 0.1 * g for name, g in gradient.items()}
    second = {name: 0.999 * second[name] + 0.001 * g * g for name, g in gradient.items()}
    rate = rate / (1 - 0.9**count)
    root = 1 / jnp.sqrt(1 - 0.999**count)
    weights = {
        name: w - rate * first[name] / (jnp.sqrt(second[name]) * root + 1e-8) for name, w in weights.items()
    }
    return weights, (first, second, count)


@jax.jit
def train_online(network, inputs, targets):
    """A stretch of updates, one a sample, at the monitored run's rate of 1e-4."""

    def update(network, sample):
        weights, moments, state = network
        (error, state), gradient = jax.value_and_grad(loss_of_sample, has_aux=True)(weights, state, *sample)
        return (*descend(weights, moments, gradient, 1e-4), state), error

    return lax.scan(update, network, (inputs, targets))


@jax.jit
def train_window(network, inputs, targets, counted, rate):
    """One update from a window; the loss is the mean over the samples where `counted` is 1."""
    weights, moments, state = network

    def loss(weights):
        outputs, after = forward(weights, state, inputs)
        return jnp.sum(counted * (outputs - targets) ** 2) / jnp.sum(counted), after

    (error, state), gradient = jax.value_and_grad(loss, has_aux=True)(weights)
    return (*descend(weights, moments, gradient, rate), state), error
