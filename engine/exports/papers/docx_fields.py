"""Checks that a Word template names only fields that a paper has, before anything is drawn."""

from collections.abc import Iterator
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from engine.errors import PaperError
from engine.exports.papers.view import FIELDS

_LOOP = frozenset({"loop", "first", "last", "index", "length"})


def check(template: DocxTemplate, environment: SandboxedEnvironment, file: Path) -> None:
    """Refuse a template that names what a paper does not have.

    Args:
        template: opened.
        environment: that it is drawn with.
        file: as it is named in a message.

    Raises:
        PaperError: an unknown field, with the known ones, or a mistake in a tag.
    """
    try:
        trees = [environment.parse(part) for part in _parts(template)]
    except TemplateSyntaxError as error:
        raise PaperError(f"a tag in the template is wrong: {error.message}", file=file) from error
    wrong = sorted({name for tree in trees for name in _unknown(tree)})
    if wrong:
        known = ", ".join(sorted(FIELDS))
        what = f"unknown field {', '.join(wrong)}; known, below paper: {known}"
        raise PaperError(what, file=file)


def _parts(template: DocxTemplate) -> Iterator[str]:
    """Body, headers and footers as they are run."""
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))


def _unknown(tree: nodes.Template) -> Iterator[str]:
    yield from meta.find_undeclared_variables(tree) - {"paper"}
    for part in tree.find_all(nodes.Getattr):
        if part.attr not in FIELDS | _LOOP:
            yield part.attr
    for item in tree.find_all(nodes.Getitem):
        name = item.arg.value if isinstance(item.arg, nodes.Const) else None
        if isinstance(name, str) and name not in FIELDS:
            yield name
    for kind in (nodes.Call, nodes.Filter, nodes.Import, nodes.Include, nodes.Extends):
        if next(tree.find_all(kind), None) is not None:
            yield f"{kind.__name__.lower()} (only fields, if and for)"
