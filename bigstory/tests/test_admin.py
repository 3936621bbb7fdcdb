"""The admin: every model is there, a person can work in it, and no private word shows anywhere in
it.
"""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from areas.models import Area, AreaRole
from bigstory.accounts.models import User
from bigstory.core.privacy.fields import is_hidden
from bigstory.tests.access.planting import MARKER
from bigstory.tests.access.who_may_read import EVERYBODY, _rule
from bigstory.tests.growing import grow
from outcomes.models import ChangeStory
from partnerships.models import Activity, Plan, Seat

REGISTERED = sorted(admin.site._registry.values(), key=lambda each: each.model._meta.label_lower)
OURS = ("core", "accounts", "areas", "partnerships", "outcomes")


def url(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_every_model_of_ours_is_there():
    ours = {
        m
        for m in apps.get_models()
        if m._meta.app_label in OURS and not hasattr(m, "instance_type")
    }
    through = {m for m in ours if m.__name__.startswith("Historical")}
    assert ours - through - set(admin.site._registry) == set()


@pytest.mark.parametrize("each", REGISTERED, ids=lambda each: each.model._meta.label)
def test_no_column_search_or_filter_leads_to_a_hidden_field(each):
    names = [
        *each.list_display,
        *each.search_fields,
        *each.list_filter,
        each.date_hierarchy or "pk",
    ]
    assert [name for name in names if is_hidden(each.model, str(name))] == []


@pytest.mark.parametrize("each", REGISTERED, ids=lambda each: each.model._meta.label)
def test_every_list_can_be_searched(each):
    assert each.search_fields


class TestCost:
    @pytest.fixture
    def grown(self, cast, area):
        client = cast.admin.client
        grow(area, by=cast.member.user, first=1, last=1)
        # What is asked once in the life of a process (content types, for one) is not a page's cost.
        for each in REGISTERED:
            client.get(url(each.model, "changelist"))
        return client, area, cast.member.user

    def test_every_list_costs_the_same_for_one_row_and_for_thirty(self, grown):
        client, area, by = grown
        before = {each.model: _cost(client, each.model) for each in REGISTERED}
        grow(area, by=by, first=2, last=31)
        after = {each.model: _cost(client, each.model) for each in REGISTERED}
        dearer = {m._meta.label: (before[m], after[m]) for m in before if after[m] > before[m]}
        assert dearer == {}


def _cost(client, model) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url(model, "changelist")).status_code == 200
    return len(queries)


class TestPrivateWords:
    @pytest.fixture
    def world(self, world):
        for model in (Activity, Plan, Seat):
            for thing in model.objects.all():
                thing.save()  # so that the planted words are in the history too
                thing.save()
        return world

    @pytest.fixture
    def looks(self, world, cast):
        """Open a page as the administrator; returns the planted words on it that are not
        everybody's.
        """

        def look(path: str) -> set:
            answer = cast.admin.client.get(path)
            assert answer.status_code in (200, 302, 403, 404), path
            found = set(MARKER.findall(answer.content.decode(errors="replace"))) - set(
                MARKER.findall(path)
            )
            return {
                world.markers[m] for m in found if m in world.markers and not _may(world.markers[m])
            }

        return look

    def test_no_page_of_the_admin_shows_one(self, looks, world):
        pages = list(_every_page())
        seen = {page: leaks for page in pages if (leaks := looks(page))}
        assert seen == {}
        assert len(pages) > 200

    def test_the_guard_is_what_keeps_them_away(self, looks, world, monkeypatch):
        """With neutral labels switched off, titles do show: the test above would notice."""
        monkeypatch.setattr("bigstory.core.admin_labels.is_neutral", lambda model: False)
        assert any(looks(page) for page in _every_page(ChangeStory))

    def test_a_letter_at_a_time_they_cannot_be_guessed(self, cast, world):
        _letter, story = world.things["story"][0]
        changelist = url(ChangeStory, "changelist")
        for query in (
            f"title__startswith={story.title[:8]}",
            f"what_changed__contains={story.what_changed[:8]}",
        ):
            answer = cast.admin.client.get(f"{changelist}?{query}")
            assert answer.status_code in (302, 400)
        found = cast.admin.client.get(f"{changelist}?q={story.title[:8]}")
        assert "0 results" in found.content.decode()
        areas = cast.admin.client.get(
            f"{url(Area, 'changelist')}?stories__title__startswith={story.title[:8]}"
        )
        assert areas.status_code in (302, 400)

    def test_what_cannot_be_read_cannot_be_changed(self, cast, world):
        for _letter, story in world.things["story"][:2]:
            before = ChangeStory.objects.filter(pk=story.pk).values().get()
            for page in ("change", "delete"):
                answer = cast.admin.client.post(
                    url(ChangeStory, page, story.pk), {"audience": "public", "post": "yes"}
                )
                assert answer.status_code == 403
            assert ChangeStory.objects.filter(pk=story.pk).values().get() == before

    def test_an_old_state_cannot_be_sent_back_into_force(self, cast, world):
        activity = Activity.objects.first()
        version = activity.history.first().pk
        path = url(Activity, "simple_history", activity.pk, version)
        assert cast.admin.client.post(path, {"audience": "public"}).status_code == 403


