"""The curriculum in JAX, for comparison: curriculum_jax.py THREADS; see curriculum_recipe.py.

A window is one compiled update with a `lax.scan` over its steps. Compiling is left out of the times.
"""

import sys

from network_jax import forward, initial, train_window, zero_moments, zero_state

import jax
import jax.numpy as jnp
from curriculum_recipe import train


class Peer:
    def __init__(self, configuration):
        assert configuration["clipNorm"] == 1
        self.units = configuration["hiddenSize"]
        self.weights = initial(self.units, configuration["seed"])
        self.compiled = set()
        self.about = {"version": jax.__version__, "threads": int(sys.argv[1])}

    def prepare(self, steps, lanes):
        if (steps, lanes) in self.compiled:
            return
        self.compiled.add((steps, lanes))
        network = (self.weights, zero_moments(self.weights), zero_state(lanes, self.units))
        targets = jnp.zeros((steps, lanes))
        jax.block_until_ready(train_window(network, jnp.zeros((steps, lanes, 5)), targets, targets + 1, 0.0))

    def begin_stage(self):
        self.moments = zero_moments(self.weights)

    def biases(self):
        return self.weights["bias_input"] + self.weights["bias_hidden"]

    def add_to_biases(self, change):
        changed = self.weights["bias_input"].at[: len(change)].add(change)
        self.weights = {**self.weights, "bias_input": changed}

    def begin_pass(self, lanes):
        self.state = zero_state(lanes, self.units)

    def update(self, rows, targets, counted, rate):
        network, error = train_window((self.weights, self.moments, self.state), rows, targets, counted, rate)
        self.weights, self.moments, self.state = jax.block_until_ready(network)

    def outputs(self, rows):
        return jax.jit(forward)(self.weights, zero_state(rows.shape[1], self.units), rows)[0]


train(Peer)
