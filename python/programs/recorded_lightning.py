"""Small Lightning programs, healthy or with one fault: the recorder as a callback of the Trainer."""

import logging
import warnings

import lightning
import torch

import recorded_torch
from wont_it_train import Recorder

EPOCHS = {"classifier": 12, "cnn": 6}
FAULTS = {
    "softmax before cross-entropy": ("classifier",),
    "inputs unscaled": ("classifier",),
    "rate too high": ("classifier", "cnn"),
    "rate too low": ("cnn",),
    "weights zero": ("classifier",),
    "optimiser holds the head only": ("cnn",),
    "rows sorted": ("classifier",),
    "classes unbalanced": ("classifier",),
    "labels shuffled": ("classifier",),
}
KINDS = tuple(EPOCHS)
program = recorded_torch.program


class Module(lightning.LightningModule):
    def __init__(self, made):
        super().__init__()
        self.model, self.made = made["model"], made

    def forward(self, x):
        return self.model(x)

    def training_step(self, batch, index):
        return self.made["loss"](self(batch[0]), batch[1])

    def validation_step(self, batch, index):
        output = self(batch[0])
        self.log("val_loss", self.made["loss"](output, batch[1]))
        self.log("val_accuracy", (output.argmax(1) == batch[1]).float().mean())

    def configure_optimizers(self):
        return self.made["optimizer"]


def train(kind: str, fault, seed: int, folder) -> Recorder:
    logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore")
    made = program(kind, fault, seed)
    recorder = Recorder(folder)
    loader = {name: torch.utils.data.DataLoader(torch.utils.data.TensorDataset(*made[name]), batch_size=size, shuffle=shuffle)
              for name, size, shuffle in (("train", 32, fault != "rows sorted"), ("validation", 300, False))}
    trainer = lightning.Trainer(max_epochs=EPOCHS[kind], accelerator="cpu", logger=False, enable_checkpointing=False,
                                enable_progress_bar=False, enable_model_summary=False, callbacks=[recorder.lightning()])
    trainer.fit(Module(made), loader["train"], loader["validation"])
    return recorder
