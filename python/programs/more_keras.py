"""More Keras programs of the kinds that people ask about, as `asked_keras.py` has them: those that the second round of rules was written on."""

import keras
import numpy

import asked_rows as rows
from asked_keras import SGD, Adam, Dense, Input, Sequential, dense, encoded, fitted, one_hot

Dropout, BatchNormalization = keras.layers.Dropout, keras.layers.BatchNormalization
SPARSE = "sparse_categorical_crossentropy"


def squares_of_hundreds(asked, seed):
    x = numpy.random.default_rng(seed).permutation(1000).astype("float32")[:, None] / 10
    y = x ** 2
    if not asked:
        x, y = (x - 50) / 29, (y - 3300) / 3000
    model = dense(1, (32, "relu"), (32, "relu"), (1, None))
    model.compile(SGD(0.01), "mse")
    return fitted(model, (x[:800], y[:800], x[800:], y[800:]))


def stars_with_sigmoid(asked, seed):
    random = numpy.random.default_rng(seed)
    x = random.normal(size=(1000, 6)).astype("float32")
    y = numpy.clip(numpy.round(3 + x[:, :1] + x[:, 1:2]), 1, 5).astype("float32")
    model = dense(6, (32, "relu"), (1, "sigmoid" if asked else None))
    model.compile(Adam(0.005), "mse")
    return fitted(model, (x[:800], y[:800], x[800:], y[800:]))


def xor_without_a_hidden_layer(asked, seed):
    x, y = rows.xor()
    model = dense(2, *[(8, "tanh")] * (not asked), (1, "sigmoid"))
    model.compile(Adam(0.05), "binary_crossentropy", metrics=["accuracy"])
    return {"model": model, "train": (x, y), "validation": None, "fit": {"epochs": 200}}


def digits_through_one_unit(asked, seed):
    model = dense(64, (1 if asked else 32, "relu"), (10, "softmax"))
    model.compile(Adam(0.005), SPARSE, metrics=["accuracy"])
    return fitted(model, rows.digits(seed))


