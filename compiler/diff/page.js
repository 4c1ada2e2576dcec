"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const main = document.getElementById("changes");
  const count = document.getElementById("count");
  const none = document.getElementById("none");
  const lower = (s) => s.toLowerCase();
  const reach = JSON.parse(document.getElementById("reach").textContent).map((r) => ({
    phones: lower(r.h.join("\n")),
    users: lower(r.u.join("\n")),
  }));
  const files = [...main.querySelectorAll(".file")].map((el) => ({
    el,
    name: lower(el.dataset.file),
    changes: [...el.querySelectorAll(".change")].map((el) => ({
      el,
      levels: el.dataset.level.split(" "),
      reach: reach[el.dataset.reach],
      parameter: lower(el.dataset.parameter),
    })),
  }));
  const total = files.reduce((n, f) => n + f.changes.length, 0);
  const text = (id) => lower(document.getElementById(id).value.trim());

  const boxes = [...form.querySelectorAll("[name=level]")];

  function apply() {
    const phone = text("phone"), user = text("user"), file = text("file");
    const levels = new Set(boxes.filter((x) => x.checked).map((x) => x.value));
    const all = boxes.every((x) => x.checked || !x.defaultChecked);
    let shown = 0, visible = 0;
    for (const f of files) {
      let any = 0;
      for (const c of f.changes) {
        const ok = c.levels.some((l) => levels.has(l)) && c.reach.phones.includes(phone) && c.reach.users.includes(user) &&
          (f.name.includes(file) || c.parameter.includes(file));
        c.el.hidden = !ok;
        any += ok;
      }
      // A file without a change to show is told only where nothing narrows.
      const bare = f.changes.length === 0 && all && !phone && !user && f.name.includes(file);
      f.el.hidden = !any && !bare;
      shown += any;
      visible += !f.el.hidden;
    }
    none.hidden = visible > 0;
    count.textContent = shown + " of " + total + (total === 1 ? " entry" : " entries") + " shown; changes alike are one";
  }

  function view(name) {
    main.className = name;
    form.querySelector("[name=view][value=" + name + "]").checked = true;
  }

  function step(by) {
    const all = [...main.querySelectorAll(".change")].filter((el) => el.offsetParent !== null);
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  form.addEventListener("input", (e) => {
    if (e.target.name === "view") view(e.target.value);
    else apply();
  });
  form.addEventListener("submit", (e) => e.preventDefault());
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const typing = e.target.matches("input[type=search]");
    if (e.key === "Escape") {
      form.reset();
      apply();
      view(main.className);
      if (typing) e.target.blur();
    } else if (typing) {
      return;
    } else if (e.key === "/") {
      e.preventDefault();
      document.getElementById("phone").focus();
    } else if (e.key === "v") {
      view(main.className === "side" ? "inline" : "side");
    } else if (e.key === "j" || e.key === "k") {
      step(e.key === "j" ? 1 : -1);
    }
  });
  apply();
})();
