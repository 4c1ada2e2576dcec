package diff

import (
	"strings"
	"testing"

	"provc/compiler/layout"
)

// Text fits the width that it is given, but for what is one word or a command to be
// copied.
func TestTextFits(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]*Diff{
		"wards":  goldenDiff(t, "clinic", "hospital"),
		"rooms":  goldenDiff(t, "conference-rooms", "hospital"),
		"labels": Compare(labelled("1", "a"), labelled("2", "b"), Options{}),
	} {
		for _, width := range []int{40, 80, 200} {
			for _, o := range []TextOptions{{Width: width}, {Width: width, Colour: true}, {Width: width, Verbose: true}} {
				for line := range strings.Lines(printed(t, d, o)) {
					line = strings.TrimSuffix(line, "\n")
					words := strings.Fields(line)
					if layout.Width(line) > width && len(words) > 2 && words[0] != "mv" {
						t.Errorf("%s at %d columns: %q", name, width, line)
					}
				}
			}
		}
	}
}

// What is decided is told in words where its table is too wide.
func TestRuleInWords(t *testing.T) {
	t.Parallel()
	rule := func(host string) *Side {
		return folder(t, `
-- default.xml --
<flat-profile><Profile_Rule>("$EMS" eq "mobile" and "$MUID" ne "") ? https://`+host+`/phones/mobile/$MUID.xml | https://`+host+`/phones/default.xml</Profile_Rule></flat-profile>
-- spa303.cfg --
<flat-profile><Profile_Rule>("$EMS" eq "mobile" and "$MUID" ne "") ? https://`+host+`/phones/mobile/$MUID.xml | https://`+host+`/phones/default.xml</Profile_Rule><Station_Name>`+host+`</Station_Name></flat-profile>
`)
	}
	d := Compare(rule("one.example"), rule("two.example"), Options{})
	const words = `      $EMS "mobile", $MUID set:
        - https://one.example/phones/mobile/$MUID.xml, credentials no
        + https://two.example/phones/mobile/$MUID.xml, credentials no
      otherwise:
        - https://one.example/phones/default.xml, credentials no
        + https://two.example/phones/default.xml, credentials no
`
	if got := printed(t, d, TextOptions{Width: 76}); strings.Count(got, words) != 1 || !strings.Contains(got, "      as in default.xml\n") {
		t.Errorf("at 76 columns:\n%s", got)
	}
	if got := printed(t, d, TextOptions{Width: 120}); !strings.Contains(got, `      -  "mobile"  set    https://one.example/phones/mobile/$MUID.xml  no`) {
		t.Errorf("at 120 columns:\n%s", got)
	}
}
