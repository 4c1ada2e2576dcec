package dialplan

import (
	"testing"

	"provc/compiler/syntax/syntaxtest"
)

const (
	missing = `a sequence is missing: nothing stands on one side of the "|"`
	point   = "there is nothing before the point that it could repeat"
	angle   = `nothing closes the "<"`
)

func TestCheck(t *testing.T) {
	syntaxtest.Table(t, Check, map[string][]string{
		"(8,xx.))":       {`error 8: the ")" has no counterpart`},
		"(8,xx.":         {`error 1: nothing closes the "("`},
		"8xx)":           {"warning 1: a dial plan stands in parentheses", `error 4: the ")" has no counterpart`},
		"((8xx)|7xx)":    {"error 2: there are parentheses within parentheses", "warning 7: nothing of a dial plan stands after its parentheses", `error 11: the ")" has no counterpart`},
		"([2-8xx|911)":   {`error 2: nothing closes the "["`, `warning 4: "-" means nothing here`},
		"(2]xx)":         {`error 3: "]" has no counterpart`},
		"(<8:xx|911)":    {`error 2: ` + angle},
		"(<8:[2xx>|911)": {`error 5: nothing closes the "["`, `error 9: ">" has no counterpart`},
		"(<8:":           {`error 1: nothing closes the "("`, `error 2: ` + angle},
		"(8>xx)":         {`error 3: ">" has no counterpart`},
		"(8{3})":         {`error 3: "{" is no character of a dial plan`, `error 5: "}" is no character of a dial plan`},
		"(&lt;8)":        {`error 2: "&" is no character of a dial plan`, "warning 3: L wants a number of seconds", `error 4: "t" is no character of a dial plan`, `error 5: ";" is no character of a dial plan`},
		"(8yx)":          {`error 3: "y" is no character of a dial plan`},
		"([2y]x)":        {`error 4: "y" is no key`},
		"(8xé)":          {`error 4: "é" is no character of a dial plan`},
		"8xx|911":        {"warning 1: a dial plan stands in parentheses"},
		"(8xx)|911":      {"warning 6: nothing of a dial plan stands after its parentheses"},
		"(8xx)(9xx)":     {"warning 6: nothing of a dial plan stands after its parentheses"},
		"9(8xx)":         {"warning 1: only timers stand before the parentheses"},
		"(8xx||911)":     {"warning 6: " + missing},
		"(|911)":         {"warning 2: " + missing},
		"(911|)":         {"warning 6: " + missing},
		"(.|911)":        {"warning 2: " + point},
		"(9,.)":          {"warning 4: " + point},
		"(1900!xx)":      {`warning 6: "!" bars a sequence and stands at its end`},
		"(<8>xx)":        {"warning 2: a substitution has a colon between what is dialled and what is sent"},
		"(9xS)":          {"warning 4: S wants a number of seconds"},
		"(P<:12>)":       {"warning 2: P wants a number of seconds"},
		"(9xs0)":         {"warning 4: the letters of timers are capital"},
		"(9:xx)":         {`warning 3: ":" means nothing here`},
		"(1-800x.)":      {`warning 3: "-" means nothing here`},
		"([7-3]x)":       {"warning 4: the range 7-3 is empty"},
		"([]x)":          {"warning 2: the brackets hold no key, so nothing matches"},
		"P:5,(8xx)":      {"warning 1: only timers stand before the parentheses"},
		"S:4(8xx)":       {"warning 1: only timers stand before the parentheses"},
		"S:,(8xx)":       {"warning 1: only timers stand before the parentheses"},
		"([S]x)":         {`error 3: "S" is no key`},
		"([.]x)":         {`error 3: "." is no key`},
		"9[1-3](8xx)":    {"warning 1: only timers stand before the parentheses"},
		"()[12]":         {"warning 3: nothing of a dial plan stands after its parentheses"},
		"()()":           {"warning 3: nothing of a dial plan stands after its parentheses"},
		"!(8xx)":         {"warning 1: only timers stand before the parentheses"},
		"!8xx":           {`warning 1: "!" bars a sequence and stands at its end`, "warning 1: a dial plan stands in parentheses"},
		"([.)":           {`error 2: nothing closes the "["`, "warning 3: " + point},
		"([12]..)":       {"warning 7: " + point},
		"(8<:[)":         {`error 5: nothing closes the "["`},
		"(8<:[2|911)":    {`error 5: nothing closes the "["`},
		"(8<:[2)":        {`error 5: nothing closes the "["`},
		"(<8:[2]>xx)":    nil,
		"(<8:[2]5(1>xx)": {`error 2: ` + angle, "error 9: there are parentheses within parentheses", `error 11: ">" has no counterpart`},
		"(<8:1|9>x)":     {`error 2: ` + angle, `error 8: ">" has no counterpart`},
		"(<8:[2]9":       {`error 1: nothing closes the "("`, `error 2: ` + angle},
		"(<8:[[2]]>x)":   {`error 5: nothing closes the "["`, `error 9: "]" has no counterpart`, `error 10: ">" has no counterpart`},
		"(<8:1<2:>xx)":   {`error 2: ` + angle},
		"(<8:1)":         {`error 2: ` + angle},
		"(<8:1]>x)":      {`error 2: ` + angle, `error 6: "]" has no counterpart`, `error 7: ">" has no counterpart`},
		"8.|.9":          {"warning 1: a dial plan stands in parentheses"},
		"(9xL:)":         {"warning 4: L wants a number of seconds", `warning 5: ":" means nothing here`},
		"(9xL/)":         {"warning 4: L wants a number of seconds", `error 5: "/" is no character of a dial plan`},
		"(9xL9|9xP0)":    nil,
		"(9xP":           {`error 1: nothing closes the "("`, "warning 4: P wants a number of seconds"},
		"(9x!|)":         {"warning 6: " + missing},
	})
}

