"""PyTorch programs of the kinds that people ask about on question-and-answer sites, each as asked and as it is mended.

A function takes `asked` (True: with its fault) and a seed, and returns what `probe` takes; `loop` says what is odd in its training loop.
"""

import torch

import asked_rows as rows

nn, functional = torch.nn, torch.nn.functional
Linear, ReLU = nn.Linear, nn.ReLU


def made(model, loss, optimizer, data, **loop):
    xt, yt, xv, yv = (torch.as_tensor(part) for part in data)
    return {"model": model, "loss": loss, "optimizer": optimizer, "train": (xt, yt), "validation": (xv, yv), "loop": {"epochs": 15, **loop}}


def digit_network(*end):
    return nn.Sequential(Linear(64, 48), ReLU(), Linear(48, 10), *end)


def sgd(model, rate: float):
    return torch.optim.SGD(model.parameters(), rate, momentum=0.9)


def adam(model, rate: float = 2e-3):
    return torch.optim.Adam(model.parameters(), rate)


def never_cleared(asked, seed):
    model = digit_network()
    return made(model, nn.CrossEntropyLoss(), sgd(model, 0.05), rows.digits(seed), clear=not asked)


def softmax_then_cross_entropy(asked, seed):
    model = digit_network(*[nn.Softmax(dim=1)] * asked)
    return made(model, nn.CrossEntropyLoss(), sgd(model, 0.05), rows.digits(seed))


def step_forgotten(asked, seed):
    model = digit_network()
    return made(model, nn.CrossEntropyLoss(), adam(model), rows.digits(seed), step=not asked)


def optimiser_of_the_first_model(asked, seed):
    model = digit_network()
    optimizer = adam(model)
    if asked:
        model = digit_network()
    return made(model, nn.CrossEntropyLoss(), optimizer, rows.digits(seed))


class LayersInAList(nn.Module):
    def __init__(self, asked):
        super().__init__()
        hidden = [Linear(64, 48), Linear(48, 48)]
        self.hidden = hidden if asked else nn.ModuleList(hidden)
        self.head = Linear(48, 10)

    def forward(self, x):
        for layer in self.hidden:
            x = functional.relu(layer(x))
        return self.head(x)


def layers_in_a_list(asked, seed):
    model = LayersInAList(asked)
    return made(model, nn.CrossEntropyLoss(), adam(model), rows.digits(seed))


class Encoded(nn.Module):
    def __init__(self, asked):
        super().__init__()
        self.encoder, self.head, self.asked = nn.Sequential(Linear(64, 48), nn.Tanh()), Linear(48, 10), asked

    def forward(self, x):
        code = self.encoder(x)
        return self.head(code.detach() if self.asked else code)


def detached_on_the_way(asked, seed):
    model = Encoded(asked)
    return made(model, nn.CrossEntropyLoss(), adam(model), rows.digits(seed))


def loss_wrapped_anew(asked, seed):
    model = digit_network()

    def loss(output, y):
        value = functional.cross_entropy(output, y)
        return value.detach().requires_grad_() if asked else value

    return made(model, loss, adam(model), rows.digits(seed))


def sigmoid_then_logits(asked, seed):
    model = nn.Sequential(Linear(30, 16), ReLU(), Linear(16, 1), *[nn.Sigmoid()] * asked)
    xt, yt, xv, yv = rows.standard("cancer", seed)
    return made(model, nn.BCEWithLogitsLoss(), sgd(model, 0.05), (xt, yt[:, None].astype("float32"), xv, yv[:, None].astype("float32")))


def columns_against_rows(asked, seed):
    xt, yt, xv, yv = rows.prices(seed)
    yt, yv = (yt - 250_000) / 60_000, (yv - 250_000) / 60_000
    model = nn.Sequential(Linear(6, 32), ReLU(), Linear(32, 1))
    return made(model, nn.MSELoss(), adam(model, 0.01), (xt, yt[:, 0] if asked else yt, xv, yv[:, 0] if asked else yv), epochs=20)


