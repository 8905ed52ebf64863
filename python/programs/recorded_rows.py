"""The data of the recorded programs: made or scikit-learn's own, nothing is fetched."""

import math

import numpy
from sklearn.datasets import load_digits


def rows(kind: str, seed: int):
    """x, y of 1,000 training and 300 validation rows."""
    random = numpy.random.default_rng(seed)
    if kind in ("classifier", "cnn"):
        digits = load_digits()
        order = random.permutation(len(digits.target))[:1300]
        x, y = digits.data[order].astype("float32") / 16, digits.target[order].astype("int64")
        x = x.reshape(-1, 1, 8, 8) if kind == "cnn" else x
    elif kind == "regressor":
        x = random.normal(size=(1300, 8)).astype("float32")
        y = (x[:, 0] + numpy.sin(2 * x[:, 1]) - x[:, 2] * x[:, 3] / 2 + 0.1 * random.normal(size=1300)).astype("float32")[:, None]
    elif kind == "rnn":
        y = random.integers(3, size=1300)
        time = numpy.arange(24) / 24
        x = numpy.sin(2 * math.pi * (y[:, None] * 2 + 1) * time + random.uniform(0, 6, (1300, 1)))
        x = (x + 0.1 * random.normal(size=x.shape)).astype("float32")[:, :, None]
    else:
        x = random.integers(4, size=(1300, 12))
        y = numpy.array([numpy.bincount(row, minlength=4).argmax() for row in x])
    return x[:1000], y[:1000], x[1000:], y[1000:]


def corrupted(data, kind: str, fault, seed: int):
    """The rows with a fault that lies in the data; any other fault leaves them alone."""
    xt, yt, xv, yv = data
    random = numpy.random.default_rng(seed + 1)
    if fault == "inputs unscaled":
        xt, xv = xt * (1000 if kind == "classifier" else 1e4), xv * (1000 if kind == "classifier" else 1e4)
    elif fault == "inputs all zero":
        xt, xv = xt * 0, xv * 0
    elif fault == "targets unscaled":
        yt, yv = 1e4 * yt + 5e4, 1e4 * yv + 5e4
    elif fault == "labels shuffled":
        yt = random.permutation(yt)
    elif fault == "NaN in one row":
        xt = xt.copy()
        xt[37, 0] = math.nan
    elif fault == "rows sorted":
        order = numpy.argsort(yt, kind="stable")
        xt, yt = xt[order], yt[order]
    elif fault == "classes unbalanced":
        keep = (yt == 1) | (random.random(len(yt)) < 0.02)
        xt, yt = xt[keep], yt[keep]
    elif fault == "validation rows in training":
        xv, yv = xt[:300].copy(), yt[:300].copy()
    return xt, yt, xv, yv
