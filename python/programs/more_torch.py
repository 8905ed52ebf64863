"""More PyTorch programs of the kinds that people ask about, as `asked_torch.py` has them: those that the second round of rules was written on."""

import torch

import asked_rows as rows
from asked_torch import Linear, ReLU, adam, digit_network, functional, made, nn, sgd


def standard_prices(seed):
    xt, yt, xv, yv = rows.prices(seed)
    return xt, (yt - 250_000) / 60_000, xv, (yv - 250_000) / 60_000


def rounded_in_the_loss(asked, seed):
    xt, yt, xv, yv = rows.standard("cancer", seed)
    model = nn.Sequential(Linear(30, 16), ReLU(), Linear(16, 1), nn.Sigmoid())

    def loss(output, y):
        return functional.binary_cross_entropy(torch.round(output) if asked else output, y)

    return made(model, loss, adam(model, 0.005), (xt, yt[:, None].astype("float32"), xv, yv[:, None].astype("float32")))


def cleared_after_backward(asked, seed):
    model = digit_network()
    return made(model, nn.CrossEntropyLoss(), adam(model), rows.digits(seed), clears_late=asked)


def softmax_down_the_rows(asked, seed):
    model = digit_network(nn.LogSoftmax(dim=0 if asked else 1))
    return made(model, nn.NLLLoss(), adam(model), rows.digits(seed))


def digits_as_a_number(asked, seed):
    xt, yt, xv, yv = rows.digits(seed)
    if not asked:
        model = digit_network()
        return made(model, nn.CrossEntropyLoss(), adam(model), (xt, yt, xv, yv))
    model = nn.Sequential(Linear(64, 48), ReLU(), Linear(48, 1))
    return made(model, nn.MSELoss(), adam(model), (xt, yt[:, None].astype("float32"), xv, yv[:, None].astype("float32")))


def decay_of_one(asked, seed):
    model = digit_network()
    optimizer = torch.optim.Adam(model.parameters(), 2e-3, weight_decay=1.0 if asked else 1e-4)
    return made(model, nn.CrossEntropyLoss(), optimizer, rows.digits(seed))


def normalised_as_bytes(asked, seed):
    xt, yt, xv, yv = rows.digits(seed)
    mean, deviation = (127.0, 60.0) if asked else (0.3, 0.38)
    model = digit_network()
    return made(model, nn.CrossEntropyLoss(), sgd(model, 0.02), ((xt - mean) / deviation, yt, (xv - mean) / deviation, yv))


def uniform_at_first(asked, seed):
    model = nn.Sequential(Linear(64, 48), nn.Tanh(), Linear(48, 48), nn.Tanh(), Linear(48, 10))
    if asked:
        for weight in model.parameters():
            nn.init.uniform_(weight)
    return made(model, nn.CrossEntropyLoss(), sgd(model, 0.02), rows.digits(seed))


class FirstOrLast(nn.Module):
    def __init__(self, asked):
        super().__init__()
        self.lstm, self.head, self.at = nn.LSTM(1, 24, batch_first=True), Linear(24, 1), 0 if asked else -1

    def forward(self, x):
        return self.head(self.lstm(x)[0][:, self.at])


def first_step_taken(asked, seed):
    model = FirstOrLast(asked)
    return made(model, nn.BCEWithLogitsLoss(), adam(model, 0.01), rows.sums(seed))


class Stepwise(nn.Module):
    def __init__(self, asked):
        super().__init__()
        self.first, self.head, self.asked = Linear(64, 48), Linear(48, 10), asked

    def forward(self, x):
        x = self.first(x)
        return self.head((x > 0).float() if self.asked else torch.relu(x))


def step_for_an_activation(asked, seed):
    model = Stepwise(asked)
    return made(model, nn.CrossEntropyLoss(), adam(model), rows.digits(seed))


def normalised_two_by_two(asked, seed):
    xt, yt, xv, yv = rows.standard("wine", seed)
    model = nn.Sequential(Linear(13, 16), nn.BatchNorm1d(16), ReLU(), Linear(16, 3))
    return made(model, nn.CrossEntropyLoss(), sgd(model, 0.05), (xt, yt, xv, yv), batch=2 if asked else 16)


def clipped_to_a_millionth(asked, seed):
    model = digit_network()
    return made(model, nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), 0.1, momentum=0.9), rows.digits(seed),
                clip=1e-6 if asked else 5.0)


def fifty_rows_by_heart(asked, seed):
    xt, yt, xv, yv = rows.standard("diabetes", seed)
    yt, yv = (yt[:, None] - 152) / 77, (yv[:, None] - 152) / 77
    if asked:
        model = nn.Sequential(Linear(10, 256), ReLU(), Linear(256, 256), ReLU(), Linear(256, 1))
        return made(model, nn.MSELoss(), adam(model, 0.001), (xt[:60], yt[:60], xv, yv), epochs=150)
    model = nn.Sequential(Linear(10, 8), ReLU(), Linear(8, 1))
    return made(model, nn.MSELoss(), adam(model, 0.003), (xt, yt, xv, yv))


def one_unit_for_a_sine(asked, seed):
    units = 1 if asked else 32
    model = nn.Sequential(Linear(1, units), nn.Tanh(), Linear(units, 1))
    xt, yt, xv, yv = rows.curve(seed)
    return made(model, nn.MSELoss(), adam(model, 0.01), (2 * xt, yt, 2 * xv, yv), epochs=60)


def digits_by_squares(asked, seed):
    xt, yt, xv, yv = rows.digits(seed)
    if not asked:
        model = digit_network()
        return made(model, nn.CrossEntropyLoss(), sgd(model, 0.05), (xt, yt, xv, yv))
    model = digit_network(nn.Softmax(dim=1))
    one_hot = torch.eye(10)
    return made(model, nn.MSELoss(), torch.optim.SGD(model.parameters(), 0.01), (xt, one_hot[yt], xv, one_hot[yv]))


def squares_by_hand(asked, seed):
    xt, yt, xv, yv = standard_prices(seed)
    model = nn.Sequential(Linear(6, 32), ReLU(), Linear(32, 1))
    column = (slice(None), 0) if asked else (slice(None),)
    return made(model, lambda output, y: ((output - y) ** 2).mean(), adam(model, 0.01), (xt, yt[column], xv, yv[column]), epochs=20)


class Attentive(nn.Module):
    def __init__(self, asked):
        super().__init__()
        self.embed = Linear(1, 16)
        self.block, self.head = nn.TransformerEncoderLayer(16, 2, 32, dropout=0.0, batch_first=not asked), Linear(16, 1)

    def forward(self, x):
        return self.head(self.block(self.embed(x)).mean(dim=1))


def attention_across_the_rows(asked, seed):
    model = Attentive(asked)
    return made(model, nn.BCEWithLogitsLoss(), adam(model, 2e-3), rows.sums(seed), epochs=8)


PROGRAMS = {
    rounded_in_the_loss: "gradient cut",
    cleared_after_backward: "nothing trained",
    softmax_down_the_rows: "softmax over the rows",
    digits_as_a_number: "classes as a number",
    decay_of_one: "penalty too strong",
    normalised_as_bytes: "inputs hardly vary",
    uniform_at_first: "weights too large",
    first_step_taken: "first step taken",
    step_for_an_activation: "gradient cut",
    normalised_two_by_two: "normalised over one row",
    clipped_to_a_millionth: "rate too low",
    fifty_rows_by_heart: "overfitting",
    one_unit_for_a_sine: "too few units",
    digits_by_squares: "classes by squares",
    squares_by_hand: "shapes broadcast",
    attention_across_the_rows: "rows mixed",
}
