package daylight

import (
	"testing"

	"provc/compiler/syntax/syntaxtest"
)

const form = "a date is month/day/weekday, with or without /hour:minute"

func TestCheck(t *testing.T) {
	syntaxtest.Table(t, Check, map[string][]string{
		"start=3/-1/7;stop=10/-1/7;save=1":           {"error 14: an item begins with start, end or save"},
		"start=3/-1/Sun;end=10/-1/7;save=1":          {`error 12: "S" is no character of a date or a time`},
		"start=Mar/-1/7;end=10/-1/7;save=1":          {`error 7: "M" is no character of a date or a time`},
		"start=3/-1/7;end=10/-1/7;save=1h":           {`error 32: "h" is no character of a date or a time`},
		"none":                                       {`error 1: "n" is no character of a date or a time`},
		"start=3/8/7/2:0:0;end=11/1/7/2:0:0":         {"warning 1: nothing says how much time is added (save)"},
		"start=3/8/7;save=1":                         {"warning 1: nothing says when daylight saving ends (end)"},
		"end=11/1/7;save=1":                          {"warning 1: nothing says when daylight saving begins (start)"},
		"3/-1/7/2;end=10/-1/7/2;save=1":              {"warning 1: this begins with none of start, end and save"},
		"start=3/8/7;end=11/1/7;save=1;save=2":       {"warning 31: save is there twice"},
		"start=13/8/7;end=11/1/7;save=1":             {"warning 7: a month is 1 to 12"},
		"start=0/8/7;end=11/1/7;save=1":              {"warning 7: a month is 1 to 12"},
		"start=3/32/7;end=11/-32/7;save=1":           {"warning 9: a day is -31 to 31", "warning 21: a day is -31 to 31"},
		"start=3/0/7;end=11/1/7;save=1":              {"warning 9: a day is 1 to 31, or -1 to -31 from the end of the month"},
		"start=3/0/0;end=11/1/7;save=1":              {"warning 9: a day is 1 to 31, or -1 to -31 from the end of the month"},
		"start=3/8/8;end=11/1/7;save=1":              {"warning 11: a weekday is 0 to 7"},
		"start=3/-8/0;end=11/1/7;save=1":             {"warning 12: weekday 0 means the very day, which cannot be negative"},
		"start=3/8/7/24;end=11/1/7/2:60;save=1:0:60": {"warning 13: an hour is 0 to 23", "warning 29: a minute or second is 0 to 59", "warning 41: a minute or second is 0 to 59"},
		"start=3/8/7/2:0:0:0;end=11/1/7;save=1":      {"warning 13: a time is hours, minutes and seconds at most"},
		"start=3/8;end=11/1/7/2/0;save=1":            {"warning 7: " + form, "warning 15: " + form},
		"start=3/8/7;end=11/1/7;save=":               {"warning 29: an hour is 0 to 23"},
		"start=3/8/7;end=;save=1":                    {"warning 17: " + form},
		"start=3/8/7;end=11/1/7;save=-24":            {"warning 30: an hour is 0 to 23"},
		"start=3/8/7;end=11/1/7;save= - 1:60":        {"warning 34: a minute or second is 0 to 59"},
		"start=3/8/7;end=11/1/7;save=//1:60":         {"warning 33: a minute or second is 0 to 59"},
		"start=3/x/7;end=11/-32/0;save=1":            {`error 9: "x" is no character of a date or a time`, "warning 20: a day is -31 to 31"},
		"start=3//0;end=11/1/7;save=1":               {"warning 9: a day is -31 to 31"},
		"start=3/-1/-1;end=11/1/7;save=1":            {"warning 12: a weekday is 0 to 7"},
		"start=3/-1/0;end=11/1/7;save=1":             {"warning 12: weekday 0 means the very day, which cannot be negative"},
	})
}

// What working deployments have, and what the guides show, is read without a word.
func TestLegal(t *testing.T) {
	syntaxtest.Legal(t, Check,
		"", " ", "start=3/-1/7/2;end=10/-1/7/3;save=1", "start=3/-1/7/2;end=10/-1/7/3;save=1;",
		"start=4/1/7;end=10/-1/7;save=1", "start=3/8/7/02:0:0;end=11/1/7/02:0:0;save=1",
		"start=4/1/7/0;end=10/31/7/0:0;save=-1:30", "Start = 4/1/7; end=10/-1/7; save = +0:30:0",
		"start=12/31/0;end=1/1/0;save=0", "start=10/1/7/2:00;end=4/1/7/3:00;save=/1",
		"start=3/-31/7;end=10/31/7/23:59:59;save=/-1", "start=1/-1/1;end=10/-1/7;save=/+1:30",
	)
}

func TestHints(t *testing.T) {
	const form = "write it as in start=3/-1/7/2;end=10/-1/7/3;save=1"
	syntaxtest.Hints(t, Check, map[string][]string{
		"start=3/-1/7;stop=10/-1/7;save=1":     {form},
		"3/-1/7/2;end=10/-1/7/2;save=1":        {form},
		"none":                                 {form},
		"start=3/8;end=11/1/7;save=1":          {form},
		"start=3/8/7;end=11/1/7":               {form},
		"start=3/8/7;end=11/1/7;save=1;save=2": {""},
		"start=3/0/7;end=11/-8/0;save=1:0:0:0": {"", "", ""},
		"start=0/32/8/24:60;end=11/1/7;save=1": {"", "", "", "", ""},
	})
}

func FuzzCheck(f *testing.F) {
	syntaxtest.Fuzz(f, Check, "start=3/-1/7/2;end=10/-1/7/3:0:0;save=1", "start=é", ";=;", "3/4", "save=-+/1")
}
