"""A user's script as a program to experiment on: run as it is, up to where its training has shown what it trains and on what."""

import contextlib
import copy
import importlib.machinery
import importlib.util
import pathlib
import runpy
import sys

from . import facts
from .programs import Keras, Torch
from .recorder import Recorder

WRITE = "write a function that returns model, loss, optimizer and train=(x, y), and name it after a colon"
# Batches of a PyTorch script that the experiments have to do with.
BATCHES = 40


class Seen(BaseException):
    """Ends a script where enough was seen; no `except Exception` of its own stops that."""


def load(place: str):
    """`train.py:make` calls a function that makes the program; a bare `train.py` is run up to its first Keras `fit`, or for some
    dozens of batches inside `recorder.step`."""
    path, _, name = place.partition(":")
    if not pathlib.Path(path).is_file():
        raise FileNotFoundError(f"{path}: no such script")
    sys.path.insert(0, str(pathlib.Path(path).resolve().parent))
    if not name:
        return of_script(path)
    spec = importlib.util.spec_from_file_location("probed", path, loader=importlib.machinery.SourceFileLoader("probed", path))
    module = importlib.util.module_from_spec(spec)
    with told_in_one_line(path):
        spec.loader.exec_module(module)
    make = getattr(module, name, None)
    if not callable(make):
        raise TypeError(f"{path} has no function {name}")
    with told_in_one_line(place):
        found = make()
    parts = found if isinstance(found, dict) else {}
    wanted = {"model", "train"} | (set() if is_keras(parts.get("model")) else {"loss", "optimizer"})
    if wanted - set(parts):
        raise TypeError(f"{place} must return a dict with {', '.join(sorted(wanted))}, and returned {type(found).__name__} {', '.join(map(str, parts))}".rstrip())
    return Keras(make) if is_keras(found["model"]) else Torch(make)


@contextlib.contextmanager
def told_in_one_line(place: str):
    """What a user's own code raises, or what keeps it from being run at all."""
    try:
        yield
    except Exception as error:
        raise TypeError(f"{place} ended by {type(error).__name__}: {str(error).partition(chr(10))[0]}") from error


def is_keras(model) -> bool:
    return any(kind.__module__.startswith("keras") for kind in type(model).__mro__)


def of_script(path: str):
    """Runs it with `fit` and `recorder.step` looking on; nothing is written."""
    fitted, stepped = {}, Stepped()
    silent = {"__init__": lambda recorder, *_, **__: None, "step": stepped.step, "epoch": lambda *_, **__: None,
              "lightning": refused, "transformers": refused}
    with contextlib.ExitStack() as undo:
        undo.enter_context(replaced(Recorder, silent))
        undo.enter_context(replaced(sys, {"argv": [path]}))
        if b"keras" in pathlib.Path(path).read_bytes():
            import keras

            undo.enter_context(replaced(keras.Model, {"fit": lambda model, *given, **named: seen_fit(fitted, model, *given, **named)}))
        with contextlib.suppress(Seen), told_in_one_line(path):
            runpy.run_path(path, run_name="__main__")
    if fitted:
        return Keras(lambda: fitted)
    if stepped.batches:
        return Torch(stepped.program())
    raise TypeError(f"{path} calls no Keras fit and no recorder.step; for other loops {WRITE}")


def refused(_):
    raise TypeError(f"a Trainer's loop is not looked into: {WRITE}")


@contextlib.contextmanager
def replaced(owner, parts: dict):
    before = {name: getattr(owner, name) for name in parts}
    try:
        for name, part in parts.items():
            setattr(owner, name, part)
        yield
    finally:
        for name, part in before.items():
            setattr(owner, name, part)


def seen_fit(into: dict, model, x=None, y=None, *_, validation_data=None, validation_split=0.0, **__):
    if facts.array(x) is None or facts.array(y) is None:
        raise TypeError(f"fit was given no arrays: {WRITE}")
    x, y = facts.array(x), facts.array(y)
    if validation_split:
        held = len(x) - int(len(x) * validation_split)
        x, y, validation_data = x[:held], y[:held], (x[held:], y[held:])
    into.update(model=model, train=(x, y), validation=validation_data)
    raise Seen


class Stepped:
    """What a PyTorch script gives to `recorder.step`: its first weights, its loss, and the batches of its first updates."""

    def __init__(self):
        self.model, self.batches = None, []

    @contextlib.contextmanager
    def step(self, model, loss, optimizer):
        if self.model is None:
            from .torch_watch import Watch

            self.model, self.optimizer = model, optimizer
            self.first = copy.deepcopy(model.state_dict()), copy.deepcopy(optimizer.state_dict())
            self.watch = Watch(model, set())
            model.register_forward_hook(lambda module, given, output: setattr(self, "output", output))
        else:
            self.watch.stop()
            if self.watch.inputs is not None and self.watch.call is not None:
                self.take(*self.watch.call)
        yield
        if len(self.batches) >= BATCHES:
            raise Seen
        self.watch.forget()
        self.watch.start(layers=False)

    def take(self, function, given, target, settings):
        """The inputs and targets of one update, and how its loss came from the network's output."""
        output = self.output
        if getattr(output, "numel", lambda: 0)() != given.numel() or not bool((output.reshape(-1) == given.reshape(-1)).all()):
            raise TypeError(f"the loss is not of the model's output as it is: {WRITE}")
        tail = given.shape[1:]
        self.loss = lambda output, y: function(output.reshape(-1, *tail), y, **settings)
        self.batches.append((self.watch.inputs.detach(), target.detach()))

    def program(self):
        import torch

        train = tuple(torch.cat(parts) for parts in zip(*self.batches))

        def make():
            self.model.load_state_dict(self.first[0])
            self.optimizer.load_state_dict(copy.deepcopy(self.first[1]))
            return {"model": self.model, "loss": self.loss, "optimizer": self.optimizer, "train": train}

        return make
