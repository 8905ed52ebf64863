"""Experiments that decide between rival causes. Each trains the untouched program for some dozens of steps."""

import math

from . import facts
from .programs import batches

ROWS, BATCH = 512, 32


class Probe:
    """`steps` updates an experiment; more when a network is slow to begin."""

    def __init__(self, program, steps: int = 100):
        import numpy

        self.program, self.steps = program, steps
        x, y = program.train
        self.order = numpy.random.default_rng(0).permutation(len(x))
        self.size = min(BATCH, len(x))

    def one_batch(self) -> dict:
        """Can it learn 32 rows by heart?"""
        self.program.fresh()
        x, y = self.rows(self.order[: self.size])
        first, best = self.program.loss(x, y), math.inf
        for _ in range(2 * self.steps):
            self.program.update(x, y)
        best = self.program.loss(x, y)
        return {"first": first, "last": best, "steps": 2 * self.steps}

    def loss_at_start(self) -> dict | None:
        """Does the untrained network cost what guessing costs?"""
        import numpy

        self.program.fresh()
        x, y = self.rows(self.order[:ROWS])
        classes, values = facts.labels(y), facts.array(y)
        if classes is not None and 1 < len(numpy.unique(classes)) <= max(20, len(classes) // 10) and classes.min() >= 0:
            expected = math.log(len(numpy.unique(facts.labels(self.program.train[1]))))
        else:
            expected = float(numpy.var(values.astype("float64")) + numpy.mean(values) ** 2)
        return {"loss": self.program.loss(x, y), "expected": expected} if expected > 0 else None

    def rates(self) -> list:
        """Where would the loss stand with another rate?"""
        self.program.fresh()
        own = self.program.rate
        return [{"rate": own * factor, "loss": self.trained(rate=own * factor)} for factor in (1e-3, 1e-2, 0.1, 1, 10, 100, 1000)]

    def labels(self) -> dict | None:
        """Do the labels go with the inputs? Judged on held-out rows."""
        held = self.held_out()
        return held and {"as_they_are": self.trained(held=held), "shuffled": self.trained(shuffled=True, held=held)}

    def inputs(self) -> dict:
        """Does the output depend on the inputs?"""
        return {"as_they_are": self.trained(), "zero": self.trained(zero=True)}

    def shared_rows(self) -> dict | None:
        """Are validation rows among the training rows?"""
        held = self.program.validation
        found = held and facts.shared_rows(self.program.train[0], held[0])
        return found and {"rows": found["rows"], "shared": found["shared"]}

    def gradients(self) -> list | None:
        """Is the gradient of each layer the slope of the loss?"""
        self.program.fresh()
        return self.program.slopes(*self.rows(self.order[:16]))

    def trained(self, rate=None, shuffled=False, zero=False, held=None) -> float:
        """Loss after `steps` updates, on training rows or those held out."""
        import numpy

        self.program.fresh()
        if rate is not None:
            self.program.set_rate(rate)
        order = self.order if held is None else self.order[: len(self.order) - held]
        x, y = self.program.train
        if shuffled:
            y = y[numpy.random.default_rng(1).permutation(len(y))] if not hasattr(y, "detach") else y[self.permuted(len(y))]
        if zero:
            x = x * 0
        for batch in batches(x, y, self.size, self.steps, order):
            self.program.update(*batch)
        if held is None:
            return self.program.loss(x[self.order[:ROWS]], y[self.order[:ROWS]])
        return self.program.loss(*self.rows(self.order[len(self.order) - held:][:ROWS]))

    def held_out(self) -> int | None:
        held = len(self.order) // 5
        return held if held >= 20 else None

    def permuted(self, count):
        import numpy

        return numpy.random.default_rng(1).permutation(count)

    def rows(self, order):
        x, y = self.program.train
        return x[order], y[order]


NAMES = ("one_batch", "loss_at_start", "rates", "labels", "inputs", "shared_rows", "gradients")


def run(program, record, names=NAMES, steps: int = 100, say=lambda line: None):
    """Writes one line an experiment to the record; one that the program does not bear is told, and the others go on."""
    probe = Probe(program, steps)
    for name in names:
        try:
            found = getattr(probe, name)()
        except Exception as error:
            say(f"{name.replace('_', ' ')}: ended by {type(error).__name__}: {str(error).partition(chr(10))[0]}")
            continue
        say(f"{name.replace('_', ' ')}: {'cannot be tried on this program' if found is None else found}")
        if found is not None:
            record.write(experiment=name, **{name: found})
