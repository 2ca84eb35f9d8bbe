#!/usr/bin/env python3
"""Trains the tokeniser and sentence splitter: one command, from CoNLL-U to a weights file.

    python training/sentences/train.py --out crates/syntax/data/segment.weights EWT-TRAIN.conllu GUM-TRAIN.conllu

Needs numpy and scipy (requirements.txt) and cargo: features are computed by the crate itself
(crates/syntax/examples/segmenter_features.rs), so that they are written down once. Both models are logistic regressions
with an L2 prior, found by L-BFGS; nothing is random but the noise, whose seeds are fixed.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile

import numpy as np
import scipy.optimize
import scipy.sparse

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


def features(rows, folder):
    """Has the crate compute features; returns for both models (answers, weights of rows, feature matrix)."""
    prefix = folder / "features"
    weights = [weight for weight, _ in rows]
    lines = []
    for _, tokens in rows:
        text, ranges, ends = render(tokens)
        lines.append(json.dumps({"text": text, "tokens": ranges, "ends": ends}))
    command = "cargo run --quiet --release -p rapporteur-syntax --example segmenter_features --".split()
    subprocess.run([*command, str(prefix)], input="\n".join(lines).encode(), check=True, cwd=ROOT)
    for name, templates in (("tokens", 27), ("sentences", 32)):
        table = np.fromfile(f"{prefix}.{name}", dtype="<u4").reshape(-1, 3 + templates)
        importance = np.array(weights)[table[:, 0]]
        indices = table[:, 3:].ravel()
        pointers = np.arange(0, len(indices) + 1, templates)
        matrix = scipy.sparse.csr_matrix((np.ones(len(indices), np.float32), indices, pointers), shape=(len(table), 1 << BITS))
        yield name, table[:, 2].astype(np.float64), importance, matrix


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


def quantised(w):
    """One signed byte a weight; the few weights beyond the scale are cut."""
    scale = 127 / max(np.quantile(np.abs(w[w != 0]), 0.998), 1e-6)
    return np.clip(np.round(w * scale), -127, 127).astype(np.int8)


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
    args = parser.parse_args()
    rows = []
    for path in args.conllu:
        for name, tokens in documents(path):
            rows.append((1.0, tokens))
            rows += [(args.noise, copy) for copy in noisy(tokens, name)]
    tables = []
    with tempfile.TemporaryDirectory() as folder:
        for prior, keep, (name, answers, importance, matrix) in zip(args.prior, args.keep, features(rows, pathlib.Path(folder))):
            w = fit(answers, importance, matrix, prior, args.steps, keep)
            table = quantised(w)
            right = ((matrix @ table.astype(np.float32) > 0) == (answers > 0)).astype(np.float64)
            tidy = importance == 1
            print(f"{name}: {len(answers)} places, right on tidy text {right[tidy].mean():.4f}, on noisy {right[~tidy].mean():.4f}")
            tables.append(table)
    pathlib.Path(args.out).write_bytes(b"".join(packed(table) for table in tables))


if __name__ == "__main__":
    main()
