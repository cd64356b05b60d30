"""What the fields of a struct mean: the comments behind them, as schemas for others have them too."""

import ast
import inspect
import io
import textwrap
import tokenize
from types import ModuleType
from typing import Any

import msgspec


def meanings(struct: type) -> dict[str, str]:
    """By the name of each field that a struct itself declares the comment behind it, "" if there is none.

    A comment goes on in the lines of comment right below.
    """
    source = textwrap.dedent(inspect.getsource(struct))
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {each.start[0]: each.string.lstrip("# ") for each in tokens if each.type == tokenize.COMMENT}
    alone = {n for n, line in enumerate(source.splitlines(), start=1) if line.lstrip().startswith("#")}
    (body,) = ast.parse(source).body
    assert isinstance(body, ast.ClassDef)
    found = {}
    for node in body.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.end_lineno:
            line = node.end_lineno
            words = [comments[line]] if line in comments else []
            while words and line + 1 in alone:
                line += 1
                words.append(comments[line])
            found[node.target.id] = " ".join(words)
    return found


def describe(components: dict[str, Any], module: ModuleType) -> None:
    """Write into the JSON Schemas of a module's structs, by their names, what their fields mean."""
    for name, schema in components.items():
        fields = {each.name: each.encode_name for each in msgspec.structs.fields(getattr(module, name))}
        for field, words in meanings(getattr(module, name)).items():
            said = schema.get("properties", {}).get(fields.get(field))
            if words and said is not None:
                said.setdefault("description", words)
