package files

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
)

func TestProfileReadsBackEqual(t *testing.T) {
	t.Parallel()
	params := []artifact.Param{
		{Name: "Cfwd_All_Dest", Access: "ro"},
		{Name: "Display_Name_1_", Value: `<J> & "S" 'x'`},
		{Name: "Dial_Plan_1_", Value: "  (*xx|[3469]11) "},
		{Name: "SPCP_Auto-detect", Value: "Yes"},
		{Name: "CWMP_V1.2_Support", Value: "No", Access: "rw"},
	}
	data, err := writeProfile(params)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(data); !strings.Contains(text, `<Cfwd_All_Dest ua="ro"></Cfwd_All_Dest>`) || strings.Contains(text, "/>") || strings.Contains(text, `ua=""`) {
		t.Errorf("an empty value has no two tags, or an empty ua is written:\n%s", text)
	}
	got, err := ReadParams(data)
	if err != nil {
		t.Fatal(err)
	}
	same := func(a, b artifact.Param) bool { return a.Name == b.Name && a.Value == b.Value && a.Access == b.Access }
	if !slices.EqualFunc(got, params, same) {
		t.Errorf("got %v from\n%s", got, data)
	}
}

func TestReadParamsDoesAsPhonesDo(t *testing.T) {
	t.Parallel()
	got, err := ReadParams([]byte(`<?xml version="1.0"?>
<!-- a comment --><flat-profile><A group="x">1</A><B/><A ua="na">2</A></flat-profile>`))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Name != "B" || got[1].Value != "2" || got[1].Access != "na" {
		t.Errorf("got %v; the last of a name wins", got)
	}
	got, err = ReadParams([]byte("<device>\n<flat-profile><A>1</A><B>\n  </B><C> </C><D>a\n b</D></flat-profile></device>"))
	if err != nil || len(got) != 4 || got[3].Value != "a\n b" || got[0].Value != "1" || got[1].Value != "" || got[2].Value != " " {
		t.Errorf("what a phone saved is read as %v, %v", got, err)
	}
	for _, bad := range []string{"", "<device/>", "<device><flat-profile/><A/></device>", "<flat-profile>", "<flat-profile><A></flat-profile>", "<profile></profile>", "<flat-profile/><flat-profile/>", "no XML"} {
		if _, err := ReadParams([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	nested := func(n int) []byte {
		return []byte("<flat-profile>" + strings.Repeat("<A>", n-1) + strings.Repeat("</A>", n-1) + "</flat-profile>")
	}
	if _, err := ReadParams(nested(90)); err != nil {
		t.Error(err)
	}
	if _, err := ReadParams(nested(110)); err == nil {
		t.Error("elements a hundred deep were read")
	}
	if _, err := writeProfile([]artifact.Param{{Name: "A"}, {Name: "A"}}); err == nil {
		t.Error("a name was written twice")
	}
}
