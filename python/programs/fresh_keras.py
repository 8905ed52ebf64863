"""Keras programs of the kinds that people ask about that no rule was written on, as `asked_keras.py` has them."""

import keras
import numpy
from sklearn import datasets

import asked_rows as rows
from asked_keras import SGD, Adam, Dense, Input, Sequential, dense, fitted, one_hot

SPARSE = "sparse_categorical_crossentropy"


def rings(seed):
    x, y = datasets.make_circles(1000, noise=0.08, factor=0.5, random_state=seed)
    x, y = x.astype("float32"), y.astype("float32")[:, None]
    return x[:800], y[:800], x[800:], y[800:]


def temperatures_with_tanh(asked, seed):
    random = numpy.random.default_rng(seed)
    x = random.normal(size=(1000, 5)).astype("float32")
    y = (17 + 5 * x[:, :1] + 3 * x[:, 1:2] * x[:, 2:3]).astype("float32")
    if not asked:
        y = (y - 17) / 6
    model = dense(5, (32, "relu"), (1, "tanh" if asked else None))
    model.compile(Adam(0.005), "mae")
    return fitted(model, (x[:800], y[:800], x[800:], y[800:]))


def rings_by_one_line(asked, seed):
    model = dense(2, *[(16, "relu")] * (not asked), (1, "sigmoid"))
    model.compile(Adam(0.02), "binary_crossentropy", metrics=["accuracy"])
    return fitted(model, rings(seed))


def wine_with_sigmoid_and_numbers(asked, seed):
    model = dense(13, (16, "relu"), (3, "sigmoid" if asked else "softmax"))
    model.compile(Adam(0.005), SPARSE, metrics=["accuracy"])
    return fitted(model, rows.standard("wine", seed))


def tumours_coded_minus_one_and_one(asked, seed):
    xt, yt, xv, yv = rows.standard("cancer", seed)
    if asked:
        yt, yv = 2 * yt - 1, 2 * yv - 1
    model = dense(30, (16, "relu"), (1, "sigmoid"))
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return fitted(model, (xt, yt, xv, yv))


def progress_by_descent_unscaled(asked, seed):
    x, y = datasets.make_regression(500, 6, noise=5, random_state=seed)
    x, y = (100 * x + 300).astype("float32"), (y[:, None] / 100).astype("float32")
    if not asked:
        x = (x - 300) / 100
    model = dense(6, (16, "relu"), (1, None))
    model.compile(SGD(0.01), "mse")
    return fitted(model, (x[:400], y[:400], x[400:], y[400:]))


def rmsprop_at_a_fifth(asked, seed):
    model = dense(64, (64, "relu"), (64, "relu"), (64, "relu"), (10, "softmax"))
    model.compile(keras.optimizers.RMSprop(0.2 if asked else 0.001), SPARSE, metrics=["accuracy"])
    return fitted(model, rows.digits(seed), epochs=20)


