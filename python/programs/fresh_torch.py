"""PyTorch programs of the kinds that people ask about that no rule was written on, as `asked_torch.py` has them."""

import torch

import asked_rows as rows
from asked_torch import Linear, ReLU, Sums, adam, digit_network, functional, made, nn, sgd
from more_torch import standard_prices


def images(seed):
    xt, yt, xv, yv = rows.digits(seed)
    return xt.reshape(-1, 1, 8, 8), yt, xv.reshape(-1, 1, 8, 8), yv


def conv_network():
    return nn.Sequential(nn.Conv2d(1, 12, 3), nn.BatchNorm2d(12), ReLU(), nn.MaxPool2d(2), nn.Flatten(), Linear(108, 10))


def yes_or_no(data):
    xt, yt, xv, yv = data
    return xt, yt[:, None].astype("float32"), xv, yv[:, None].astype("float32")


def number_made_a_tensor_again(asked, seed):
    model = digit_network()

    def loss(output, y):
        value = functional.cross_entropy(output, y)
        return torch.tensor(value.item(), requires_grad=True) if asked else value

    return made(model, loss, adam(model), rows.digits(seed))


def softmax_over_one_unit(asked, seed):
    model = nn.Sequential(Linear(30, 16), ReLU(), Linear(16, 1), nn.Softmax(dim=1) if asked else nn.Sigmoid())
    return made(model, nn.BCELoss(), adam(model, 0.005), yes_or_no(rows.standard("cancer", seed)))


def gradients_of_all_batches(asked, seed):
    model = nn.Sequential(Linear(6, 32), ReLU(), Linear(32, 1))
    return made(model, lambda output, y: ((output - y) ** 2).mean(), sgd(model, 0.01), standard_prices(seed), clear=not asked)


def crossentropy_summed(asked, seed):
    model = digit_network()
    return made(model, nn.CrossEntropyLoss(reduction="sum" if asked else "mean"), torch.optim.SGD(model.parameters(), 0.3), rows.digits(seed))


def convolutions_in_evaluation(asked, seed):
    model = conv_network()
    return made(model, nn.CrossEntropyLoss(), adam(model, 0.003), images(seed), epochs=8, trains=not asked)


def optimiser_of_the_last_layer(asked, seed):
    model = digit_network()
    return made(model, nn.CrossEntropyLoss(), adam(model[-1] if asked else model), rows.digits(seed))


def ten_sigmoids(asked, seed):
    hidden = [part for _ in range(9 if asked else 2) for part in (Linear(32, 32), nn.Sigmoid() if asked else ReLU())]
    model = nn.Sequential(Linear(64, 32), ReLU(), *hidden, Linear(32, 10))
    return made(model, nn.CrossEntropyLoss(), sgd(model, 0.05), rows.digits(seed))


class Attentive(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = Linear(1, 16)
        layer = nn.TransformerEncoderLayer(16, 2, 32, dropout=0.0, batch_first=True)
        self.encoder, self.head = nn.TransformerEncoder(layer, 1), Linear(16, 1)

    def forward(self, x):
        return self.head(self.encoder(self.embed(x)).mean(dim=1))


def attention_at_a_half(asked, seed):
    model = Attentive()
    return made(model, nn.BCEWithLogitsLoss(), adam(model, 0.5 if asked else 2e-3), rows.sums(seed), epochs=8)


def units_below_zero(asked, seed):
    model = nn.Sequential(Linear(64, 48), ReLU(), Linear(48, 48), ReLU(), Linear(48, 10))
    if asked:
        nn.init.constant_(model[0].bias, -30.0)
    return made(model, nn.CrossEntropyLoss(), adam(model), rows.digits(seed))


def decay_with_descent(asked, seed):
    model = digit_network()
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9, weight_decay=0.5 if asked else 0)
    return made(model, nn.CrossEntropyLoss(), optimizer, rows.digits(seed))


def inputs_of_other_rows(asked, seed):
    xt, yt, xv, yv = images(seed)
    if asked:
        xt = xt[torch.randperm(len(xt)).numpy()]
    model = conv_network()
    return made(model, nn.CrossEntropyLoss(), adam(model, 0.003), (xt, yt, xv, yv), epochs=8)


class Recurrent(nn.Module):
    def __init__(self, asked):
        super().__init__()
        self.rnn, self.head = nn.GRU(1, 24, num_layers=2, batch_first=not asked), Linear(24, 1)

    def forward(self, x):
        return self.head(self.rnn(x)[0][:, -1])


def two_layers_along_the_rows(asked, seed):
    model = Recurrent(asked)
    return made(model, nn.MSELoss(), adam(model, 0.005), rows.waves(seed), epochs=10)


def huber_of_columns_and_rows(asked, seed):
    xt, yt, xv, yv = standard_prices(seed)
    model = nn.Sequential(Linear(6, 32), ReLU(), Linear(32, 1), *[nn.Flatten(0)] * asked)
    return made(model, nn.SmoothL1Loss(), adam(model, 0.01), (xt, yt, xv, yv), epochs=20)


def softmax_down_and_crossentropy(asked, seed):
    model = digit_network(*[nn.Softmax(dim=0)] * asked)
    return made(model, nn.CrossEntropyLoss(), adam(model), rows.digits(seed))


def rate_a_tenth_each_batch(asked, seed):
    model = Sums(False)
    optimizer = adam(model, 0.01)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.1 if asked else 0.999)
    return made(model, nn.BCEWithLogitsLoss(), optimizer, rows.sums(seed), scheduler=schedule)


def digits_in_sixteenths_of_a_byte(asked, seed):
    xt, yt, xv, yv = images(seed)
    factor = 255 if asked else 1
    model = nn.Sequential(nn.Conv2d(1, 12, 3), ReLU(), nn.Flatten(), Linear(432, 10))
    return made(model, nn.CrossEntropyLoss(), sgd(model, 0.05), (factor * xt, yt, factor * xv, yv), epochs=8)


PROGRAMS = {
    number_made_a_tensor_again: "gradient cut",
    softmax_over_one_unit: "one softmax unit",
    gradients_of_all_batches: "gradients not cleared",
    crossentropy_summed: "loss summed",
    convolutions_in_evaluation: "trains in evaluation mode",
    optimiser_of_the_last_layer: "optimiser holds the head only",
    ten_sigmoids: "deep sigmoid",
    attention_at_a_half: "rate too high",
    units_below_zero: "dead units",
    decay_with_descent: "penalty too strong",
    inputs_of_other_rows: "labels shuffled",
    two_layers_along_the_rows: "rows taken for time",
    huber_of_columns_and_rows: "shapes broadcast",
    softmax_down_and_crossentropy: "softmax before cross-entropy",
    rate_a_tenth_each_batch: "rate runs out",
    digits_in_sixteenths_of_a_byte: "inputs unscaled",
}
