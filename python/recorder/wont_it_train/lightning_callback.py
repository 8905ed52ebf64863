import lightning

from . import layers as by_layer


class LightningCallback(lightning.Callback):
    """Measures between the gradient and the end of the batch."""

    def __init__(self, recorder):
        self.recorder, self.measured, self.stepped = recorder, None, False

    def on_before_backward(self, trainer, module, loss):
        if self.recorder.steps == 0 and self.recorder.watch is None:
            self.recorder.describe_torch(module, trainer.optimizers[0], loss)
        self.recorder.saw(loss, trainer.optimizers[0])

    def on_before_optimizer_step(self, trainer, module, optimizer):
        self.measured, self.stepped = self.recorder.before(by_layer.torch_layers, module), True

    def on_train_batch_end(self, trainer, module, outputs, batch, batch_index):
        if self.stepped:
            self.recorder.updated(self.measured)
        self.measured, self.stepped = None, False

    def on_train_epoch_end(self, trainer, module):
        values = trainer.callback_metrics
        own = {"loss": None} if "train_loss" in values else {}
        self.recorder.epoch(trainer.current_epoch, **(own | values))
