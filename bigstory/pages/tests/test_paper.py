"""A profile as a paper: made here or offered nowhere, and of nothing but what is ours."""

import logging
import os
import uuid
from io import BytesIO

import pytest
from django.urls import reverse

from bigstory.core.files.photos import store
from bigstory.pages.area import exchange as paper
from bigstory.pages.area.exchange import OnlyOurs, Refused
from bigstory.testing.pdf import words_of_paper

needs_libraries = pytest.mark.skipif(
    not paper.available() and os.environ.get("CI") != "true",
    reason="the libraries of WeasyPrint are not here",
)
HOSTILE = (
    "http://127.0.0.1:1/x.png",
    "https://example.org/x.png",
    "file:///etc/passwd",
    "ftp://example.org/x",
    "data:image/png;base64,AAAA",
    "//example.org/x.png",
    "ours:../bigstory/settings.py",
    "ours:css/../../manage.py",
    "ours:img/none.svg",
    "ours:/etc/passwd",
    "photo:x",
    "photo:6f1f9d2e-0000-4000-8000-000000000000",
)


def test_in_ci_the_libraries_are_there():
    assert paper.available() or os.environ.get("CI") != "true", (
        "apt install libpango-1.0-0 libpangoft2-1.0-0"
    )


@pytest.mark.parametrize("address", HOSTILE)
def test_no_address_but_our_own_names_is_opened(address):
    with pytest.raises(Refused):
        OnlyOurs()(address)


@needs_libraries
def test_our_own_files_and_the_readers_photos_are_given(monkeypatch):
    name = uuid.uuid4()
    monkeypatch.setattr(store, "open_copy", lambda asked, size: BytesIO(b"a picture"))
    assert OnlyOurs()("ours:css/paper.css").read()
    assert OnlyOurs(frozenset([name]))(f"photo:{name}").read() == b"a picture"
    with pytest.raises(Refused):
        OnlyOurs(frozenset([name]))(f"photo:{uuid.uuid4()}")


@needs_libraries
def test_a_document_full_of_addresses_fetches_none_of_them(monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL, logger="weasyprint")
    kept = []
    monkeypatch.setattr(paper, "OnlyOurs", lambda photos: kept.append(OnlyOurs(photos)) or kept[-1])
    pictures = "".join(f'<img src="{address}" alt="x">' for address in HOSTILE[:5])
    html = f"""<html lang="en"><title>t</title><link rel="stylesheet" href="http://127.0.0.1:1/a.css">
        <style>@import "http://127.0.0.1:1/b.css";
        p {{ background: url(file:///etc/hosts) }}</style>
        {pictures}<object data="file:///etc/passwd"></object><p>{uuid.uuid4()}</p></html>"""
    assert paper.as_pdf(html, frozenset()).startswith(b"%PDF")
    assert {
        "file:///etc/passwd",
        "file:///etc/hosts",
        "http://127.0.0.1:1/a.css",
        *HOSTILE[:3],
    } <= set(kept[0].refused)


@needs_libraries
def test_a_visitor_takes_the_public_part_home(cast, area):
    response = cast.visitor.client.get(reverse("area_pdf", args=[area.slug]))
    assert response.headers["Content-Type"] == "application/pdf"
    said = words_of_paper(response.content)
    for words in (
        "Ramsey",
        "as it stood on",
        "everybody may read this",
        "No award is written down",
        "is public yet",
    ):
        assert words in said


@needs_libraries
def test_a_member_takes_both_parts_and_each_page_says_for_whom(cast, area):
    response = cast.member.client.get(reverse("area_pdf", args=[area.slug]) + "?part=members")
    said = words_of_paper(response.content)
    assert "What only we see" in said
    assert "for the partnership only, do not pass on" in said
    assert "no-store" in response.headers["Cache-Control"]


@needs_libraries
def test_the_paper_is_tagged_and_says_its_language(cast, area):
    from pypdf import PdfReader

    found = PdfReader(
        BytesIO(cast.visitor.client.get(reverse("area_pdf", args=[area.slug])).content)
    )
    assert str(found.root_object["/Lang"]).startswith("en")
    assert found.root_object["/MarkInfo"]["/Marked"]
    assert "Ramsey" in found.metadata.title
    assert b"pdfuaid" in found.xmp_metadata.stream.get_data()


def test_an_unknown_part_is_a_page_that_never_was(cast, area):
    assert (
        cast.member.client.get(reverse("area_pdf", args=[area.slug]) + "?part=x").status_code == 404
    )


def test_without_the_libraries_no_paper_is_offered_and_the_address_says_so(cast, area, monkeypatch):
    monkeypatch.setattr(paper, "available", lambda: False)
    here = reverse("area_pdf", args=[area.slug])
    assert here not in cast.member.client.get(reverse("area", args=[area.slug])).content.decode()
    response = cast.visitor.client.get(here)
    assert response.status_code == 503
    assert "cannot make PDFs" in response.content.decode()
