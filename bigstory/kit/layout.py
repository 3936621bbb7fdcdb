"""What our forms are laid out with, so that a form's page is {% crispy form %}.

A form has a `helper`: on the class where every page of it is alike, a property where it depends on
the form. Names of fields, and the parts below, stand in it in the order of the page:

    helper = FormHelper("left", ButtonHolder(Submit(_("They leave")), BackLink(_("They stay"))))

They are named as crispy's own and draw inside the page's context, which crispy copies for every
question: that costs a long form a tenth of its time.

Words may hold those of the programme: _("Send it to %(funder)s").
"""

from typing import Any, ClassVar

from crispy_forms import helper, layout
from crispy_forms.utils import flatatt
from django.forms import BaseForm
from django.template import Context, Engine
from django.utils.functional import Promise
from django.utils.safestring import SafeString

Words = str | Promise
QUESTION = "bigstory/field.html"
SMALLER = "components/question.html"


class FormHelper(helper.FormHelper):
    """How a form is drawn: its questions and parts in order (all questions where none is named),
    then its hidden fields.

    It is sent to its own page, to `form_action` (the name of an address without arguments), or to
    what the page sets as `send_to`. Without `form_tag` the page has the tag, the token and the
    list of what to put right: for one row of several, and for a tag round more than this form.
    `autosave` keeps it while somebody types. Other attributes of the tag stand in `attrs`.
    """

    render_hidden_fields = True

    def __init__(
        self,
        *fields: Any,
        form_class: str = "stack",
        form_action: str = "",
        form_method: str = "post",
        form_tag: bool = True,
        autosave: bool = False,
        attrs: dict[str, str | bool] | None = None,
    ) -> None:
        super().__init__()
        self.layout = Layout(*(fields or [Remaining()]))
        self.form_class = form_class
        self.form_action = form_action
        self.form_method = form_method
        self.form_tag = form_tag
        self.autosave = autosave
        self.attrs = attrs or {}


def worded(words: Words, context: Context) -> str:
    """Our words with those of the programme in their places."""
    text = str(words)
    return text % context["words"] if "%(" in text else text


def draw(template: str, context: Context, **more: object) -> SafeString:
    """A template drawn inside the page, as {% include %} does it."""
    with context.push(**more):
        return Engine.get_default().get_template(template).render(context)


def draw_question(name: str, form: Any, context: Context, template: str = QUESTION) -> SafeString:
    """One question of a form. Raises KeyError where the form has none of this name."""
    form.rendered_fields.add(name)
    return draw(template, context, field=form[name])


class Layout(layout.LayoutObject):
    """Names of fields and other parts, one after the other."""

    def __init__(self, *fields: Any) -> None:
        self.fields = list(fields)

    def render(self, form: BaseForm, context: Context, **kwargs: object) -> SafeString:
        drawn = [
            draw_question(each, form, context)
            if isinstance(each, str)
            else each.render(form, context)
            for each in self.fields
        ]
        return SafeString("".join(drawn))


class Part(Layout):
    """Something round fields. Its template knows it as `part`, and what is inside as `fields`."""

    template: ClassVar[str]

    def __init__(self, *fields: Any, css_class: str = "") -> None:
        super().__init__(*fields)
        self.css_class = css_class

    def render(self, form: BaseForm, context: Context, **kwargs: object) -> SafeString:
        fields = super().render(form, context)
        more = self.more(form, context)
        return draw(self.template, context, form=form, part=self, fields=fields, **more)

    def more(self, form: BaseForm, context: Context) -> dict[str, object]:
        """What else its template needs."""
        return {}


class Div(Part):
    template = "bigstory/layout/div.html"


class Row(Part):
    """Beside each other where there is room."""

    template = "bigstory/layout/row.html"


class Fold(Part):
    """Folded away under a summary; open where something in it is to be put right."""

    template = "bigstory/layout/fold.html"

    def __init__(
        self,
        summary: Words,
        *fields: Any,
        hint: Words = "",
        is_open: bool = False,
        css_class: str = "",
    ) -> None:
        super().__init__(*fields, css_class=css_class)
        self.summary = summary
        self.hint = hint
        self.is_open = is_open

    def more(self, form: BaseForm, context: Context) -> dict[str, object]:
        names = {pointer.name for pointer in self.get_field_names()}
        return {
            "summary": worded(self.summary, context),
            "hint": worded(self.hint, context),
            "is_open": self.is_open or bool(names & form.errors.keys()),
        }


