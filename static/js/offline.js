// The log form without a signal: what is saved then stays on the phone, and js/kept.js sends it.
"use strict";

const EARLIEST = "2000";
const NUMBERS = ["came", "volunteers", "hours", "cost"];
// Whatever is read as a number has a figure in it, or one of these.
const NUMBER =
  /\p{N}|zer|one|two|thr|fou|fiv|six|sev|eig|nin|ten|ele|twe|thir|for|fif|doz|sco|hun|tho|gra|mil|hal|qua|nob|not|nil|\ban? /iu;
const WEEK = 7;

function offline(form) {
  const { dataset: words, elements: asked } = form;
  const { now } = kept;
  const fault = Object.assign(document.createElement("p"), { className: "field__error", role: "alert" });
  let changing = null;
  let sure = false;
  let busy = false;

  function fill(one) {
    const begun = asked.title.value.trim();
    if (begun && begun !== changing?.title && !confirm(words.begun)) return;
    form.reset();
    changing = one;
    now.changing = one.token;
    for (const [name, value] of one.fields) if (asked[name] && !isPhoto(name)) asked[name].value = value;
    asked.title.focus();
  }

  // What the page came with (a draft, an entry to log again, what was refused) is on the phone now.
  function empty() {
    const begins = words.begins.split(" ");
    for (const box of form.querySelectorAll("input[type=text], input[type=date], textarea")) box.defaultValue = "";
    for (const one of form.querySelectorAll("input[type=radio]")) one.defaultChecked = begins.includes(one.value);
    for (const one of form.querySelectorAll("option")) one.defaultSelected = !one.value;
    for (const name of ["regular", "card"]) if (asked[name]) asked[name].value = "";
    for (const box of form.querySelectorAll("[aria-invalid]")) {
      box.removeAttribute("aria-invalid");
      document.getElementById(`${box.id}_error`)?.remove();
    }
    document.querySelector("[data-focus]")?.remove();
  }

  function renew() {
    empty();
    form.reset();
    fault.remove();
    changing = null;
    now.changing = "";
    fresh();
  }

  function fresh() {
    asked.token.value = crypto.randomUUID();
    asked.opened_on.value = kept.day();
  }

  // The day itself: "today" would mean another day by the time it is sent.
  function day(data) {
    const at = new Date(`${data.get("opened_on")}T12:00Z`);
    if (data.get("when") === "other") return data.get("day");
    at.setUTCDate(at.getUTCDate() - (data.get("when") === "yesterday"));
    return at.toISOString().slice(0, 10);
  }

  const isPhoto = (name) => name === "photo" || name.startsWith("p-");

  // What would be refused later is refused now, where this page can know it.
  function problem(data) {
    const [on, until] = [day(data), data.get("until")];
    const far = (at) => /^\d{4}-/.test(at) && (at > kept.day() || at < EARLIEST);
    if (!data.get("title").trim()) return ["title", words.needs];
    if (data.get("title").trim().length > words.most) return ["title", words.long];
    if (!on) return ["day", words.needs];
    if (far(on)) return ["day", words.day];
    if (until && (far(until) || until < on)) return ["until", words.day];
    const unread = NUMBERS.find((name) => data.get(name).trim() && !NUMBER.test(data.get(name)));
    return unread ? [unread, words.number] : null;
  }

  function refuse(name, why) {
    const box = asked[name];
    fault.textContent = why;
    box.closest(".field").querySelector(".field__label").after(fault);
    box.closest("details")?.setAttribute("open", "");
    box.focus();
  }

  async function keep(why) {
    const data = new FormData(form);
    const wrong = problem(data);
    if (wrong) return refuse(...wrong);
    data.set("day", day(data));
    data.set("when", "other");
    for (const name of ["csrfmiddlewaretoken", "next"]) data.delete(name);
    const shots = [...form.querySelectorAll(".shot--coming")];
    const alone = shots
      .filter((shot) => shot.querySelector(":checked"))
      .map(({ photo: { token, sent, file } }) => ({ token, file: sent || file, name: file.name }));
    const one = {
      user: now.user,
      at: changing?.at || Date.now(),
      url: form.getAttribute("action"),
      photosTo: form.querySelector("[data-photos]").dataset.photos,
      title: data.get("title").trim(),
      day: data.get("day"),
      until: kept.day(WEEK),
      fields: [
        ...[...data].filter(([, value]) => typeof value === "string"),
        ...(changing?.fields || []).filter(([name]) => isPhoto(name)),
      ],
      photos: [...(changing?.photos || []), ...alone],
      token: changing?.token || asked.token.value,
    };
    try {
      await kept.put(one);
    } catch {
      return refuse("title", words.full);
    }
    form.querySelectorAll(".shot").forEach((shot) => shot.remove());
    renew();
    if (shots.length > alone.length) kept.say(words.noPhotos, true);
    kept.say(why);
    await kept.show();
    kept.box.focus();
    // Asked once: a phone that is short of room then empties other things first.
    if (!localStorage.lasts) navigator.storage?.persist?.();
    localStorage.lasts = 1;
    if (navigator.onLine) kept.send();
  }

  async function save(submitter) {
    await kept.ready;
    const waits = changing || form.querySelector(".shot--coming :checked");
    const who = waits ? null : await kept.ask();
    if (!who) return keep(words.done);
    if (who.user !== now.user) return keep(kept.words.signIn);
    asked.csrfmiddlewaretoken.value = who.token;
    sure = true;
    form.requestSubmit(submitter);
    sure = false;
  }

  form.addEventListener(
    "submit",
    (event) => {
      if (sure) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // Pressed twice while the site is asked.
      if (busy) return;
      busy = true;
      save(event.submitter).finally(() => (busy = false));
    },
    true,
  );

  async function start() {
    await kept.ready;
    if (kept.shell && !now.user) {
      form.hidden = true;
      kept.say(words.stranger);
      return kept.show();
    }
    if (kept.shell) fresh();
    addEventListener("hashchange", change);
    await change();
  }

  async function change() {
    const one = (await kept.own()).find(({ token }) => `#${token}` === location.hash);
    if (!one) return;
    history.replaceState(null, "", location.pathname + location.search);
    fill(one);
  }

  start().catch(() => null);
}

const logged = document.querySelector("form[data-log]");
if (kept && logged) offline(logged);
