package linekey

import (
	"testing"

	"provc/compiler/syntax/syntaxtest"
)

func TestCheck(t *testing.T) {
	syntaxtest.Table(t, Check, map[string][]string{
		"fnd=sd;ext=9@$PROXY":             {`error 1: "fnd" begins no item`},
		"fnc=sd;extn=9@$PROXY":            {`error 8: "extn" begins no item`},
		"fnc=sd; number=9;nme=A":          {`error 9: "number" begins no item`},
		"fnc=sd;=9":                       {`error 8: "" begins no item`},
		"fnc=sd;nme=A;averyveryverylong=": {`error 14: "averyveryverylon…" begins no item`},
		"fnc=bfl+sd;sub=7@x":              {`warning 5: "bfl" is no function that the guides name`},
		"fnc=blf+;sub=7@x":                {"warning 9: a function is missing"},
		"fnc=;sub=7@x":                    {"warning 5: a function is missing"},
		"blf+sd;sub=7@x":                  {"warning 1: this says nothing: an item is a word, = and a value"},
		"sub=7@x;nme=A":                   {"warning 1: nothing says what the key does"},
		"fnc=sd;ext=7@x;ext=8@x":          {"warning 16: ext is there twice"},
		"fnc=sd;usr":                      {"warning 8: this says nothing: an item is a word, = and a value"},
		"usr;ext=7@x":                     {"warning 1: this says nothing: an item is a word, = and a value"},
		"fnc=sd;usr;usr=7@x":              {"warning 8: this says nothing: an item is a word, = and a value"},
		"fnc=sd;usx=7@x;usx=8@x":          {`error 8: "usx" begins no item`, `error 16: "usx" begins no item`},
		"dnf=sd":                          {`error 1: "dnf" begins no item`},
		"exactly16letters=1;fnc=sd":       {`error 1: "exactly16letters" begins no item`},
		"seventeen-letters=1;fnc=sd":      {`error 1: "seventeen-letter…" begins no item`},
	})
}

func TestHints(t *testing.T) {
	const form = "write it as in fnc=sd;ext=9@$PROXY;nme=Name"
	syntaxtest.Hints(t, Check, map[string][]string{
		"FNd=sd;ext=9@$PROXY":     {"did you mean fnc? → fnc=sd;ext=9@$PROXY"},
		"fnc=sd;extn=9@$PROXY":    {"did you mean ext? → fnc=sd;ext=9@$PROXY"},
		"fnc=sd; number=9;nme=A":  {"items begin with fnc, sub, ext, usr, nme, vid, url"},
		"fnc=bfl+sd;sub=7@x":      {"did you mean blf? → fnc=blf+sd;sub=7@x"},
		"fnc=blf + DMD;sub=7@x":   {"did you mean dnd? → fnc=blf + dnd;sub=7@x"},
		"fnc=telephone;ext=7@x":   {""},
		"fnc=sd;ext=7@x;EXT =8@x": {""},
		"blf+sd;sub=7@x":          {form},
		"sub=7@x;nme=A":           {form},
	})
}

// What working deployments have, and what the guides show, is read without a word.
func TestLegal(t *testing.T) {
	syntaxtest.Legal(t, Check,
		"", " ", "fnc=sd;ext=9@$PROXY;nme=Name", "fnc=blf+sd+cp;sub=2001@$PROXY;ext=2001@$PROXY;nme=Theatre;",
		"fnc=blf;sub=park+*5901@pbx.example", "fnc=prk;sub=$USER@$PROXY;nme=Slot 1", "fnc=dnd",
		"fnc=blf;sub=7003@$PROXY;usr=8888@$PROXY", "fnc=sd;ext=9@192.0.2.5:5060;vid=2;nme=Ann O'Neill <2>",
		"fnc=xml;url=http://pbx.example/menu?user=123;lang=de;nme=Menu", " FNC = sd ; EXT = 9@$PROXY ; ",
		"fnc=mwi+sd;ext=8000 ,4085283300#,123456#@domain;sub=group_vm@domain;vid=1;nme=Group;", "fnc=shortcut;url=userpref",
		"fnc=CP;sub=5901@$PROXY", "fnc=acd", "fnc=cfwd", "fnc=bxfer;ext=7@x", "fnc=BLF+Sd;sub=7@x",
	)
}

func FuzzCheck(f *testing.F) {
	syntaxtest.Fuzz(f, Check, "fnc=blf+sd;sub=1@x;nme=A;", "url=a;b", "=;é=", ";;fnc=+")
}
