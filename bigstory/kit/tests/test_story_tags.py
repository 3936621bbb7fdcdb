"""The small pieces every template uses."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from bigstory.core.db.choices import Picture
from bigstory.kit.templatetags.charts import shade
from bigstory.kit.templatetags.story import days_since, has_tall_letter, mid_sentence

STATIC = Path(settings.BASE_DIR) / "static"


def render(template: str, **context) -> str:
    return Template(template).render(Context(context))


@pytest.mark.parametrize(
    ("words", "tall"),
    [
        ("Maureen opened the hall.", True),
        ("\n  été", True),
        ("Ωραία", True),
        ("“My sister came.”", False),
        ("'Twas", False),
        ("41 came.", False),
        ("\U0001f389 We did it.", False),
        ("\u0642\u0627\u0644\u062a", False),
        ("\u0909\u0938\u0928\u0947", False),
        ("", False),
        (None, False),
    ],
)
def test_only_a_letter_that_can_stand_alone_stands_tall(words, tall):
    assert has_tall_letter(words) is tall


def test_a_paragraph_and_a_name_are_written_from_their_own_side():
    page = render(
        "{{ words|linebreaks }}{% blocktranslate with who=who|bdi %}Told by {{ who }}"
        "{% endblocktranslate %}{{ none|bdi }}",
        words="One <b>\n\nTwo",
        who="A & B",
        none="",
    )
    assert page == (
        '<p dir="auto">One &lt;b&gt;</p>\n\n<p dir="auto">Two</p>Told by <bdi>A &amp; B</bdi>'
    )


def test_an_icon_is_hidden_from_screen_readers_because_words_stand_beside_it():
    page = render('{% icon "plus" %}')
    assert 'aria-hidden="true"' in page
    assert "/img/icons.svg#i-plus" in page


def test_every_icon_a_template_names_is_in_the_sprite():
    drawn = set(re.findall(r'id="i-([^"]+)"', (STATIC / "img/icons.svg").read_text()))
    named = {
        name
        for page in (Path(settings.BASE_DIR) / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "(\w+)" ', page.read_text())
    }
    assert named - drawn - {"o"} == set()
    assert len(named) > 5


@pytest.mark.parametrize("drawing", Picture.values)
def test_every_drawing_exists_and_says_what_it_shows(drawing):
    text = (STATIC / f"img/{drawing}.svg").read_text()
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", text)
    assert str(Picture(drawing).label) in render("{% picture name %}", name=drawing)


def test_a_drawing_that_decorates_is_silent_and_an_unknown_one_leaves_no_trace():
    assert 'alt=""' in render('{% picture "fen" alt="" strip=True %}')
    assert render('{% picture "no-such" %}').strip() == ""
    assert render('{% thumb "" %}') == ""


def test_an_outcome_always_has_its_icon_and_its_name_together():
    page = render_to_string(
        "components/outcome.html", {"outcome": SimpleNamespace(number=3, name="A fix")}
    )
    assert "#i-o3" in page
    assert "A fix" in page


@pytest.mark.parametrize(
    ("answer", "word"),
    [("yes", "Yes"), ("bit", "A bit"), ("no", "No"), ("unsure", "Not sure"), ("", "Not read yet")],
)
def test_an_answer_is_a_shape_and_a_word(answer, word):
    page = render_to_string("components/answer.html", {"answer": answer})
    assert word in page
    assert f"#i-{answer or 'none'}" in page


def test_pages_of_a_list_keep_every_filter_of_the_address():
    request = RequestFactory().get("/stories/?q=lonely&year=2024&page=4")
    page = render_to_string(
        "components/pager.html", {"page": Paginator(range(300), 25).get_page(4)}, request
    )
    assert 'href="?q=lonely&amp;year=2024&amp;page=5"' in page
    assert page.count("aria-current") == 1


def test_a_list_of_one_page_has_no_pager():
    request = RequestFactory().get("/stories/")
    page = render_to_string(
        "components/pager.html", {"page": Paginator(range(3), 25).get_page(1)}, request
    )
    assert "<nav" not in page


def test_the_way_back_ends_with_the_page_we_are_on():
    page = render('{% crumbs "Areas" "/areas/" "Ramsey" %}')
    assert '<a href="/areas/"><bdi>Areas</bdi></a>' in page
    assert re.search(r'aria-current="page" dir="auto">\s*Ramsey', page)


def test_days_are_counted_by_the_calendar():
    assert days_since(None) == 0
    assert days_since(timezone.localdate() - timedelta(days=9)) == 9
    assert days_since(timezone.now() - timedelta(days=2)) == 2
    assert days_since(date(2999, 1, 1)) == 0
    assert isinstance(days_since(datetime(2024, 6, 6, tzinfo=timezone.get_current_timezone())), int)


@pytest.mark.parametrize(
    ("told_by", "said"),
    [
        ("The partnership", "the partnership"),
        ("A resident", "a resident"),
        ("Theo, 14", "Theo, 14"),
        ("", ""),
    ],
)
def test_an_article_loses_its_capital_in_mid_sentence_and_a_name_keeps_it(told_by, said):
    assert mid_sentence(told_by) == said


class TestCharts:
    def test_years_are_drawn_and_also_said(self):
        page = render(
            '{% load charts %}{% years pairs "Stories" True %}', pairs=[(2023, 4), (2024, 0)]
        )
        assert 'aria-label="Stories. 2023: 4, 2024: 0"' in page
        assert page.count("<rect") == 2
        assert '<th scope="row">2024</th>' in page

    def test_no_years_draw_nothing(self):
        assert render('{% load charts %}{% years pairs "Stories" %}', pairs=[]).strip() == ""

    @pytest.mark.parametrize(("share", "drawn"), [(19.4, 19), (-5, 0), (140, 100), (None, 0)])
    def test_a_bar_stays_within_its_frame(self, share, drawn):
        page = render('{% load charts %}{% bar share "left" %}', share=share)
        assert f'class="bar__left" width="{drawn}"' in page

    def test_a_silent_month_is_still_drawn(self):
        page = render('{% load charts %}{% spark numbers "Logged" %}', numbers=[3, 0])
        assert 'aria-label="Logged: 3, 0"' in page
        assert 'height="0.6"' in page

    @pytest.mark.parametrize(("number", "step"), [(0, "h0"), (1, "h1"), (50, "h2"), (100, "h4")])
    def test_shades_run_from_nothing_to_the_fullest_square(self, number, step):
        assert shade(number, 100) == step

    def test_the_heatmap_is_a_table_first(self):
        outcome = SimpleNamespace(number=1, name="Needs")
        rows = [(outcome, [(3, "/stories/?level=a"), (0, "")])]
        page = render(
            '{% load charts %}{% heat rows columns "Counts" %}', rows=rows, columns=["One", "Many"]
        )
        assert "<caption>Counts</caption>" in page
        assert page.count('scope="col"') == 3
        assert page.count("<a ") == 1
