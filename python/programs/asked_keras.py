"""Keras programs of the kinds that people ask about on question-and-answer sites, each as asked and as it is mended.

A function takes `asked` (True: with its fault) and a seed, and returns the compiled model, what `fit` is given and, where one is
held out, the validation rows.
"""

import keras
import numpy

import asked_rows as rows

Dense, Input, Sequential = keras.layers.Dense, keras.layers.Input, keras.Sequential
SGD, Adam = keras.optimizers.SGD, keras.optimizers.Adam
one_hot = keras.utils.to_categorical


def fitted(model, data, **fit):
    xt, yt, xv, yv = data
    return {"model": model, "train": (xt, yt), "validation": (xv, yv), "fit": {"epochs": 30, **fit}}


def dense(width: int, *units_and_activations):
    return Sequential([Input((width,)), *(Dense(units, activation=activation) for units, activation in units_and_activations)])


def encoded(data, classes: int):
    xt, yt, xv, yv = data
    return xt, one_hot(yt, classes), xv, one_hot(yv, classes)


def flowers_by_squares(asked, seed):
    model = dense(4, (8, "relu"), (3, "softmax"))
    model.compile("sgd" if asked else "adam", "mse" if asked else "categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, encoded(rows.standard("iris", seed), 3), epochs=30 if asked else 100, batch_size=8)


def tumours_with_one_softmax_unit(asked, seed):
    model = dense(30, (16, "relu"), (1, "softmax" if asked else "sigmoid"))
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.standard("cancer", seed))


def digits_as_yes_or_no(asked, seed):
    model = dense(64, (32, "relu"), (1, "sigmoid") if asked else (10, "softmax"))
    model.compile("adam", "binary_crossentropy" if asked else "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.digits(seed))


def digits_with_sigmoid(asked, seed):
    model = dense(64, (32, "relu"), (10, "sigmoid" if asked else "softmax"))
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, encoded(rows.digits(seed), 10))


def disease_progress_with_sigmoid(asked, seed):
    xt, yt, xv, yv = rows.standard("diabetes", seed)
    yt, yv = (yt - 152) / 77, (yv - 152) / 77
    model = dense(10, (16, "relu"), (1, "sigmoid" if asked else None))
    model.compile("adam", "mse")
    return fitted(model, (xt, yt[:, None], xv, yv[:, None]), epochs=40)


def tumours_unscaled(asked, seed):
    data = rows.split("cancer", seed) if asked else rows.standard("cancer", seed)
    model = dense(30, (16, "relu"), (1, "sigmoid"))
    model.compile(SGD(0.01), "binary_crossentropy", metrics=["accuracy"])
    return fitted(model, data)


def xor_without_a_curve(asked, seed):
    x, y = rows.xor()
    model = dense(2, (8, None if asked else "tanh"), (1, "sigmoid"))
    model.compile(Adam(0.05), "binary_crossentropy", metrics=["accuracy"])
    return {"model": model, "train": (x, y), "validation": None, "fit": {"epochs": 200}}


def xor_by_slow_descent(asked, seed):
    x, y = rows.xor()
    model = dense(2, (8, "tanh"), (1, "sigmoid"))
    model.compile("sgd" if asked else Adam(0.05), "mse" if asked else "binary_crossentropy")
    return {"model": model, "train": (x, y), "validation": None, "fit": {"epochs": 200}}


def wine_unscaled(asked, seed):
    data = rows.split("wine", seed) if asked else rows.standard("wine", seed)
    model = dense(13, (16, "relu"), (3, "softmax"))
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, encoded(data, 3), epochs=50, batch_size=16)


def images_in_bytes(asked, seed):
    xt, yt, xv, yv = rows.digits(seed)
    factor = 255 if asked else 1
    xt, xv = (factor * part.reshape(-1, 8, 8, 1) for part in (xt, xv))
    model = Sequential([Input((8, 8, 1)), keras.layers.Conv2D(16, 3, activation="relu"), keras.layers.Flatten(),
                        Dense(32, activation="relu"), Dense(10, activation="softmax")])
    model.compile(SGD(0.05), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, (xt, yt, xv, yv), epochs=15)


def prices_in_dollars(asked, seed):
    xt, yt, xv, yv = rows.prices(seed)
    if not asked:
        yt, yv = (yt - 250_000) / 60_000, (yv - 250_000) / 60_000
    model = dense(6, (32, "relu"), (32, "relu"), (1, None))
    model.compile("adam", "mse")
    return fitted(model, (xt, yt, xv, yv), epochs=40)