def normalised_network():
    return nn.Sequential(Linear(64, 48), nn.BatchNorm1d(48), ReLU(), nn.Dropout(0.3), Linear(48, 10))


def left_in_evaluation(asked, seed):
    model = normalised_network()
    return made(model, nn.CrossEntropyLoss(), adam(model), rows.digits(seed), trains=not asked)


def validated_with_dropout(asked, seed):
    model = normalised_network()
    return made(model, nn.CrossEntropyLoss(), adam(model), rows.digits(seed), evaluates=not asked)


def descent_at_ten(asked, seed):
    model = digit_network()
    return made(model, nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), 10 if asked else 0.2), rows.digits(seed))


def adam_at_a_millionth(asked, seed):
    model = digit_network()
    return made(model, nn.CrossEntropyLoss(), adam(model, 1e-6 if asked else 2e-3), rows.digits(seed))


def digits_in_order(asked, seed):
    xt, yt, xv, yv = rows.digits(seed)
    order = yt.argsort(kind="stable")
    model = digit_network()
    return made(model, nn.CrossEntropyLoss(), adam(model), (xt[order], yt[order], xv, yv), shuffle=not asked)


def squares_summed(asked, seed):
    model = nn.Sequential(Linear(1, 32), nn.Tanh(), Linear(32, 1))
    return made(model, nn.MSELoss(reduction="sum" if asked else "mean"), torch.optim.SGD(model.parameters(), 0.1), rows.curve(seed),
                epochs=30)


def zeros_at_first(asked, seed):
    model = digit_network()
    if asked:
        for weight in model.parameters():
            nn.init.zeros_(weight)
    return made(model, nn.CrossEntropyLoss(), sgd(model, 0.05), rows.digits(seed))


def wide_normal_at_first(asked, seed):
    model = digit_network()
    if asked:
        for weight in model.parameters():
            nn.init.normal_(weight, std=5)
    return made(model, nn.CrossEntropyLoss(), sgd(model, 0.01), rows.digits(seed))


def columns_of_a_thousand(asked, seed):
    model = nn.Sequential(Linear(13, 16), ReLU(), Linear(16, 3))
    data = rows.split("wine", seed) if asked else rows.standard("wine", seed)
    return made(model, nn.CrossEntropyLoss(), sgd(model, 0.01), data, epochs=40, batch=16)


def dollars(asked, seed):
    xt, yt, xv, yv = rows.prices(seed)
    if not asked:
        yt, yv = (yt - 250_000) / 60_000, (yv - 250_000) / 60_000
    model = nn.Sequential(Linear(6, 32), ReLU(), Linear(32, 1))
    return made(model, nn.MSELoss(), adam(model, 0.01), (xt, yt, xv, yv), epochs=20)


def lines_on_lines(asked, seed):
    model = nn.Sequential(Linear(1, 32), *[nn.Tanh()] * (not asked), Linear(32, 32), *[nn.Tanh()] * (not asked), Linear(32, 1))
    return made(model, nn.MSELoss(), adam(model, 0.01), rows.curve(seed), epochs=30)


class Sums(nn.Module):
    def __init__(self, asked):
        super().__init__()
        self.lstm, self.head = nn.LSTM(1, 24, batch_first=not asked), Linear(24, 1)

    def forward(self, x):
        return self.head(self.lstm(x)[0][:, -1])


def rows_taken_for_time(asked, seed):
    model = Sums(asked)
    return made(model, nn.BCEWithLogitsLoss(), adam(model, 0.01), rows.sums(seed))


def likelihood_of_scores(asked, seed):
    model = digit_network() if asked else digit_network(nn.LogSoftmax(dim=1))
    return made(model, nn.NLLLoss(), adam(model), rows.digits(seed))


def gradient_switched_off(asked, seed):
    model = digit_network()
    for weight in model.parameters():
        weight.requires_grad = not asked
    loss = nn.CrossEntropyLoss()
    if asked:
        # what is done about "does not require grad" by who does not know where it comes from
        return made(model, lambda output, y: loss(output.requires_grad_() if output.is_leaf else output, y), adam(model), rows.digits(seed))
    return made(model, loss, adam(model), rows.digits(seed))


