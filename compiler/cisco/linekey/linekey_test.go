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
	)
}

func FuzzCheck(f *testing.F) {
	syntaxtest.Fuzz(f, Check, "fnc=blf+sd;sub=1@x;nme=A;", "url=a;b", "=;é=", ";;fnc=+")
}
