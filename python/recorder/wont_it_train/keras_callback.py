import keras

from . import layers as by_layer


class KerasCallback(keras.callbacks.Callback):
    """Gradients are seen on the PyTorch backend, where they stay on the weights until the next batch."""

    def __init__(self, recorder):
        super().__init__()
        self.recorder, self.measured, self.described = recorder, None, False

    def describe(self):
        self.described, loss = True, self.model.loss
        settings = loss.get_config() if hasattr(loss, "get_config") else {}
        self.recorder.record.write(
            recorder=1, framework=f"keras {keras.__version__} on {keras.backend.backend()}",
            layers=[{"name": layer.name, "type": type(layer).__name__,
                     "activation": getattr(getattr(layer, "activation", None), "__name__", None),
                     "initializer": type(layer.kernel_initializer).__name__ if hasattr(layer, "kernel_initializer") else None,
                     "trainable": layer.trainable} for layer in self.model.layers],
            loss=loss if isinstance(loss, str) else settings.get("name", str(loss)), from_logits=settings.get("from_logits"),
            optimizer=type(self.model.optimizer).__name__, learning_rate=float(self.model.optimizer.learning_rate),
            epochs=self.params.get("epochs"), steps=self.params.get("steps"))

    def on_train_batch_begin(self, batch, logs=None):
        built = self.model.built and self.model.optimizer is not None
        self.measured = self.recorder.before(by_layer.keras_layers, self.model) if built else None

    def on_train_batch_end(self, batch, logs=None):
        if not self.described:
            self.describe()
        if self.measured is None:
            self.recorder.steps += 1
        else:
            self.recorder.after(self.measured, batch_loss=(logs or {}).get("loss"))

    def on_epoch_end(self, epoch, logs=None):
        self.recorder.epoch(epoch, **(logs or {}))
