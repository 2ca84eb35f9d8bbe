#!/usr/bin/env python3
"""Trains the tokeniser and sentence splitter: one command, from CoNLL-U to a weights file.

    python training/sentences/train.py --out crates/syntax/data/segment.weights EWT-TRAIN.conllu GUM-TRAIN.conllu

Needs numpy, scipy, torch and safetensors (requirements.txt) and cargo: features are computed by the crate itself
(crates/syntax/examples/segmenter_features.rs), so that they are written down once. Two models are logistic regressions
with an L2 prior, found by L-BFGS; the third is a small network (doubts.py). All seeds are fixed.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import tempfile

import numpy as np
import scipy.optimize
import scipy.sparse

import doubts
from noise import Token, noisy, render

BITS = 19
# Genres of GUM whose texts may not be used commercially.
LEFT_OUT = {"essay", "fiction", "letter", "podcast", "whow"}
ROOT = pathlib.Path(__file__).resolve().parents[2]


def documents(path):
    """The documents of a CoNLL-U file as (id, tokens); sentences stand on one line, an empty line parts paragraphs."""
    found, multi = [], 0
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            found.append((line.partition("=")[2].strip(), []))
        elif line.startswith("# newpar") and not line.startswith("# newpar_") and found[-1][1]:
            found[-1][1][-1].space = "\n\n"
        elif not line:
            multi = 0
            if found[-1][1]:
                found[-1][1][-1].end = True
        elif not line.startswith("#"):
            columns = line.split("\t")
            if "." in columns[0]:
                continue
            first, _, last = columns[0].partition("-")
            if not last and int(first) <= multi:
                if found[-1][1][-1].upos == "_":
                    found[-1][1][-1].upos = columns[3]
                continue
            if last:
                multi = int(last)
            space = "" if "SpaceAfter=No" in columns[9].split("|") else " "
            found[-1][1].append(Token(columns[1], space, False, columns[3]))
    licensed = [(name, tokens) for name, tokens in found if not (name.startswith("GUM_") and name.split("_")[1] in LEFT_OUT)]
    for _, tokens in licensed:
        tokens[-1].space = ""
    return licensed


def features(texts, prefix):
    """Has the crate compute the features of texts (lists of tokens) into files."""
    lines = []
    for tokens in texts:
        text, ranges, ends = render(tokens)
        lines.append(json.dumps({"text": text, "tokens": ranges, "ends": ends}))
    command = "cargo run --quiet --release -p rapporteur-syntax --example segmenter_features --".split()
    subprocess.run([*command, str(prefix)], input="\n".join(lines).encode(), check=True, cwd=ROOT)


def places(prefix, name, columns):
    """Document, answer and features of all places of a kind."""
    table = np.fromfile(f"{prefix}.{name}", dtype="<u4").reshape(-1, 3 + columns)
    return table[:, 0], table[:, 2], table[:, 3:]


def words(prefix):
    """The hash and the form of each token."""
    with open(f"{prefix}.words", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            number, _, form = line.rstrip("\n").partition(" ")
            yield int(number), form


def hashed(table):
    """A row for each place with ones at its features."""
    pointers = np.arange(0, table.size + 1, table.shape[1])
    return scipy.sparse.csr_matrix((np.ones(table.size, np.float32), table.ravel(), pointers), shape=(len(table), 1 << BITS))


def fit(answers, importance, matrix, prior, steps, keep):
    """Logistic regression with the `keep` features of the largest weights; `prior` is the strength of the L2 term."""
    w = regression(answers, importance, matrix, prior, steps)
    kept = np.argsort(-np.abs(w), kind="stable")[:keep]
    small = np.zeros_like(w)
    small[kept] = regression(answers, importance, matrix[:, kept], prior, steps)
    return small


def regression(answers, importance, matrix, prior, steps):
    signs, transposed = 2 * answers - 1, matrix.T.tocsr()

    def loss(w):
        margins = signs * (matrix @ w)
        value = (importance * np.logaddexp(0, -margins)).sum() + prior / 2 * (w @ w)
        slope = -signs * importance / (1 + np.exp(np.clip(margins, -50, 50)))
        return value, transposed @ slope + prior * w

    start = np.zeros(matrix.shape[1])
    return scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 20}).x


def scale_of(w):
    """What a weight of one is in the file; the few weights beyond the scale are cut."""
    return 127 / max(np.quantile(np.abs(w[w != 0]), 0.998), 1e-6)


def quantised(w):
    """One signed byte a weight."""
    return np.clip(np.round(w * scale_of(w)), -127, 127).astype(np.int8)


def packed(table):
    """How many weights are not zero, then for each its distance from the last one and its value."""
    out, last = bytearray(int(np.count_nonzero(table)).to_bytes(4, "little")), 0
    for at in np.flatnonzero(table):
        distance, last = int(at) - last, int(at)
        while distance >= 0x80:
            out.append(distance & 0x7F | 0x80)
            distance >>= 7
        out += bytes([distance, int(table[at]) & 0xFF])
    return bytes(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("conllu", nargs="+", help="CoNLL-U files to train on")
    parser.add_argument("--out", required=True, help="the weights file to write")
    parser.add_argument("--prior", type=float, nargs=2, default=[0.4, 1.0], help="L2 strength for tokens and for sentences")
    parser.add_argument("--noise", type=float, default=0.15, help="weight of a noisy copy beside a tidy one")
    parser.add_argument("--keep", type=int, nargs=2, default=[50_000, 60_000], help="how many weights the file holds for each")
    parser.add_argument("--steps", type=int, default=60, help="steps of L-BFGS")
    parser.add_argument("--fast", default=ROOT / "models/fast.safetensors", help="the fast reading model, for vectors of words")
    parser.add_argument("--words", type=int, default=4000, help="how many words have a vector")
    parser.add_argument("--share", type=float, default=0.8, help="what the linear model's sum counts where the network is asked")
    parser.add_argument("--clear", type=float, default=2.0, help="the sum, as log odds, beyond which it is not asked")
    args = parser.parse_args()
    rows = []
    for path in args.conllu:
        for name, tokens in documents(path):
            rows.append((1.0, tokens))
            rows += [(args.noise, copy) for copy in noisy(tokens, name)]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        texts, known = folder / "texts", folder / "known"
        features([tokens for _, tokens in rows], texts)
        weights = np.array([weight for weight, _ in rows])
        out = b""
        for name, columns, sight, prior, keep in zip(("tokens", "sentences"), (27, 32), (0, doubts.SIGHT), args.prior, args.keep):
            document, answers, table = places(texts, name, columns + sight)
            importance, matrix = weights[document], hashed(table[:, :columns])
            w = fit(answers.astype(np.float64), importance, matrix, prior, args.steps, keep)
            small = quantised(w)
            right = ((matrix @ small.astype(np.float32) > 0) == (answers > 0)).astype(np.float64)
            tidy = importance == 1
            print(f"{name}: {len(answers)} places, right on tidy text {right[tidy].mean():.4f}, on noisy {right[~tidy].mean():.4f}")
            out += packed(small)
        # The network learns the ends of sentences by itself; what the linear model says is only added where both are used.
        vocabulary, vectors = doubts.fast_vectors(args.fast)
        features([[Token(word) for word in vocabulary]], known)
        row_of = {number: row for row, (number, _) in reversed(list(enumerate(words(known))))}
        seen = list(words(texts))
        hashes, vectors = doubts.vocabulary(collections.Counter(n for n, _ in seen), dict(seen), row_of, vectors, args.words)
        scene = doubts.Places(table[:, columns:].astype(np.int64), hashes)
        net = doubts.fit(scene, answers, importance, vectors)
        print(f"network: {len(hashes)} words, right on tidy text {((doubts.scores(net, scene) > 0) == (answers > 0))[tidy].mean():.4f}")
        out += doubts.packed(net, hashes, scale_of(w) / args.share, round(args.clear * scale_of(w)))
    pathlib.Path(args.out).write_bytes(out)


if __name__ == "__main__":
    main()
