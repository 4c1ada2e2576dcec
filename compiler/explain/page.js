"use strict";
const fleet = JSON.parse(document.getElementById("fleet").textContent);
const $ = (id) => document.getElementById(id);
const most = 50; // names that a list offers at a time
const none = -1;

// el makes an element. All that the page shows is set as text.
function el(tag, className, ...children) {
  const e = document.createElement(tag);
  if (className) e.className = className;
  e.append(...children);
  return e;
}

// settingsOf are the numbers of what a file sets.
const known = new Map();
function settingsOf(file) {
  if (!known.has(file)) {
    const f = fleet.files[file], without = new Set(f.w || []);
    known.set(file, fleet.common[f.k].filter((s) => !without.has(s)).concat(f.h || []));
  }
  return known.get(file);
}

// layersOf are the files that count, the strongest first: what was changed by the
// person, by hand, what is declared. Their order was made by provc.
function layersOf(handset, person) {
  const layer = (file, assumed) => ({ file, assumed: Boolean(assumed) });
  const all = [];
  if (person) for (const f of person.o || []) all.push(layer(f));
  if (handset) for (const f of (person ? handset.a : handset.o) || []) all.push(layer(f));
  if (person && person.f !== none) all.push(layer(person.f));
  if (handset && person) for (const f of handset.b || []) all.push(layer(f, true));
  if (handset) for (const f of handset.f) all.push(layer(f));
  return all;
}

const state = { handset: none, person: none };
const words = { "user-override": "changed at a handset while logged in", web: "changed in the web pages of the handset", "handset-override": "changed at the handset" };

function place(p) { return el("code", "", fleet.sources[p[0]] + ":" + p[1] + ":" + p[2]); }

// rows are the parameters with their layers, by name.
function rows(layers) {
  const byName = new Map();
  for (const l of layers) {
    const here = new Map(); // of several settings in a file the last counts
    for (const s of settingsOf(l.file)) here.set(fleet.settings[s][0], fleet.settings[s]);
    for (const [name, setting] of here) {
      if (!byName.has(name)) byName.set(name, []);
      byName.get(name).push({ ...l, setting });
    }
  }
  const lists = ([, layers]) => Number(Boolean(fleet.files[layers[0].file].m)); // what master files say comes last
  return [...byName].sort((a, b) => lists(a) - lists(b) || compare(fleet.names[a[0]].n, fleet.names[b[0]].n));
}

const collator = new Intl.Collator("en", { numeric: true });
function compare(a, b) { return collator.compare(a, b); }

function because(handset, person, name) {
  const users = person ? person.u : handset && handset.u;
  const found = fleet.resets.find((r) => r.u === users);
  return found && found.w[name];
}

function layerRow(l, i, handset, person, name) {
  const f = fleet.files[l.file], s = l.setting;
  const li = el("li", (i ? "beaten" : "wins") + (words[f.l] ? " hand" : ""));
  li.append(el("span", "verb", i ? "beats" : "from"));
  const from = el("span", "from", f.p);
  if (words[f.l]) from.append(", " + words[f.l]);
  if (i) from.append(" = ", el("code", "", s[1]));
  if (l.assumed) from.append(el("span", "note", " (no document says that it counts here: an assumption)"));
  li.append(from);
  const at = el("ul", "at");
  const places = s.slice(5);
  if (s.length > 2 && !places.length) at.append(el("li", "", place(s.slice(2))));
  for (const p of places) at.append(el("li", "", place(p.slice(1)), p[0] ? " " + p[0] : ""));
  if (s.length === 2 && f.r) {
    const why = because(handset, person, name);
    at.append(el("li", "", "a reset: " + (why || "a phone keeps what its profile does not mention")));
  }
  if (at.childElementCount) li.append(at);
  return li;
}

function parameter(name, layers, handset, person) {
  const section = el("section", "parameter");
  section.tabIndex = 0;
  const head = el("h3", "", el("code", "", fleet.names[name].n));
  head.append(el("code", "value", layers[0].setting[1]));
  const list = el("ul", "layers");
  layers.forEach((l, i) => list.append(layerRow(l, i, handset, person, name)));
  const d = fleet.names[name].d;
  if (d) list.append(el("li", "beaten", el("span", "verb", "beats"), el("span", "from", "the vendor's default = ", el("code", "", d))));
  section.append(head, list);
  return section;
}

function show() {
  const handset = fleet.handsets[state.handset], person = fleet.people[state.person];
  const who = $("who"), stack = $("stack");
  who.replaceChildren();
  stack.replaceChildren();
  who.hidden = !handset && !person;
  $("none").hidden = true;
  if (who.hidden) {
    $("count").value = "";
    $("none").hidden = false;
    $("none").textContent = "Choose a handset, or a person. " + fleet.notes.join(" ");
    return;
  }
  const name = person ? person.n + (handset ? " on " + handset.n : "") : handset.n;
  who.append(el("h2", "", name));
  who.append(el("p", "", (person ? person.s : handset.s) + ((handset && handset.d) ? ", in " + handset.d : "")));
  const layers = layersOf(handset, person);
  const reads = layers.map((l) => fleet.files[l.file]).filter((f) => !f.m).map((f) => f.p);
  who.append(el("p", "", "reads ", el("code", "", reads.join(", "))));
  if (handset && !person && handset.c) who.append(el("p", "", handset.c));
  for (const o of (handset && handset.x) || []) who.append(el("p", "", "and ", el("code", "", o.n), ", which somebody else makes and which may set " + (o.s ? o.s.join(", ") : "anything")));
  if (person && handset && handset.u !== person.u) {
    $("none").hidden = false;
    $("none").textContent = person.n + " cannot log in on " + handset.n + ": " + (handset.u ? "it looks for profiles in " + handset.u + ", and this one is in " + person.u : "nobody can") + ".";
    $("count").value = "";
    return;
  }
  if (person && !handset) who.append(el("p", "", "This is what is set for the person; choose a handset for what it has beside that."));
  const wanted = $("parameter").value.trim().toLowerCase(), masked = $("masked").checked;
  const all = rows(layers);
  const found = all.filter(([name, layers]) =>
    (!masked || layers.length > 1) &&
    (!wanted || fleet.names[name].n.toLowerCase().includes(wanted) || layers.some((l) => l.setting[1].toLowerCase().includes(wanted))));
  for (const [name, layers] of found) stack.append(parameter(name, layers, handset, person));
  $("count").value = found.length + " of " + all.length + " parameters";
  if (!found.length) {
    $("none").hidden = false;
    $("none").textContent = all.length ? "No parameter fits." : "Nothing is set.";
  }
}

