"""The watch over what is written sees it however it is written, and takes no reading for a writing.

Without this, a page that writes in a way of its own would pass for one that does not.
"""

import threading

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections

from areas.models import Region
from bigstory.tests.access.writes import table_written, writes_noted

pytestmark = pytest.mark.django_db
INSERT = 'INSERT INTO areas_region (slug, name, "order") '


def by_the_models():
    Region.objects.create(slug="north", name="North")


def all_at_once():
    with connection.cursor() as cursor:
        rows = [["north", "North"], ["south", "South"]]
        cursor.executemany(INSERT + "VALUES (%s, %s, 0)", rows)


def from_a_query():
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH told(slug) AS (SELECT 'north') {INSERT} SELECT slug, 'North', 0 FROM told"
        )


def behind_a_comment():
    with connection.cursor() as cursor:
        cursor.execute("/* only\nlooking */ -- SELECT\n update areas_region set name = 'None'")


def by_a_table_of_its_own():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS kept_aside (words text)")


def by_the_drivers_own_cursor():
    cursor = connection.connection.cursor()
    cursor.execute(INSERT + "VALUES ('north', 'North', 0)")
    cursor.close()


def over_another_connection():
    def write():
        connections["default"].ensure_connection()
        connections["default"].close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()


@pytest.mark.parametrize(
    ("write", "noted"),
    [
        (by_the_models, "areas_region"),
        (all_at_once, "areas_region"),
        (from_a_query, "areas_region"),
        (behind_a_comment, "areas_region"),
        (by_a_table_of_its_own, "kept_aside"),
        (by_the_drivers_own_cursor, "unsaid"),
        (over_another_connection, "another connection"),
    ],
)
def test_a_write_is_noted(write, noted):
    with writes_noted() as written:
        write()
    assert set(written) == {noted}


def test_reading_and_being_signed_in_are_no_writes_to_the_record():
    with writes_noted() as written:
        assert list(Region.objects.select_for_update()) == []
        SessionStore().save()
    assert written == []


def test_a_session_hides_no_other_write():
    with writes_noted() as written:
        SessionStore().save()
        by_the_drivers_own_cursor()
    assert written == ["unsaid"]


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ('INSERT OR IGNORE INTO "areas_area" VALUES (1)', "areas_area"),
        ('REPLACE INTO "areas_area" VALUES (1)', "areas_area"),
        ("UPDATE ONLY public.areas_area SET name = 'a'", "areas_area"),
        ('DELETE FROM "public"."areas_area"', "areas_area"),
        ("TRUNCATE areas_area", "areas_area"),
        ("MERGE INTO areas_area USING areas_region ON true", "areas_area"),
        ("COPY areas_area FROM STDIN", "areas_area"),
        ("DROP TABLE IF EXISTS areas_area", "areas_area"),
        ("VACUUM", "VACUUM"),
        ("SELECT name FROM areas_area FOR UPDATE", None),
        ("WITH a AS (SELECT 1) SELECT * FROM a", None),
        ('ROLLBACK TO SAVEPOINT "s1"', None),
    ],
)
def test_the_table_is_read_from_the_statement(sql, table):
    assert table_written(sql) == table
