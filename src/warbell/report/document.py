"""What every report is written on: one HTML file that needs nothing but itself."""

from base64 import b64encode
from html import escape
from importlib.resources import files


def document(title: str, *, heading: str, sections: list[str], style: str = "", footer: str = "") -> str:
    """A whole HTML document; all but its title, which is text, is HTML.

    The game's page shows the header, what is in main, and the footer within itself (client/src/after).
    """
    folder = files("warbell.report")
    paper = "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("paper.css", "style.css"))
    icon = b64encode(folder.joinpath("icon.svg").read_bytes()).decode()  # or browsers would ask the server for one
    body = "\n".join(sections)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="icon" href="data:image/svg+xml;base64,{icon}">
<style>{paper}{style}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
<header>
{heading}
</header>
<main id="main">
{body}
</main>
{footer}</body>
</html>
"""


def section(key: str, title: str, body: str) -> str:
    """A section of a report that `#key` leads to; its body is HTML."""
    return f'<section id="{key}" aria-labelledby="{key}-h"><h2 id="{key}-h">{title}</h2>\n{body}</section>'


def facts(rows: list[tuple[str, str]]) -> str:
    """Names and values, as text."""
    items = "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in rows)
    return f'<dl class="facts">{items}</dl>'


def paragraphs(text: str) -> str:
    """A text of an episode, apart by empty lines."""
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))


def scrolling(drawing: str, least: int) -> str:
    """A drawing at least `least` pixels wide, which scrolls where the page is narrower."""
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="Drawing, scrolls sideways">'
        f'<div style="min-width:{least}px">{drawing}</div></div>'
    )
