import json
import os

os.environ.setdefault("KERAS_BACKEND", "torch")
import pytest

torch = pytest.importorskip("torch")
from wont_it_train import Recorder

x, y = torch.randn(64, 4), torch.randint(3, (64,))


def lines(folder):
    return [json.loads(line) for line in (folder / "record.jsonl").read_text().splitlines()]


def network():
    torch.manual_seed(0)
    return torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3))


def train(folder, model, trained=None, corrupt=lambda step, x: x):
    optimizer = torch.optim.SGD(trained or model.parameters(), lr=0.1)
    recorder = Recorder(folder, every=2)
    for step in range(5):
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
    assert [line["step"] for line in steps] == [0, 2, 4]
    size = sum(float((w * w).sum()) for w in weights) ** 0.5
    # Without momentum an update is the rate times the gradient.
    assert steps[0]["update_ratios"]["0"] == pytest.approx(0.1 * steps[0]["gradient_norms"]["0"] / size, rel=1e-4)


def test_weights_that_the_optimiser_does_not_hold_are_named_and_do_not_move(tmp_path):
    model = network()
    first, *steps = train(tmp_path, model, trained=list(model[2].parameters()))
    assert first["not_trained"] == ["0.weight", "0.bias"]
    assert steps[0]["update_ratios"]["0"] == 0 and steps[0]["update_ratios"]["2"] > 0


def test_a_nan_is_reported_with_its_layers(tmp_path):
    steps = train(tmp_path, network(), corrupt=lambda step, x: x * float("nan") if step == 2 else x)[1:]
    assert "not_finite" not in steps[0]
    assert steps[1]["not_finite"] == ["0", "2"]


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
    first = next(line for line in found if "layers" in line)
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
    assert len([line for line in found if "update_ratios" in line]) == 4
    assert [line["step"] for line in found if "loss" in line] == [2, 4]
