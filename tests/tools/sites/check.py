"""What each site shows of a page is what the page says: texts, anchors, and nothing of a file on the disk.

Usage: check.py CATALOGS SECRET PAGES DOCUSAURUS VITEPRESS MDBOOK: the catalogs as JSON Lines, a text that no page may show, and folders.
"""

import html.parser
import json
import pathlib
import re
import sys
import urllib.parse

import cmarkgfm
from cmarkgfm.cmark import Options

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


class Shown(html.parser.HTMLParser):
    """Text, anchors and links to anchors of the part of a page that was written."""

    def __init__(self, page, tag=None, css_class=""):
        super().__init__()
        self.part, self.css_class = tag, css_class
        self.text, self.ids, self.fragments = [], [], []
        # The tag whose end is awaited, and how many of them are open.
        self.inside, self.hidden = (None, int(tag is None)), (None, 0)
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        attributes = {name: value or "" for name, value in attributes}
        classes = attributes.get("class", "").split()
        if self.inside[1] == 0 and tag == self.part and (not self.css_class or self.css_class in classes):
            self.inside = (tag, 1)
            return
        if self.inside[1] == 0:
            return
        if self.inside[0] == tag:
            self.inside = (tag, self.inside[1] + 1)
        if self.hidden[1] > 0:
            self.hidden = (self.hidden[0], self.hidden[1] + (tag == self.hidden[0]))
        elif tag in ("button", "script", "style") or (tag == "span" and "lang" in classes):
            self.hidden = (tag, 1)
        self.ids += [attributes["id"]] if "id" in attributes else []
        if tag == "a" and attributes.get("href", "").startswith("#"):
            self.fragments.append(attributes["href"][1:])

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self.hidden[1] > 0 and tag == self.hidden[0]:
            self.hidden = (tag, self.hidden[1] - 1)
        if self.inside[0] == tag and tag is not None:
            self.inside = (tag, self.inside[1] - 1)
            if self.inside[1] == 0:
                self.part = "nothing more"

    def handle_data(self, data):
        if self.inside[1] > 0 and self.hidden[1] == 0:
            self.text.append(data)

    def seen(self):
        return seen("".join(self.text))


UNSEEN = re.compile(r"[\s\u200b\0-\x1f\x7f-\x9f]+")
TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")


def seen(text):
    """A text without space, which sites set as they like, and with a sign for what turns text around."""
    return TURNED.sub("\ufffd", UNSEEN.sub("", text))


def letters(text):
    return re.sub(r"\W+", "", text)


def shown_piece(piece):
    """A piece of a message as a page shows it: an optional segment is in brackets."""
    if "segment" in piece:
        return "[%s]" % "".join(shown_piece(inner) for inner in piece["pieces"])
    return piece.get("text") or "{%s}" % piece["param"]


def expected_texts(catalog):
    """The texts that the page of a catalog shows, each in the forms that markup may leave of it."""
    for error in catalog["errors"]:
        if not error["public"]:
            continue
        yield "code", [seen(str(error["code"]))]
        message = "".join(shown_piece(piece) for piece in error["message"]["pieces"])
        yield "message", [seen(message)]
        for prose in ("description", "fix", "when"):
            without_marks = re.sub(r"^\s*\d+[.)]\s", "", error[prose] or "", flags=re.MULTILINE)
            yield prose, [letters(without_marks), letters(re.sub(r"\]\([^)]*\)", "", without_marks))]


def difference(one, other):
    at = next((at for at, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    return f"{one[max(0, at - 60):at + 60]!r} is shown as {other[max(0, at - 60):at + 60]!r}"


def mistakes(name, catalog, source, secret, sites):
    github = Shown(cmarkgfm.github_flavored_markdown_to_html(source, Options.CMARK_OPT_UNSAFE))
    shown = {"GitHub": github}
    for site, (path, tag, css_class) in sites.items():
        shown[site] = Shown(path.read_text(encoding="utf-8"), tag, css_class)
    for site, page in shown.items():
        text = page.seen()
        if text != github.seen():
            yield f"{name}, {site}: {difference(github.seen(), text)}"
        for what, part in expected_texts(catalog) if catalog else []:
            if not any(one in place for one in part for place in (text, letters(text))):
                yield f"{name}, {site}: the {what} {part!r} is missing"
        # Sites with a script of their own look for the fragment when it is decoded.
        for fragment in page.fragments:
            anchor = urllib.parse.unquote(fragment)
            is_seen = seen(anchor) == anchor.replace(" ", "")
            if is_seen and not {anchor, fragment} & {"", *page.ids}:
                yield f"{name}, {site}: the link to #{fragment} finds no anchor"
        if secret in text:
            yield f"{name}, {site}: shows a file of the disk"


def main():
    catalogs, secret, pages, docusaurus, vitepress, mdbook = sys.argv[1:]
    lines = pathlib.Path(catalogs).read_text(encoding="utf-8").split("\n")
    catalogs = {catalog["catalog"]["name"]: catalog for catalog in map(json.loads, filter(None, lines))}
    found, checked = [], 0
    for page in sorted(pathlib.Path(pages).glob("*.md*")):
        if page.stem in ("index", "SUMMARY", "x", "e"):
            continue
        checked += 1
        sites = {
            "Docusaurus": (pathlib.Path(docusaurus) / page.stem / "index.html", "div", "theme-doc-markdown"),
            "VitePress": (pathlib.Path(vitepress) / f"{page.stem}.html", "div", "vp-doc"),
            "mdBook": (pathlib.Path(mdbook) / f"{page.stem}.html", "main", ""),
        }
        # GitHub shows no MDX. What a page with code in it says is in another one with the same markers.
        source = page.with_name("reference.md") if page.name == "team.mdx" else page
        text = source.read_text(encoding="utf-8")
        if source.suffix == ".mdx":
            text = re.sub(r"\{/\*.*?\*/\}", "", text)
        sites = {site: place for site, place in sites.items() if page.suffix == ".md" or site == "Docusaurus"}
        found += mistakes(page.name, catalogs.get(page.stem.removesuffix("-whole")), text, secret, sites)
    print(*found, f"{checked} pages say on GitHub and in three site generators what their catalogs say: {len(found)} mistakes", sep="\n")
    sys.exit(1 if found or not checked else 0)


main()
