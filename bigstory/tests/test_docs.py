"""What the documents say is so: commands exist, sign-ins are the sample people, links lead
somewhere.
"""

import re
from pathlib import Path

import pytest

from bigstory import config
from bigstory.accounts.sample import EMAILS, PASSWORD
from bigstory.accounts.sample import PEOPLE as SAMPLE

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
README = (ROOT / "README.md").read_text()
COMMANDS = {
    line.split(":")[0]
    for line in (ROOT / "Makefile").read_text().splitlines()
    if re.match(r"[a-z]+:", line)
}


def test_every_command_the_documents_name_is_in_the_makefile():
    named = {
        name
        for path in DOCUMENTS
        for name in re.findall(r"`?\bmake ([a-z]+)\b`?", _code(path.read_text()))
    }
    assert {"demo", "test"} <= named
    assert named - COMMANDS == set()


def _code(text: str) -> str:
    """What stands in code, in a line or in a block: "make sure" in a sentence is no command."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


def test_the_readme_names_each_sign_in_once_by_its_own_name():
    rows = dict(re.findall(r"^\| (\S+@\S+) \| (\w+),", README, re.MULTILINE))
    assert rows == {person.email: person.name for person in SAMPLE}
    assert set(re.findall(r"\S+@example\.org", README)) == set(EMAILS)
    assert f"`{PASSWORD}`" in README


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(path):
    text = path.read_text()
    links = re.findall(r"\]\(([^)#\s]+)", text) + re.findall(r'src="([^"]+)"', text)
    ours = [link for link in links if "://" not in link]
    assert [link for link in ours if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_of_ours_that_is_named_exists(path):
    named = re.findall(
        r"`((?:bigstory|areas|partnerships|outcomes|templates|static|docs)/[\w./-]+)`",
        path.read_text(),
    )
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_screenshots_are_light_enough_for_a_first_look():
    pictures = list((ROOT / "docs" / "images").glob("*.png"))
    assert pictures
    assert {p.name: p.stat().st_size for p in pictures if p.stat().st_size > 300_000} == {}


def test_the_settings_named_for_production_are_the_ones_it_reads():
    deploy = (ROOT / "docs" / "deploy.md").read_text()
    said = set(re.findall(r"^([A-Z_]+)=", deploy, re.MULTILINE))
    asked = set(re.findall(r'env\.\w+\("([A-Z_]+)"', Path(config.__file__).read_text()))
    assert said == asked
    assert set(config.NEEDED) <= set(re.findall(r"([A-Z_]+)=", README))
