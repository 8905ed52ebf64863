"""One recorder for four ways to train."""

import contextlib
import math

from . import facts, source
from . import layers as by_layer
from .record import Record

# Steps whose labels are looked at from the start, for their order and balance.
FIRST = 12
# Steps between two lines where nothing is measured.
PLAIN = 10


class Recorder:
    """Writes `folder/record.jsonl`; measures layers at the first two steps and then every `every` steps.

    Raises FileExistsError when the folder holds another run's record.
    """

    def __init__(self, folder, every: int = 50):
        if every < 1:
            raise ValueError(f"every must be at least 1, got {every}")
        self.record, self.every, self.steps = Record(folder), every, 0
        self.watch, self.told, self.batches, self.seen = None, set(), [], None
        self.rows, self.pairs = [], []
        self.line, self.whole, self.rate = [0.0, 0], [0.0, 0], None

    def measures(self, step: int) -> bool:
        return step < 2 or step % self.every == 0

    @contextlib.contextmanager
    def step(self, model, loss, optimizer):
        """Around `optimizer.step()` of a plain PyTorch loop, after `loss.backward()`."""
        if self.steps == 0:
            self.describe_torch(model, optimizer, loss)
        self.watch.stop()
        self.watch.at_update()
        measured = self.before(by_layer.torch_layers, model)
        yield
        self.saw(loss, optimizer)
        self.updated(measured)

    def saw(self, loss, optimizer):
        """The loss of one batch and the rate of its update, for the mean of the next line and of the epoch."""
        value = loss.detach()
        self.line, self.whole = ([total + value, count + 1] for total, count in (self.line, self.whole))
        self.rate = optimizer.param_groups[0]["lr"]

    def updated(self, measured):
        """Ends a step: a line where it was measured, and every tenth with the losses since the last."""
        self.watch.updated()
        if measured is None and self.steps % PLAIN:
            self.steps += 1
        else:
            (total, count), self.line = self.line, [0.0, 0]
            self.after(measured, **({"loss": float(total) / count} if count else {}), learning_rate=self.rate)
        self.arm()

    def epoch(self, epoch: int, **values):
        """What an epoch ended with, as `val_loss=...`; the mean training loss is added where the loop was seen."""
        total, count = self.whole
        self.whole = [0.0, 0]
        self.tell_watched()
        seen = {"loss": float(total) / count if count else None, "learning_rate": self.rate}
        self.record.write(epoch=epoch, step=self.steps, **(seen | values))

    def describe_torch(self, model, optimizer, loss=None):
        """The first line: layers and their first weights, optimiser, and tensors that it does not hold."""
        import torch

        from .torch_watch import Watch, step_before

        # accelerate and Lightning wrap it
        while hasattr(optimizer, "optimizer"):
            optimizer = optimizer.optimizer
        held = {id(weight) for group in optimizer.param_groups for weight in group["params"]}
        parameters = list(model.named_parameters())
        self.watch = self.watch or Watch(model, held)
        lost = [] if loss is None else by_layer.outside(loss, held | {id(weight) for _, weight in parameters})
        layers = [{"name": name or "model", "type": type(module).__name__, **by_layer.torch_start(module), **by_layer.torch_settings(module)}
                  for name, module in model.named_modules() if not any(True for _ in module.children())]
        self.record.write(
            recorder=2, framework=f"pytorch {torch.__version__}", script=source.script(), layers=layers,
            source=source.places(layers, type(optimizer).__name__),
            optimizer=type(optimizer).__name__, learning_rate=optimizer.param_groups[0]["lr"],
            not_trained=[name for name, weight in parameters if not weight.requires_grad or id(weight) not in held],
            not_in_optimizer=[name for name, weight in parameters if weight.requires_grad and id(weight) not in held],
            not_in_model=lost or None, loss_cut=True if loss is not None and loss.grad_fn is None else None,
            gradient_stops_at=None if loss is None else step_before(loss),
            weight_decay=float(optimizer.param_groups[0].get("weight_decay") or 0))

    def arm(self):
        """Sets the watch for the coming step where it is measured, or among the first."""
        if self.watch is not None and (self.measures(self.steps) or self.steps < FIRST):
            self.watch.start(layers=self.measures(self.steps))

    def before(self, layers_of, model):
        """Before an update: gradients and a copy of the weights, when this step is measured."""
        if not self.measures(self.steps):
            if self.watch is not None:
                self.look_at_batch()
            return None
        layers = layers_of(model)
        return layers_of, model, by_layer.gradient_norms(layers), by_layer.copies(layers), self.look_at_batch()

    def after(self, measured, **values):
        """After it: one line."""
        line = {"step": self.steps, **values}
        if measured is not None:
            layers_of, model, gradients, before, activations = measured
            layers = layers_of(model)
            if not any(gradients.values()):
                gradients = by_layer.gradient_norms(layers)
            known = [norm for norm in gradients.values() if norm is not None]
            line |= {
                "grad_norm": math.sqrt(sum(norm * norm for norm in known)) if known else None,
                "gradient_norms": gradients,
                "update_ratios": by_layer.update_ratios(before, layers),
                "activations": activations or None,
                "not_finite": by_layer.not_finite(layers) or None,
            }
            self.tell_watched()
        self.record.write(**line)
        self.steps += 1

    def look_at_batch(self):
        """What the watch saw since the last update: facts of the program once, labels, and the layers' activations."""
        from .torch_watch import goes_over_rows

        watch = self.watch
        if watch is None:
            return None
        watch.stop()
        if watch.loss is not None:
            loss, output, target, reduction, activation = watch.loss
            if len(self.batches) < 40:
                self.batches.append(facts.array(target))
            if self.steps < FIRST and watch.inputs is not None:
                self.pairs.append((facts.array(watch.inputs), facts.array(target)))
            if "loss" not in self.told:
                self.told.add("loss")
                self.record.write(recorder=2, loss=loss, reduction=reduction, output_activation=activation,
                                  softmax_over_rows=goes_over_rows(output) or None,
                                  outputs=facts.of_data(output), targets=facts.of_targets(target))
        if watch.inputs is not None and "inputs" not in self.told:
            self.told.add("inputs")
            self.record.write(recorder=2, batch_size=len(watch.inputs), inputs=facts.of_data(watch.inputs), rows_apart=watch.rows_apart())
        if watch.inputs is not None and self.steps < FIRST:
            self.rows += facts.marks(facts.array(watch.inputs))
        if watch.outputs and "hidden" not in self.told:
            self.told.add("hidden")
            self.record.write(recorder=2, hidden_activations=watch.hidden_activations(),
                              rows_taken_for_time=watch.takes_rows_for_time() or None,
                              first_step_taken=watch.takes_first_step() or None)
        found = {name: facts.of_activation(*output) for name, output in watch.outputs.items()}
        watch.forget()
        return {name: reading for name, reading in found.items() if reading is not None}

    def tell_watched(self):
        """Flags that came up since the last line, and the order and balance of the labels seen so far."""
        if self.watch is None:
            return
        flags = set(self.watch.flags)
        if self.watch.kept:
            flags.add("gradients_kept")
        for flag in flags - self.told:
            self.told.add(flag)
            self.record.write(recorder=2, **{flag: True})
        held = None if self.watch.held_out is None else facts.array(self.watch.held_out)
        if held is not None and "held_out" not in self.told:
            self.told.add("held_out")
            known = facts.shared(self.rows, facts.marks(held[:5_000])) if held.ndim > 1 else None
            self.record.write(recorder=2, held_out={"inputs": facts.of_data(held)}, validation=known)
        if self.steps >= FIRST or self.whole == [0.0, 0]:
            self.tell_neighbours()
        if len(self.batches) >= 4 and len(self.batches) != self.seen:
            self.seen = len(self.batches)
            labels = [found for found in map(facts.labels, self.batches) if found is not None and found.size]
            counts = None
            if len(labels) == len(self.batches):
                import numpy
                whole = numpy.concatenate(labels)
                counts = numpy.bincount(whole).tolist() if whole.min() >= 0 else None
            self.record.write(recorder=2, batches={"seen": self.seen, "spread": facts.spread(self.batches), "counts": counts})

    def tell_neighbours(self):
        """Of the first batches, once."""
        pairs, self.pairs = [pair for pair in self.pairs if all(part is not None for part in pair)], []
        fit = [(x, y) for x, y in pairs if x.shape[1:] == pairs[0][0].shape[1:] and y.shape[1:] == pairs[0][1].shape[1:] and len(x) == len(y)]
        if fit:
            import numpy

            self.record.write(recorder=2, neighbours=facts.neighbours(*(numpy.concatenate(parts) for parts in zip(*fit))))

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

