"""Small PyTorch programs of five kinds, healthy or with one fault, trained with the recorder."""

import warnings

import torch

from recorded_rows import corrupted, rows
from wont_it_train import Recorder

functional = torch.nn.functional


class Transformer(torch.nn.Module):
    """Which of four letters is the commonest in a row of twelve?"""

    def __init__(self, cut=False):
        super().__init__()
        self.embed, self.place = torch.nn.Embedding(4, 24), torch.nn.Parameter(0.1 * torch.randn(12, 24))
        self.block = torch.nn.TransformerEncoderLayer(24, 2, 48, dropout=0.0, batch_first=True)
        self.head, self.cut = torch.nn.Linear(24, 4), cut

    def forward(self, x):
        x = self.block(self.embed(x) + self.place).mean(1)
        return self.head(x.detach() if self.cut else x)


class Recurrent(torch.nn.Module):
    """Which of three frequencies does a noisy sine have?"""

    def __init__(self, cut=False):
        super().__init__()
        self.lstm, self.head, self.cut = torch.nn.LSTM(1, 24, batch_first=True), torch.nn.Linear(24, 3), cut

    def forward(self, x):
        x = self.lstm(x)[0][:, -1]
        return self.head(x.detach() if self.cut else x)


def network(kind: str, fault):
    linear, relu = torch.nn.Linear, torch.nn.ReLU
    if kind == "classifier":
        act = torch.nn.Sigmoid if fault == "saturated units" else relu
        layers = [linear(64, 48), act(), linear(48, 48), act(), linear(48, 10)]
        if fault == "deep sigmoid":
            layers = [linear(64, 32), torch.nn.Sigmoid()] + 7 * [None] + [linear(32, 10)]
            layers[2:9] = [part for _ in range(7) for part in (linear(32, 32), torch.nn.Sigmoid())]
    elif kind == "regressor":
        layers = [linear(8, 32), relu(), linear(32, 32), relu(), linear(32, 1)]
    elif kind == "cnn":
        layers = [torch.nn.Conv2d(1, 8, 3, padding=1), torch.nn.BatchNorm2d(8), relu(), torch.nn.MaxPool2d(2),
                  torch.nn.Conv2d(8, 16, 3, padding=1), relu(), torch.nn.Flatten(), torch.nn.Dropout(0.2), linear(256, 10)]
    else:
        return (Recurrent if kind == "rnn" else Transformer)(cut=fault == "gradient cut")
    layers += {"softmax before cross-entropy": [torch.nn.Softmax(1)], "sigmoid before cross-entropy": [torch.nn.Sigmoid()],
               "ReLU at the output": [relu()], "tanh at the output": [torch.nn.Tanh()]}.get(fault, [])
    return torch.nn.Sequential(*layers)


EPOCHS = {"classifier": 12, "regressor": 15, "cnn": 6, "rnn": 20, "transformer": 10}
KINDS = tuple(EPOCHS)
RATE = {"classifier": 2e-3, "regressor": 3e-3, "cnn": 2e-3, "rnn": 5e-3, "transformer": 3e-3}
CLASSES = ("classifier", "cnn", "rnn", "transformer")
FAULTS = {
    "softmax before cross-entropy": ("classifier", "cnn"),
    "sigmoid before cross-entropy": ("classifier",),
    "ReLU at the output": ("classifier", "regressor"),
    "tanh at the output": ("regressor",),
    "shapes broadcast": ("regressor",),
    "inputs unscaled": ("classifier", "regressor"),
    "targets unscaled": ("regressor",),
    "rate too high": ("classifier", "rnn", "transformer", "cnn"),
    "rate too low": ("classifier", "cnn", "transformer"),
    "dead units": ("classifier", "regressor"),
    "saturated units": ("classifier",),
    "deep sigmoid": ("classifier",),
    "weights zero": ("classifier", "regressor"),
    "weights too large": ("classifier", "cnn"),
    "optimiser of another network": ("classifier", "rnn"),
    "optimiser holds the head only": ("cnn", "transformer"),
    "gradients not cleared": ("classifier", "regressor", "rnn"),
    "loss summed": ("regressor", "cnn"),
    "one batch an epoch": ("classifier",),
    "rows sorted": ("classifier", "cnn", "rnn"),
    "classes unbalanced": ("classifier", "rnn"),
    "trains in evaluation mode": ("cnn",),
    "validates in training mode": ("cnn",),
    "gradient cut": ("rnn", "transformer"),
    "labels shuffled": ("classifier", "rnn"),
    "inputs all zero": ("classifier", "rnn"),
    "NaN in one row": ("classifier", "regressor"),
    "validation rows in training": ("classifier", "rnn"),
}


