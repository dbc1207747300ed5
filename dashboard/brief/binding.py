"""Binds the parts of a long PDF into one: sheets, bookmarks, places that links lead to, and tags."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf, String

_TARGET = "chapter-"
"""How the name of a chapter's place begins."""
_SHEETS = "{http://ns.adobe.com/xap/1.0/t/pg/}NPages"


def bound(parts: Sequence[bytes], chapters: Mapping[str, str], scheme: str, sheets: int) -> bytes:
    """Return the parts as one file, with the title, language and standard of the first.

    chapters: the title of each by code, which a link to it is called by. scheme: how the address of a link to
    a chapter in another part begins. sheets: how many were counted; RuntimeError where others were set.
    """
    whole, *others = [Pdf.open(io.BytesIO(part)) for part in parts]
    places = _places(whole)
    outline = _outline(whole, list(whole.pages))
    tags = _Tags(whole)
    for number, other in enumerate(others, 2):
        before = len(whole.pages)
        whole.add_pages_from(other)
        pages = list(whole.pages)[before:]
        at = {page.obj.objgen: new for page, new in zip(other.pages, pages, strict=True)}
        tags.add(other, pages, number)
        outline += _outline(other, pages)
        places |= {name: _moved(place, at) for name, place in _places(other).items()}
    if len(whole.pages) != sheets:
        raise RuntimeError(f"{len(whole.pages)} sheets were set, where {sheets} were counted")
    for page in whole.pages:
        for link in _links(page):
            _lead(link, chapters, scheme)
    with whole.open_outline() as bookmarks:
        bookmarks.root[:] = outline
    whole.Root.Names = Dictionary(
        Dests=Dictionary(
            Names=Array([part for name in sorted(places) for part in (String(name), places[name])])
        )
    )
    with whole.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about[_SHEETS] = str(len(whole.pages))
    file = io.BytesIO()
    whole.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return file.getvalue()


class _Tags:
    """The tree of tags of the whole, which those of the other parts are hung into."""

    def __init__(self, whole: Pdf) -> None:
        self._whole = whole
        self._root = whole.Root.StructTreeRoot
        (self._document,) = self._root.K
        self._next = int(self._root.ParentTreeNextKey)

    def add(self, other: Pdf, pages: Sequence[Page], number: int) -> None:
        """Add those of a part whose pages have been added. number: of the part, for its names of cells."""
        _rename(other, f"{number}-")
        # Copied after the pages, so that what is tagged is found among the copies.
        root = self._whole.copy_foreign(other.Root.StructTreeRoot)
        (document,) = root.K
        for child in document.K:
            child.P = self._document
            self._document.K.append(child)
        entries = list(root.ParentTree.Nums)
        for key, owner in zip(entries[::2], entries[1::2], strict=True):
            self._root.ParentTree.Nums.append(int(key) + self._next)
            self._root.ParentTree.Nums.append(owner)
        for page in pages:
            for owner, key in [
                (page.obj, Name.StructParents),
                *((a, Name.StructParent) for a in _links(page)),
            ]:
                owner[key] = int(owner[key]) + self._next
        self._next += int(root.ParentTreeNextKey)
        self._root.ParentTreeNextKey = self._next
        if Name.IDTree in root:
            named = [*_pairs(self._root.IDTree.Names), *_pairs(root.IDTree.Names)]
            named.sort(key=lambda pair: bytes(pair[0]))
            self._root.IDTree.Names = Array([part for pair in named for part in pair])


def _rename(part: Pdf, mark: str) -> None:
    """Give the head cells of a part names that no other part has: each part numbers its tables from 1."""
    for tag in part.objects:
        if not isinstance(tag, Dictionary) or tag.get(Name.Type) != Name.StructElem:
            continue
        if Name.ID in tag:
            tag.ID = String(mark + str(tag.ID))
        for about in tag.get(Name.A, ()):
            if Name.Headers in about:
                about.Headers = Array([String(mark + str(head)) for head in about.Headers])
    tree = part.Root.StructTreeRoot.get(Name.IDTree)
    if tree is not None:
        tree.Names = Array([of for name, tag in _pairs(tree.Names) for of in (String(mark + str(name)), tag)])


def _outline(part: Pdf, pages: Sequence[Page]) -> list[OutlineItem]:
    """The bookmarks of a part, leading to `pages`, which are its pages in the whole."""
    at = {old.obj.objgen: new for old, new in zip(part.pages, pages, strict=True)}
    with part.open_outline() as outline:
        return [_item(item, at) for item in outline.root]


def _item(item: OutlineItem, at: Mapping[tuple[int, int], Page]) -> OutlineItem:
    if not isinstance(item.destination, Array):
        raise TypeError(f"the bookmark {item.title} leads to no page")
    moved = OutlineItem(item.title, destination=_moved(item.destination, at))
    moved.children.extend(_item(child, at) for child in item.children)
    return moved


def _places(part: Pdf) -> dict[str, Object]:
    """The places of a part that have a name."""
    names: Object = part.Root
    for step in (Name.Names, Name.Dests, Name.Names):
        if step not in names:
            return {}
        names = names[step]
    return {str(name): place for name, place in _pairs(names)}


def _moved(place: Object, at: Mapping[tuple[int, int], Page]) -> Array:
    page, *where = place
    return Array([at[page.objgen].obj, *where])


def _links(page: Page) -> list[Object]:
    return [note for note in page.obj.get("/Annots", ()) if note.Subtype == Name.Link]


def _lead(link: Object, chapters: Mapping[str, str], scheme: str) -> None:
    """Let a link lead to its chapter wherever that stands, and be called by its title."""
    if "/A" in link:
        code = str(link.A.URI).removeprefix(scheme)
        del link.A
        link.Dest = String(_TARGET + code)
    else:
        code = str(link.Dest).removeprefix(_TARGET)
    link.Contents = String(chapters[code])


def _pairs(names: Iterable[Object]) -> list[tuple[Object, Object]]:
    """The keys and values of a node of a tree of names, which stand by turns."""
    entries = list(names)
    return list(zip(entries[::2], entries[1::2], strict=True))
