"""Opens a release by croissant.json with the reference reader; prints the records of each record set as JSON."""

import json
import sys

import mlcroissant

dataset = mlcroissant.Dataset(jsonld=sys.argv[1] + "/croissant.json")
sets = [one for one in dataset.metadata.record_sets if one.name != "pictures"]
print(json.dumps({"rows": {one.name: sum(1 for _ in dataset.records(one.id)) for one in sets}}))