func TestHints(t *testing.T) {
	const (
		form     = "write sequences in one pair of parentheses: (911|[2-9]xxx|xx.)"
		timers   = "write S:4, or L:10, or put it into the parentheses"
		sends    = "write <9:> to send nothing for 9, <:1> to send 1 before the rest"
		brackets = "keys stand in brackets: [2-9]"
	)
	syntaxtest.Hints(t, Check, map[string][]string{
		"(8xx":        {form},
		"8xx|911":     {form + " → (8xx|911)"},
		"((8xx)":      {form},
		"(8xx))":      {form},
		"(8xx)9":      {form},
		"9(8xx)":      {timers},
		"(<8>xx)":     {sends},
		"(<8:xx|911)": {sends},
		"(<8:xx":      {form, sends},
		"(<8:[2)":     {brackets},
		"([2)":        {brackets},
		"(.)":         {"write x. for any number of digits"},
		"(&)":         {"write < and > as they are: provc escapes them"},
		"(9xS)":       {"write S0, for none → (9xS0)"},
		"(9xp|1)":     {"write P0, for none → (9xP0|1)"},
		"(9xl5|1)":    {"write L → (9xL5|1)"},
		"(9:-]>y!1|)": {"", "", "", "", "", "", ""},
		"([7-3]x)":    {"write 3-7 → ([3-7]x)"},
	})
}

// What working deployments have, and what the guides show, is read without a word.
func TestLegal(t *testing.T) {
	syntaxtest.Legal(t, Check,
		"", " ", "()", "( )", "(x.)", "([x*].)", " (*x.|*xx*x.|x.) ", "(911S0)",
		"(*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.)",
		"( [1-8]xx | 9, xxxxxxx | 9, <:1>[2-9]xxxxxxxxx | 8, <:1212>xxxxxxx | 9, 1 900 xxxxxxx ! | 9, 011xxxxxx. | 0 | [49]11 )",
		"S:4, ( 00 | 011 xxxxx x. )", "L:8,S:4,(xx.)", "s : 4 , (xx.)",
		"( S0 <:12125551234> )", "(S0<:9008>xxx.)", "( P5 <:1000> | xxxx )", "(P5<:1000>|xxxx)",
		"(<9,:> 1 xxx xxxxxxx | <8,:1212> xxxxxxx)", "(<#9:>xx.<:@gw0>|999<:@gw0>|< :613>xxxxxxxx)",
		"(<0:0044>[12357]xxxxxxxx.|<0:0044>[58][0][0]xxxxx.|<:+1>xxxx|+x.)", "(xx.<:@sip.example;uid=4711>)",
		"(001xxxx.S5|1XXX|[35-8*]x|[23567 ]x|*72,xxx|#x|**275*x.|***xxx)", "(9xxL20|1900xxxxxxx!)", "(<9:>.|<[12]:3>xx)",
		"l:8,(xx.)", "([1,2]x|[X*]x|[+#]x)", "(L20xx.)",
	)
}

func FuzzCheck(f *testing.F) {
	syntaxtest.Fuzz(f, Check, "S:4,(9,xx.|<8:12>[2-9]x!S0)", "(<[", "((", "é)", "(P|.")
}