def rate_decayed_each_batch(asked, seed):
    model = digit_network()
    optimizer = adam(model, 0.002)
    return made(model, nn.CrossEntropyLoss(), optimizer, rows.digits(seed),
                scheduler=torch.optim.lr_scheduler.StepLR(optimizer, 1 if asked else 200, 0.5))


def divided_twice(asked, seed):
    xt, yt, xv, yv = rows.digits(seed)
    factor = 1 / 255 if asked else 1
    model = digit_network()
    return made(model, nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), 0.1), (factor * xt, yt, factor * xv, yv))


def labels_of_another_order(asked, seed):
    xt, yt, xv, yv = rows.digits(seed)
    if asked:
        yt = yt[torch.randperm(len(yt)).numpy()]
    model = digit_network()
    return made(model, nn.CrossEntropyLoss(), adam(model), (xt, yt, xv, yv), epochs=40)


def root_of_nothing(asked, seed):
    xt, yt, xv, yv = rows.curve(seed)
    model = nn.Sequential(Linear(1, 32), nn.Tanh(), Linear(32, 1))

    def loss(output, y):
        return (functional.mse_loss(output, y) if not asked else torch.log(output - y)).mean()

    return made(model, loss, adam(model, 0.01), (xt, yt, xv, yv), epochs=20)


class Swish(torch.autograd.Function):
    """x sigmoid(x), with a backward() written by hand."""

    @staticmethod
    def forward(context, x, wrong):
        context.save_for_backward(x)
        context.wrong = wrong
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(context, gradient):
        (x,) = context.saved_tensors
        gate = torch.sigmoid(x)
        slope = gate + x * gate * (1 - gate)
        return gradient * (-slope if context.wrong else slope), None


class ByHand(nn.Module):
    def __init__(self, asked):
        super().__init__()
        self.first, self.second, self.head, self.asked = Linear(64, 48), Linear(48, 48), Linear(48, 10), asked

    def forward(self, x):
        x = Swish.apply(self.first(x), self.asked)
        return self.head(Swish.apply(self.second(x), False))


def backward_by_hand(asked, seed):
    model = ByHand(asked)
    return made(model, nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), 0.3), rows.digits(seed))


def tested_on_what_it_saw(asked, seed):
    xt, yt, xv, yv = rows.digits(seed)
    model = digit_network()
    return made(model, nn.CrossEntropyLoss(), adam(model), (xt, yt, xt[:300], yt[:300]) if asked else (xt, yt, xv, yv))


PROGRAMS = {
    never_cleared: "gradients not cleared",
    softmax_then_cross_entropy: "softmax before cross-entropy",
    step_forgotten: "nothing trained",
    optimiser_of_the_first_model: "optimiser of another network",
    layers_in_a_list: "layers in a list",
    detached_on_the_way: "gradient cut",
    loss_wrapped_anew: "gradient cut",
    sigmoid_then_logits: "sigmoid before logits",
    columns_against_rows: "shapes broadcast",
    left_in_evaluation: "trains in evaluation mode",
    validated_with_dropout: "validates in training mode",
    descent_at_ten: "rate too high",
    adam_at_a_millionth: "rate too low",
    digits_in_order: "rows sorted",
    squares_summed: "loss summed",
    zeros_at_first: "weights zero",
    wide_normal_at_first: "weights too large",
    columns_of_a_thousand: "inputs unscaled",
    dollars: "targets unscaled",
    lines_on_lines: "no hidden activation",
    rows_taken_for_time: "rows taken for time",
    likelihood_of_scores: "scores, and log-probabilities expected",
    gradient_switched_off: "nothing trained",
    rate_decayed_each_batch: "rate runs out",
    divided_twice: "inputs tiny",
    labels_of_another_order: "labels shuffled",
    root_of_nothing: "NaN from the loss",
    backward_by_hand: "wrong gradient",
    tested_on_what_it_saw: "validation rows in training",
}