def sine_with_relu(asked, seed):
    model = dense(1, (32, "relu"), (32, "relu"), (1, "relu" if asked else None))
    model.compile(Adam(0.01), "mse")
    return fitted(model, rows.curve(seed))


def next_sample_with_all_steps(asked, seed):
    model = Sequential([Input((20, 1)), keras.layers.LSTM(16, return_sequences=asked), Dense(1)])
    model.compile(Adam(0.01), "mse")
    return fitted(model, rows.waves(seed), epochs=10)


def sorted_rows_split_off(asked, seed):
    loaded = rows.RAW["iris"]()
    order = numpy.arange(150) if asked else numpy.random.default_rng(seed).permutation(150)
    x, y = loaded.data[order].astype("float32") - 3, loaded.target[order]
    model = dense(4, (16, "relu"), (3, "softmax"))
    model.compile(Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return {"model": model, "train": (x, y), "validation": None, "fit": {"epochs": 40, "validation_split": 0.3}}


def accuracy_of_a_number(asked, seed):
    model = dense(1, (32, "relu"), (32, "relu"), (1, None))
    model.compile(Adam(0.01), "mse", metrics=["accuracy" if asked else "mae"])
    return fitted(model, rows.curve(seed))


def weights_of_zero(asked, seed):
    start = "zeros" if asked else "glorot_uniform"
    model = Sequential([Input((64,)), Dense(32, activation="relu", kernel_initializer=start),
                        Dense(10, activation="softmax", kernel_initializer=start)])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.digits(seed), epochs=15)


def descent_at_one(asked, seed):
    model = dense(64, *[(64, "relu")] * 4, (10, "softmax"))
    model.compile(SGD(1.0 if asked else 0.05, 0.9), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.digits(seed), epochs=20)


def adam_at_a_half(asked, seed):
    model = dense(64, (64, "relu"), (64, "relu"), (10, "softmax"))
    model.compile(Adam(0.5 if asked else 0.001), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.digits(seed), epochs=20)


def descent_at_a_millionth(asked, seed):
    model = dense(64, (64, "relu"), (10, "softmax"))
    model.compile(SGD(1e-6) if asked else SGD(0.1), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.digits(seed), epochs=20)


def two_epochs(asked, seed):
    model = dense(64, (32, "relu"), (10, "softmax"))
    model.compile(Adam(0.001), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.digits(seed), epochs=2 if asked else 40, batch_size=128)


def frozen_before_compile(asked, seed):
    base = dense(64, (32, "relu"), (32, "relu"))
    model = Sequential([base, Dense(10, activation="softmax")])
    model.build((None, 64))
    model.trainable = not asked
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.digits(seed))