def _may(planted) -> bool:
    if planted.thing in ("area", "user", "invitation"):
        return True
    own, everywhere = _rule(planted)
    return "administrator" in everywhere.split() or everywhere == EVERYBODY


def _every_page(*models):
    """The index, every list, and every page of two things of each model."""
    yield reverse("admin:index")
    for each in REGISTERED:
        model = each.model
        if models and model not in models:
            continue
        yield url(model, "changelist")
        yield url(model, "add")
        for thing in {
            model._base_manager.order_by("pk").first(),
            model._base_manager.order_by("pk").last(),
        } - {None}:
            for page in ("change", "history", "delete"):
                yield url(model, page, thing.pk)
            if hasattr(thing, "history"):
                for version in thing.history.all()[:1]:
                    yield url(model, "simple_history", thing.pk, version.pk)
        for field in model._meta.fields:
            if field.is_relation and field.related_model in admin.site._registry:
                names = (
                    f"app_label={model._meta.app_label}&model_name={model._meta.model_name}"
                    f"&field_name={field.name}"
                )
                yield f"{reverse('admin:autocomplete')}?term=&{names}"


class TestWhoMayEnter:
    @pytest.mark.parametrize(
        "who", ["member", "worker", "lto", "rep", "trust", "evaluator", "nobody"]
    )
    def test_nobody_but_an_administrator(self, cast, who):
        for path in ("/admin/", url(User, "changelist"), "/admin/login/", "/admin/jsi18n/"):
            assert getattr(cast, who).client.get(path).status_code == 403, path

    def test_a_visitor_is_asked_to_sign_in_where_everybody_does(self, client, db):
        answer = client.get("/admin/")
        assert client.get(answer.url).url == "/account/sign-in/?next=%2Fadmin%2F"
        assert client.post(answer.url, {"username": "a", "password": "b"}).url.startswith(
            "/account/sign-in/"
        )

    def test_a_role_that_has_ended_closes_it_at_the_next_click(self, cast):
        assert cast.admin.client.get("/admin/").status_code == 200
        from bigstory.core.db.dated import today

        AreaRole.objects.filter(user=cast.admin.user).update(ends=today())
        assert cast.admin.client.get("/admin/").status_code == 403

    def test_nobody_sets_a_password_for_somebody_else(self, cast):
        page = cast.admin.client.get(url(User, "change", cast.member.user.pk)).content.decode()
        assert 'name="password' not in page
        paths = {str(p.pattern) for p in _patterns(get_resolver("bigstory.urls"))}
        assert not [path for path in paths if "/password/" in path and "<id>" in path]


def _patterns(resolver):
    for pattern in resolver.url_patterns:
        yield from _patterns(pattern) if hasattr(pattern, "url_patterns") else [pattern]
