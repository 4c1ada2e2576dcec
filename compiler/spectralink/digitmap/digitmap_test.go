package digitmap

import (
	"testing"

	"provc/compiler/syntax/syntaxtest"
)

func TestCheck(t *testing.T) {
	syntaxtest.Table(t, Check, map[string][]string{
		"[3-5]xx(|0T":   {`error 8: "(" has no counterpart`},
		"[3-5]xx)|0T":   {`error 8: ")" has no counterpart`},
		"11]|0T":        {`error 3: "]" has no counterpart`},
		"*0[68|*1[02]x": {`error 3: nothing closes the "["`},
		"[2-[4]]x":      {`error 1: nothing closes the "["`, `warning 3: "-" means nothing here`, `error 7: "]" has no counterpart`},
		"6xxq":          {`error 4: "q" is no character of a digit map`},
		"6x{3}":         {`error 3: "{" is no character of a digit map`, `error 5: "}" is no character of a digit map`},
		"[6y]x":         {`error 3: "y" is no key`},
		"6xé":           {`error 3: "é" is no character of a digit map`},
		"6xxt":          {`warning 4: letters of a digit map are of one case, and "t" is none`},
		"r9rrxxx": {
			`warning 1: letters of a digit map are of one case, and "r" is none`,
			`warning 3: letters of a digit map are of one case, and "r" is none`,
			`warning 4: letters of a digit map are of one case, and "r" is none`},
		"R8R700xxx|0T":                   {`warning 1: R comes in threes, as in R9R604R, and this pattern has 2, so it matches nothing`},
		"R8R7RxxR":                       {`warning 8: R comes in threes, as in R9R604R, and this pattern has 4, so it matches nothing`},
		"R8TR7Rxx":                       {"warning 3: what R replaces cannot wait: T has no place in it"},
		"R8R7.Rxx":                       {"warning 5: what R sends has only digits, * # and +, so the pattern matches nothing"},
		"R8R[2-3]Rxx":                    {"warning 4: what R sends has only digits, * # and +, so the pattern matches nothing"},
		"6xx||0T":                        {`warning 5: a pattern is missing: nothing stands on one side of the "|"`},
		"6xx|":                           {`warning 5: a pattern is missing: nothing stands on one side of the "|"`},
		"|6xx":                           {`warning 1: a pattern is missing: nothing stands on one side of the "|"`},
		".T":                             {"warning 1: there is nothing before the point that it could repeat"},
		"6T.":                            {"warning 3: there is nothing before the point that it could repeat"},
		"[7-3]x":                         {"warning 3: the range 7-3 is empty"},
		"[]x":                            {"warning 1: the brackets hold no key, so nothing matches"},
		"[-3]x":                          {"warning 2: a range has a key on either side of its hyphen"},
		"[3-]x":                          {"warning 3: a range has a key on either side of its hyphen"},
		"[3-*]x":                         {"warning 3: a range goes from one digit to another"},
		"6-xx":                           {`warning 2: "-" means nothing here`},
		`sip\:6é7|0T`:                    {`error 7: "é" is no character of a digit map`},
		"sip:6xx":                        {`warning 1: letters of a digit map are of one case, and "s" is none`, `error 2: "i" is no character of a digit map`, `error 3: "p" is no character of a digit map`, `error 4: ":" is no character of a digit map`},
		`sip\:6RR@sip.clinic.example|0T`: {`warning 7: R comes in threes, as in R9R604R, and this pattern has 2, so it matches nothing`},
		"69!":                            {`warning 3: "!" means nothing here`},
		"(":                              {`error 1: "(" has no counterpart`},
		"(6xx":                           {`error 1: "(" has no counterpart`},
		"6xx)":                           {`error 4: ")" has no counterpart`},
		"(6xx|":                          {`error 1: "(" has no counterpart`, `warning 6: a pattern is missing: nothing stands on one side of the "|"`},
		"(|6xx)":                         {`warning 2: a pattern is missing: nothing stands on one side of the "|"`},
		"(6xx|)":                         {`warning 6: a pattern is missing: nothing stands on one side of the "|"`},
		"6x|.":                           {"warning 4: there is nothing before the point that it could repeat"},
		`sip\:6R|6R1`:                    {"warning 7: R comes in threes, as in R9R604R, and this pattern has 1, so it matches nothing", "warning 10: R comes in threes, as in R9R604R, and this pattern has 1, so it matches nothing"},
		`sip\:6|R8TR7Rxx`:                {"warning 10: what R replaces cannot wait: T has no place in it"},
		"sip\\:6\t7|0T":                  {`error 7: '\t' is no character of a digit map`},
		"sip\\:6\u007f7|0T":              {"error 7: \"\u007f\" is no character of a digit map"},
		"[.":                             {`error 1: nothing closes the "["`, "warning 2: there is nothing before the point that it could repeat"},
		"x..":                            nil,
		"xT|.":                           {"warning 4: there is nothing before the point that it could repeat"},
		"RTR7Rxx":                        {"warning 2: what R replaces cannot wait: T has no place in it"},
		"TR8R7R":                         nil,
		"R8R7RT":                         nil,
		"R8RABR":                         {"warning 4: what R sends has only digits, * # and +, so the pattern matches nothing"},
	})
}

func TestHints(t *testing.T) {
	syntaxtest.Hints(t, Check, map[string][]string{
		".T":        {"write x. for any number of digits"},
		"6xxt|0T":   {"write T → 6xxT|0T"},
		"r9RR":      {"write R → R9RR", ""},
		"6s|h7":     {"write S → 6S|h7", "write H → 6s|H7"},
		"6-xx":      {"a hyphen stands in brackets: [2-9]"},
		"69!":       {"a hyphen stands in brackets: [2-9]"},
		"]q||R9R":   {"", "", "", ""},
		"R8TR7.Rxx": {"", ""},
		"[6":        {"keys stand in brackets: [2-9]"},
		"[7-3]x":    {"write 3-7 → [3-7]x"},
	})
}

// What working deployments have, and what the guides show, is read without a word.
func TestLegal(t *testing.T) {
	syntaxtest.Legal(t, Check,
		"", " ", "()", "(0T|[1-7]xxx)", "x.T", "xx.#|#xx", "0T", "+",
		"[2-9]11|0T|011xxx.T|[0-1][2-9]xxxxxxxxx|[2-9]xxxxxxxxx|[2-9]xxxT|**x.T",
		"+011xxx.T|0[2-9]xxxxxxxxx|+1[2-9]xxxxxxxx", "xxxxT | 0T", "6xxX",
		"R9RRxxxxxxx", "RR604Rxxxxxxx", "R9R604Rxxxxxxx", "R999R911R", "xxR601R600Rxx", "xR60xR600Rxxxxxxx", "R1R+49RxR2R3R",
		"0xxxS|33xxH", "9,xxxT", "[*#][*#x].T", "[35-8*]x", "[0-9].**x.T", "*6[179]|#9x", "[1, 3, 5]xx", "*5x.ABCD",
		`sip\:764xxxxxRR@sip.clinic.exampleR|7xxx`, `(0T|sip\:xxxx\@sip\.clinic\.example)`, `sip\:x.`,
		`sip\: ~x`,
	)
}

func FuzzCheck(f *testing.F) {
	syntaxtest.Fuzz(f, Check, `9|sip\:6xRR@eR|(`, "[2-9]xx|R9R604Rx.T", "(x.|[])", "[2-", "R|R", "6é")
}
