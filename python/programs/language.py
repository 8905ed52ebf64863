"""A small GPT-2 on sentences of a made-up grammar, trained by transformers' Trainer, healthy or with one fault."""

import tempfile

import numpy

LENGTH, LETTERS = 24, 28
WORDS = ["bird", "fox", "river", "stone", "sees", "likes", "finds", "the", "a", "old", "red", "near", "under", "not"]

RECIPE = {"steps": 120, "rate": 3e-3, "rows": 600, "fault": None}
HEALTHY = {"as it is": {}, "longer": {"steps": 180}, "twice the rate": {"rate": 6e-3}}
FAULTY = {
    "rate too high": {"rate": 1.0},
    "rate too low": {"rate": 3e-7},
    "sixteen rows, long": {"rows": 16, "steps": 180},
    "labels shuffled": {"fault": "shuffled"},
    "nothing trained": {"fault": "frozen"},
    "padding as the label": {"fault": "padding"},
    "twelve steps": {"steps": 12},
    "other text for validation": {"fault": "other text"},
    "weights exploding": {"fault": "large weights"},
    "causal mask off by one": {"fault": "sees the answer"},
}


def sentences(random, rows, words=WORDS):
    """Letters as numbers 1 to 26, a blank as 27: [rows, LENGTH]."""
    text = [" ".join(words[i] for i in random.integers(len(words), size=LENGTH))[:LENGTH] for _ in range(rows)]
    return numpy.array([[27 if c == " " else ord(c) - 96 for c in line] for line in text], dtype="int64")


def transformers(seed: int, change: dict):
    """`log_history` of the Trainer."""
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel, Trainer, TrainerCallback, TrainingArguments, set_seed

    change = RECIPE | change
    fault = change["fault"]
    set_seed(seed)
    random = numpy.random.default_rng(seed)
    train = torch.tensor(sentences(random, change["rows"]))
    held = torch.tensor(sentences(random, 100, [w[::-1] for w in WORDS] if fault == "other text" else WORDS))

    def rows(text):
        labels = text.clone()
        if fault == "shuffled":
            labels = labels[:, torch.randperm(LENGTH)][torch.randperm(len(labels))]
        elif fault == "padding":
            labels = torch.full_like(labels, 0)
        elif fault == "sees the answer":
            labels = torch.cat([text[:, :1], text[:, :-1]], 1)
        return [{"input_ids": row, "labels": label} for row, label in zip(text, labels)]

    model = GPT2LMHeadModel(GPT2Config(vocab_size=LETTERS, n_positions=LENGTH, n_embd=48, n_layer=2, n_head=4,
                                       resid_pdrop=0, embd_pdrop=0, attn_pdrop=0, bos_token_id=0, eos_token_id=0))
    if fault == "large weights":
        with torch.no_grad():
            for weight in model.parameters():
                weight.mul_(30)
    if fault == "frozen":
        for name, weight in model.named_parameters():
            weight.requires_grad_("ln_f.bias" in name)
    every = max(2, change["steps"] // 15)
    with tempfile.TemporaryDirectory() as output:
        trainer = Trainer(model, TrainingArguments(
            output, max_steps=change["steps"], per_device_train_batch_size=16, per_device_eval_batch_size=100,
            learning_rate=change["rate"], lr_scheduler_type="cosine", warmup_steps=change["steps"] // 12,
            logging_steps=every, eval_strategy="steps", eval_steps=every, save_strategy="no", use_cpu=True, report_to=[],
            disable_tqdm=True, seed=seed, max_grad_norm=1.0), train_dataset=rows(train), eval_dataset=rows(held))
        trainer.pop_callback(next((c for c in trainer.callback_handler.callbacks if type(c).__name__ == "PrinterCallback"), TrainerCallback()))
        trainer.train()
    kept = ("epoch", "step", "loss", "grad_norm", "learning_rate", "eval_loss")
    return [{key: row[key] for key in kept if key in row} for row in trainer.state.log_history if "train_runtime" not in row]