def program(kind: str, fault, seed: int) -> dict:
    """What `probe` takes, with `extra` for the loop."""
    torch.manual_seed(seed)
    xt, yt, xv, yv = rows(kind, seed)
    rate = {"rate too high": {"cnn": 3.0}.get(kind, 1.0), "rate too low": 1e-6}.get(fault, RATE[kind])
    xt, yt, xv, yv = corrupted((xt, yt, xv, yv), kind, fault, seed)
    xt, yt, xv, yv = map(torch.tensor, (xt, yt, xv, yv))
    model = network(kind, fault)
    weights = [weight for weight in model.parameters() if weight.ndim > 1]
    with torch.no_grad():
        if fault == "weights zero":
            for weight in model.parameters():
                weight.zero_()
        elif fault in ("weights too large", "saturated units"):
            for weight in weights[:2]:
                weight.mul_(60)
        elif fault == "dead units":
            model[0].bias.fill_(-50)
    if kind == "regressor":
        reduction = "sum" if fault == "loss summed" else "mean"
        target = (lambda y: y[:, 0]) if fault == "shapes broadcast" else (lambda y: y)

        def loss(output, y):
            return functional.mse_loss(output, target(y), reduction=reduction)
    else:
        loss = torch.nn.CrossEntropyLoss(reduction="sum" if fault == "loss summed" else "mean")
    held = {"optimiser of another network": lambda: network(kind, None).parameters(),
            "optimiser holds the head only": lambda: list(model.parameters())[-2:]}.get(fault, model.parameters)()
    plain = fault in ("gradients not cleared", "loss summed")
    optimizer = torch.optim.SGD(held, lr=0.1, momentum=0.9) if plain else torch.optim.Adam(held, lr=rate)
    return {"model": model, "loss": loss, "optimizer": optimizer, "train": (xt, yt), "validation": (xv, yv)}


def train(kind: str, fault, seed: int, folder) -> Recorder:
    """The loop that a user writes, with the recorder in it."""
    warnings.filterwarnings("ignore", message="Using a target size")
    made = program(kind, fault, seed)
    model, error, optimizer = made["model"], made["loss"], made["optimizer"]
    (xt, yt), (xv, yv) = made["train"], made["validation"]
    recorder = Recorder(folder)
    size = len(xt) if fault == "one batch an epoch" else 32
    for epoch in range(EPOCHS[kind]):
        model.train(fault != "trains in evaluation mode")
        order = torch.arange(len(xt)) if fault == "rows sorted" else torch.randperm(len(xt))
        for batch in order.split(size):
            if fault != "gradients not cleared":
                optimizer.zero_grad()
            loss = error(model(xt[batch]), yt[batch])
            loss.backward()
            if kind == "rnn":
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            with recorder.step(model, loss, optimizer):
                optimizer.step()
        model.train(fault == "validates in training mode")
        with torch.no_grad():
            output = model(xv)
            values = {"val_loss": float(error(output, yv) / (len(xv) / 32 if fault == "loss summed" else 1))}
            if kind != "regressor":
                values["val_accuracy"] = float((output.argmax(1) == yv).float().mean())
        recorder.epoch(epoch, **values)
    return recorder