def nearly_all_dropped(asked, seed):
    model = Sequential([Input((64,)), Dense(32, activation="relu"), keras.layers.Dropout(0.95 if asked else 0.2),
                        Dense(32, activation="relu"), keras.layers.Dropout(0.95 if asked else 0.2), Dense(10, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.digits(seed))


def ten_classes_by_binary_crossentropy(asked, seed):
    model = dense(64, (32, "relu"), (10, "softmax"))
    model.compile(SGD(0.05), "binary_crossentropy" if asked else "categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, encoded(rows.digits(seed), 10))


def test_rows_left_unscaled(asked, seed):
    xt, yt, xv, yv = rows.split("wine", seed)
    xt, other = rows.scaled(xt, xv)
    model = dense(13, (16, "relu"), (3, "softmax"))
    model.compile(Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, (xt, yt, xv if asked else other, yv), epochs=30)


def fraud_three_in_a_hundred(asked, seed):
    model = dense(8, (16, "relu"), (1, "sigmoid"))
    model.compile(Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    xt, yt, xv, yv = rows.rare(seed)
    if not asked:
        keep = (yt[:, 0] == 1) | (numpy.random.default_rng(seed).random(len(yt)) < 0.05)
        xt, yt = xt[keep], yt[keep]
        model = dense(8, (16, "relu"), (1, "sigmoid"))
        model.compile(Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    return fitted(model, (xt, yt, xv, yv), batch_size=16)


def ten_sigmoid_layers(asked, seed):
    model = dense(64, *[(32, "sigmoid" if asked else "relu")] * (10 if asked else 3), (10, "softmax"))
    model.compile(Adam(0.001), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.digits(seed))


def softmax_and_from_logits(asked, seed):
    model = dense(64, (32, "relu"), (10, "softmax" if asked else None))
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return fitted(model, rows.digits(seed))


def autoencoder_of_sixteenths(asked, seed):
    xt, _, xv, _ = rows.digits(seed)
    factor = 16 if asked else 1
    model = dense(64, (24, "relu"), (64, "sigmoid"))
    model.compile(Adam(0.005), "mse")
    return fitted(model, (factor * xt, factor * xt, factor * xv, factor * xv))


def softmax_in_the_middle(asked, seed):
    model = dense(64, (32, "softmax" if asked else "relu"), (32, "softmax" if asked else "relu"), (10, "softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.digits(seed), epochs=20)


def one_side_shuffled(asked, seed):
    xt, yt, xv, yv = rows.digits(seed)
    if asked:
        xt = numpy.random.default_rng(seed).permutation(xt)
    model = dense(64, (64, "relu"), (10, "softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, (xt, yt, xv, yv))


def all_rows_in_one_batch(asked, seed):
    model = dense(64, (32, "relu"), (10, "softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.digits(seed), epochs=20, batch_size=1500 if asked else 32)


def labels_from_one(asked, seed):
    xt, yt, xv, yv = rows.standard("iris", seed)
    model = dense(4, (16, "relu"), (3, "softmax"))
    model.compile(Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, (xt, yt + asked, xv, yv + asked))


def recurrent_relu(asked, seed):
    model = Sequential([Input((20, 1)), keras.layers.SimpleRNN(32, activation="relu" if asked else "tanh"), Dense(1)])
    model.compile(SGD(0.5 if asked else 0.05), "mse")
    return fitted(model, rows.waves(seed), epochs=10)


def penalty_of_one(asked, seed):
    penalty = keras.regularizers.L2(1.0 if asked else 1e-4)
    model = Sequential([Input((64,)), Dense(32, activation="relu", kernel_regularizer=penalty),
                        Dense(10, activation="softmax", kernel_regularizer=penalty)])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.digits(seed), epochs=20)


def flowers_without_a_softmax(asked, seed):
    model = dense(4, (16, "relu"), (3, None if asked else "softmax"))
    model.compile(Adam(0.01), "categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, encoded(rows.standard("iris", seed), 3))


def tanh_for_yes_or_no(asked, seed):
    model = dense(30, (16, "relu"), (1, "tanh" if asked else "sigmoid"))
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.standard("cancer", seed))


PROGRAMS = {
    flowers_by_squares: "classes by squares",
    tumours_with_one_softmax_unit: "one softmax unit",
    digits_as_yes_or_no: "classes as yes or no",
    digits_with_sigmoid: "sigmoid with categorical",
    disease_progress_with_sigmoid: "sigmoid at the output",
    tumours_unscaled: "inputs unscaled",
    xor_without_a_curve: "no hidden activation",
    xor_by_slow_descent: "rate too low",
    wine_unscaled: "inputs unscaled",
    images_in_bytes: "inputs unscaled",
    prices_in_dollars: "targets unscaled",
    sine_with_relu: "ReLU at the output",
    next_sample_with_all_steps: "a step compared with a row",
    sorted_rows_split_off: "validation of another kind",
    accuracy_of_a_number: "accuracy of a number",
    weights_of_zero: "weights zero",
    descent_at_one: "rate too high",
    adam_at_a_half: "rate too high",
    descent_at_a_millionth: "rate too low",
    two_epochs: "too few epochs",
    frozen_before_compile: "nothing trained",
    nearly_all_dropped: "dropout too strong",
    ten_classes_by_binary_crossentropy: "classes by binary cross-entropy",
    test_rows_left_unscaled: "validation of another kind",
    fraud_three_in_a_hundred: "classes unbalanced",
    ten_sigmoid_layers: "deep sigmoid",
    softmax_and_from_logits: "softmax, and logits expected",
    autoencoder_of_sixteenths: "sigmoid at the output",
    softmax_in_the_middle: "softmax in a hidden layer",
    one_side_shuffled: "labels shuffled",
    all_rows_in_one_batch: "one batch an epoch",
    labels_from_one: "labels outside of the output",
    recurrent_relu: "rate too high",
    penalty_of_one: "penalty too strong",
    flowers_without_a_softmax: "no activation, and probabilities expected",
    tanh_for_yes_or_no: "tanh at the output",
}
