"""What the fields of a struct mean: the comments behind them, as schemas for others have them too."""

import ast
import io
import tokenize
from collections.abc import Mapping
from functools import cache
from inspect import getsource
from types import ModuleType
from typing import Any

import msgspec


@cache
def meanings(module: ModuleType) -> Mapping[str, Mapping[str, str]]:
    """By the name of each class of a module, and of each field it declares itself, the comment behind it; "" for none.

    A comment goes on in the lines of comment right below.
    """
    source = getsource(module)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {each.start[0]: each.string.lstrip("# ") for each in tokens if each.type == tokenize.COMMENT}
    alone = {n for n, line in enumerate(source.splitlines(), start=1) if line.lstrip().startswith("#")}

    def behind(line: int) -> str:
        words = [comments[line]] if line in comments else []
        while words and line + 1 in alone:
            line += 1
            words.append(comments[line])
        return " ".join(words)

    return {
        each.name: {
            field.target.id: behind(field.end_lineno or field.lineno)
            for field in each.body
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        }
        for each in ast.parse(source).body
        if isinstance(each, ast.ClassDef)
    }


def describe(components: dict[str, Any], module: ModuleType) -> None:
    """Write into the JSON Schemas of a module's structs, by their names, what their fields mean.

    Fields of rows, which are arrays, get their name as a title besides.
    """
    for name, schema in components.items():
        fields = msgspec.structs.fields(getattr(module, name))
        row = dict(zip([each.name for each in fields], schema.get("prefixItems", ()), strict=False))
        for field in fields:
            said, words = schema.get("properties", row).get(field.name), meanings(module)[name].get(field.name)
            if said is not None and words:
                said.setdefault("description", words)
            if said is not None and field.name in row:
                said["title"] = field.name
