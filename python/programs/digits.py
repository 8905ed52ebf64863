"""A classifier of handwritten digits (scikit-learn's own 1,797 images of 8 x 8), in PyTorch and in Keras, healthy or with
one fault."""

import math

import numpy
from sklearn.datasets import load_digits

CLASSES = 10

# What each program changes. `epochs`, `rate`, `rows`, `batch` and `optimiser` are the recipe's; the rest are faults.
RECIPE = {"epochs": 25, "rate": 1e-3, "rows": 1200, "batch": 32, "optimiser": "adam", "units": 64, "fault": None}
HEALTHY = {
    "as it is": {},
    "momentum": {"optimiser": "sgd", "rate": 0.05},
    "half the units": {"units": 32, "epochs": 35},
    "twice the rate": {"rate": 2e-3, "epochs": 15},
}
FAULTY = {
    "rate too high": {"rate": 1.0},
    "rate too low": {"rate": 1e-6},
    "training labels shuffled": {"fault": "shuffled", "epochs": 40},
    "softmax before cross-entropy": {"fault": "softmax twice", "rate": 0.05, "optimiser": "sgd"},
    "ReLU at the output": {"fault": "relu output", "rate": 0.03},
    "weights zero": {"fault": "zero"},
    "units dead": {"fault": "dead"},
    "inputs all zero": {"fault": "no input"},
    "NaN in one row": {"fault": "nan row"},
    "gradients not cleared": {"fault": "no zero_grad", "rate": 0.05, "optimiser": "sgd"},
    "nothing trained": {"fault": "frozen"},
    "sixty rows, long": {"rows": 60, "epochs": 120},
    "two epochs": {"epochs": 2, "rate": 3e-4},
    "sorted, not shuffled": {"fault": "sorted", "epochs": 12},
    "validation rows in training": {"fault": "leak", "rows": 300, "epochs": 60},
    "inputs not scaled": {"fault": "unscaled", "rate": 0.05, "optimiser": "sgd"},
    "a third of labels wrong": {"fault": "noisy labels", "epochs": 60},
    "validation scaled otherwise": {"fault": "other scale"},
    "weights exploding": {"fault": "large weights", "rate": 0.05, "optimiser": "sgd"},
    "one class of ten trained": {"fault": "one class"},
}
# What Keras does by itself (clearing gradients, shuffling) cannot go wrong there in the same way.
KERAS_FAULTY = [name for name in FAULTY if name not in ("gradients not cleared", "one class of ten trained", "weights exploding")]


def data(seed: int, change: dict):
    """Training and validation rows, with what the fault does to them."""
    random = numpy.random.default_rng(seed)
    images = load_digits()
    order = random.permutation(len(images.target))
    x, y = (images.data[order] / 16).astype("float32"), images.target[order].astype("int64")
    train, held = slice(0, change["rows"]), slice(1200, None)
    xt, yt, xv, yv = x[train].copy(), y[train].copy(), x[held].copy(), y[held].copy()
    fault = change["fault"]
    if fault == "shuffled":
        yt = random.permutation(yt)
    elif fault == "no input":
        xt, xv = 0 * xt, 0 * xv
    elif fault == "nan row":
        xt[17, 5] = math.nan
    elif fault == "sorted":
        by_class = numpy.argsort(yt, kind="stable")
        xt, yt = xt[by_class], yt[by_class]
    elif fault == "leak":
        xv, yv = xt[:200].copy(), yt[:200].copy()
    elif fault == "unscaled":
        xt, xv = 1e4 * xt, 1e4 * xv
    elif fault == "noisy labels":
        wrong = random.random(len(yt)) < 1 / 3
        yt[wrong] = random.integers(CLASSES, size=wrong.sum())
    elif fault == "other scale":
        xv = 16 * xv
    elif fault == "one class":
        xt, yt = xt[yt == 3], yt[yt == 3]
    return xt, yt, xv, yv


def pytorch(seed: int, change: dict):
    """History of a plain PyTorch loop."""
    import torch

    change = RECIPE | change
    fault = change["fault"]
    torch.manual_seed(seed)
    xt, yt, xv, yv = map(torch.tensor, data(seed, change))
    layers = [torch.nn.Linear(64, change["units"]), torch.nn.ReLU(), torch.nn.Linear(change["units"], change["units"]),
              torch.nn.ReLU(), torch.nn.Linear(change["units"], CLASSES)]
    layers += {"softmax twice": [torch.nn.Softmax(1)], "relu output": [torch.nn.ReLU()]}.get(fault, [])
    model = torch.nn.Sequential(*layers)
    with torch.no_grad():
        for layer in layers[0:5:2]:
            if fault == "zero":
                layer.weight.zero_(), layer.bias.zero_()
            elif fault == "large weights":
                layer.weight.mul_(30)
            elif fault == "dead" and layer is not layers[4]:
                layer.bias.fill_(-50)
    trained = list(torch.nn.Linear(64, 64).parameters()) if fault == "frozen" else list(model.parameters())
    make = {"adam": torch.optim.Adam, "sgd": lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9)}[change["optimiser"]]
    optimiser, error = make(trained, lr=change["rate"]), torch.nn.functional.cross_entropy
    history = {"loss": [], "accuracy": [], "val_loss": [], "val_accuracy": []}
    for _ in range(change["epochs"]):
        total = right = 0.0
        order = torch.arange(len(yt)) if fault == "sorted" else torch.randperm(len(yt))
        for batch in order.split(change["batch"]):
            if fault != "no zero_grad":
                optimiser.zero_grad()
            output = model(xt[batch])
            loss = error(output, yt[batch])
            loss.backward()
            optimiser.step()
            total += loss.item() * len(batch)
            right += (output.argmax(1) == yt[batch]).sum().item()
        with torch.no_grad():
            output = model(xv)
            values = total / len(yt), right / len(yt), error(output, yv).item(), (output.argmax(1) == yv).float().mean().item()
        for series, value in zip(history.values(), values):
            series.append(value)
    return history


def keras(seed: int, change: dict):
    """`History.history` of `Model.fit`."""
    import keras

    change = RECIPE | {"batch": 64} | change
    fault = change["fault"]
    change["epochs"] = math.ceil(change["epochs"] / 2) if change["epochs"] > 2 else 2
    keras.utils.set_random_seed(seed)
    xt, yt, xv, yv = data(seed, change)
    start = {"zero": {"kernel_initializer": "zeros"}, "dead": {"bias_initializer": keras.initializers.Constant(-50)}}.get(fault, {})
    last = {"kernel_initializer": "zeros"} if fault == "zero" else {}
    model = keras.Sequential([
        keras.layers.Dense(change["units"], activation="relu", **start),
        keras.layers.Dense(change["units"], activation="relu", **start),
        keras.layers.Dense(CLASSES, activation={"softmax twice": "softmax", "relu output": "relu"}.get(fault), **last),
    ])
    model.trainable = fault != "frozen"
    model.compile(
        keras.optimizers.Adam(change["rate"]) if change["optimiser"] == "adam" else keras.optimizers.SGD(change["rate"], 0.9),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model.fit(xt, yt, batch_size=change["batch"], epochs=change["epochs"], validation_data=(xv, yv),
                     shuffle=fault != "sorted", verbose=0).history