class Section(Part):
    """A part of a form with a heading; `css_id` names the heading: how-h for "how"."""

    template = "bigstory/layout/section.html"

    def __init__(self, heading: Words, *fields: Any, css_id: str, css_class: str = "stack") -> None:
        super().__init__(*fields, css_class=css_class)
        self.heading = heading
        self.css_id = css_id

    def more(self, form: BaseForm, context: Context) -> dict[str, object]:
        return {"heading": worded(self.heading, context)}


class Fieldset(Part):
    """Questions that go together, under a name that is heard and not seen."""

    template = "bigstory/layout/fieldset.html"

    def __init__(self, legend: Words, *fields: Any, css_class: str = "") -> None:
        super().__init__(*fields, css_class=css_class)
        self.legend = legend

    def more(self, form: BaseForm, context: Context) -> dict[str, object]:
        return {"legend": worded(self.legend, context)}


class ButtonHolder(Part):
    """Buttons beside each other: Submit, Button and BackLink."""

    template = "bigstory/layout/buttonholder.html"

    def __init__(self, *fields: Any, css_class: str = "row") -> None:
        super().__init__(*fields, css_class=css_class)


class Field(Layout):
    """Questions with a template of their own, which knows each as `field`."""

    def __init__(self, *fields: str, template: str) -> None:
        super().__init__(*fields)
        self.template = template

    def render(self, form: BaseForm, context: Context, **kwargs: object) -> SafeString:
        drawn = [draw_question(name, form, context, self.template) for name in self.fields]
        return SafeString("".join(drawn))


class PlainField(Field):
    """One of the smaller questions, such as those inside a fold."""

    def __init__(self, *fields: str) -> None:
        super().__init__(*fields, template=SMALLER)


class Remaining:
    """Every question that was not drawn yet."""

    def render(self, form: Any, context: Context, **kwargs: object) -> SafeString:
        left = [field.name for field in form.visible_fields()]
        drawn = [
            draw_question(name, form, context) for name in left if name not in form.rendered_fields
        ]
        return SafeString("".join(drawn))


class Include:
    """A template in the middle of a form, which sees all that the page does, and `form`."""

    def __init__(self, template: str, **more: object) -> None:
        self.template = template
        self.more = more

    def render(self, form: BaseForm, context: Context, **kwargs: object) -> SafeString:
        return draw(self.template, context, **{"form": form, **self.more})


class Text:
    """A paragraph between questions."""

    def __init__(self, text: Words, *, css_class: str = "") -> None:
        self.text = text
        self.css_class = css_class

    def render(self, form: BaseForm, context: Context, **kwargs: object) -> SafeString:
        text = worded(self.text, context)
        return draw("bigstory/layout/text.html", context, text=text, css_class=self.css_class)


class Submit:
    """A button that sends the form; its `name` and `value` go with it.

    `about` ends its words where they are heard and not seen: which row, which story.
    """

    input_type = "submit"

    def __init__(
        self,
        text: Words,
        *,
        name: str = "",
        value: str = "1",
        css_class: str = "btn",
        icon: str = "",
        about: object = "",
        **attrs: str | bool,
    ) -> None:
        self.text = text
        self.name = name
        self.value = value
        self.css_class = css_class
        self.icon = icon
        self.about = about
        self.attrs = flatatt(attrs)

    def render(self, form: BaseForm, context: Context, **kwargs: object) -> SafeString:
        text = worded(self.text, context)
        return draw("bigstory/layout/submit.html", context, button=self, text=text)


class Button(Submit):
    """A button for a script."""

    input_type = "button"


class BackLink:
    """The quiet way out beside a button. The page says whereto: {% url ... as back_url %}."""

    def __init__(
        self, text: Words, *, css_class: str = "btn btn--quiet", **attrs: str | bool
    ) -> None:
        self.text = text
        self.css_class = css_class
        self.attrs = flatatt(attrs)

    def render(self, form: BaseForm, context: Context, **kwargs: object) -> SafeString:
        text = worded(self.text, context)
        href = context["back_url"]
        return draw("bigstory/layout/back_link.html", context, link=self, text=text, href=href)
