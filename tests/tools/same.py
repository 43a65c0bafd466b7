"""Each YAML document says what the JSON document of the same name says, to a parser that is not ours."""

import json
import pathlib
import sys

import yaml

folder = pathlib.Path(sys.argv[1])
documents = sorted(folder.glob("*.yaml"))
for document in documents:
    text = document.read_text(encoding="utf-8")
    expected = json.loads(document.with_suffix(".json").read_text(encoding="utf-8"))
    if yaml.safe_load(text) != expected:
        sys.exit(f"{document} differs from its JSON")
print(f"{len(documents)} YAML documents say what their JSON says")
sys.exit(0 if documents else "no documents")
