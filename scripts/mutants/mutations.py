"""Small wrong changes of a source file, one at a time: of a comparison, a sum, a number, a word of logic, a statement.

They are made in the text, where the syntax tree says that the thing stands, so that a change is one line of a diff.
"""

import ast
from collections.abc import Iterator
from typing import NamedTuple

COMPARISONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "in": "not in", "not in": "in"}
ARITHMETIC = {
    "+": "-", "-": "+", "*": "//", "//": "*", "%": "//", "|": "&", "&": "|", "^": "|", "<<": ">>", ">>": "<<",
}  # fmt: skip
LOGIC = {"and": "or", "or": "and"}
DROPPED = (ast.Assign, ast.AugAssign, ast.Continue, ast.Break)


class Mutation(NamedTuple):
    """A change of a text: what stands from `start` to `end` becomes `new`."""

    line: int  # from 1 on
    start: int
    end: int
    new: str

    def of(self, text: str) -> str:
        """The changed text."""
        return text[: self.start] + self.new + text[self.end :]


def mutations(text: str) -> list[Mutation]:
    """All changes there are to the functions of a file, in the order of their places."""
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))

    def at(line: int, column: int) -> int:
        return lines[line - 1] + column

    def span(node: ast.AST) -> tuple[int, int]:
        return at(node.lineno, node.col_offset), at(node.end_lineno, node.end_col_offset)

    def between(node: ast.AST, left: ast.AST, right: ast.AST, words: dict[str, str]) -> Iterator[Mutation]:
        start, end = span(left)[1], span(right)[0]
        word = text[start:end].strip(" ()\n")
        if word in words:
            found = start + text[start:end].index(word)
            yield Mutation(node.lineno, found, found + len(word), words[word])

    def of_node(node: ast.AST) -> Iterator[Mutation]:
        if isinstance(node, ast.Compare):
            for left, right in zip([node.left, *node.comparators], node.comparators, strict=False):
                yield from between(right, left, right, COMPARISONS)
        elif isinstance(node, ast.BinOp):
            yield from between(node.right, node.left, node.right, ARITHMETIC)
        elif isinstance(node, ast.AugAssign):
            yield from between(node, node.target, node.value, {f"{a}=": f"{b}=" for a, b in ARITHMETIC.items()})
        elif isinstance(node, ast.BoolOp):
            for left, right in zip(node.values, node.values[1:], strict=False):
                yield from between(right, left, right, LOGIC)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield Mutation(node.lineno, span(node)[0], span(node)[0] + len("not"), "")
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            for other in (node.value + 1, node.value - 1):
                yield Mutation(node.lineno, *span(node), f"({other})" if other < 0 else str(other))
        if isinstance(node, DROPPED) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
            yield Mutation(node.lineno, *span(node), "pass")

    found = {
        mutation
        for function in ast.walk(ast.parse(text))
        if isinstance(function, ast.FunctionDef)
        for statement in function.body
        for node in ast.walk(statement)
        for mutation in of_node(node)
    }
    return sorted(found, key=lambda mutation: mutation[1:])
