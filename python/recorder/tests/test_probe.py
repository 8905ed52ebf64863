import json
import os


os.environ.setdefault("KERAS_BACKEND", "torch")
import pytest

torch = pytest.importorskip("torch")
from wont_it_train.__main__ import main

SCRIPT = """
import torch
generator = torch.Generator().manual_seed(0)
x = torch.randn(1240, 4, generator=generator)
y = (x @ torch.randn(4, 3, generator=generator)).argmax(1)

def make(rate=0.05):
    model = torch.nn.Sequential(torch.nn.Linear(4, 16), torch.nn.ReLU(), torch.nn.Linear(16, 3))
    return {"model": model, "loss": torch.nn.CrossEntropyLoss(), "optimizer": torch.optim.Adam(model.parameters(), rate),
            "train": (x[:1200], y[:1200]), "validation": (x[1180:], y[1180:])}

def shuffled():
    made = make()
    return made | {"train": (x[:1200], y[:1200][torch.randperm(1200, generator=torch.Generator().manual_seed(1))])}

def slow():
    return make(1e-7)
"""


def probe(folder, make, *options):
    script = folder / "train.py"
    script.write_text(SCRIPT)
    assert main(["probe", f"{script}:{make}", "--into", str(folder / make), "--steps", "60", *options]) == 0
    found = [json.loads(line) for line in (folder / make / "record.jsonl").read_text().splitlines()]
    return {line["experiment"]: line[line["experiment"]] for line in found if "experiment" in line}, found


def test_a_healthy_program_learns_one_batch_its_labels_and_its_inputs(tmp_path):
    found, lines = probe(tmp_path, "make")
    assert found["one_batch"]["last"] < found["one_batch"]["first"] / 2
    assert found["loss_at_start"]["expected"] == pytest.approx(1.0986, abs=1e-3)
    assert found["labels"]["as_they_are"] < 0.8 * found["labels"]["shuffled"]
    assert found["inputs"]["as_they_are"] < 0.8 * found["inputs"]["zero"]
    assert found["shared_rows"] == {"rows": 60, "shared": 20}
    assert "recorder" in lines[0] and any("update_ratios" in line for line in lines)


def test_shuffled_labels_do_no_better_than_shuffled_again(tmp_path):
    found, _ = probe(tmp_path, "shuffled", "--only", "labels")
    assert found["labels"]["as_they_are"] > 0.9 * found["labels"]["shuffled"] and list(found) == ["labels"]


def test_the_sweep_shows_a_rate_that_learns_where_the_own_one_does_not(tmp_path):
    found, _ = probe(tmp_path, "slow", "--only", "rates")
    losses = {round(rate["rate"] / 1e-7, 6): rate["loss"] for rate in found["rates"]}
    assert losses[1000] < losses[1] and len(losses) == 7


def test_experiments_are_added_to_a_record_that_lies_there(tmp_path):
    probe(tmp_path, "make", "--only", "one_batch")
    found, _ = probe(tmp_path, "make", "--only", "inputs")
    assert set(found) == {"one_batch", "inputs"}


@pytest.mark.parametrize("arguments, message", [
    (["nowhere.py:make"], "no such script"),
    (["train.py:nothing"], "no function nothing"),
    (["train.py:make", "--only", "all"], "one of one_batch"),
    (["train.py:make", "--steps", "0"], "1 or more"),
])
def test_what_cannot_be_probed_is_refused_in_one_line(tmp_path, monkeypatch, capsys, arguments, message):
    (tmp_path / "train.py").write_text(SCRIPT)
    monkeypatch.chdir(tmp_path)
    assert main(["probe", *arguments]) == 2
    said = capsys.readouterr().err
    assert message in said and said.count("\n") == 1


def test_a_keras_script_is_stopped_at_its_first_fit(tmp_path):
    pytest.importorskip("keras")
    script = tmp_path / "classify.py"
    script.write_text("""
import keras, numpy
random = numpy.random.default_rng(0)
x = random.normal(size=(200, 4)).astype("float32")
y = (x @ random.normal(size=(4, 3))).argmax(1)
model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3)])
model.compile(keras.optimizers.Adam(0.05), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x, y, epochs=1000, validation_split=0.2)
raise SystemExit("came to the end")
""")
    assert main(["probe", str(script), "--into", str(tmp_path / "mine"), "--steps", "40", "--only", "one_batch,labels"]) == 0
    found = {line.get("experiment"): line for line in map(json.loads, (tmp_path / "mine" / "record.jsonl").read_text().splitlines())}
    assert found["one_batch"]["one_batch"]["last"] < found["one_batch"]["one_batch"]["first"] / 2
    assert found["labels"]["labels"]["as_they_are"] < found["labels"]["labels"]["shuffled"]
