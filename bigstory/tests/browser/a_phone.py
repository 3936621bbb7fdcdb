"""A phone in a hall without a signal: what is done with it, and what it holds."""

from playwright.sync_api import expect

from bigstory.tests.browser.steps import press

LOG = "/areas/ramsey/log/"
COUNT = (
    "from partnerships.models import Activity; "
    "print(Activity.objects.filter(title={title!r}).count())"
)
KEPT = """async () => {
  const kept = await caches.keys();
  const bases = (await indexedDB.databases()).map((one) => one.name);
  return [...kept, ...bases];
}"""
ENTRIES = """(change) => new Promise((good) => {
  const open = indexedDB.open("bigstory", 1);
  open.onsuccess = () => {
    const store = open.result.transaction("entries", "readwrite").objectStore("entries");
    const asked = store.getAll();
    asked.onsuccess = () => {
      asked.result.forEach((one) => change && store.put({...one, ...change}));
      open.result.close();
      good(asked.result.map((one) => one.title));
    };
  };
})"""


def open_once(person):
    """The form comes last, when its styles and scripts are there."""
    person.go("/")
    until(person.page, "async (path) => !!(await caches.match(path))", LOG)
    until(person.page, "async () => !!(await navigator.serviceWorker.getRegistration())?.active")


def until(page, question: str, *words) -> None:
    """Wait for the browser itself; unlike a promise of the page, this never waits for ever."""
    for _turn in range(40):
        if page.evaluate(question, *words):
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"Not so after ten seconds: {question}")


def lose_the_signal(person):
    person.context.set_offline(True)
    person.page.goto(LOG)


def sign_in_as_tom(person):
    person.page.goto("/account/sign-in/")
    press(person.page, "Tom")
    person.page.wait_for_url(lambda url: "sign-in" not in url)


def answer_with(person, *statuses: int) -> list[int]:
    """What the site says to entries that come, one after the other; then as it is."""
    left = list(statuses)

    def say(route):
        if route.request.method == "POST" and left:
            route.fulfill(status=left.pop(0))
        else:
            route.fallback()

    person.context.route(f"**{LOG}", say)
    return left


def write(page, title: str, state: str = "on this phone, not sent yet") -> None:
    page.get_by_label("What happened?").fill(title)
    page.get_by_label("Number of people").fill("9")
    page.get_by_label("A few words").fill("It rained.")
    press(page, "Save what happened")
    expect(page.get_by_text(state, exact=True)).to_be_visible()


def count(site, title: str) -> str:
    return site.ask(COUNT.format(title=title)).strip()
