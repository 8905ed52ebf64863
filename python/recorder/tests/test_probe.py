import json
import os


os.environ.setdefault("KERAS_BACKEND", "torch")
import pytest

torch = pytest.importorskip("torch")
from wont_it_train import slopes
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

class Strict(torch.nn.Sequential):
    def forward(self, x):
        if not x.any():
            raise ValueError("rows of zero")
        return super().forward(x)

def strict():
    made = make()
    model = Strict(*made["model"])
    return made | {"model": model, "optimizer": torch.optim.Adam(model.parameters(), 0.05)}
"""

BROKEN = """
seven = lambda: 7
half = lambda: {"model": 1}
failing = lambda: 1 / 0
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
    assert lines[0] == {"recorder": 2, "probed": True}
    assert any("update_ratios" in line for line in lines)


@pytest.mark.parametrize("arguments, words", [
    ([], "the following arguments are required: command"),
    (["probe", "train.py", "--steps", "abc"], "--steps: invalid int value: 'abc'"),
    (["probe", "train.py", "--steps", "0"], "--steps must be from 1 to 100000, got 0"),
    (["probe", "train.py", "--only", "luck"], "--only luck: one of one_batch"),
    (["probe", "train.py", "--more"], "unrecognized arguments: --more"),
])
def test_a_wrong_command_line_is_refused_in_one_line(arguments, words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr().err
    assert ended.value.code == 2 and words in said and said.count("\n") == 1


def test_a_folder_that_cannot_be_written_or_holds_something_else_is_refused_in_one_line(tmp_path, capsys):
    (tmp_path / "train.py").write_text(SCRIPT)
    (tmp_path / "file").write_text("")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "record.jsonl").write_text("mine\n")
    for into, words in [("file", "File exists"), ("file/below", "Not a directory"), ("other", "is no record of a training")]:
        assert main(["probe", f"{tmp_path / 'train.py'}:make", "--into", str(tmp_path / into)]) == 2
        said = capsys.readouterr().err
        assert words in said and said.count("\n") == 1
    assert (tmp_path / "other" / "record.jsonl").read_text() == "mine\n"


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
    (["train.py:seven"], "must return a dict with loss, model, optimizer, train, and returned int"),
    (["train.py:half"], "returned dict model"),
    (["train.py:failing"], "train.py:failing ended by ZeroDivisionError: division by zero"),
    (["latin.py"], "latin.py ended by SyntaxError"),
    (["latin.py:make"], "latin.py ended by SyntaxError"),
])
def test_what_cannot_be_probed_is_refused_in_one_line(tmp_path, monkeypatch, capsys, arguments, message):
    (tmp_path / "train.py").write_text(SCRIPT + BROKEN)
    (tmp_path / "latin.py").write_bytes("name = 'Gr\u00f6\u00dfe'".encode("latin-1"))
    monkeypatch.chdir(tmp_path)
    assert main(["probe", *arguments]) == 2
    said = capsys.readouterr().err
    assert message in said and said.count("\n") == 1


LOOP = """
import torch
from wont_it_train import Recorder
generator = torch.Generator().manual_seed(0)
x = torch.randn(1200, 4, generator=generator)
y = (x @ torch.randn(4, 1, generator=generator))[:, 0]
torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(4, 16), torch.nn.ReLU(), torch.nn.Linear(16, 1))
optimizer = torch.optim.Adam(model.parameters(), 0.02)
recorder = Recorder("mine")
for epoch in range(1000):
    for batch in torch.randperm(1200).split(32):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(model(x[batch]).squeeze(1), y[batch])
        loss.backward()
        with recorder.step(model, loss, optimizer):
            optimizer.step()
    recorder.epoch(epoch)
"""


