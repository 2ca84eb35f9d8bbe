"""The network: a BERT encoder with shape embeddings, scalar mixes and task heads."""
import torch
import torch.nn.functional as F
from torch import nn
from safetensors.torch import load_file

WIDTH, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536


class Dropout:
    """Dropout with masks cut from one long random vector: drawing fresh bits took an eighth of the time."""

    def __init__(self, size=1 << 23):
        self.size, self.pools = size, {}

    def __call__(self, x, rate, training):
        if not training or rate == 0:
            return x
        if rate not in self.pools:
            self.pools[rate] = torch.empty(self.size).bernoulli_(1 - rate).div_(1 - rate)
        n = x.numel()
        if n > self.size // 2:
            return F.dropout(x, rate)
        at = int(torch.randint(self.size - n, ()))
        return x * self.pools[rate][at:at + n].view(x.shape)


dropout = Dropout()


class Layer(nn.Module):
    def __init__(self, drop):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = drop

    def forward(self, x, mask):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, n, WIDTH))
        x = self.norm1(x + dropout(a, self.drop, self.training))
        a = self.down(F.gelu(self.up(x), approximate="tanh"))
        return self.norm2(x + dropout(a, self.drop, self.training))


class Encoder(nn.Module):
    def __init__(self, pieces, shapes, positions, drop):
        super().__init__()
        self.piece = nn.Embedding(pieces, WIDTH)
        self.position = nn.Embedding(positions, WIDTH)
        self.shape = nn.Embedding(shapes, WIDTH)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))
        self.drop = drop

    def forward(self, piece, shape, mask):
        n = piece.shape[1]
        x = self.piece(piece) + self.shape(shape) + self.position.weight[:n]
        x = dropout(self.norm(x), self.drop, self.training)
        outs = [x]
        for layer in self.layers:
            x = layer(x, mask)
            outs.append(x)
        return outs

    def load(self, path, kept):
        """Take MiniLM's weights; `kept` are the rows of its vocabulary that stay."""
        w = load_file(path)
        with torch.no_grad():
            self.piece.weight.copy_(w["embeddings.word_embeddings.weight"][kept])
            self.position.weight.copy_(w["embeddings.position_embeddings.weight"][:len(self.position.weight)]
                                       + w["embeddings.token_type_embeddings.weight"][0])
            for p in ("weight", "bias"):
                getattr(self.norm, p).copy_(w["embeddings.LayerNorm." + p])
                for i, layer in enumerate(self.layers):
                    b = "encoder.layer.%d." % i
                    getattr(layer.qkv, p).copy_(torch.cat([w[b + "attention.self.%s.%s" % (x, p)]
                                                           for x in ("query", "key", "value")]))
                    getattr(layer.out, p).copy_(w[b + "attention.output.dense." + p])
                    getattr(layer.norm1, p).copy_(w[b + "attention.output.LayerNorm." + p])
                    getattr(layer.up, p).copy_(w[b + "intermediate.dense." + p])
                    getattr(layer.down, p).copy_(w[b + "output.dense." + p])
                    getattr(layer.norm2, p).copy_(w[b + "output.LayerNorm." + p])


class Mix(nn.Module):
    """A learnt convex combination of the layers' outputs."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(LAYERS + 1))
        with torch.no_grad():
            self.weight[-1] = 1.0

    def forward(self, outs):
        w = torch.softmax(self.weight, 0)
        return sum(a * x for a, x in zip(w, outs))


TAGGERS = ("upos", "feats", "lemma", "mention", "name", "attach")
MENTION_TAGGERS = ("mention", "name", "attach")


class Reader(nn.Module):
    def __init__(self, sizes, pieces, shapes, positions=256, arc=256, label=96, drop=0.1, head_drop=0.25):
        super().__init__()
        self.encoder = Encoder(pieces, shapes, positions, drop)
        self.mix_tag, self.mix_tree, self.mix_mention = Mix(), Mix(), Mix()
        self.tagger = nn.ModuleDict({t: nn.Linear(WIDTH, sizes[t]) for t in TAGGERS})
        self.arc_dep, self.arc_head = nn.Linear(WIDTH, arc), nn.Linear(WIDTH, arc)
        self.rel_dep, self.rel_head = nn.Linear(WIDTH, label), nn.Linear(WIDTH, label)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))              # [dependent + bias, head]
        self.rel = nn.Parameter(torch.zeros(sizes["rel"], label + 1, label + 1))
        nn.init.xavier_uniform_(self.arc, gain=0.5)
        nn.init.normal_(self.rel, std=0.01)
        self.head_drop = head_drop

    def forward(self, batch, outs=None):
        """Scores of a batch: taggers over words, arc scores [b, word, 1 + word], and relation vectors. `outs` is what the
        encoder gave for it, if that is known."""
        if outs is None:
            outs = self.encoder(batch["piece"], batch["shape"], batch["piece_mask"])
        first = batch["first"].unsqueeze(-1).expand(-1, -1, WIDTH)      # row 0 is [CLS], the root
        d = self.head_drop

        def words(mix):
            return dropout(torch.gather(mix(outs), 1, first), d, self.training)

        tag, tree, men = words(self.mix_tag), words(self.mix_tree), words(self.mix_mention)
        res = {t: self.tagger[t]((men if t in MENTION_TAGGERS else tag)[:, 1:]) for t in TAGGERS}

        def project(layer, x):
            return dropout(F.leaky_relu(layer(x), 0.1), d, self.training)

        dep, head = project(self.arc_dep, tree[:, 1:]), project(self.arc_head, tree)
        left = dep @ self.arc[:-1] + self.arc[-1]
        arcs = left @ head.transpose(1, 2) / (head.shape[-1] ** 0.5)
        res["arc"] = arcs.masked_fill(~batch["head_mask"].unsqueeze(1), -1e9)
        res["rel_dep"], res["rel_head"] = project(self.rel_dep, tree[:, 1:]), project(self.rel_head, tree)
        return res

    def relations(self, res, heads):
        """Relation scores [words, relations] for the given heads, of the words listed in `heads`
        as (sentence, word, head) triples."""
        b, w, h = heads
        one = torch.ones(len(b), 1)
        x = torch.cat([res["rel_dep"][b, w], one], 1)
        y = torch.cat([res["rel_head"][b, h], one], 1)
        r, d, e = self.rel.shape
        left = (x @ self.rel.permute(1, 0, 2).reshape(d, r * e)).view(-1, r, e)
        return (left * y.unsqueeze(1)).sum(-1)