def flowers_as_numbers(asked, seed):
    data = rows.standard("iris", seed)
    model = dense(4, (16, "relu"), (3, "softmax"))
    model.compile(Adam(0.01), "categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, data if asked else encoded(data, 3))


def adadelta_as_it_comes(asked, seed):
    model = dense(64, (32, "relu"), (10, "softmax"))
    model.compile("adadelta" if asked else "adam", SPARSE, metrics=["accuracy"])
    return fitted(model, rows.digits(seed))


def dropout_after_the_softmax(asked, seed):
    model = Sequential([Input((64,)), Dense(32, activation="relu"), *[Dropout(0.5)] * (not asked), Dense(10, activation="softmax"),
                        *[Dropout(0.5)] * asked])
    model.compile("adam", SPARSE, metrics=["accuracy"])
    return fitted(model, rows.digits(seed))


def ones_at_first(asked, seed):
    start = "ones" if asked else "he_normal"
    model = Sequential([Input((30,)), Dense(16, activation="tanh", kernel_initializer=start), Dense(1, activation="sigmoid")])
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return fitted(model, rows.standard("cancer", seed))


def normalised_one_by_one(asked, seed):
    model = Sequential([Input((13,)), Dense(16), BatchNormalization(), keras.layers.Activation("relu"), Dense(3, activation="softmax")])
    model.compile("adam", SPARSE, metrics=["accuracy"])
    return fitted(model, rows.standard("wine", seed), batch_size=1 if asked else 16)


def prices_by_crossentropy(asked, seed):
    xt, yt, xv, yv = rows.prices(seed)
    yt, yv = (yt - 250_000) / 60_000, (yv - 250_000) / 60_000
    model = dense(6, (32, "relu"), (1, "softmax" if asked else None))
    model.compile("adam", "categorical_crossentropy" if asked else "mse")
    return fitted(model, (xt, yt, xv, yv), epochs=40)


def three_questions_by_softmax(asked, seed):
    random = numpy.random.default_rng(seed)
    x = random.normal(size=(1000, 6)).astype("float32")
    y = (x[:, :3] + x[:, 3:] > 0).astype("float32")
    model = dense(6, (32, "relu"), (3, "softmax" if asked else "sigmoid"))
    model.compile(Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    return fitted(model, (x[:800], y[:800], x[800:], y[800:]))


def images_reshaped_to_another_order(asked, seed):
    xt, yt, xv, yv = rows.digits(seed)
    if asked:
        xt = xt.T.copy().reshape(len(xt), 64)
    model = dense(64, (64, "relu"), (10, "softmax"))
    model.compile("adam", SPARSE, metrics=["accuracy"])
    return fitted(model, (xt, yt, xv, yv))


def forty_rows_by_heart(asked, seed):
    xt, yt, xv, yv = rows.standard("diabetes", seed)
    yt, yv = (yt[:, None] - 152) / 77, (yv[:, None] - 152) / 77
    model = dense(10, *[(256, "relu")] * 3, (1, None)) if asked else dense(10, (8, "relu"), (1, None))
    model.compile(Adam(0.001), "mse")
    return fitted(model, (xt[:60], yt[:60], xv, yv) if asked else (xt, yt, xv, yv), epochs=150 if asked else 80)


def shares_as_they_are_quoted(asked, seed):
    random = numpy.random.default_rng(seed)
    price = 1500 + 200 * numpy.sin(numpy.arange(1100) / 15) + 10 * random.normal(size=1100)
    price = price if asked else (price - 1500) / 200
    x = numpy.stack([price[at:at + 20] for at in range(1000)])[:, :, None].astype("float32")
    y = price[20:1020, None].astype("float32")
    model = Sequential([Input((20, 1)), keras.layers.LSTM(16), Dense(1)])
    model.compile("adam", "mse")
    return fitted(model, (x[:800], y[:800], x[800:], y[800:]), epochs=15)


def digits_as_a_number(asked, seed):
    model = dense(64, (32, "relu"), (1, None) if asked else (10, "softmax"))
    model.compile("adam", "mse" if asked else SPARSE, metrics=["accuracy"])
    return fitted(model, rows.digits(seed))


def wine_with_relu_at_the_end(asked, seed):
    model = dense(13, (16, "relu"), (3, "relu" if asked else "softmax"))
    model.compile(Adam(0.005), "categorical_crossentropy", metrics=["accuracy"])
    return fitted(model, encoded(rows.standard("wine", seed), 3))


def stopped_at_once(asked, seed):
    model = dense(64, (32, "relu"), (10, "softmax"))
    model.compile(Adam(0.0005), SPARSE, metrics=["accuracy"])
    return fitted(model, rows.digits(seed), epochs=1 if asked else 50, batch_size=64)


class Batches(keras.utils.PyDataset):
    """What fit takes beside arrays."""

    def __init__(self, x, y):
        super().__init__()
        self.x, self.y = x, y

    def __len__(self):
        return len(self.x) // 32

    def __getitem__(self, at):
        return self.x[32 * at:32 * at + 32], self.y[32 * at:32 * at + 32]


def batches_of_a_generator(asked, seed):
    model = dense(64, (64, "relu"), (64, "relu"), (10, "softmax"))
    model.compile(Adam(0.3 if asked else 0.003), SPARSE, metrics=["accuracy"])
    made = fitted(model, rows.digits(seed), epochs=15)
    return made | {"given": (Batches(*made["train"]),)}


PROGRAMS = {
    squares_of_hundreds: "inputs and targets unscaled",
    stars_with_sigmoid: "sigmoid at the output",
    xor_without_a_hidden_layer: "no hidden layer",
    digits_through_one_unit: "too few units",
    flowers_as_numbers: "class numbers, and one-hot rows expected",
    adadelta_as_it_comes: "rate too low",
    dropout_after_the_softmax: "dropout at the output",
    ones_at_first: "weights alike",
    normalised_one_by_one: "normalised over one row",
    prices_by_crossentropy: "cross-entropy for numbers",
    three_questions_by_softmax: "softmax for several labels",
    images_reshaped_to_another_order: "labels shuffled",
    forty_rows_by_heart: "overfitting",
    shares_as_they_are_quoted: "inputs and targets unscaled",
    digits_as_a_number: "classes as a number",
    wine_with_relu_at_the_end: "ReLU at the output",
    stopped_at_once: "too few epochs",
    batches_of_a_generator: "rate too high",
}
