"""What a person meets in every form: a label, a hint, what to put right and the control, in that
order.
"""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from bigstory.kit.fields import ManyPicks, Picks
from bigstory.kit.layout import FormHelper
from bigstory.kit.numbers.fields import KindNumberField, PoundsField
from bigstory.kit.when import ClockField


class Questions(forms.Form):
    helper = FormHelper()
    came = KindNumberField(
        label="How many came?", help_text="A guess will do.", most=1000, example="41", required=True
    )
    cost = PoundsField(label="What did it cost?")
    at = ClockField(label="What time?", required=False)
    day = forms.DateField(label="When?", widget=forms.DateInput)
    words = forms.CharField(label="A few words", widget=forms.Textarea, required=False)
    audience = forms.ChoiceField(
        label="Who can read this?",
        choices=[("own", "Our partnership"), ("public", "Everybody")],
        widget=Picks(hints={"public": "After the people in it say yes"}),
        help_text="You can change it later.",
    )
    levels = forms.MultipleChoiceField(
        label="Whose change?", choices=[("one", "One person")], widget=ManyPicks
    )
    agreed = forms.BooleanField(label="They said yes")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.data.get("words") == "again":
            raise forms.ValidationError("This was sent before with other words.")


def render(form: forms.Form) -> str:
    return Template("{% crispy form %}").render(Context({"form": form, "csrf_token": "x"}))


def broken(**typed) -> forms.Form:
    form = Questions({"came": "lots", "day": "last Thursday", "words": "Alan sang"} | typed)
    assert not form.is_valid()
    return form


def ids_in(page: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', page)


def test_everything_that_needs_putting_right_is_listed_once_and_leads_to_its_control():
    form = broken()
    page = render(form)
    links = re.findall(r'<a href="#([^"]+)">', page)
    assert links == ["id_came", "id_cost", "id_day", "id_audience_0", "id_levels_0", "id_agreed"]
    assert set(links) <= set(ids_in(page))
    assert "Six things to put right" in page


def test_each_control_names_its_hint_and_its_error_and_both_are_on_the_page():
    page = render(broken())
    described = [
        name for names in re.findall(r'aria-describedby="([^"]+)"', page) for name in names.split()
    ]
    assert "id_came_helptext" in described
    assert "id_came_error" in described
    assert "id_audience_error" in described
    assert set(described) <= set(ids_in(page))


def test_no_id_stands_twice_on_a_page():
    found = ids_in(render(broken()))
    assert sorted(found) == sorted(set(found))


def test_a_control_to_put_right_says_so_and_a_good_one_does_not():
    page = render(broken())
    assert re.search(r'<input[^>]*name="came"[^>]*aria-invalid="true"', page)
    assert not re.search(r"<textarea[^>]*aria-invalid", page)
    assert "aria-invalid" not in render(Questions())


def test_label_hint_error_and_control_come_in_that_order():
    page = render(broken())
    question = page[page.index('for="id_came"') :]
    order = [
        question.index(part)
        for part in ('for="id_came"', "id_came_helptext", "id_came_error", 'name="came"')
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("typed", ["lots", "last Thursday", "Alan sang"])
def test_every_typed_word_is_kept(typed):
    assert typed in render(broken())


def test_a_whole_day_opens_the_browsers_calendar_and_other_words_stay_readable():
    assert 'type="date"' in render(Questions({"day": "2024-06-06"}))
    assert 'type="text" name="day" value="last Thursday"' in render(broken())


@pytest.mark.parametrize(
    ("typed", "kind"), [("19:00", "time"), ("", "time"), ("tea time", "text"), ("7", "text")]
)
def test_a_time_opens_the_browsers_clock_and_other_words_stay_readable(typed, kind):
    page = render(Questions({"at": typed}))
    assert re.search(rf'<input type="{kind}" name="at"[^>]*class="input input--short"', page)
    assert typed in page


def test_a_number_that_may_be_meant_is_asked_about_beside_its_box_with_a_yes_to_tick():
    page = render(broken(came="lunch for 41", at="7"))
    assert "Did you mean 41?" in page
    yes = (
        r'<input type="checkbox" name="came-meant"\s+value="41=lunch for 41">\s*Yes, 41\s*</label>'
    )
    assert re.search(yes, page)
    assert re.findall(r'type="radio" name="at-meant"\s+value="([^"]+)"', page) == [
        "07:00=7",
        "19:00=7",
    ]
    assert 'value="lunch for 41"' in page
    assert "-meant" not in render(broken())


def test_numbers_are_typed_as_text_with_the_right_keyboard():
    page = render(Questions())
    assert re.search(r'<input type="text" name="came"[^>]*inputmode="numeric"', page)
    assert re.search(r'<input type="text" name="cost"[^>]*inputmode="decimal"', page)
    assert '<span aria-hidden="true">£</span>' in page


def test_choices_stand_in_a_fieldset_with_a_legend_and_small_hints():
    page = render(Questions())
    assert re.search(r"<legend[^>]*>Who can read this\?</legend>", page)
    assert "<small>After the people in it say yes</small>" in page
    assert page.count("<fieldset") == 2


def test_a_problem_of_the_whole_form_is_told_without_a_link():
    page = render(broken(words="again"))
    assert re.search(r"<li>\s*This was sent before with other words\.\s*</li>", page)


def test_a_page_that_tells_the_problems_at_the_top_does_not_hear_them_again_from_the_form():
    form = broken()
    top = render_to_string("components/errors.html", {"form": form})
    assert "things to put right" in top
    assert "things to put right" not in render(form)


def test_nothing_is_styled_or_scripted_inline():
    page = render(broken())
    assert not re.search(r'\sstyle="|\son\w+="|<script(?![^>]*src=)', page)
