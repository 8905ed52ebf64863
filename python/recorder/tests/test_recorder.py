import copy
import io
import json
import os

os.environ.setdefault("KERAS_BACKEND", "torch")
import pytest

torch = pytest.importorskip("torch")
from wont_it_train import Recorder, facts, source

x, y = torch.randn(64, 4), torch.randint(3, (64,))


def lines(folder):
    """All facts of the program in one dict, then the lines of steps and epochs."""
    found = [json.loads(line) for line in (folder / "record.jsonl").read_text().splitlines()]
    facts = {key: value for line in found if "recorder" in line for key, value in line.items()}
    return [facts, *(line for line in found if "recorder" not in line)]


def network():
    torch.manual_seed(0)
    return torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3))


def train(folder, model, trained=None, corrupt=lambda step, x: x, clear=True):
    optimizer = torch.optim.SGD(trained or model.parameters(), lr=0.1)
    recorder = Recorder(folder, every=2)
    for step in range(5):
        if clear:
            optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(corrupt(step, x)), y)
        loss.backward()
        with recorder.step(model, loss, optimizer):
            optimizer.step()
    return lines(folder)


def test_a_plain_loop_gives_norms_that_agree_with_plain_sgd(tmp_path):
    model = network()
    weights = [w.detach().clone() for w in model[0].parameters()]
    first, *steps = train(tmp_path, model)
    assert [layer["type"] for layer in first["layers"]] == ["Linear", "ReLU", "Linear"]
    assert [line["step"] for line in steps] == [0, 1, 2, 4]
    size = sum(float((w * w).sum()) for w in weights) ** 0.5
    # Without momentum an update is the rate times the gradient.
    assert steps[0]["update_ratios"]["0"] == pytest.approx(0.1 * steps[0]["gradient_norms"]["0"] / size, rel=1e-4)


def test_weights_that_the_optimiser_does_not_hold_are_named_and_do_not_move(tmp_path):
    model = network()
    first, *steps = train(tmp_path, model, trained=list(model[2].parameters()))
    assert first["not_trained"] == ["0.weight", "0.bias"]
    assert steps[0]["update_ratios"]["0"] == 0 and steps[0]["update_ratios"]["2"] > 0


def test_a_model_in_training_can_be_copied_and_saved_and_its_copy_is_not_watched(tmp_path):
    model = network()
    optimizer, recorder = torch.optim.SGD(model.parameters(), lr=0.1), Recorder(tmp_path, every=1)
    loss = torch.nn.functional.cross_entropy(model(x), y)
    loss.backward()
    with recorder.step(model, loss, optimizer):
        optimizer.step()
    torch.nn.functional.cross_entropy(model(x), y)
    file = io.BytesIO()
    torch.save(model, file)
    file.seek(0)
    assert recorder.watch.inputs is x
    for other in copy.deepcopy(model), torch.load(file, weights_only=False):
        assert torch.equal(other(x + 1), model(x + 1)) and other(x[:3]).shape == (3, 3)
        assert len(recorder.watch.inputs) == 64


def test_a_nan_is_reported_with_its_layers(tmp_path):
    steps = train(tmp_path, network(), corrupt=lambda step, x: x * float("nan") if step == 2 else x)[1:]
    assert "not_finite" not in steps[0]
    assert steps[2]["not_finite"] == ["0", "2"]


def test_the_loss_its_labels_and_the_inputs_are_seen_as_the_program_calls_it(tmp_path):
    facts = train(tmp_path, network())[0]
    assert (facts["loss"], facts["reduction"], facts["output_activation"]) == ("cross_entropy", "mean", "linear")
    assert facts["targets"]["counts"] == torch.bincount(y).tolist()
    assert facts["inputs"]["max"] == pytest.approx(float(x.max())) and facts["batch_size"] == 64


def test_the_activation_before_the_loss_is_named(tmp_path):
    model = torch.nn.Sequential(*network(), torch.nn.Softmax(1))
    assert train(tmp_path, model)[0]["output_activation"] == "softmax"


