"""The network that has its say where the linear model of sentence ends is in doubt (crates/syntax, `segment/doubts.rs`).

A token is the sum of a word's vector, of what it looks like and of the white space after it; the tokens of a window and
the state of the sentence go through one hidden layer. A word's vector is a projection of the one that the fast reading
model has of it, plus what is learnt. Words are dropped at random, so that the network also learns from what is left.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import load_file
from torch import nn

WINDOW, WIDTH, HIDDEN, LOOKS, STATES, STATE_ROWS = 16, 24, 128, 85, 8, 81
SIGHT = 5 * WINDOW + STATES


def fast_vectors(path):
    """The words of the fast reading model, the most frequent first, and their vectors."""
    tensors = load_file(path)
    words = tensors["words"].tobytes().decode().split("\n")
    vectors = tensors["word.weight"].astype(np.float32) * tensors["word.scale"][:, None]
    return words[2:], vectors[2 : len(words)]


def vocabulary(counts, forms, row_of, vectors, most):
    """The hashes of the `most` most frequent words without digits, in order, and what the fast model has of them.

    `counts` and `forms` are of hashes, `row_of` are the rows of those that the fast model knows."""
    ranked = sorted((h for h in counts if not any(c.isnumeric() for c in forms[h])), key=lambda h: (-counts[h], h))
    hashes = sorted(ranked[:most])
    table = np.zeros((len(hashes), vectors.shape[1]), np.float32)
    for row, h in enumerate(hashes):
        if h in row_of:
            table[row] = vectors[row_of[h]]
    return np.array(hashes, np.uint32), table


class Network(nn.Module):
    def __init__(self, vectors, drop):
        super().__init__()
        count, width = vectors.shape
        # The row after the last one is for all other words, and stays zero.
        self.register_buffer("vector", torch.cat([torch.from_numpy(vectors), torch.zeros(1, width)]))
        self.project = nn.Linear(width, WIDTH, bias=False)
        self.word = nn.Embedding(count + 1, WIDTH, padding_idx=count)
        self.look = nn.Embedding(LOOKS, WIDTH)
        self.state = nn.Embedding(STATE_ROWS, HIDDEN)
        self.hidden = nn.Linear(WINDOW * WIDTH, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1)
        self.drop = drop
        for table, deviation in ((self.word, 0.02), (self.look, 0.3), (self.state, 0.02)):
            nn.init.normal_(table.weight, std=deviation)
        with torch.no_grad():
            self.word.weight[count] = 0

    def words(self):
        return self.project(self.vector) + self.word.weight

    def forward(self, word, look, state):
        x = self.project(self.vector[word]) + self.word(word)
        if self.training:
            x = x * (torch.rand(word.shape) > self.drop["word"]).float()[..., None]
        x = F.dropout(x + self.look(look).sum(2), self.drop["input"], self.training)
        x = F.relu(self.hidden(x.flatten(1)) + self.state(state).sum(1))
        return self.out(F.dropout(x, self.drop["hidden"], self.training))[:, 0]


class Places:
    """Places as tensors: rows of words, looks and states."""

    def __init__(self, sight, hashes):
        window = sight[:, : 5 * WINDOW].reshape(-1, WINDOW, 5)
        row = np.searchsorted(hashes, window[..., 0])
        row[row == len(hashes)] = 0
        row = np.where(hashes[row] == window[..., 0], row, len(hashes))
        self.word = torch.from_numpy(row.astype(np.int32))
        self.look = torch.from_numpy(window[..., 1:].astype(np.int16))
        self.state = torch.from_numpy(sight[:, 5 * WINDOW :].astype(np.int16))

    def at(self, rows):
        return self.word[rows].long(), self.look[rows].long(), self.state[rows].long()


def fit(places, answers, importance, vectors, passes=14, rate=2e-3, batch=512, seed=1, drop=None, decay=0.01, report=None):
    """Trains a network. Of the rows that matter less than others, a third is seen in each pass, three times as important."""
    torch.manual_seed(seed)
    net = Network(vectors, drop or {"word": 0.2, "input": 0.2, "hidden": 0.5})
    answers, importance = torch.from_numpy(answers.astype(np.float32)), torch.from_numpy(importance.astype(np.float32))
    tidy, noisy = (importance >= 1).nonzero()[:, 0], (importance < 1).nonzero()[:, 0]
    optimizer = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], rate, weight_decay=decay)
    steps = passes * -(-(len(tidy) + len(noisy) // 3) // batch)
    step = 0
    for turn in range(passes):
        net.train()
        some = noisy[torch.randperm(len(noisy))[: len(noisy) // 3]]
        rows = torch.cat([tidy, some])
        weight = torch.where(importance >= 1, importance, 3 * importance)
        for part in rows[torch.randperm(len(rows))].split(batch):
            for group in optimizer.param_groups:
                group["lr"] = rate * (1 + math.cos(math.pi * step / steps)) / 2
            step += 1
            loss = F.binary_cross_entropy_with_logits(net(*places.at(part)), answers[part], weight[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        if report:
            report(turn, net)
    return net


@torch.no_grad()
def scores(net, places):
    net.eval()
    return torch.cat([net(*places.at(rows)) for rows in torch.arange(len(places.word)).split(4096)]).numpy()


def table(values):
    """A scale, then a signed byte for each number."""
    values = values.detach().numpy().astype(np.float64)
    scale = np.float32(max(np.abs(values).max(), 1e-9) / 127)
    return scale.astype("<f4").tobytes() + np.round(values / scale).astype(np.int8).tobytes()


def packed(net, hashes, factor, clear):
    """The network as bytes; `factor` is what its scores count in the linear model's numbers, `clear` the sum beyond which
    it is not asked."""
    out = torch.cat([net.out.weight[0], net.out.bias]) * factor
    tables = [net.words()[:-1], net.look.weight, net.hidden.weight.t(), net.state.weight, net.hidden.bias, out]
    head = np.array([clear, len(hashes)], "<u4").tobytes() + hashes.astype("<u4").tobytes()
    return head + b"".join(table(t) for t in tables)
