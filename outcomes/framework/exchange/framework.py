"""Stores a programme's framework: its words, rules, steps, outcomes and the words change is
described in.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from django.db import models, transaction
from simple_history.utils import bulk_create_with_history

from areas.models import AreaStage, PathwayStep, Programme, ProgrammeRule
from bigstory.core.db import audit
from bigstory.core.files.refused import Refused
from bigstory.core.text.clean import clean
from outcomes.framework.exchange.framework_file import PROGRAMME, SECTIONS, read_framework
from outcomes.framework.exchange.permissions import keep_lawful_bases, keep_wordings
from outcomes.models import Framework


@dataclass
class Loaded:
    """What loading did. `changed` is false when the file was there already, word for word."""

    programme: Programme
    version: str
    changed: bool = True
    counts: dict[str, int] = field(default_factory=dict)
    retired: list[str] = field(default_factory=list)


def load_framework(path: Path | str, *, by=None) -> Loaded:
    """Read the file, check all of it, store it in one transaction.

    Raises Refused, and then nothing is stored.
    """
    try:
        text = clean(Path(path).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused(["This file is not UTF-8 text. Save it again as UTF-8."]) from None
    data = read_framework(text)
    with transaction.atomic():
        keep_wordings()
        loaded = _store(data, text, by)
        keep_lawful_bases(loaded.programme)
        return loaded


def _store(data: dict, text: str, by) -> Loaded:
    """Everything of a file that was read and checked. Raises Refused where it may not be stored."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    programme = _programme_of(data["programme"])
    latest = Framework.objects.filter(programme=programme).first() if programme.pk else None
    if latest and (latest.version, latest.digest) == (data["version"], digest):
        return Loaded(programme, latest.version, changed=False)
    if latest and Framework.objects.filter(programme=programme, version=data["version"]).exists():
        raise Refused(
            [
                f"Version {data['version']} of {programme} was loaded before, with other "
                "words in it or followed by a newer one. Give this file a new version."
            ]
        )
    _keep_programme(programme, data)
    loaded = Loaded(programme, data["version"])
    _keep_rules(programme, data["rules"])
    loaded.retired += _keep_steps(programme, data["steps"])
    for name, section in SECTIONS.items():
        if section.model:
            loaded.counts[name] = len(data[name])
            loaded.retired += _keep_words(programme, section.model, data[name])
    framework = Framework.objects.create(
        programme=programme, version=data["version"], digest=digest, text=text
    )
    audit.record("framework.loaded", framework, by=by, version=framework.version)
    return loaded


def _programme_of(entry: dict) -> Programme:
    """The programme this site speaks for.

    A site speaks for one: what people chose hangs on its outcomes.
    """
    current = Programme.objects.current()
    if current and current.slug != entry["slug"]:
        raise Refused(
            [
                f"This site speaks for {current}. Another programme, such as "
                f"{entry['name']}, needs its own site."
            ]
        )
    return current or Programme(slug=entry["slug"])


def _keep_programme(programme: Programme, data: dict) -> None:
    values = dict.fromkeys(PROGRAMME.may, "")
    for key, value in data["programme"].items():
        values[key] = value.strip() if isinstance(value, str) else value
    _save_if_different(programme, values | {"words": data["words"]})


def _keep_rules(programme: Programme, entries: list[dict]) -> None:
    """The rules become those of the file.

    A rule left out is gone: one that was wrong must not stay in force.
    """
    ProgrammeRule.objects.filter(programme=programme).delete()
    ProgrammeRule.objects.bulk_create(
        ProgrammeRule(
            programme=programme,
            name=entry["name"],
            value=entry["value"],
            unit=entry.get("unit", ""),
            from_date=entry["from"],
            source=entry["source"],
        )
        for entry in entries
    )


def _keep_steps(programme: Programme, entries: list[dict]) -> list[str]:
    """The steps become those of the file. One left out is deleted, or retired where an area has
    taken it.

    Returns the names of those retired now.
    """
    stored = {step.slug: step for step in programme.steps.all()}
    for order, entry in enumerate(entries, start=1):
        step = stored.pop(entry["slug"], None) or PathwayStep(
            programme=programme, slug=entry["slug"]
        )
        _save_if_different(step, {"name": entry["name"], "order": order, "retired": False})
    used = set(AreaStage.objects.filter(step__in=stored.values()).values_list("step", flat=True))
    programme.steps.filter(slug__in=stored).exclude(pk__in=used).delete()
    gone = [step for step in stored.values() if step.pk in used and not step.retired]
    for step in gone:
        _save_if_different(step, {"retired": True})
    return [step.name for step in gone]


def _keep_words(programme: Programme, model: type, entries: list[dict]) -> list[str]:
    """Make, change and retire the words of one table; nothing is deleted.

    Returns the names of those retired now.
    """
    stored = {word.slug: word for word in model.objects.filter(programme=programme)}
    levels = (
        {level.slug: level for level in programme.changelevels.all()}
        if hasattr(model, "level")
        else {}
    )
    new = []
    for order, entry in enumerate(entries, start=1):
        plain = {"plain": ""} if hasattr(model, "plain") else {}
        values = plain | entry | {"order": order, "retired": False}
        if levels:
            values["level"] = levels[entry["level"]]
        if entry["slug"] in stored:
            _save_if_different(stored.pop(entry["slug"]), values)
        else:
            new.append(model(programme=programme, **values))
    if hasattr(model, "history"):
        bulk_create_with_history(new, model)
    else:
        model.objects.bulk_create(new)
    gone = [word for word in stored.values() if not word.retired]
    for word in gone:
        _save_if_different(word, {"retired": True})
    return [word.name for word in gone]


def _save_if_different(row: models.Model, values: dict) -> None:
    """Save only when something differs, so that no history is written of a change that was none."""
    if row.pk and all(getattr(row, key) == value for key, value in values.items()):
        return
    for key, value in values.items():
        setattr(row, key, value)
    row.save()
