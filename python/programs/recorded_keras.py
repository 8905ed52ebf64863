"""Small Keras programs of five kinds, healthy or with one fault, trained with the recorder."""

import keras

from recorded_rows import corrupted, rows
from wont_it_train import Recorder

layers = keras.layers
EPOCHS = {"classifier": 8, "regressor": 8, "cnn": 4, "rnn": 5, "transformer": 6}
KINDS = tuple(EPOCHS)
RATE = {"classifier": 3e-3, "regressor": 5e-3, "cnn": 3e-3, "rnn": 1e-2, "transformer": 5e-3}
FAULTS = {
    "softmax, and logits expected": ("classifier", "transformer"),
    "no activation, and probabilities expected": ("classifier", "cnn"),
    "sigmoid with categorical": ("classifier",),
    "ReLU at the output": ("regressor",),
    "sigmoid at the output": ("regressor",),
    "one softmax unit": ("classifier",),
    "classes as yes or no": ("classifier",),
    "inputs unscaled": ("classifier", "regressor"),
    "targets unscaled": ("regressor",),
    "rate too high": ("classifier", "rnn"),
    "rate too low": ("classifier", "transformer"),
    "dead units": ("classifier",),
    "deep sigmoid": ("classifier",),
    "weights zero": ("classifier", "regressor"),
    "weights too large": ("classifier", "cnn"),
    "nothing trained": ("classifier", "cnn"),
    "loss summed": ("regressor",),
    "one batch an epoch": ("classifier",),
    "rows sorted": ("classifier", "cnn"),
    "classes unbalanced": ("classifier",),
    "labels shuffled": ("classifier", "cnn"),
    "inputs all zero": ("classifier",),
    "NaN in one row": ("classifier", "regressor"),
    "validation rows in training": ("classifier", "cnn"),
}


def network(kind: str, fault):
    start = {"weights zero": {"kernel_initializer": "zeros"},
             "weights too large": {"kernel_initializer": keras.initializers.RandomNormal(stddev=8.0)},
             "dead units": {"bias_initializer": keras.initializers.Constant(-50)}}.get(fault, {})
    last = {"kernel_initializer": "zeros"} if fault == "weights zero" else {}
    end = {"no activation, and probabilities expected": None, "sigmoid with categorical": "sigmoid"}.get(fault, "softmax")
    units = {"one softmax unit": 1, "classes as yes or no": 1}.get(fault, {"rnn": 3, "transformer": 4}.get(kind, 10))
    end = "sigmoid" if fault == "classes as yes or no" else end
    if kind == "regressor":
        end = {"ReLU at the output": "relu", "sigmoid at the output": "sigmoid"}.get(fault)
        parts = [layers.Input((8,)), layers.Dense(32, activation="relu", **start), layers.Dense(32, activation="relu", **start)]
        units = 1
    elif kind == "classifier":
        deep = fault == "deep sigmoid"
        hidden = [layers.Dense(32, activation="sigmoid" if deep else "relu", **start) for _ in range(8 if deep else 2)]
        parts = [layers.Input((64,)), *hidden]
    elif kind == "cnn":
        parts = [layers.Input((8, 8, 1)), layers.Conv2D(8, 3, activation="relu", **start), layers.MaxPooling2D(), layers.Flatten(),
                 layers.Dense(32, activation="relu", **start)]
    elif kind == "rnn":
        parts = [layers.Input((24, 1)), layers.GRU(16, **({} if not start else start))]
    else:
        given = layers.Input((12,), dtype="int32")
        x = layers.Embedding(4, 24)(given)
        x = layers.LayerNormalization()(x + layers.MultiHeadAttention(2, 12)(x, x))
        x = layers.Dense(48, activation="relu")(x)
        return keras.Model(given, layers.Dense(4, activation=end)(layers.GlobalAveragePooling1D()(x)))
    return keras.Sequential([*parts, layers.Dense(units, activation=end, **last)])


def program(kind: str, fault, seed: int) -> dict:
    keras.utils.set_random_seed(seed)
    xt, yt, xv, yv = rows(kind, seed)
    if kind == "cnn":
        xt, xv = xt.reshape(-1, 8, 8, 1), xv.reshape(-1, 8, 8, 1)
    xt, yt, xv, yv = corrupted((xt, yt, xv, yv), kind, fault, seed)
    model = network(kind, fault)
    model.trainable = fault != "nothing trained"
    rate = {"rate too high": 1.0, "rate too low": 1e-6}.get(fault, RATE[kind])
    if kind == "regressor":
        loss = keras.losses.MeanSquaredError(reduction="sum" if fault == "loss summed" else "sum_over_batch_size")
    elif fault == "classes as yes or no":
        loss = keras.losses.BinaryCrossentropy()
    elif fault == "sigmoid with categorical":
        loss, yt, yv = keras.losses.CategoricalCrossentropy(), keras.utils.to_categorical(yt, 10), keras.utils.to_categorical(yv, 10)
    elif fault == "one softmax unit":
        loss, yt, yv = keras.losses.CategoricalCrossentropy(), yt[:, None].astype("float32"), yv[:, None].astype("float32")
    else:
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=fault == "softmax, and logits expected")
    optimizer = keras.optimizers.SGD(0.1, 0.9) if fault == "loss summed" else keras.optimizers.Adam(rate)
    model.compile(optimizer, loss, metrics=[] if kind == "regressor" else ["accuracy"])
    return {"model": model, "train": (xt, yt), "validation": (xv, yv)}


def train(kind: str, fault, seed: int, folder) -> Recorder:
    made = program(kind, fault, seed)
    recorder = Recorder(folder)
    (xt, yt) = made["train"]
    made["model"].fit(xt, yt, batch_size=len(xt) if fault == "one batch an epoch" else 32, epochs=EPOCHS[kind], verbose=0,
                      shuffle=fault != "rows sorted", validation_data=made["validation"], callbacks=[recorder.keras()])
    return recorder
