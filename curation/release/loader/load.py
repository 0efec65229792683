#!/usr/bin/env python3
"""Loads this release: rows, tasks, splits and images. Needs pandas and Pillow alone.

    import load
    rows = load.metadata()                              # one row an image, by file name
    train, test = load.fold("covid-19", "paper-by-region", "Europe")
    sets = load.sets("survival")                        # train, validation, test
    picture = load.image(rows.iloc[0])                  # 8-bit grey, upright

As a program it counts what is there: python3 load.py [FOLDER] [--images]
"""

import argparse
import json
import re
import sys
from pathlib import Path

import pandas as pd
from PIL import Image, ImageOps

HERE = Path(__file__).resolve().parent

# Cells that a spreadsheet would run stand behind an apostrophe in the tables.
_RUNS = re.compile("[=@\t\r\uff1d\uff0b\uff0d\uff20]|[+-](?![0-9]|\\s|\\Z)")
_NUMBER = re.compile(r"[+-][0-9]{1,12}(?:\.[0-9]{1,12})?\Z")


def _is_formula(cell):
    if _RUNS.match(cell):
        return True
    return bool(re.match(r"[+-][0-9\s]", cell) and not _NUMBER.match(cell) and re.search(r"[=(|!]", cell))


def _cell(cell):
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _table(folder, path):
    """A table with its types: only a blank cell is missing, so that a patient `NA` or `007` stays what it is."""
    frame = pd.read_csv(Path(folder) / path, dtype=str, keep_default_na=False, encoding="utf-8")
    package = json.loads((Path(folder) / "datapackage.json").read_text(encoding="utf-8"))
    fields = next(one["schema"]["fields"] for one in package["resources"] if one["path"] == path)
    for field in fields:
        name = field["name"]
        if field["type"] in ("number", "integer"):
            frame[name] = pd.to_numeric(frame[name].mask(frame[name] == ""))
        else:
            frame[name] = frame[name].map(_cell)
    return frame


def _described(folder):
    return json.loads((Path(folder) / "tasks" / "tasks.json").read_text(encoding="utf-8"))


def _named(entries, name, what):
    for entry in entries:
        if entry["id"] == name:
            return entry
    known = ", ".join(entry["id"] for entry in entries)
    raise KeyError(f"no {what} '{name}' in this release; it has {known}")


def metadata(folder=HERE):
    """metadata.csv by file name. Blank text is "", a blank number NaN."""
    return _table(folder, "metadata.csv").set_index("filename", drop=False)


def tasks(folder=HERE):
    """What each task is: rule, labels, counts, test regions."""
    return _described(folder)["tasks"]


def task(name, folder=HERE):
    """The rows of a task: those of metadata.csv with group, region and `label` (1 or 0, or a score)."""
    table = _table(folder, _named(tasks(folder), name, "task")["file"]).set_index("filename")
    rows = metadata(folder).loc[table.index]
    return rows.join(table.drop(columns=["patientid"]))


def fold(name, split, place, folder=HERE):
    """Training and test rows of a task when `place` is left out under a leave-one-out split."""
    described = _named(_described(folder)["splits"], split, "split")
    rows = task(name, folder)
    where = _table(folder, described["file"]).set_index("filename").loc[rows.index]
    if not (where["fold"] == place).any():
        known = ", ".join(sorted(set(where["fold"]) - {""}))
        raise KeyError(f"no row of {name} is of '{place}' under {split}; there are {known}")
    test = where["fold"] == place
    out = where["also_in"].map(lambda folds: place in folds.split(";"))
    if described["unknown"] == "out":
        out |= where["fold"] == ""
    return rows[~test & ~out], rows[test]


def sets(name, folder=HERE):
    """The rows of a task in each set of the fixed split: train, validation, test."""
    rows = task(name, folder)
    chosen = _table(folder, _described(folder)["fixed"]["file"]).set_index("filename").loc[rows.index]["set"]
    return {one: rows[chosen == one] for one in ("train", "validation", "test")}


def image(row, folder=HERE):
    """The picture of a row as 8-bit grey, upright. Volumes (NIfTI) are none."""
    if row["folder"] == "volumes":
        raise ValueError(f"{row['filename']} is a volume, not a picture; read volumes/ with a NIfTI reader")
    with Image.open(Path(folder) / "images" / row["filename"]) as opened:
        return ImageOps.exif_transpose(opened).convert("L")


def main():
    parser = argparse.ArgumentParser(description="Counts what a release holds.")
    parser.add_argument("folder", nargs="?", default=HERE, help="the release (default: where this file is)")
    parser.add_argument("--images", action="store_true", help="open every picture too")
    asked = parser.parse_args()
    rows = metadata(asked.folder)
    counted = {"rows": len(rows), "patients": int(rows["patientid"].nunique()), "tasks": {}}
    for one in tasks(asked.folder):
        chosen = sets(one["id"], asked.folder)
        counted["tasks"][one["id"]] = {"rows": one["rows"], **{key: len(value) for key, value in chosen.items()}}
    if asked.images:
        pictures = rows[rows["folder"] != "volumes"]
        counted["images"] = sum(min(image(row, asked.folder).size) > 0 for _, row in pictures.iterrows())
    json.dump(counted, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
