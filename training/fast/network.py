"""The fast network: summed tables, a bidirectional LSTM, and the task heads of the deep one in small."""
import torch
import torch.nn.functional as F
from torch import nn

TAGGERS = ("upos", "feats", "lemma", "mention", "name", "attach")
REACH = 30          # distances of arcs are told apart up to this


class Reader(nn.Module):
    """`vectors` are frozen vectors of the words with rows, `piece_vectors` those of the encoder's word pieces."""

    def __init__(self, sizes, tables, vectors, piece_vectors, shapes, width=128, state=128, layers=1, arc=128, label=64,
                 drop=0.2):
        super().__init__()
        self.register_buffer("vector", vectors)
        self.register_buffer("piece_vector", piece_vectors)
        self.project = nn.Linear(vectors.shape[1], width, bias=False)
        if vectors.shape[1] == width:
            nn.init.eye_(self.project.weight)
        rows = {k: len(v) for k, v in tables.lists.items()}
        self.word = nn.Embedding(rows["words"], width)
        self.prefix, self.suffix2, self.suffix3 = (nn.Embedding(rows[k], width)
                                                   for k in ("prefixes", "suffixes2", "suffixes3"))
        self.shape = nn.Embedding(shapes, width)
        for table in (self.word, self.prefix, self.suffix2, self.suffix3, self.shape):
            nn.init.normal_(table.weight, std=0.02)
        self.lstm = nn.LSTM(width, state, layers, batch_first=True, bidirectional=True, dropout=drop if layers > 1 else 0)
        out = 2 * state
        self.tagger = nn.ModuleDict({t: nn.Linear(out, sizes[t]) for t in TAGGERS})
        self.arc_dep, self.arc_head = nn.Linear(out, arc), nn.Linear(out, arc)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        nn.init.xavier_uniform_(self.arc, gain=0.5)
        self.distance = nn.Parameter(torch.zeros(2 * REACH + 2))
        self.rel_dep, self.rel_head = nn.Linear(out, label), nn.Linear(out, label)
        self.rel = nn.Linear(3 * label, sizes["rel"])
        self.drop = drop

    def known(self):
        """The finished rows of the words that have one, before shapes: what the exporter writes."""
        return self.word.weight + self.project(self.vector)

    def embed(self, b):
        known = self.word(b["word"]) + self.project(self.vector[b["word"]])
        pieces = F.embedding_bag(b["piece"], self.piece_vector, b["piece_from"], mode="mean")
        unknown = self.word.weight[0] + self.project(pieces)[b["piece_of"]]
        x = torch.where((b["word"] == 0)[..., None], unknown, known)
        ends = self.prefix(b["prefix"]) + self.suffix2(b["suffix2"]) + self.suffix3(b["suffix3"])
        return x + ends * b["is_word"][..., None] + self.shape(b["shape"])

    def forward(self, b):
        x = F.dropout(self.embed(b), self.drop, self.training)
        packed = nn.utils.rnn.pack_padded_sequence(x, b["lengths"], batch_first=True)
        out, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        if self.training:       # the same units dropped all along a sentence
            out = out * torch.empty(len(out), 1, out.shape[2]).bernoulli_(1 - self.drop).div_(1 - self.drop)
        res = {t: self.tagger[t](out[:, 1:]) for t in TAGGERS}

        def project(layer, x):
            return F.dropout(F.leaky_relu(layer(x), 0.1), self.drop, self.training)

        dep, head = project(self.arc_dep, out[:, 1:]), project(self.arc_head, out)
        n = out.shape[1]
        arcs = (dep @ self.arc[:-1] + self.arc[-1]) @ head.transpose(1, 2) / (head.shape[-1] ** 0.5)
        i, j = torch.arange(1, n)[:, None], torch.arange(n)[None]
        k = ((j - i).clamp(-REACH, REACH) + REACH + 1).masked_fill(j == 0, 0)
        res["arc"] = (arcs + self.distance[k]).masked_fill(~b["head_mask"].unsqueeze(1), -1e9)
        res["rel_dep"], res["rel_head"] = project(self.rel_dep, out[:, 1:]), project(self.rel_head, out)
        return res

    def relations(self, res, heads):
        b, w, h = heads
        x, y = res["rel_dep"][b, w], res["rel_head"][b, h]
        return self.rel(torch.cat([x * y, x, y], 1))
