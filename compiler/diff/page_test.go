package diff

import (
	"bytes"
	"strings"
	"testing"

	"provc/compiler/browsertest"
	"provc/compiler/diag"
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
	rule := func(host string) *Side {
		return folder(t, "-- default.xml --\n<flat-profile><Profile_Rule>($EMS eq \"mobile\")? https://"+host+"/phones/mobile/$MUID.xml | https://"+host+"/phones/default.xml</Profile_Rule></flat-profile>\n")
	}
	for name, d := range map[string]*Diff{
		"hospital": goldenDiff(t, "clinic", "hospital"),
		"rooms":    goldenDiff(t, "conference-rooms", "hospital"),
		"rule":     Compare(rule("one.of-a-long-name.example"), rule("other.of-a-long-name.example"), Options{}),
		"hostile":  hostileDiff(t),
	} {
		var b bytes.Buffer
		if err := WriteHTML(&b, d, nil); err != nil {
			t.Fatal(err)
		}
		t.Log(name)
		browsertest.Narrow(t, b.Bytes(), 400, "")
	}
}

// hostileDiff is a diff in which names and values are elements, commands and characters
// that nobody sees.
func hostileDiff(t *testing.T) *Diff {
	const name = "</code><img src=x onerror=alert(1)><script>alert(2)</script>\u202eevil\u200f\x1b[31m\u009b\n::error::x"
	side := func(more string) *Side {
		s := labelled(name+more, name+more)
		for _, f := range s.Paths() {
			s.At(f).Compiled.Label = name
		}
		return s
	}
	d := Compare(side("1"), side("2"), Options{})
	d.Title = Title{Packages: []string{name}, Old: Origin{Name: name}, New: Origin{Name: name}}
	d.Findings.Add(diag.Diagnostic{Check: "x-y", Summary: name, Pos: diag.Pos{File: name, Line: 1}, Excerpt: &diag.Excerpt{Text: "  " + name, Caret: 5},
		Related: []diag.Related{{Message: name, Pos: diag.Pos{File: name, Line: 2}}}})
	d.Notes = append(d.Notes, &Note{Kind: NoteNew, Says: name, Commands: []string{name}})
	return d
}

// obeyed says what of such names and values the browser made more of than text.
const obeyed = `
if (document.querySelector("img, object, embed, iframe, a[href^=http]")) wrong.push("an element of a name");
if (document.scripts.length !== 3) wrong.push(document.scripts.length + " scripts");
const all = [...document.querySelectorAll("*")].filter((e) => !["SCRIPT", "STYLE"].includes(e.tagName));
for (const e of all) for (const a of e.attributes) if (a.name.startsWith("on")) wrong.push("attribute " + a.name);
const seen = document.body.innerText + document.title + all.flatMap((e) => ["title", "aria-label", "placeholder"].map((a) => e.getAttribute(a))).join("");
const at = seen.search(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
if (at >= 0) wrong.push("what nobody sees: " + JSON.stringify(seen.slice(Math.max(0, at - 20), at + 10)));
const phone = document.querySelector("#phone");
phone.value = "img src"; phone.dispatchEvent(new Event("input", { bubbles: true }));
if (![...document.querySelectorAll(".change")].some((e) => e.offsetParent !== null)) wrong.push("the filter does not know the label");
`

// Nothing in a name or a value becomes part of the page.
func TestHostilePage(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	d := hostileDiff(t)
	if err := WriteHTML(&b, d, d.Violations(policies)); err != nil {
		t.Fatal(err)
	}
	browsertest.Ask(t, b.Bytes(), obeyed, browsertest.Virtual, "--window-size=1280,1000")
	b.Reset()
	r := Refusal{Title: d.Title, Found: d.Findings}
	if err := r.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	asked, _, _ := strings.Cut(obeyed, "const phone")
	browsertest.Ask(t, b.Bytes(), strings.Replace(asked, "!== 3", "> 3", 1), browsertest.Virtual, "--window-size=1280,1000")
	browsertest.Narrow(t, b.Bytes(), 400, "")
}
