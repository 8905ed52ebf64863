"""The data of the programs that people ask about: scikit-learn's own sets and made ones, as such programs load them."""

import numpy
from sklearn import datasets

RAW = {"iris": datasets.load_iris, "wine": datasets.load_wine, "cancer": datasets.load_breast_cancer, "digits": datasets.load_digits,
       "diabetes": datasets.load_diabetes}


def split(name: str, seed: int):
    """Training and validation rows of a set of scikit-learn's, as they come: four fifths and one fifth, mixed."""
    loaded = RAW[name]()
    order = numpy.random.default_rng(seed).permutation(len(loaded.target))
    x, y = loaded.data[order].astype("float32"), loaded.target[order]
    y = y.astype("float32" if name == "diabetes" else "int64")
    held = len(x) * 4 // 5
    return x[:held], y[:held], x[held:], y[held:]


def scaled(x, other):
    """Both by the first one's mean and deviation."""
    mean, deviation = x.mean(axis=0), x.std(axis=0) + 1e-6
    return (x - mean) / deviation, (other - mean) / deviation


def standard(name: str, seed: int):
    xt, yt, xv, yv = split(name, seed)
    xt, xv = scaled(xt, xv)
    return xt, yt, xv, yv


def digits(seed: int):
    xt, yt, xv, yv = split("digits", seed)
    return xt / 16, yt, xv / 16, yv


def xor():
    return numpy.array([[0, 0], [0, 1], [1, 0], [1, 1]], "float32"), numpy.array([[0], [1], [1], [0]], "float32")


def curve(seed: int, low: float = -1.0):
    """y = sin x on 800 and 200 points; `low` is where the sine's lower end is moved to."""
    random = numpy.random.default_rng(seed)
    x = random.uniform(-3, 3, (1000, 1)).astype("float32")
    y = ((numpy.sin(x) + 1) / 2 * (1 - low) + low).astype("float32")
    return x[:800], y[:800], x[800:], y[800:]


def prices(seed: int):
    """What a house costs, in dollars."""
    random = numpy.random.default_rng(seed)
    x = random.normal(size=(1000, 6)).astype("float32")
    y = (250_000 + 60_000 * (x[:, 0] + x[:, 1] * x[:, 2] / 2) + 10_000 * random.normal(size=1000)).astype("float32")[:, None]
    return x[:800], y[:800], x[800:], y[800:]


def waves(seed: int):
    """Windows of 20 samples of noisy sines, and the sample that follows."""
    random = numpy.random.default_rng(seed)
    time = numpy.arange(21) * 0.4
    rows = numpy.sin(time + random.uniform(0, 6.3, (1000, 1))) + 0.05 * random.normal(size=(1000, 21))
    x, y = rows[:, :20, None].astype("float32"), rows[:, 20:].astype("float32")
    return x[:800], y[:800], x[800:], y[800:]


def sums(seed: int):
    """Is the sum of a sequence of 12 numbers above zero?"""
    random = numpy.random.default_rng(seed)
    x = random.normal(size=(1000, 12, 1)).astype("float32")
    y = (x.sum(axis=(1, 2)) > 0).astype("float32")[:, None]
    return x[:800], y[:800], x[800:], y[800:]


def rare(seed: int):
    """Two classes of which one holds 3 rows in 100."""
    random = numpy.random.default_rng(seed)
    y = (random.random(2000) < 0.03).astype("float32")[:, None]
    x = (random.normal(size=(2000, 8)) + 0.7 * y).astype("float32")
    return x[:1600], y[:1600], x[1600:], y[1600:]
