#!/usr/bin/env python3
"""validate.py SCHEMA FILE...: YAML files against a JSON Schema by python3-jsonschema.

Reads YAML as editors do (the core schema of YAML 1.2: 08:30 is text, 2023-08-12 is text) and prints
`path:line: message` for each mistake, with the line of the innermost value it is about.
"""
import json, re, sys
import jsonschema, yaml


class Core(yaml.SafeLoader):
    yaml_implicit_resolvers = {}


for tag, pattern, first in (
        ("null", r"~|null|Null|NULL|", list("~nN") + [""]),
        ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        ("int", r"[-+]?[0-9]+", list("-+0123456789")),
        ("float", r"[-+]?([.][0-9]+|[0-9]+([.][0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789"))):
    Core.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(f"^({pattern})$"), first)


def plain(value):
    """Maps have text as keys, as in JSON."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value


def line_of(node, path):
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((v for k, v in node.value if k.value == str(step)), node)
        elif isinstance(node, yaml.SequenceNode):
            node = node.value[step]
    return node.start_mark.line + 1


def depth(errors):
    return max(len(e.absolute_path) + (e.validator == "additionalProperties") for e in errors)


def innermost(error):
    """The mistakes behind "not valid under any of these": those of the form that fits deepest, if
    one goes deeper than the others."""
    if not error.context:
        return [error]
    forms = {}
    for part in error.context:
        forms.setdefault(part.schema_path[0], []).extend(innermost(part))
    best = max(forms.values(), key=depth)
    return best if depth(best) > len(error.absolute_path) else [error]


schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
found = 0
for path in sys.argv[2:]:
    text = open(path, encoding="utf-8").read()
    tree, data = yaml.compose(text, Core), plain(yaml.load(text, Core))
    for error in validator.iter_errors(data):
        found += 1
        for part in innermost(error):
            print(f"{path}:{line_of(tree, part.absolute_path)}: {part.message[:200]}")
sys.exit(1 if found else 0)