def test_gradients_that_are_never_cleared_are_told_and_no_others(tmp_path):
    assert train(tmp_path / "kept", network(), clear=False)[0]["gradients_kept"] is True
    assert "gradients_kept" not in train(tmp_path / "cleared", network())[0]


def test_dead_units_are_those_that_give_the_same_for_every_row(tmp_path):
    model = network()
    with torch.no_grad():
        model[0].bias[:4] = -100
    readings = [line["activations"] for line in train(tmp_path, model)[1:] if "activations" in line]
    assert readings[0]["0"]["dead"] >= 0.5 and "dead" not in readings[0]["2"]


def test_training_in_evaluation_mode_is_told_where_it_matters(tmp_path):
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Dropout(0.5), torch.nn.Linear(8, 3))
    assert train(tmp_path / "eval", model.eval())[0]["trained_in_evaluation_mode"] is True
    assert "trained_in_evaluation_mode" not in train(tmp_path / "train", model.train())[0]
    assert "trained_in_evaluation_mode" not in train(tmp_path / "plain", network().eval())[0]


def test_validating_in_evaluation_mode_without_no_grad_is_no_training_in_it(tmp_path):
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Dropout(0.5), torch.nn.Linear(8, 3))
    optimizer, recorder = torch.optim.SGD(model.parameters(), lr=0.1), Recorder(tmp_path)
    for epoch in range(3):
        model.train()
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        with recorder.step(model, loss, optimizer):
            optimizer.step()
        model.eval()
        recorder.epoch(epoch, val_loss=float(torch.nn.functional.cross_entropy(model(x), y)))
    assert "trained_in_evaluation_mode" not in lines(tmp_path)[0]


def test_an_epoch_has_the_mean_loss_of_its_batches_and_the_rate(tmp_path):
    model = network()
    optimizer, recorder, losses = torch.optim.SGD(model.parameters(), lr=0.1), Recorder(tmp_path), []
    for _ in range(7):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), y)
        losses.append(float(loss))
        loss.backward()
        with recorder.step(model, loss, optimizer):
            optimizer.step()
    recorder.epoch(0, val_loss=1.0)
    last = lines(tmp_path)[-1]
    assert last["loss"] == pytest.approx(sum(losses) / 7, rel=1e-5) and last["learning_rate"] == 0.1 and last["step"] == 7


class InAList(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.head = [torch.nn.Linear(4, 8)], torch.nn.Linear(8, 3)

    def forward(self, x):
        return self.head(torch.relu(self.hidden[0](x)))


def test_weights_that_the_model_does_not_list_are_told_by_their_shape(tmp_path):
    assert sorted(train(tmp_path / "list", InAList())[0]["not_in_model"]) == ["a tensor of [8, 4]", "a tensor of [8]"]
    assert "not_in_model" not in train(tmp_path / "module", network())[0]


class Recurrent(torch.nn.Module):
    def __init__(self, batch_first, turned=False):
        super().__init__()
        self.lstm, self.head, self.turned = torch.nn.LSTM(1, 5, batch_first=batch_first), torch.nn.Linear(5, 3), turned

    def forward(self, x):
        x = x[:, :, None]
        steps = self.lstm(x.transpose(0, 1))[0] if self.turned else self.lstm(x)[0]
        return self.head(steps[-1] if self.turned else steps[:, -1])


def test_a_recurrent_layer_that_goes_along_the_rows_is_told_and_no_other(tmp_path):
    assert train(tmp_path / "rows", Recurrent(batch_first=False))[0]["rows_taken_for_time"] is True
    assert "rows_taken_for_time" not in train(tmp_path / "first", Recurrent(batch_first=True))[0]
    assert "rows_taken_for_time" not in train(tmp_path / "turned", Recurrent(batch_first=False, turned=True))[0]


def test_activations_between_the_layers_are_seen_in_the_order_of_the_forward_pass(tmp_path):
    assert train(tmp_path / "bent", network())[0]["hidden_activations"] == {"0": "relu", "2": "unknown"}
    flat = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Flatten(), torch.nn.Linear(8, 3))
    assert train(tmp_path / "flat", flat)[0]["hidden_activations"]["0"] == "linear"