// A picker is an input with a list of names below it.
function picker(input, list, all, fits, choose) {
  const box = $(input), options = $(list);
  let found = [], at = 0;
  const close = () => {
    options.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (i) => {
    at = Math.max(0, Math.min(i, Math.min(found.length, most) - 1));
    [...options.querySelectorAll("[role=option]")].forEach((o, n) => {
      o.setAttribute("aria-selected", String(n === at));
      if (n === at) {
        box.setAttribute("aria-activedescendant", o.id);
        o.scrollIntoView({ block: "nearest" });
      }
    });
  };
  const pick = (i) => {
    if (i >= found.length) return;
    box.value = all[found[i]].n;
    close();
    choose(found[i]);
  };
  const offer = () => {
    const typed = box.value.trim().toLowerCase(), plain = typed.replace(/[:.\-\s]/g, "");
    const mac = /^[0-9a-f]+$/.test(plain) && plain.length > 3;
    found = [];
    all.forEach((x, i) => { if (fits(x) && (x.q.includes(typed) || mac && x.q.includes(plain))) found.push(i); });
    options.replaceChildren(...found.slice(0, most).map((x, i) => {
      const o = el("li", "", all[x].n);
      o.id = list + i;
      o.setAttribute("role", "option");
      o.addEventListener("mousedown", (e) => { e.preventDefault(); pick(i); });
      return o;
    }));
    if (found.length > most) options.append(el("li", "more", "and " + (found.length - most) + " more"));
    if (!found.length) options.append(el("li", "more", "none is called so"));
    options.hidden = false;
    box.setAttribute("aria-expanded", "true");
    mark(0);
  };
  box.addEventListener("input", () => {
    if (box.value.trim() === "") {
      close();
      choose(none);
      return;
    }
    offer();
  });
  box.addEventListener("click", offer);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (e) => {
    switch (e.key) {
      case "ArrowDown": options.hidden ? offer() : mark(at + 1); break;
      case "ArrowUp": mark(at - 1); break;
      case "Enter": if (!options.hidden) pick(at); break;
      case "Escape":
        if (options.hidden) {
          box.value = "";
          choose(none);
          box.blur();
        }
        close();
        break;
      default: return;
    }
    e.preventDefault();
    e.stopPropagation();
  });
  return (i) => { box.value = i === none ? "" : all[i].n; };
}

// The address tells what is shown, so that a link leads there. Indexes would move with
// the next change of the fleet, so names stand there.
function remember() {
  const h = fleet.handsets[state.handset], p = fleet.people[state.person];
  const parts = new URLSearchParams();
  if (h) parts.set("handset", h.i || h.n);
  if (h && h.d) parts.set("folder", h.d);
  if (p) parts.set("person", p.i);
  if (p && p.u) parts.set("at", p.u);
  const hash = parts.toString();
  if (location.hash.slice(1) !== hash) history.pushState(null, "", "#" + hash);
}

function recall() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const handset = parts.get("handset"), person = parts.get("person");
  state.handset = handset === null ? none : fleet.handsets.findIndex((h) => (h.i || h.n) === handset && (h.d || "") === (parts.get("folder") || ""));
  state.person = person === null ? none : fleet.people.findIndex((p) => p.i === person && p.u === (parts.get("at") || p.u));
  setHandset(state.handset);
  setPerson(state.person);
  show();
}

// Of people, those are offered who can log in on the handset that is chosen.
function canLogIn(person) {
  const handset = fleet.handsets[state.handset];
  return !handset || handset.u === person.u;
}

const setHandset = picker("handset", "handsets", fleet.handsets, () => true, (i) => { state.handset = i; remember(); show(); });
const setPerson = picker("person", "persons", fleet.people, canLogIn, (i) => { state.person = i; remember(); show(); });
$("parameter").addEventListener("input", show);
$("masked").addEventListener("change", show);
$("ask").addEventListener("submit", (e) => e.preventDefault());
addEventListener("popstate", recall);

const keys = { "/": "handset", u: "person", p: "parameter" };
addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.target.matches("input[type=search]")) {
    if (e.key === "Escape") {
      e.target.value = "";
      e.target.dispatchEvent(new Event("input", { bubbles: true }));
      e.target.blur();
    }
    return;
  }
  if (keys[e.key]) {
    e.preventDefault();
    $(keys[e.key]).focus();
    $(keys[e.key]).select();
    return;
  }
  if (e.key === "j" || e.key === "k") {
    const all = [...document.querySelectorAll(".parameter")];
    const next = all[all.indexOf(document.activeElement) + (e.key === "j" ? 1 : -1)];
    if (next) next.focus();
  }
});
recall();
