"""Generates clients of OpenAPI documents with three generators, one process each for all documents, looks for a type of its own
for each schema, and type-checks them. Arguments: the documents' folder, the tools' folder, an empty folder, names of documents."""

import json
import pathlib
import re
import subprocess
import sys

documents, tools, out = (pathlib.Path(path).resolve() for path in sys.argv[1:4])


NULL = """export type Null = null;
export const NullFromJSON = (json: any): Null => json;
export const NullFromJSONTyped = NullFromJSON;
export const NullToJSON = NullFromJSON;
export const NullToJSONTyped = NullFromJSON;
"""


def folded(name):
    """A name as generators may write it."""
    return name.replace("_", "").lower()


def run(generator, command):
    log = out / f"{generator}.log"
    with log.open("w", encoding="utf-8") as file:
        status = subprocess.run(command, cwd=out, stdout=file, stderr=subprocess.STDOUT).returncode
    text = log.read_text(encoding="utf-8")
    if status:
        sys.exit(f"{generator} failed with {status}:\n{text[-4000:]}")
    return text


def assert_types(generator, name, wanted, found):
    missing = {folded(one) for one in wanted} - {folded(one) for one in found}
    if missing:
        sys.exit(f"{generator} makes no types of {sorted(missing)} in {name}")


def openapi_typescript(schemas):
    apis = {
        name: {"root": str(documents / f"{name}-3.1.json"), "x-openapi-ts": {"output": f"typescript/{name}.ts"}}
        for name in schemas
    }
    (out / "redocly.yaml").write_text(json.dumps({"apis": apis}), encoding="utf-8")
    run("openapi-typescript", [tools / "node_modules/.bin/openapi-typescript", "--redocly", "redocly.yaml"])
    for name, types in schemas.items():
        text = (out / f"typescript/{name}.ts").read_text(encoding="utf-8")
        part = re.search(r"\n    schemas: \{\n(.*?)\n    \};\n", text, re.S)
        found = re.findall(r'^        "?([\w.-]+)"?: ', part[1] if part else "", re.M)
        assert_types("openapi-typescript", name, types, found)


def openapi_python_client(schemas):
    config = {"post_hooks": []}
    (out / "python.json").write_text(json.dumps(config), encoding="utf-8")
    # The generator's own command, once for all documents.
    script = "import sys\nfrom openapi_python_client.cli import app\n"
    for name in schemas:
        package = f"python/{name.replace('-', '_')}_client"
        arguments = ["generate", "--path", str(documents / f"{name}-3.1.json"), "--output-path", package]
        arguments += ["--meta", "none", "--config", "python.json"]
        script += f"app({arguments!r}, standalone_mode=False)\n"
    (out / "python").mkdir()
    log = run("openapi-python-client", [tools / "venv/bin/python", "-c", script])
    if "Unable to " in log:
        sys.exit(f"openapi-python-client passes something over:\n{log[:4000]}")
    for name, types in schemas.items():
        models = out / f"python/{name.replace('-', '_')}_client/models/__init__.py"
        found = re.findall(r'^    "(\w+)",$', models.read_text(encoding="utf-8"), re.M)
        wanted = [schema.get("title", key) for key, schema in types.items() if schema.get("type") == "object"]
        assert_types("openapi-python-client", name, wanted, found)


def openapi_generator(schemas):
    configs = []
    for name in schemas:
        config = {
            "generatorName": "typescript-fetch",
            "inputSpec": str(documents / f"{name}-3.1.json"),
            "outputDir": str(out / f"fetch/{name}"),
        }
        configs.append(f"fetch-{name}.json")
        (out / configs[-1]).write_text(json.dumps(config), encoding="utf-8")
    run("openapi-generator", [tools / "venv/bin/openapi-generator-cli", "batch", "--fail-fast", *configs])
    for name, types in schemas.items():
        # The generator imports a model for `null`, and makes none.
        (out / f"fetch/{name}/models/Null.ts").write_text(NULL, encoding="utf-8")
        models = (out / f"fetch/{name}/models").glob("*.ts")
        text = "\n".join(model.read_text(encoding="utf-8") for model in models)
        found = re.findall(r"^export (?:interface|type|const) (\w+)", text, re.M)
        wanted = [key for key, schema in types.items() if schema.get("type") == "object"]
        assert_types("openapi-generator", name, wanted, found)


schemas = {}
for name in sys.argv[4:]:
    document = json.loads((documents / f"{name}-3.1.json").read_text(encoding="utf-8"))
    schemas[name] = document["components"]["schemas"]
alike = [key for key in schemas.get("alike", ()) if key.endswith("NotFound")]
if len(alike) < 2:
    sys.exit("no document has two errors with one message")
generators = [openapi_typescript, openapi_python_client, openapi_generator]
for generator in generators:
    generator(schemas)
tsc = [tools / "node_modules/.bin/tsc", "--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--lib", "es2022,dom"]
tsc += ["--module", "esnext", "--moduleResolution", "bundler"]
files = [f"typescript/{name}.ts" for name in schemas] + [f"fetch/{name}/index.ts" for name in schemas]
run("tsc", [*tsc, *files])
run("mypy", [tools / "venv/bin/mypy", "python"])
count = sum(len(types) for types in schemas.values())
print(f"{len(schemas)} documents, {count} schemas: each a type of its own in {len(generators)} generators, and all types hold")
