"""One recorder for four ways to train."""

import contextlib
import math

from . import layers as by_layer
from .record import Record


class Recorder:
    """Writes `folder/record.jsonl`; measures layers at the first step and then every `every` steps.

    Raises FileExistsError when the folder holds another run's record.
    """

    def __init__(self, folder, every: int = 50):
        if every < 1:
            raise ValueError(f"every must be at least 1, got {every}")
        self.record, self.every, self.steps = Record(folder), every, 0

    @contextlib.contextmanager
    def step(self, model, loss, optimizer):
        """Around `optimizer.step()` of a plain PyTorch loop, after `loss.backward()`."""
        if self.steps == 0:
            self.describe_torch(model, optimizer)
        measured = self.before(by_layer.torch_layers, model)
        yield
        rate = optimizer.param_groups[0]["lr"]
        if measured is None and self.steps % 10:
            self.steps += 1
        else:
            self.after(measured, loss=loss.detach().item(), learning_rate=rate)

    def epoch(self, epoch: int, **values):
        """What an epoch ended with, as `val_loss=...`."""
        self.record.write(epoch=epoch, step=self.steps, **values)

    def describe_torch(self, model, optimizer):
        """The first line: layers, optimiser, and tensors that the optimiser does not hold."""
        held = {id(weight) for group in optimizer.param_groups for weight in group["params"]}
        self.record.write(
            recorder=1, framework="pytorch",
            layers=[{"name": name or "model", "type": type(module).__name__} for name, module in model.named_modules()
                    if not any(True for _ in module.children())],
            optimizer=type(optimizer).__name__, learning_rate=optimizer.param_groups[0]["lr"],
            not_trained=[name for name, weight in model.named_parameters()
                         if not weight.requires_grad or id(weight) not in held])

    def before(self, layers_of, model):
        """Before an update: gradients and a copy of the weights, when this step is measured."""
        if self.steps % self.every:
            return None
        layers = layers_of(model)
        return layers_of, model, by_layer.gradient_norms(layers), by_layer.copies(layers)

    def after(self, measured, **values):
        """After it: one line."""
        line = {"step": self.steps, **values}
        if measured is not None:
            layers_of, model, gradients, before = measured
            layers = layers_of(model)
            if not any(gradients.values()):
                gradients = by_layer.gradient_norms(layers)
            known = [norm for norm in gradients.values() if norm is not None]
            line |= {
                "grad_norm": math.sqrt(sum(norm * norm for norm in known)) if known else None,
                "gradient_norms": gradients,
                "update_ratios": by_layer.update_ratios(before, layers),
                "not_finite": by_layer.not_finite(layers) or None,
            }
        self.record.write(**line)
        self.steps += 1

    def keras(self):
        """A `keras.callbacks.Callback`."""
        from .keras_callback import KerasCallback

        return KerasCallback(self)

    def lightning(self):
        """A Lightning callback."""
        from .lightning_callback import LightningCallback

        return LightningCallback(self)

    def transformers(self):
        """A `transformers.TrainerCallback`."""
        from .transformers_callback import TransformersCallback

        return TransformersCallback(self)
