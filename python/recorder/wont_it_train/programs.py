"""A program to experiment on, in PyTorch or Keras: made afresh for each experiment, so that none sees what another trained."""

import itertools

from . import slopes


class Torch:
    """`make()` returns {"model", "loss", "optimizer", "train": (x, y), "validation": (x, y) or nothing}."""

    def __init__(self, make):
        self.make = make
        self.made = self.fresh()

    def fresh(self):
        import torch

        torch.manual_seed(0)
        self.made = self.make()
        self.train, self.validation = self.made["train"], self.made.get("validation")
        self.made["model"].train()
        return self.made

    @property
    def rate(self) -> float:
        return self.made["optimizer"].param_groups[0]["lr"]

    def set_rate(self, rate: float):
        for group in self.made["optimizer"].param_groups:
            group["lr"] = rate

    def loss(self, x, y) -> float:
        import torch

        self.made["model"].eval()
        with torch.no_grad():
            value = float(self.made["loss"](self.made["model"](x), y))
        self.made["model"].train()
        return value

    def update(self, x, y, recorder=None):
        model, optimizer = self.made["model"], self.made["optimizer"]
        optimizer.zero_grad()
        loss = self.made["loss"](model(x), y)
        loss.backward()
        if recorder is None:
            return optimizer.step()
        with recorder.step(model, loss, optimizer):
            optimizer.step()

    def slopes(self, x, y):
        return slopes.of_torch(self.made["model"], self.made["loss"], x, y)

    def record(self, recorder, batches):
        for x, y in batches:
            self.update(x, y, recorder)
        recorder.tell_watched()


class Keras:
    """`make()` returns {"model": compiled, "train": (x, y), "validation": (x, y) or nothing}, or the model that a script fits."""

    def __init__(self, make):
        import keras

        keras.utils.set_random_seed(0)
        self.made = make()
        self.model, self.train, self.validation = self.made["model"], self.made["train"], self.made.get("validation")
        x, y = self.train
        self.model(x[:2])
        optimizer = self.model.optimizer
        optimizer.build(self.model.trainable_variables)
        self.state = [keras.ops.convert_to_numpy(variable).copy() for variable in optimizer.variables]
        self.weights = self.model.get_weights()

    def fresh(self):
        self.model.set_weights(self.weights)
        for variable, value in zip(self.model.optimizer.variables, self.state):
            variable.assign(value)
        return self.made

    @property
    def rate(self) -> float:
        return float(self.model.optimizer.learning_rate)

    def set_rate(self, rate: float):
        self.model.optimizer.learning_rate = rate

    def loss(self, x, y) -> float:
        value = self.model.test_on_batch(x, y)
        return float(value[0] if isinstance(value, (list, tuple)) else value)

    def update(self, x, y):
        self.model.train_on_batch(x, y)

    def slopes(self, x, y):
        return slopes.of_keras(self.model, x, y)

    def record(self, recorder, batches):
        x, y = self.train
        size = len(batches[0][1])
        self.model.fit(x, y, batch_size=size, epochs=max(1, len(batches) * size // len(x)), verbose=0,
                       validation_data=self.validation, callbacks=[recorder.keras()])


def batches(x, y, size: int, count: int, order) -> list:
    """`count` batches, through the rows again and again in the given order."""
    starts = range(0, max(1, len(order) - size + 1), size)
    return [(x[order[at:at + size]], y[order[at:at + size]]) for at in itertools.islice(itertools.cycle(starts), count)]
