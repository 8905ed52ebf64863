import lightning

from . import layers as by_layer


class LightningCallback(lightning.Callback):
    """Measures between the gradient and the end of the batch."""

    def __init__(self, recorder):
        self.recorder, self.measured = recorder, None

    def on_before_optimizer_step(self, trainer, module, optimizer):
        if self.recorder.steps == 0 and self.recorder.watch is None:
            self.recorder.describe_torch(module, optimizer)
        self.measured = self.recorder.before(by_layer.torch_layers, module)

    def on_train_batch_end(self, trainer, module, outputs, batch, batch_index):
        if self.measured is None:
            self.recorder.steps += 1
        else:
            loss = outputs["loss"] if isinstance(outputs, dict) else outputs
            self.recorder.after(self.measured, loss=None if loss is None else float(loss),
                                learning_rate=trainer.optimizers[0].param_groups[0]["lr"])
            self.measured = None
        self.recorder.arm()

    def on_train_epoch_end(self, trainer, module):
        self.recorder.epoch(trainer.current_epoch, **trainer.callback_metrics)
