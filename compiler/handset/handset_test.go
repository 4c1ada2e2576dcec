package handset_test

import (
	"testing"

	"provc/compiler/catalogue"
	"provc/compiler/handset"
	"provc/compiler/handset/server"
	"provc/schema"
)

// What a catalogue says of parameters is what handsets are told of them; of one that it
// lacks only the name tells anything.
func TestFactsOf(t *testing.T) {
	t.Parallel()
	s, err := catalogue.Open(schema.FS, "spectralink")
	if err != nil {
		t.Fatal(err)
	}
	facts := handset.FactsOf(s)
	for name, want := range map[string]struct {
		restarts catalogue.Restart
		value    string
		known    bool
		hides    bool
	}{
		"ptt.channel.1.available":   {catalogue.RestartYes, "1", true, false},
		"prov.login.localPassword":  {catalogue.RestartUnknown, "123", true, true},
		"voIpProt.server.1.address": {catalogue.RestartNo, "", false, false},
		"reg.1.auth.password":       {catalogue.RestartNo, "", false, true},
		"later.thing":               {catalogue.RestartUnknown, "", false, false},
		"later.adminPassword":       {catalogue.RestartUnknown, "", false, true},
	} {
		value, known := facts.Default(name)
		if got := facts.Restarts(name); got != want.restarts || value != want.value || known != want.known || facts.Hides(name) != want.hides {
			t.Errorf("%s: restarts %v, by default %q %v, hidden %v; want %+v", name, got, value, known, facts.Hides(name), want)
		}
	}
}

// A trace has a step for whatever happened, an assumption once, and what a server does
// wrong right after it was asked.
func TestTrace(t *testing.T) {
	t.Parallel()
	trace := &handset.Trace{}
	trace.Action("boot %s", "p")
	trace.Assume("100% sure")
	trace.Asked(server.Answer{Method: "GET", URL: "u", Name: "n", Status: "500", Fault: "50% broken"}, "ann", "%d parameters", 3)
	trace.Assume("100% sure")
	trace.Assume("another")
	trace.Effect("effect")
	if trace.Has(handset.Warning) || !trace.Has(handset.Fault) {
		t.Errorf("%+v", trace.Steps)
	}
	trace.Warning("warning")
	want := []handset.Step{
		{Kind: handset.Action, Text: "boot p"},
		{Kind: handset.Assumption, Text: "100% sure"},
		{Kind: handset.Request, Text: "3 parameters", Method: "GET", URL: "u", Name: "n", As: "ann", Status: "500"},
		{Kind: handset.Fault, Text: "50% broken"},
		{Kind: handset.Assumption, Text: "another"},
		{Kind: handset.Effect, Text: "effect"},
		{Kind: handset.Warning, Text: "warning"},
	}
	if len(trace.Steps) != len(want) || trace.Requests != 1 || !trace.Has(handset.Warning) {
		t.Fatalf("%+v", trace)
	}
	for i, s := range trace.Steps {
		if s != want[i] {
			t.Errorf("step %d is %+v, want %+v", i, s, want[i])
		}
	}
	trace.Asked(server.Answer{}, "", "fine")
	if len(trace.Steps) != len(want)+1 || trace.Requests != 2 {
		t.Errorf("%+v", trace)
	}
}