def nadam_at_a_ten_millionth(asked, seed):
    model = dense(30, (16, "relu"), (1, "sigmoid"))
    model.compile(keras.optimizers.Nadam(1e-7 if asked else 1e-3), "binary_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.standard("cancer", seed))


def every_step_asked_for_the_sign(asked, seed):
    model = Sequential([Input((12, 1)), keras.layers.GRU(16, return_sequences=asked), Dense(1, activation="sigmoid")])
    model.compile(Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.sums(seed), epochs=15)


def normal_of_one_at_first(asked, seed):
    start = keras.initializers.RandomNormal(stddev=1.0) if asked else "he_normal"
    model = Sequential([Input((64,)), *[Dense(128, activation="relu", kernel_initializer=start) for _ in range(3)],
                        Dense(10, activation="softmax", kernel_initializer=start)])
    model.compile(SGD(0.01), SPARSE, metrics=["accuracy"])
    return fitted(model, rows.digits(seed), epochs=20)


def classes_standardised_with_the_rest(asked, seed):
    xt, yt, xv, yv = rows.standard("wine", seed)
    if asked:
        yt, yv = ((part - 0.94) / 0.77 for part in (yt.astype("float32"), yv.astype("float32")))
    model = dense(13, (16, "relu"), (3, "softmax"))
    model.compile(Adam(0.005), SPARSE, metrics=["accuracy"])
    return fitted(model, (xt, yt, xv, yv))


def dropout_of_what_is_kept(asked, seed):
    share = 0.9 if asked else 0.1
    parts = [Input((8, 8, 1)), keras.layers.Conv2D(16, 3, activation="relu"), keras.layers.MaxPooling2D(), keras.layers.Dropout(share),
             keras.layers.Flatten(), Dense(32, activation="relu"), keras.layers.Dropout(share), Dense(10, activation="softmax")]
    model = Sequential(parts)
    model.compile("adam", SPARSE, metrics=["accuracy"])
    xt, yt, xv, yv = rows.digits(seed)
    return fitted(model, (xt.reshape(-1, 8, 8, 1), yt, xv.reshape(-1, 8, 8, 1), yv), epochs=15)


def digits_in_order_unshuffled(asked, seed):
    xt, yt, xv, yv = rows.digits(seed)
    order = yt.argsort(kind="stable")
    model = dense(64, (32, "relu"), (10, "softmax"))
    model.compile("adam", SPARSE, metrics=["accuracy"])
    return fitted(model, (xt[order], yt[order], xv, yv), epochs=15, shuffle=not asked)


def salaries_as_paid(asked, seed):
    random = numpy.random.default_rng(seed)
    x = random.normal(size=(1000, 4)).astype("float32")
    y = (60_000 * numpy.exp(0.4 * x[:, :1] + 0.2 * x[:, 1:2])).astype("float32")
    if not asked:
        y = numpy.log(y) - 11
    given = Input((4,))
    model = keras.Model(given, Dense(1)(Dense(32, activation="relu")(given)))
    model.compile(Adam(0.005), "mae")
    return fitted(model, (x[:800], y[:800], x[800:], y[800:]), epochs=40)


def a_stack_of_lines(asked, seed):
    bend = None if asked else "tanh"
    model = dense(1, (64, bend), (64, bend), (64, bend), (1, None))
    model.compile(Adam(0.005), "mse")
    return fitted(model, rows.curve(seed), epochs=40)


def noisy_rings_by_heart(asked, seed):
    random = numpy.random.default_rng(seed)
    x, y = datasets.make_moons(1060, noise=0.35, random_state=seed)
    x = numpy.concatenate([x, random.normal(size=(1060, 10))], axis=1).astype("float32")
    held = 60 if asked else 800
    model = dense(12, (256, "relu"), (256, "relu"), (1, "sigmoid")) if asked else dense(12, (8, "relu"), (1, "sigmoid"))
    model.compile(Adam(0.002), "binary_crossentropy", metrics=["accuracy"])
    return fitted(model, (x[:held], y[:held, None], x[held:], y[held:, None]), epochs=120 if asked else 15)


def one_hot_for_numbers(asked, seed):
    xt, yt, xv, yv = rows.digits(seed)
    if asked:
        yt, yv = one_hot(yt, 10), one_hot(yv, 10)
    model = dense(64, (32, "relu"), (10, "softmax"))
    model.compile("adam", SPARSE, metrics=["accuracy"])
    return fitted(model, (xt, yt, xv, yv))


def features_of_a_frozen_nothing(asked, seed):
    base = dense(64, (48, "relu"))
    given = Input((64,))
    model = keras.Model(given, Dense(10, activation="softmax", trainable=not asked)(base(given)))
    model.compile("adam", SPARSE, metrics=["accuracy"])
    return fitted(model, rows.digits(seed))


PROGRAMS = {
    temperatures_with_tanh: "tanh at the output",
    rings_by_one_line: "no hidden layer",
    wine_with_sigmoid_and_numbers: "sigmoid with categorical",
    tumours_coded_minus_one_and_one: "labels outside of the output",
    progress_by_descent_unscaled: "inputs unscaled",
    rmsprop_at_a_fifth: "rate too high",
    nadam_at_a_ten_millionth: "rate too low",
    every_step_asked_for_the_sign: "a step compared with a row",
    normal_of_one_at_first: "weights too large",
    classes_standardised_with_the_rest: "labels outside of the output",
    dropout_of_what_is_kept: "dropout too strong",
    digits_in_order_unshuffled: "rows sorted",
    salaries_as_paid: "targets unscaled",
    a_stack_of_lines: "no hidden activation",
    noisy_rings_by_heart: "overfitting",
    one_hot_for_numbers: "one-hot rows, and class numbers expected",
    features_of_a_frozen_nothing: "nothing trained",
}