def test_a_loop_around_the_recorder_is_probed_as_it_is_and_its_record_is_added_to(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop.py").write_text(LOOP)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "record.jsonl").write_text('{"recorder": 2}\n')
    assert main(["probe", "loop.py", "--into", "mine", "--steps", "60", "--only", "one_batch,labels,inputs,gradients"]) == 0
    first, *found = [json.loads(line) for line in (tmp_path / "mine" / "record.jsonl").read_text().splitlines()]
    tried = {line["experiment"]: line[line["experiment"]] for line in found}
    assert first == {"recorder": 2}
    assert tried["one_batch"]["last"] < tried["one_batch"]["first"] / 2
    assert tried["labels"]["as_they_are"] < 0.5 * tried["labels"]["shuffled"]
    assert tried["inputs"]["as_they_are"] < 0.5 * tried["inputs"]["zero"]
    for entry in tried["gradients"]:
        assert abs(entry["backward"] - entry["measured"]) <= 2 * entry["unsure"] + 1e-6


def test_an_experiment_that_a_program_does_not_bear_is_told_and_the_others_go_on(tmp_path, capsys):
    found, _ = probe(tmp_path, "strict", "--only", "inputs,one_batch")
    assert list(found) == ["one_batch"]
    assert "inputs: ended by ValueError: rows of zero" in capsys.readouterr().out


def test_a_trainers_script_is_refused_with_what_to_write_instead(tmp_path, capsys):
    script = tmp_path / "tune.py"
    script.write_text("from wont_it_train import Recorder\ncallbacks = [Recorder('mine').transformers()]\n")
    assert main(["probe", str(script)]) == 2
    said = capsys.readouterr().err
    assert "write a function that returns model, loss, optimizer and train=(x, y)" in said and said.count("\n") == 1


class Wrong(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return x ** 2

    @staticmethod
    def backward(context, gradient):
        return 3 * gradient * context.saved_tensors[0]


def test_slopes_show_a_backward_that_is_not_the_derivative_in_the_layers_before_it():
    class Network(torch.nn.Module):
        def __init__(self, square):
            super().__init__()
            self.first, self.last, self.square = torch.nn.Linear(4, 8), torch.nn.Linear(8, 1), square

        def forward(self, x):
            return self.last(self.square(self.first(x)))

    rows, targets = torch.randn(16, 4), torch.randn(16, 1)
    right = slopes.of_torch(Network(torch.square), torch.nn.functional.mse_loss, rows, targets)
    assert [entry["backward"] for entry in right] == pytest.approx([entry["measured"] for entry in right], rel=1e-4)
    first, last = slopes.of_torch(Network(Wrong.apply), torch.nn.functional.mse_loss, rows, targets)
    # 3x where the derivative is 2x; the biases and weights of a layer share the factor
    assert first["backward"] == pytest.approx(1.5 * first["measured"], rel=1e-4)
    assert last["backward"] == pytest.approx(last["measured"], rel=1e-4)


def test_the_row_of_an_embeddings_padding_is_held_as_its_gradient_is():
    torch.manual_seed(0)
    words = torch.nn.Sequential(torch.nn.Embedding(4, 3, padding_idx=0), torch.nn.Flatten(), torch.nn.Linear(6, 1))
    rows = torch.tensor([[0, 1], [2, 0], [3, 1]])
    for entry in slopes.of_torch(words, torch.nn.MSELoss(), rows, torch.ones(3, 1)):
        assert entry["backward"] == pytest.approx(entry["measured"], rel=1e-4)


def test_slopes_of_a_keras_model():
    keras = pytest.importorskip("keras")
    model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(8, activation="tanh"), keras.layers.Dense(1)])
    model.compile("adam", "mse")
    found = slopes.of_keras(model, torch.randn(16, 4).numpy(), torch.randn(16, 1).numpy())
    assert [entry["backward"] for entry in found] == pytest.approx([entry["measured"] for entry in found], rel=0.05)


def test_kinks_of_a_keras_network_are_no_wrong_gradient():
    keras = pytest.importorskip("keras")
    import numpy

    # steps of a hundredth of this one's weights cross kinks that bend the slope of its first layer by a third
    keras.utils.set_random_seed(5)
    model = keras.Sequential([keras.layers.Input((1,)), *[keras.layers.Dense(32, activation="relu") for _ in range(2)], keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    rows = numpy.linspace(-3, 3, 16, dtype="float32")[:, None]
    for entry in slopes.of_keras(model, rows, numpy.sin(rows)):
        assert entry["backward"] == pytest.approx(entry["measured"], rel=0.05)


def test_a_script_that_fails_is_told_in_one_line(tmp_path, capsys):
    (tmp_path / "broken.py").write_text("raise ValueError('no such file: rows.csv')")
    assert main(["probe", str(tmp_path / "broken.py")]) == 2
    assert capsys.readouterr().err.endswith("ended by ValueError: no such file: rows.csv\n")


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
