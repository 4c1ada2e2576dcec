package diff

import (
	"strings"
	"testing"
)

// What comes or goes is told with the vendor's default, that of its index, where it
// is the same for all models and nobody's secret.
func TestDefaultsAreTold(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ old, new, line, want string }{
		{`ptt.displayName="Ward"`, `ptt.displayName="Ward" ptt.channel.24.subscribed="0"`, "+ ptt.channel.24.subscribed: 0", "default 1)"},
		{`ptt.displayName="Ward"`, `ptt.displayName="Ward" ptt.channel.23.subscribed="1"`, "+ ptt.channel.23.subscribed: 1", "default 0)"},
		{`up.idleTimeout="60" `, ``, "- up.idleTimeout: 60", "default 40)"},
		{`up.idleTimeout="60"`, `up.idleTimeout="50"`, "~ up.idleTimeout: 60 → 50", ""},
		{`ptt.displayName="Ward"`, `ptt.displayName="Ward" no.such="0"`, "+ no.such: 0", ""},
	} {
		d := Compare(changed(t), changed(t, x.old, x.new), Options{})
		_, after, found := strings.Cut(printed(t, d, TextOptions{}), x.line)
		if !found {
			t.Errorf("no %q", x.line)
		}
		line, _, _ := strings.Cut(after, "\n")
		if _, got, _ := strings.Cut(line, " ("); got != x.want {
			t.Errorf("%s: %s", x.line, line)
		}
	}

	const entry = "<Text_Logo>A</Text_Logo></flat-profile>"
	for name, want := range map[string]string{"Cfwd_No_Ans_Delay": "20", "Speaker_Volume": "", "Ringer_Volume": "", "Password_2_": ""} {
		more := strings.Replace(entry, "</flat", "<"+name+">5</"+name+"></flat", 1)
		d := Compare(folder(t, rooms), folder(t, strings.Replace(rooms, entry, more, 1)), Options{})
		ch := d.Files[0].Changes[0]
		got := ""
		if ch.Default != nil {
			got = *ch.Default
		}
		if ch.Parameter != name || got != want {
			t.Errorf("the default of %s is told as %q, want %q", ch.Parameter, got, want)
		}
	}
}
