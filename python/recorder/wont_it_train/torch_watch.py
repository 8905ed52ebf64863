"""What a PyTorch program does between two updates: the model's inputs, its activations, the call of the loss, and whether the
gradients were cleared. Two small hooks stay on the model; all else is set for the steps that are measured, and taken away."""

import torch
from torch.overrides import TorchFunctionMode

from . import facts

LOSSES = {"cross_entropy", "nll_loss", "mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "binary_cross_entropy",
          "binary_cross_entropy_with_logits"}
ACTIVATIONS = {"relu", "relu_", "relu6", "leaky_relu", "gelu", "silu", "elu", "sigmoid", "tanh", "softmax", "log_softmax"}
DISTANCES = {"pow": "mse_loss", "square": "mse_loss", "abs": "l1_loss"}
MODES_MATTER = (torch.nn.modules.dropout._DropoutNd, torch.nn.modules.batchnorm._BatchNorm)


class Hook:
    """A model's copy, in memory or in a file, does not take it along: what is seen here is of the model that is trained."""

    def __init__(self, act):
        self.act = act

    def __call__(self, *given):
        return self.act(*given)

    def __reduce__(self):
        return Hook, (nothing,)


def nothing(*_):
    return None


class Watch(TorchFunctionMode):
    def __init__(self, model, held):
        super().__init__()
        self.model, self.hooks, self.running, self.kept, self.held_out = model, [], False, None, None
        self.flags, self.looking = set(), False
        self.forget()
        self.modes_matter = any(isinstance(module, MODES_MATTER) for module in model.modules())
        model.register_forward_pre_hook(Hook(self.before_forward), with_kwargs=True)
        self.watch_clearing(held)

    def forget(self):
        self.inputs = self.loss = self.call = self.layer = self.apart = None
        self.outputs, self.sequences, self.steps_reached, self.passed = {}, [], [], set()

    def watch_clearing(self, held):
        """Of a weight that the optimiser holds. A gradient that is the same tensor as at the last update, changed once since, was added to and never cleared."""
        weight = next((weight for weight in self.model.parameters() if weight.requires_grad and id(weight) in held), None)
        self.weight, self.reached = weight, False
        if weight is None or not hasattr(weight, "register_post_accumulate_grad_hook"):
            return
        self.after_update = None

        def accumulated(weight):
            self.reached = self.running and bool(weight.grad.any())
            # here, and not at each forward pass: a validation without no_grad trains nothing
            if self.modes_matter and not self.model.training:
                self.flags.add("trained_in_evaluation_mode")
            if self.after_update is not None:
                tensor, version = self.after_update
                self.kept = weight.grad is tensor and weight.grad._version == version + 1
                self.after_update = None

        weight.register_post_accumulate_grad_hook(accumulated)

    def at_update(self):
        """Whether a gradient that backward() brought is gone before the update."""
        grad = None if self.weight is None else self.weight.grad
        if self.reached and (grad is None or not bool(grad.any())):
            self.flags.add("cleared_before_update")
        self.reached = False

    def updated(self):
        grad = None if self.weight is None else self.weight.grad
        self.after_update = None if grad is None else (grad, grad._version)

    def rows_apart(self) -> float | None:
        """Whether answers depend on the rows beside them: of the first rows with others and alone, in evaluation mode."""
        rows = self.inputs
        if rows is None or rows.ndim < 2 or len(rows) < 4:
            return None
        modes = [(module, module.training) for module in self.model.modules()]
        self.looking = True
        try:
            self.model.eval()
            with torch.no_grad():
                return facts.apart(self.model(rows), self.model(rows[:len(rows) // 2]))
        except Exception:
            # a network that takes more than its rows, or wants so many of them
            return None
        finally:
            self.looking = False
            for module, training in modes:
                module.training = training

    def before_forward(self, model, arguments, named):
        if self.looking:
            return
        if self.modes_matter and model.training and not torch.is_grad_enabled():
            self.flags.add("validated_in_training_mode")
        # transformers' models take their targets beside their inputs
        tensors = [*arguments, *(value for name, value in named.items() if name != "labels")]
        given = next((value for value in tensors if isinstance(value, torch.Tensor)), None)
        if self.running and torch.is_grad_enabled():
            self.forget()
            self.inputs = given
        elif self.held_out is None and not torch.is_grad_enabled():
            self.held_out = given

    def takes_rows_for_time(self) -> bool:
        """Whether a recurrent layer went along the rows of the batch: `batch_first` is missing."""
        target = None if self.loss is None else self.loss[2]
        return target is not None and target.ndim > 0 and any(
            steps == len(target) != lanes and not (target.ndim > 1 and target.shape[1] == lanes) for steps, lanes in self.sequences)

    def takes_first_step(self) -> bool:
        """Whether of a recurrent layer's steps the first alone reached the loss."""
        return any(len(reached) > 1 and bool(reached[0]) and not bool(reached[1:].any()) for reached in self.steps_reached)

    def hidden_activations(self) -> dict:
        """By layer: the activation after it, "linear" where its output went to the next one as it was, else "unknown"."""
        return {name: kind or ("linear" if name in self.passed else "unknown") for name, (_, kind, _) in self.outputs.items()}

    def start(self, layers: bool):
        """From here to `stop`: the loss is seen, and the layers where asked."""
        if layers:
            for name, module in self.model.named_modules():
                if not any(True for _ in module.children()) and any(True for _ in module.parameters(recurse=False)):
                    self.hooks.append(module.register_forward_hook(Hook(lambda *call, name=name: self.left(name, *call))))
        self.running = True
        self.__enter__()

    def stop(self):
        if self.running:
            self.running = False
            self.__exit__(None, None, None)
        for hook in self.hooks:
            hook.remove()
        self.hooks = []

    def left(self, name, module, given, output):
        if not torch.is_grad_enabled():
            return
        output = output[0] if isinstance(output, tuple) else output
        kind = "tanh" if isinstance(module, torch.nn.RNNBase) else None
        channels = any(weight.ndim > 2 for weight in module.parameters(recurse=False))
        before = self.outputs.get(self.layer)
        if before is not None and given and isinstance(given[0], torch.Tensor) and given[0].data_ptr() == before[0].data_ptr():
            self.passed.add(self.layer)
        self.layer = name or "model"
        if kind is not None and isinstance(output, torch.Tensor) and output.ndim == 3 and output.requires_grad:
            rest = (1, 2) if not module.batch_first else (0, 2)
            if not module.bidirectional:
                output.register_hook(lambda gradient: self.steps_reached.append(gradient.abs().sum(rest) > 0))
        if kind is not None and not module.batch_first and isinstance(output, torch.Tensor) and output.ndim == 3:
            self.sequences.append(output.shape[:2])
        if isinstance(output, torch.Tensor):
            self.outputs[self.layer] = (output.detach(), kind, channels)

    def see_squares(self, name, args, result):
        """An error that is written out, as ((output - y) ** 2).mean(): its two sides, and whether they broadcast."""
        if name in ("sub", "rsub") and len(args) > 1 and all(isinstance(part, torch.Tensor) for part in args[:2]):
            output, target = args[:2] if args[0].requires_grad else args[1::-1]
            if output.requires_grad and not target.requires_grad and output.ndim and target.ndim and self.inputs is not None \
                    and len(output) == len(target) == len(self.inputs):
                self.apart = result, output, target
        elif self.apart is not None and self.loss is None and args and args[0] is self.apart[0] and name in DISTANCES:
            (_, output, target), loss = self.apart, DISTANCES[name]
            self.call = getattr(torch.nn.functional, loss), output, target, {}
            self.loss = loss, output, target, None, activation_of(output)

    def __torch_function__(self, function, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        result = function(*args, **kwargs)
        name = getattr(function, "__name__", "")
        if torch.is_grad_enabled() and isinstance(result, torch.Tensor) and result.requires_grad:
            self.see_squares(name.strip("_").removesuffix("_"), args, result)
        if name in LOSSES and torch.is_grad_enabled():
            named = dict(zip(("input", "target"), args)) | kwargs
            if "input" in named and "target" in named:
                self.call = function, named["input"], named["target"], {key: kwargs[key] for key in kwargs if key not in ("input", "target")}
                self.loss = name, named["input"], named["target"], kwargs.get("reduction", "mean"), activation_of(named["input"])
        elif name in ACTIVATIONS and self.layer in self.outputs and isinstance(result, torch.Tensor) and torch.is_grad_enabled():
            _, _, channels = self.outputs[self.layer]
            self.outputs[self.layer] = (result.detach(), name.rstrip("_"), channels)
        return result


# What gives the same for a little more or less, so that no gradient passes it.
STEPS = ("Round", "Floor", "Ceil", "Trunc", "Sign")
PASSED = ("Clamp", "View", "Squeeze", "Unsqueeze", "Reshape", "Select", "Slice", "Transpose", "Permute", "Expand", "Alias", "ToCopy")
NAMES = {"Softmax": "softmax", "LogSoftmax": "log_softmax", "Sigmoid": "sigmoid", "Relu": "relu", "Tanh": "tanh"}
LINEAR = ("Addmm", "Mm", "Bmm", "Add", "Convolution", "Mkldnn", "Mean", "Unsafe")


def came_from(tensor):
    """The node of the graph that a tensor came from, views passed by."""
    node = tensor.grad_fn
    while node is not None and node.name().startswith(PASSED) and node.next_functions:
        node = node.next_functions[0][0]
    return node


def activation_of(tensor) -> str | None:
    """The activation a tensor came from, "linear" for none; `None` for what is neither."""
    node = came_from(tensor)
    name = "" if node is None else node.name().partition("Backward")[0]
    return NAMES.get(name) or ("linear" if name.startswith(LINEAR) or node is None else None)


def goes_over_rows(tensor) -> bool | None:
    """Whether a softmax goes from row to row of a batch."""
    axis = getattr(came_from(tensor), "_saved_dim", None)
    return None if axis is None or tensor.ndim < 2 else axis == 0


def step_before(loss) -> str | None:
    """An operation on the way to the loss that lets no gradient pass, in the framework's word."""
    seen, nodes = set(), [loss.grad_fn]
    while nodes and len(seen) < 100_000:
        node = nodes.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        name = node.name().partition("Backward")[0]
        if name in STEPS:
            return name.lower()
        nodes.extend(before for before, _ in node.next_functions)
    return None
