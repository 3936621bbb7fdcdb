"""How a form is laid out: what its helper says is what stands on the page, in that order."""

import re

import pytest
from django import forms
from django.template import Context, Template

from bigstory.kit.layout import (
    BackLink,
    ButtonHolder,
    Field,
    Fieldset,
    Fold,
    FormHelper,
    Include,
    PlainField,
    Remaining,
    Row,
    Section,
    Submit,
    Text,
)


class Lunch(forms.Form):
    title = forms.CharField(label="What was it?")
    came = forms.CharField(label="Who came?")
    led_by = forms.CharField(label="Who led it?")
    cost = forms.CharField(label="What did it cost?")
    seen = forms.CharField(widget=forms.HiddenInput, initial="41")


def draw(*fields, typed: dict | None = None, page: str = "{% crispy form %}", **how) -> str:
    """A page with this form, its white space made one."""
    form = Lunch(typed)
    form.helper = FormHelper(*fields, **how)
    context = {"form": form, "csrf_token": "x", "words": {"funder": "The <Trust>"}}
    return " ".join(Template(page).render(Context(context)).split())


def questions(page: str) -> list[str]:
    return re.findall(r'<input type="(?:text|hidden)" name="(\w+)"', page)


def test_a_form_comes_with_its_tag_its_token_and_its_hidden_fields():
    page = draw("title", ButtonHolder(Submit("Save", name="do", value="keep")))
    assert re.match(r'<form class="stack" method="post" novalidate> <input [^>]*csrf', page)
    assert questions(page) == ["csrfmiddlewaretoken", "title", "seen"]
    assert re.search(r'<button class="btn" type="submit" name="do" value="keep"> Save', page)


def test_questions_stand_in_the_order_of_the_layout_and_each_once():
    page = draw("cost", Row("came", "title"), Remaining())
    assert questions(page)[1:] == ["cost", "came", "title", "led_by", "seen"]


def test_a_form_without_a_layout_asks_all_it_has():
    assert questions(draw())[1:] == ["title", "came", "led_by", "cost", "seen"]


def test_a_layout_that_asks_for_what_the_form_has_not_is_refused():
    with pytest.raises(KeyError, match="price"):
        draw("price")


def test_what_is_to_be_put_right_is_told_once_and_by_the_page_where_it_tells_it():
    told = "Five things to put right"
    assert draw(typed={}).count(told) == 1
    page = '{% include "components/errors.html" %}<hr>{% crispy form %}'
    assert draw(typed={}, page=page).partition("<hr>")[0].count(told) == 1
    assert draw(typed={}, page=page).count(told) == 1


def test_a_row_of_several_leaves_tag_token_and_problems_to_the_page():
    page = draw("title", form_tag=False, typed={})
    assert questions(page) == ["title", "seen"]
    assert "<form" not in page
    assert "put right" not in page


def test_a_form_is_sent_to_where_it_says_or_to_where_its_page_says():
    page = '{% with send_to="/there/" %}{% crispy form %}{% endwith %}'
    assert 'action="/there/"' in draw(page=page)
    assert 'action="/about/"' in draw(page=page, form_action="about")
    assert "action=" not in draw()


def test_a_fold_opens_where_something_in_it_is_to_be_put_right():
    fold = Fold("More", Row("cost", PlainField("led_by")), hint="if you know")
    assert '<details class="fold"> <summary>More <span>if you know</span></summary>' in draw(fold)
    assert '<details class="fold" open>' in draw(fold, typed={"cost": "4"})
    assert '<details class="fold">' in draw(fold, typed={"cost": "4", "led_by": "Denise"})


def test_a_fold_opens_for_questions_that_go_together_or_have_a_template_of_their_own():
    asked = Field("led_by", template="components/question.html")
    fold = Fold("More", Fieldset("Of <all>", asked, css_class="room"))
    page = draw(fold, typed={"cost": "4"})
    assert '<details class="fold" open>' in page
    assert '<fieldset class="room"> <legend class="vh">Of &lt;all&gt;</legend>' in page
    assert "field__label--plain" in page


def test_a_section_is_named_by_its_heading():
    page = draw(Section("How it was", "title", css_id="how"))
    assert '<section class="stack" aria-labelledby="how-h">' in page
    assert '<h2 id="how-h">How it was</h2>' in page


def test_words_of_a_layout_hold_those_of_the_programme():
    page = draw(Text("%(funder)s reads it.", css_class="soft"), Submit("To %(funder)s"))
    assert '<p class="soft">The &lt;Trust&gt; reads it.' in page
    assert "To The &lt;Trust&gt;" in page


def test_a_template_in_a_form_sees_the_form_and_the_page():
    page = draw(Include("account/leave.html", label="Away"))
    assert "Away" in page


def test_the_way_out_leads_where_the_page_says():
    page = draw(
        BackLink("They stay"), page='{% with back_url="/x/" %}{% crispy form %}{% endwith %}'
    )
    assert '<a class="btn btn--quiet" href="/x/">They stay</a>' in page
    with pytest.raises(KeyError, match="back_url"):
        draw(BackLink("They stay"))
