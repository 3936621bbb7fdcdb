"""Whoever is met in the example is one person."""

from collections import defaultdict

from bigstory.accounts.sample import PEOPLE
from bigstory.example.check import entries_of
from bigstory.example.desk import read_desks
from bigstory.example.files import read_records
from bigstory.example.people import COLLEAGUES


def test_no_two_people_of_the_example_have_one_name():
    """Whoever is met in one area is not taken for somebody of another, nor for a sample person."""
    places = defaultdict(set)
    for record in read_records():
        for name in named_in(record):
            places[name].add(record.slug)
    for slug, desk in read_desks()["areas"].items():
        for contact in desk.get("contacts", []):
            places[contact["name"]].add(slug)
    for name, _role, _areas in COLLEAGUES.values():
        places[name].add("the programme")
    for person in PEOPLE:
        places[person.name].add(person.area or "the programme")
    assert {name: where for name, where in places.items() if len(where) > 1} == {}
    assert len(places) > 150


def named_in(record) -> set[str]:
    """Who sits, leads, logs or tells there, by what the record calls them."""
    found = {entry["name"] for entry in record.part("seats")}
    for part, entry in entries_of(record):
        keys = {"activities": "logged_by", "stories": "told_by", "actions": "lead"}
        if part in keys and entry.get(keys[part]):
            found.add(entry[keys[part]])
    return found