def test_a_loss_that_has_no_way_back_is_told(tmp_path):
    model = network()
    optimizer, recorder = torch.optim.SGD(model.parameters(), lr=0.1), Recorder(tmp_path)
    loss = torch.nn.functional.cross_entropy(model(x), y).detach().requires_grad_()
    loss.backward()
    with recorder.step(model, loss, optimizer):
        optimizer.step()
    assert lines(tmp_path)[0]["loss_cut"] is True


def test_sorted_rows_show_in_the_variety_of_a_batch():
    labels = torch.arange(100).div(10, rounding_mode="floor")
    shuffled = labels[torch.randperm(100, generator=torch.Generator().manual_seed(0))]
    assert facts.spread(labels.split(10)) == 0
    assert facts.spread(shuffled.split(10)) == pytest.approx(1, abs=0.15)


def test_shared_rows_are_counted_and_not_where_rows_repeat_by_nature():
    rows = torch.randn(50, 3)
    assert facts.shared_rows(rows, torch.cat([rows[:5], torch.randn(5, 3)])) == {"rows": 10, "shared": 5}
    assert facts.shared_rows(torch.randint(2, (50, 2)), torch.randint(2, (10, 2))) is None


def test_another_run_is_not_overwritten(tmp_path):
    train(tmp_path, network())
    with pytest.raises(FileExistsError, match="another run"):
        Recorder(tmp_path)


def test_keras(tmp_path):
    keras = pytest.importorskip("keras")
    model = keras.Sequential([keras.layers.Dense(8, "relu"), keras.layers.Dense(3, "softmax")])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(x.numpy(), y.numpy(), epochs=2, validation_split=0.25, verbose=0, callbacks=[Recorder(tmp_path, every=1).keras()])
    found = lines(tmp_path)
    first = found[0]
    assert first["from_logits"] is True and first["layers"][-1]["activation"] == "softmax"
    assert [line["epoch"] for line in found if "val_loss" in line] == [0, 1]
    assert all(ratio > 0 for ratio in found[-2]["update_ratios"].values()) and found[-2]["grad_norm"] > 0


def test_lightning(tmp_path):
    lightning = pytest.importorskip("lightning")

    class Module(lightning.LightningModule):
        def __init__(self):
            super().__init__()
            self.model = network()

        def training_step(self, batch, _):
            return torch.nn.functional.cross_entropy(self.model(batch[0]), batch[1])

        def configure_optimizers(self):
            return torch.optim.SGD(self.parameters(), lr=0.1)

    rows = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=16)
    lightning.Trainer(max_epochs=1, accelerator="cpu", logger=False, enable_checkpointing=False, enable_progress_bar=False,
                      callbacks=[Recorder(tmp_path, every=1).lightning()]).fit(Module(), rows)
    first, *rest = lines(tmp_path)
    assert first["optimizer"] == "SGD"
    assert [line["loss"] > 0 and line["grad_norm"] > 0 for line in rest[:4]] == [True] * 4


def test_transformers(tmp_path):
    transformers = pytest.importorskip("transformers")
    config = transformers.GPT2Config(vocab_size=9, n_positions=6, n_embd=8, n_layer=1, n_head=1, bos_token_id=0, eos_token_id=0)
    rows = [{"input_ids": row, "labels": row} for row in torch.randint(9, (16, 6))]
    arguments = transformers.TrainingArguments(
        str(tmp_path / "out"), max_steps=4, logging_steps=2, use_cpu=True, report_to=[], save_strategy="no", disable_tqdm=True)
    transformers.Trainer(transformers.GPT2LMHeadModel(config), arguments, train_dataset=rows,
                         callbacks=[Recorder(tmp_path / "mine", every=1).transformers()]).train()
    found = lines(tmp_path / "mine")
    assert found[0]["optimizer"] == "AdamW"
    assert len([line for line in found if "update_ratios" in line]) == 4
    assert [line["loss"] > 0 for line in found if "update_ratios" in line] == [True] * 4


