"""Small programs on transformers' Trainer, healthy or with one fault: a BERT of two layers finds the commonest of four letters."""

import tempfile

import torch
import transformers

from recorded_rows import corrupted, rows
from wont_it_train import Recorder

KINDS = ("bert",)
FAULTS = {fault: ("bert",) for fault in ("rate too high", "rate too low", "weights too large", "nothing trained", "classes unbalanced",
                                         "labels shuffled")}


class Scores(torch.nn.Module):
    """The network alone, as `probe` takes it."""

    def __init__(self, bert):
        super().__init__()
        self.bert = bert

    def forward(self, x):
        return self.bert(input_ids=x).logits


def bert(fault):
    model = transformers.BertForSequenceClassification(transformers.BertConfig(
        vocab_size=4, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64, max_position_embeddings=16,
        num_labels=4, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, initializer_range=0.1))
    if fault == "weights too large":
        with torch.no_grad():
            for layer in model.bert.encoder.layer:
                layer.intermediate.dense.weight.mul_(200)
    if fault == "nothing trained":
        model.requires_grad_(False)
        # what keeps backward() from failing, and trains nothing that matters
        model.bert.embeddings.word_embeddings.weight.requires_grad_(True)
    return model


def rate(fault) -> float:
    return {"rate too high": 0.5, "rate too low": 1e-8}.get(fault, 2e-3)


def program(kind: str, fault, seed: int) -> dict:
    torch.manual_seed(seed)
    xt, yt, xv, yv = (torch.tensor(part) for part in corrupted(rows("transformer", seed), "transformer", fault, seed))
    model = Scores(bert(fault))
    return {"model": model, "loss": torch.nn.CrossEntropyLoss(), "optimizer": torch.optim.AdamW(model.parameters(), rate(fault)),
            "train": (xt, yt), "validation": (xv, yv)}


def train(kind: str, fault, seed: int, folder) -> Recorder:
    transformers.logging.set_verbosity_error()
    made = program(kind, fault, seed)
    parts = [[{"input_ids": x, "labels": y} for x, y in zip(*made[name])] for name in ("train", "validation")]
    recorder = Recorder(folder)
    with tempfile.TemporaryDirectory() as output:
        arguments = transformers.TrainingArguments(
            output, num_train_epochs=10, learning_rate=rate(fault), per_device_train_batch_size=32, per_device_eval_batch_size=300,
            eval_strategy="epoch", use_cpu=True, report_to=[], save_strategy="no", disable_tqdm=True, seed=seed)
        trainer = transformers.Trainer(made["model"].bert, arguments, train_dataset=parts[0], eval_dataset=parts[1],
                                       callbacks=[recorder.transformers()])
        trainer.remove_callback(transformers.PrinterCallback)
        trainer.train()
    return recorder
