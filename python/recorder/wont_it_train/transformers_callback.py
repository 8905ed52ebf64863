from transformers import TrainerCallback

from . import layers as by_layer


class TransformersCallback(TrainerCallback):
    """Measures between the gradient (after clipping) and the update; losses are those that the Trainer logs."""

    def __init__(self, recorder):
        self.recorder, self.measured = recorder, None

    def on_train_begin(self, args, state, control, model=None, optimizer=None, **_):
        if optimizer is not None:
            self.recorder.describe_torch(model, optimizer)
            self.recorder.arm()

    def on_pre_optimizer_step(self, args, state, control, model=None, **_):
        self.measured = self.recorder.before(by_layer.torch_layers, model)

    def on_optimizer_step(self, args, state, control, **_):
        if self.measured is None:
            self.recorder.steps += 1
        else:
            self.recorder.after(self.measured)
            self.measured = None
        self.recorder.arm()

    def on_log(self, args, state, control, logs=None, **_):
        self.recorder.record.write(step=state.global_step, **{k: v for k, v in (logs or {}).items() if k != "step"})