def test_lines_of_the_script_are_found_by_layer_and_part_where_no_other_can_be_meant(tmp_path, monkeypatch):
    script = tmp_path / "train.py"
    script.write_text("model = Sequential([\n    Input((4,)),\n    Dense(8),\n    Dense(3),\n    LSTM(5)])\nmodel.compile('adam')\nmodel.fit(x, y)\n")
    monkeypatch.setattr(source.sys, "argv", [str(script)])
    layers = [{"name": "dense", "type": "Dense"}, {"name": "dense_1", "type": "Dense"}, {"name": "a", "type": "LSTM"}, {"name": "b", "type": "LSTM"}]
    found = source.places(layers, "Adam")
    assert {part: place["line"] for part, place in found.items()} == {
        "dense": 3, "dense_1": 4, "optimizer": 6, "loss": 6, "training": 7, "data": 7}
    assert found["dense"]["text"] == "Dense(8),"
    monkeypatch.setattr(source.sys, "argv", ["-c"])
    assert source.script() is None and source.places(layers, "Adam") is None


def test_a_gradient_that_is_cleared_before_the_update_is_told(tmp_path):
    model = network()
    optimizer, recorder = torch.optim.SGD(model.parameters(), lr=0.1), Recorder(tmp_path)
    for _ in range(4):
        loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.zero_grad()
        with recorder.step(model, loss, optimizer):
            optimizer.step()
    recorder.epoch(0)
    assert lines(tmp_path)[0]["cleared_before_update"] is True


def test_an_error_that_is_written_out_is_known_with_its_two_sides(tmp_path):
    model, target = torch.nn.Linear(4, 1), torch.randn(64)
    optimizer, recorder = torch.optim.SGD(model.parameters(), lr=0.1), Recorder(tmp_path)
    for _ in range(3):
        loss = ((model(x) - target) ** 2).mean()
        loss.backward()
        with recorder.step(model, loss, optimizer):
            optimizer.step()
    facts = lines(tmp_path)[0]
    assert (facts["loss"], facts["outputs"]["shape"], facts["targets"]["shape"]) == ("mse_loss", [64, 1], [64])


def test_what_lets_no_gradient_pass_is_named(tmp_path):
    model = torch.nn.Linear(4, 3)
    loss = torch.nn.functional.mse_loss(torch.round(model(x)), torch.zeros(64, 3))
    loss.backward()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with Recorder(tmp_path).step(model, loss, optimizer):
        optimizer.step()
    assert lines(tmp_path)[0]["gradient_stops_at"] == "round"


def test_nearest_rows_tell_all_nothing_or_that_rows_contradict_each_other():
    import numpy

    random = numpy.random.default_rng(0)
    rows = random.normal(size=(500, 3))
    assert facts.neighbours(rows, (rows[:, 0] > 0).astype(int))["explained"] > 0.6
    assert abs(facts.neighbours(rows, random.integers(0, 2, 500))["explained"]) < 0.2
    xor = numpy.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    assert facts.neighbours(xor, numpy.array([0, 1, 1, 0])) == {"rows": 4, "explained": 1.0}
    assert facts.neighbours(xor * 0, numpy.array([0, 1, 1, 0]))["explained"] == 0


def test_rows_that_are_answered_by_what_lies_beside_them_are_told_and_no_others(tmp_path):
    class Attentive(torch.nn.Module):
        def __init__(self, batch_first):
            super().__init__()
            self.layer = torch.nn.TransformerEncoderLayer(8, 2, 16, batch_first=batch_first)
            self.head = torch.nn.Linear(8, 3)

        def forward(self, x):
            return self.head(self.layer(x).mean(1))

    def apart(folder, batch_first):
        model, steps = Attentive(batch_first), torch.randn(64, 5, 8)
        optimizer, recorder = torch.optim.SGD(model.parameters(), lr=0.1), Recorder(folder)
        for _ in range(3):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(steps), y)
            loss.backward()
            with recorder.step(model, loss, optimizer):
                optimizer.step()
        assert model.training and "validated_in_training_mode" not in lines(folder)[0]
        return lines(folder)[0]["rows_apart"]

    assert apart(tmp_path / "along", True) == 0
    assert apart(tmp_path / "across", False) > 0.01
