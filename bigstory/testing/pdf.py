"""What a PDF says: the words on its pages and in its title, so that a test can look for what must
not be there.
"""

from io import BytesIO


def words_of_paper(body: bytes) -> str:
    """Every page's words, its metadata, the words that stand for pictures and the addresses it
    links to.
    """
    from pypdf import PdfReader

    paper = PdfReader(BytesIO(body))
    pages = [page.extract_text() for page in paper.pages]
    words = [str(paper.metadata), str(paper.xmp_metadata and paper.xmp_metadata.dc_title), *pages]
    for number in range(
        len(paper.xref_objStm) + sum(len(objects) for objects in paper.xref.values()) + 1
    ):
        thing = paper.get_object(number) if number else None
        if isinstance(thing, dict):
            words += [
                str(thing[key]) for key in ("/Alt", "/URI", "/ActualText", "/Title") if key in thing
            ]
    return "\n".join(words)
