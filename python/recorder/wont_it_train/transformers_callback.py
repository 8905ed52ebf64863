from transformers import TrainerCallback

from . import layers as by_layer


class TransformersCallback(TrainerCallback):
    """Measures between the gradient (after clipping) and the update; losses are read off the model's output, evaluations off what the
    Trainer logs."""

    def __init__(self, recorder):
        self.recorder, self.measured = recorder, None

    def on_train_begin(self, args, state, control, model=None, optimizer=None, **_):
        if optimizer is None or self.recorder.watch is not None:
            return
        self.recorder.describe_torch(model, optimizer)
        self.recorder.arm()

        def left(module, given, output):
            loss = getattr(output, "loss", None)
            if module.training and loss is not None and loss.requires_grad:
                self.recorder.saw(loss, optimizer)

        model.register_forward_hook(left)

    def on_pre_optimizer_step(self, args, state, control, model=None, **_):
        self.measured = self.recorder.before(by_layer.torch_layers, model)

    def on_optimizer_step(self, args, state, control, **_):
        if self.recorder.watch is not None:
            self.recorder.updated(self.measured)
        self.measured = None

    def on_evaluate(self, args, state, control, metrics=None, **_):
        values = {name: value for name, value in (metrics or {}).items() if "per_second" not in name and "runtime" not in name and name != "epoch"}
        self.recorder.record.write(step=state.global_step, **values)

    def on_train_end(self, args, state, control, **_):
        self.recorder.tell_watched()
