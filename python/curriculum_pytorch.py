"""The curriculum in PyTorch, for comparison: curriculum_pytorch.py THREADS; see curriculum_recipe.py."""

import sys

import torch
from torch import nn

from curriculum_recipe import train


class Peer:
    def __init__(self, configuration):
        torch.set_num_threads(int(sys.argv[1]))
        torch.manual_seed(configuration["seed"])
        units = configuration["hiddenSize"]
        self.lstm = nn.LSTM(1 + len(configuration["frequenciesHz"]), units)
        self.linear = nn.Linear(units, 1)
        self.parameters = [*self.lstm.parameters(), *self.linear.parameters()]
        self.clip_norm = configuration["clipNorm"]
        self.about = {"version": torch.__version__, "threads": torch.get_num_threads()}

    def prepare(self, steps, lanes):
        pass

    def begin_stage(self):
        self.optimiser = torch.optim.Adam(self.parameters)

    def biases(self):
        return (self.lstm.bias_ih_l0 + self.lstm.bias_hh_l0).detach().numpy()

    def add_to_biases(self, change):
        with torch.no_grad():
            self.lstm.bias_ih_l0[: len(change)] += torch.from_numpy(change)

    def begin_pass(self, lanes):
        self.state = None

    def forward(self, rows, state=None):
        hidden, state = self.lstm(torch.from_numpy(rows), state)
        return self.linear(hidden).squeeze(-1), state

    def update(self, rows, targets, counted, rate):
        self.optimiser.param_groups[0]["lr"] = rate
        outputs, state = self.forward(rows, self.state)
        self.state = tuple(tensor.detach() for tensor in state)
        weights = torch.from_numpy(counted)
        loss = (weights * (outputs - torch.from_numpy(targets)) ** 2).sum() / weights.sum()
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.parameters, self.clip_norm)
        self.optimiser.step()

    def outputs(self, rows):
        with torch.no_grad():
            return self.forward(rows)[0].numpy()


train(Peer)
