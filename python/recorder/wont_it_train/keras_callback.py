import inspect
import itertools

import keras

from . import facts, source
from . import layers as by_layer

ROWS = 64
# Batches that are looked at of what is no array.
BATCHES = 12


class KerasCallback(keras.callbacks.Callback):
    """What `fit` was given is read off its call; the layers are looked at on a batch of it, between two updates. Gradients come
    from the weights on the PyTorch backend and from a tape on TensorFlow's; on JAX there are none."""

    def __init__(self, recorder):
        super().__init__()
        self.recorder, self.measured, self.described, self.look = recorder, None, False, None
        self.given = {}

    def on_train_begin(self, logs=None):
        frame = inspect.currentframe()
        while frame is not None and not (frame.f_code.co_name == "fit" and frame.f_locals.get("self") is self.model):
            frame = frame.f_back
        found = frame.f_locals if frame is not None else {}
        self.given = {name: found.get(name) for name in ("x", "y", "batch_size", "shuffle", "validation_data")}
        self.batches = first_batches(self.given["x"]) if self.given["y"] is None else []
        if self.batches:
            import numpy

            x, y = (numpy.concatenate(parts) for parts in zip(*self.batches))
            self.given |= {"x": x, "y": y, "batch_size": len(self.batches[0][1]), "shuffle": None}
        rows = [facts.array(self.given[name]) for name in ("x", "y")]
        self.sample = tuple(part[:ROWS] for part in rows) if all(part is not None for part in rows) else None

    def describe(self):
        self.described, loss, optimizer = True, self.model.loss, self.model.optimizer
        settings = loss.get_config() if hasattr(loss, "get_config") else {}
        layers = [self.layer(layer) for layer in flat(self.model)]
        acting = [layer["activation"] for layer in layers if layer["activation"] is not None]
        self.recorder.record.write(
            recorder=2, framework=f"keras {keras.__version__} on {keras.backend.backend()}", script=source.script(), layers=layers,
            source=source.places(layers, type(optimizer).__name__),
            output_activation=acting[-1] if acting else None,
            loss=loss if isinstance(loss, str) else settings.get("name", getattr(loss, "__name__", str(loss))),
            from_logits=settings.get("from_logits"), reduction=settings.get("reduction"),
            optimizer=type(optimizer).__name__, learning_rate=float(optimizer.learning_rate),
            weight_decay=getattr(optimizer, "weight_decay", None) or None,
            not_trained=[weight.path for weight in self.model.weights if not weight.trainable and "seed" not in weight.path and
                         "moving_" not in weight.path], **self.data())

    def layer(self, layer) -> dict:
        kernel = getattr(layer, "kernel", None)
        kernel = getattr(getattr(layer, "cell", None), "kernel", None) if kernel is None else kernel
        activation = getattr(layer, "activation", None)
        if isinstance(layer, (keras.layers.ReLU, keras.layers.Softmax, keras.layers.LeakyReLU)):
            activation = layer.__class__
        return {
            "name": layer.name, "type": type(layer).__name__,
            "activation": getattr(activation, "__name__", type(activation).__name__ if activation is not None else None),
            "initializer": type(layer.kernel_initializer).__name__ if hasattr(layer, "kernel_initializer") else None,
            "trainable": layer.trainable,
            "rate": getattr(layer, "rate", None) if "Dropout" in type(layer).__name__ else None,
            "penalty": penalty(layer),
            **(self.first.get(layer.name, {}) if kernel is not None else {}),
        }

    def data(self) -> dict:
        x, y, held = self.given["x"], self.given["y"], self.given["validation_data"]
        rows = facts.array(x)
        found = {"inputs": facts.of_data(x), "targets": facts.of_targets(y)}
        if rows is None or found["inputs"] is None:
            return {}
        size = self.given["batch_size"] or 32
        found |= {"batch_size": size, "neighbours": facts.neighbours(x, y)}
        if self.batches:
            found["batches"] = {"seen": len(self.batches), "spread": facts.spread([labels for _, labels in self.batches])}
        else:
            found |= {"rows": len(rows), "shuffle": bool(self.given["shuffle"])}
        if isinstance(held, (tuple, list)) and len(held) > 1:
            found["validation"] = facts.shared_rows(rows, held[0])
            found["held_out"] = {"inputs": facts.of_data(held[0]), "targets": facts.of_targets(held[1])}
        labels = facts.array(y)
        found["rows_apart"] = self.rows_apart()
        if labels is not None:
            try:
                found["outputs"] = {"shape": [len(rows), *self.model.output_shape[1:]]}
            except (AttributeError, TypeError):
                pass
            if not self.batches and not self.given["shuffle"]:
                batches = [labels[at:at + size] for at in range(0, len(labels), size)][:200]
                found["batches"] = {"seen": len(batches), "spread": facts.spread(batches)}
        return found

    def on_train_batch_begin(self, batch, logs=None):
        built = self.model.built and self.model.optimizer is not None
        if built and not self.described:
            self.first = {layer.name: start(layer) for layer in flat(self.model)}
            self.describe()
        self.measured = self.recorder.before(by_layer.keras_layers, self.model) if built else None
        if self.measured is not None:
            *rest, _ = self.measured
            self.measured = (*rest, self.activations())

    def on_train_batch_end(self, batch, logs=None):
        if not self.described:
            self.first = {}
            self.describe()
        if self.measured is None:
            self.recorder.steps += 1
        else:
            if keras.backend.backend() == "tensorflow" and self.sample is not None:
                layers_of, model, _, before, activations = self.measured
                self.measured = layers_of, model, self.gradients(), before, activations
            self.recorder.after(self.measured, batch_loss=(logs or {}).get("loss"))

    def on_epoch_end(self, epoch, logs=None):
        self.recorder.rate = float(self.model.optimizer.learning_rate)
        self.recorder.epoch(epoch, **(logs or {}))

    def activations(self) -> dict | None:
        """Outputs of the layers on the sample, in inference mode; `None` for a subclassed model."""
        if self.sample is None or not getattr(self.model, "inputs", None):
            return None
        layers = [layer for layer in self.model.layers if not isinstance(layer, keras.layers.InputLayer)]
        if self.look is None:
            self.look = keras.Model(self.model.inputs, [layer.output for layer in layers])
        outputs = self.look(keras.ops.convert_to_tensor(self.sample[0]), training=False)
        outputs = outputs if isinstance(outputs, list) else [outputs]
        found = {}
        for layer, output in zip(layers, outputs):
            kind = "tanh" if isinstance(layer, keras.layers.RNN) else getattr(getattr(layer, "activation", None), "__name__", None)
            kind = "relu" if isinstance(layer, keras.layers.ReLU) else kind
            reading = facts.of_activation(output, kind, channels_first=False)
            if reading is not None:
                found[layer.name] = reading
        return found

    def rows_apart(self) -> float | None:
        """Whether answers depend on the rows beside them: of the first rows with others and alone."""
        if self.sample is None or len(self.sample[0]) < 4 or len(getattr(self.model, "inputs", None) or []) != 1:
            return None
        rows = keras.ops.convert_to_tensor(self.sample[0])
        return facts.apart(self.model(rows, training=False), self.model(rows[:len(rows) // 2], training=False))

    def gradients(self) -> dict:
        """Norms by layer on the sample, traced once: a call costs what a step of so many rows does."""
        import tensorflow as tf

        owners = [(layer.name, weight) for layer in self.model.layers for weight in layer.trainable_weights]
        if not hasattr(self, "tape"):
            @tf.function
            def tape(x, y):
                with tf.GradientTape() as watched:
                    loss = self.model.compute_loss(x, y, self.model(x, training=True), training=True)
                return [None if g is None else tf.norm(tf.convert_to_tensor(g)) for g in
                        watched.gradient(loss, [weight.value for _, weight in owners])]
            self.tape = tape
        found = {}
        for (name, _), size in zip(owners, self.tape(*map(tf.convert_to_tensor, self.sample))):
            before = found.get(name)
            found[name] = before if size is None else float(size) if before is None else (before ** 2 + float(size) ** 2) ** 0.5
        return found


def first_batches(given) -> list:
    """Inputs and targets of the first batches of a PyDataset, a TensorFlow dataset or a PyTorch loader; none of a generator, which would
    be used up."""
    if hasattr(given, "as_numpy_iterator"):
        parts = given.as_numpy_iterator()
    elif isinstance(given, keras.utils.PyDataset):
        parts = (given[at] for at in range(len(given)))
    elif hasattr(given, "dataset") and hasattr(given, "batch_size"):
        parts = iter(given)
    else:
        return []
    batches = [tuple(map(facts.array, part[:2])) for part in itertools.islice(parts, BATCHES) if isinstance(part, (tuple, list)) and len(part) > 1]
    known = [batch for batch in batches if all(side is not None for side in batch)]
    return [batch for batch in known if all(own.shape[1:] == first.shape[1:] for own, first in zip(batch, known[0]))]


def flat(model):
    """Layers in order, nested models opened."""
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from flat(layer)
        elif not isinstance(layer, keras.layers.InputLayer):
            yield layer


def start(layer) -> dict:
    kernel = getattr(layer, "kernel", None)
    kernel = getattr(getattr(layer, "cell", None), "kernel", None) if kernel is None else kernel
    if kernel is None or len(kernel.shape) < 2:
        return {}
    size = 1
    for axis in kernel.shape[:-1]:
        size *= axis
    return facts.of_start(kernel.value, size, units_first=False)


def penalty(layer) -> float | None:
    """Strength of a layer's weight penalty, the larger of its two kinds."""
    found = getattr(layer, "kernel_regularizer", None)
    strengths = [float(value) for value in (getattr(found, "l1", None), getattr(found, "l2", None)) if value is not None]
    return max(strengths) if strengths else None
