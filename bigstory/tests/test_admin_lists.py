"""The admin as a person finds their way in it: groups, plain names, places and days, pages."""

import re
from collections import Counter

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.models import AreaCode, FormerAddress
from bigstory.core.admin_groups import Group
from bigstory.core.db.audit import AuditLine, record
from bigstory.tests.test_admin import REGISTERED, url
from partnerships.models import Decision, Meeting, Payment, SpendLine


def test_each_model_is_in_one_group_and_every_group_has_some(cast):
    groups = cast.admin.client.get(reverse("admin:index")).context["app_list"]
    assert [group["app_label"] for group in groups] == Group.values
    shown = Counter(entry["model"] for group in groups for entry in group["models"])
    assert shown == Counter(each.model for each in REGISTERED)
    assert all(len(group["models"]) <= 26 for group in groups)


def test_names_are_plain_words():
    names = [
        name
        for each in REGISTERED
        for name in (
            str(each.plain_name or each.model._meta.verbose_name),
            str(each.plain_name or each.model._meta.verbose_name_plural),
        )
    ]
    assert not [n for n in names if re.search(r"historical|_|[a-z][A-Z]|wordss|medias|askeds", n)]
    counts = Counter(str(each.model._meta.verbose_name) for each in REGISTERED)
    twice = [name for name, number in counts.items() if number > 1]
    assert twice == []


def test_the_way_back_leads_by_the_group(cast, programme):
    page = cast.admin.client.get(url(type(programme), "change", programme.pk)).content.decode()
    assert f'<a href="{reverse("admin:index")}#words">The programme’s words</a>' in page
    assert cast.admin.client.get("/admin/areas/").url == reverse("admin:index")


def test_money_meetings_and_decisions_are_found_by_place_and_day(cast, world):
    for model in (Payment, Meeting, Decision):
        thing = model.objects.filter(area=world.areas["a"]).first()
        day = getattr(thing, "starts_at", None) or thing.on
        here = url(model, "changelist")
        found = cast.admin.client.get(f"{here}?q={thing.area.name}").context["cl"]
        assert {row.area for row in found.result_list} == {thing.area}
        field = "starts_at" if model is Meeting else "on"
        then = cast.admin.client.get(f"{here}?{field}__year={day.year}").context["cl"]
        assert thing in then.result_list
        region = cast.admin.client.get(f"{here}?area__region__id__exact=99").context["cl"]
        assert list(region.result_list) == []
    assert cast.admin.client.get(f"{url(SpendLine, 'changelist')}?q=nowhere").status_code == 200


class TestPages:
    def test_nothing_is_counted_and_a_page_leads_to_the_next(self, cast, area):
        for number in range(101):
            record("thing.done", area, by=cast.admin.user, number=number)
        here = url(AuditLine, "changelist")
        with CaptureQueriesContext(connection) as queries:
            first = cast.admin.client.get(here).content.decode()
        assert not [q["sql"] for q in queries if "COUNT(" in q["sql"]]
        assert "Page 1" in first
        assert "Next page" in first
        assert " of " not in re.search(r'<p class="paginator">.*?</p>', first, re.S)[0]
        last = cast.admin.client.get(f"{here}?p=3").content.decode()
        assert "Page 3" in last
        assert "Page before" in last
        assert "Next page" not in last

    def test_a_page_that_is_not_there_leads_to_the_list(self, cast):
        here = url(AuditLine, "changelist")
        for page in ("9", "0", "-1", "9999999999", "x"):
            answer = cast.admin.client.get(f"{here}?p={page}", follow=True)
            assert answer.status_code == 200, page

    def test_all_rows_are_never_shown_at_once(self, cast, area):
        for number in range(101):
            record("thing.done", area, by=cast.admin.user, number=number)
        answer = cast.admin.client.get(f"{url(AuditLine, 'changelist')}?all=")
        assert len(answer.context["cl"].result_list) == 50

    def test_nothing_is_done_to_many_rows_at_once(self, cast, area):
        old = FormerAddress.objects.create(slug="ramsey-town", area=area)
        here = url(FormerAddress, "changelist")
        assert 'name="action"' not in cast.admin.client.get(here).content.decode()
        typed = {"action": "delete_selected", "_selected_action": [old.pk], "post": "yes"}
        cast.admin.client.post(here, typed)
        assert FormerAddress.objects.filter(pk=old.pk).exists()

    def test_nothing_is_deleted_from_the_page_of_another_thing(self, cast, area):
        code = AreaCode.objects.create(area=area, scheme="LSOA", code="E01", vintage=2011)
        page = cast.admin.client.get(url(AreaCode, "change", code.pk)).content.decode()
        assert "related-widget-wrapper" in page
        assert "delete-related" not in page
