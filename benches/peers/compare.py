"""Reads the same reports with Rapporteur and with its peers by turns and prints a table: compare.py SHARED [--turns N]
[--node FOLDER] [--udpipe MODEL]. A peer that is not installed is left out, with a line that says so."""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
EVAL = os.environ.get("RAPPORTEUR_EVAL", HERE / "../../target/release/rapporteur-eval")
GOLD = "corpora/ud-english/en_ewt-ud-dev.conllu"
BASE = "spaCy small, OpenBLAS"


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, text=True, **options).stdout


def ours(shared, model, file):
    """Two figures of one run: syntax alone, and the whole reading."""
    speed = json.loads(run(EVAL, "measure-speed", shared, "--model", model))
    rooms = dict(speed["rooms"])
    if not file.exists():
        file.write_text(run(EVAL, "predict", "syntax", shared, "--data", "EWT", "--model", model, stderr=subprocess.DEVNULL))
    return {
        f"Rapporteur {model}, syntax": speed["words"] / rooms["syntax"],
        f"Rapporteur {model}, whole reading": speed["words"] / sum(rooms.values()),
    }


def scores(shared, file):
    """UPOS and LAS on EWT dev from raw text, in percent."""
    figures = json.loads(run(EVAL, "score", "syntax", shared / GOLD, file))
    return {name: figures[name]["f1"] for name in ("UPOS", "LAS")}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--node", type=pathlib.Path, help="where wink-nlp and its model are installed")
    parser.add_argument("--udpipe", help="a model of UDPipe 1 for English")
    args = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp())
    models = ["deep", "fast"]

    def spacy(*backend):
        return lambda file: run(sys.executable, HERE / "spacy_speed.py", args.shared, file, *backend)

    peers = {"spaCy small, as installed": (spacy(), ["UPOS"]), BASE: (spacy("openblas"), ["UPOS"])}
    if args.node:
        peers["wink-nlp"] = (lambda file: run("node", HERE / "wink.js", args.shared, file, cwd=args.node), ["UPOS"])
    if args.udpipe:
        udpipe = lambda file: run(sys.executable, HERE / "udpipe_speed.py", args.shared, file, args.udpipe)
        peers["UDPipe 1"] = (udpipe, ["UPOS", "LAS"])
    speeds, accuracy, versions = {}, {}, {}
    for _ in range(args.turns):
        for model in models:
            file = folder / f"{model}.conllu"
            for name, speed in ours(args.shared, model, file).items():
                speeds.setdefault(name, []).append(speed)
                accuracy[name] = scores(args.shared, file)
        for name, (measure, known) in peers.items():
            file = folder / "peer.conllu"
            try:
                result = json.loads(measure(file).splitlines()[-1])
            except (subprocess.CalledProcessError, FileNotFoundError) as error:
                print(f"{name} is left out: {error}", file=sys.stderr)
                continue
            speeds.setdefault(name, []).append(result["speed"])
            versions[name] = result["version"]
            if name not in accuracy:
                accuracy[name] = {key: value for key, value in scores(args.shared, file).items() if key in known}
    base = statistics.mean(speeds[BASE]) if BASE in speeds else None
    print("| program | words/s of CPU time, mean (least to most) | ratio | UPOS | LAS |")
    print("|---|--:|--:|--:|--:|")
    for name, values in speeds.items():
        mean = statistics.mean(values)
        figures = [accuracy[name].get(key) for key in ("UPOS", "LAS")]
        shown = " | ".join("–" if figure is None else f"{figure:.3f}".lstrip("0") for figure in figures)
        ratio = f"{mean / base:.2f}" if base else "–"
        label = " ".join(filter(None, [name, versions.get(name)]))
        print(f"| {label} | {mean:,.0f} ({min(values):,.0f} to {max(values):,.0f}) | {ratio} | {shown} |")


main()
