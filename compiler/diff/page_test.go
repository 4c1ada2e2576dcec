package diff

import (
	"bytes"
	"testing"

	"provc/compiler/browsertest"
)

// asked runs in the page and writes what it finds wrong into it.
const asked = `
const is = (what, got, want) => { if (got !== want) wrong.push(what + ": " + got + ", not " + want); };
const shown = () => [...document.querySelectorAll(".change")].filter((e) => e.offsetParent !== null).length;
const all = shown();
const $ = (s) => document.querySelector(s);
const type = (id, text) => { $(id).value = text; $(id).dispatchEvent(new Event("input", { bubbles: true })); };
const press = (key) => (document.activeElement || document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
const click = (s) => $(s).click();

if (all < 4) wrong.push("only " + all + " changes");
is("count", $("#count").textContent, all + " of " + document.querySelectorAll(".change").length + " entries shown; changes alike are one");

type("#phone", "00907A000001");
if (!(shown() > 0 && shown() < all)) wrong.push("the filter by phone shows " + shown());
type("#phone", "no such phone");
is("no phone", shown(), 0);
is("says that nothing matches", $("#none").hidden, false);
press("Escape"); $("#phone").focus(); press("Escape");
is("after Escape", shown(), all);

type("#user", "bo");
if (!(shown() > 0 && shown() < all)) wrong.push("the filter by user shows " + shown());
type("#user", "");
type("#file", "site.cfg");
for (const f of document.querySelectorAll(".file:not([hidden])")) if (!f.dataset.file.includes("site.cfg")) wrong.push("the filter by file shows " + f.dataset.file);
type("#file", "idleTimeout");
if (!(shown() > 0 && shown() < all)) wrong.push("the filter by parameter shows " + shown());
type("#file", "");

click("[value=restart]");
for (const e of document.querySelectorAll(".change[data-level=restart]")) is("a restart", e.hidden, true);
click("[value=restart]");
is("all again", shown(), all);

is("inline at first", getComputedStyle($(".two")).display, "none");
click("[value=side]");
is("side by side", getComputedStyle($(".one")).display, "none");
if (getComputedStyle($(".two")).display === "none") wrong.push("nothing side by side");
$(".change").focus();
press("v");
is("inline by key", $("main").className, "inline");
is("inline is chosen", $("[value=inline]").checked, true);
press("j");
is("the next change", document.activeElement, document.querySelectorAll(".change")[1]);
press("k");
is("the one before", document.activeElement, document.querySelectorAll(".change")[0]);
press("/");
is("the filter by key", document.activeElement.id, "phone");

is("requests", performance.getEntriesByType("resource").length, 0);
for (const e of document.querySelectorAll("input")) if (!e.closest("label")) wrong.push("an input without a label");
is("one heading", document.querySelectorAll("h1").length, 1);
`

// The page works in a browser: filters, views and keys do what they say,
// nothing is asked of a network, and no error is logged.
func TestPage(t *testing.T) {
	t.Parallel()
	d := Compare(changed(t), changed(t,
		`up.idleTimeout="60"`, `up.idleTimeout="90"`, `device.set="0"`, `device.set="1"`, `<x ptt.displayName="Theatre"/>`, `<x ptt.displayName="Theatre 1"/>`,
		`reg.2.address="202"`, `reg.2.address="302"`, `reg.2.address="201"`, `reg.2.address="301"`), Options{})
	var b bytes.Buffer
	if err := WriteHTML(&b, d, d.Violations(policies)); err != nil {
		t.Fatal(err)
	}
	browsertest.Ask(t, b.Bytes(), asked, browsertest.Virtual, "--window-size=1280,1000")
}

// At the width of a phone nothing is cut off or has to be scrolled sideways.
func TestPageOnPhone(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]*Diff{"hospital": goldenDiff(t, "clinic", "hospital"), "rooms": goldenDiff(t, "conference-rooms", "hospital")} {
		var b bytes.Buffer
		if err := WriteHTML(&b, d, nil); err != nil {
			t.Fatal(err)
		}
		t.Log(name)
		browsertest.Narrow(t, b.Bytes(), 400, "")
	}
}
