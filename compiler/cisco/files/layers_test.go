package files_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/cisco/deploytest"
)

// Which layer gives a file its value, for every set of layers that declare a
// parameter: b the deployment, m the model, p the phone, u the user ann, d the
// default profile. A value is the place of its layer in that order; reset is the
// vendor's default; - is a parameter that the file does not mention.

// layerTest is one kind of parameter.
type layerTest struct {
	where, name  string
	value, reset string // # stands for the number of the layer
	table        string
}

var layerTests = []layerTest{
	{"params", "Resync_Error_Retry_Delay", "#", "3600", plainLayers},
	{"params", "Handset_Volume", "#", "9", callableLayers},
	{"params", "Password_1_", `{secret: "#"}`, "", secretLayers},
	{"unlisted", "New_Feature", "#", "", unlistedLayers},
}

// A parameter that nobody changes at the phone.
const plainLayers = `
layers  entry  host   ann    bob    default
none    -      -      -      -      -
b       1      1      1      1      1
m       2      2      -      -      2
bm      2      2      -      -      2
p       -      3      -      -      -
bp      1      3      -      -      1
mp      2      3      -      -      2
bmp     2      3      -      -      2
u       -      reset  4      reset  reset
bu      1      1      4      1      1
mu      2      2      4      2      2
bmu     2      2      4      2      2
pu      -      3      4      reset  reset
bpu     1      3      4      1      1
mpu     2      3      4      2      2
bmpu    2      3      4      2      2
d       -      reset  -      -      5
bd      1      1      1      1      5
md      2      2      -      -      5
bmd     2      2      -      -      5
pd      -      3      -      -      5
bpd     1      3      -      -      5
mpd     2      3      -      -      5
bmpd    2      3      -      -      5
ud      -      reset  4      reset  5
bud     1      1      4      1      5
mud     2      2      4      2      5
bmud    2      2      4      2      5
pud     -      3      4      reset  5
bpud    1      3      4      1      5
mpud    2      3      4      2      5
bmpud   2      3      4      2      5
`

// A parameter that people change at the phone is in every profile.
const callableLayers = `
layers  entry  host   ann    bob    default
none    -      reset  reset  reset  reset
b       1      1      1      1      1
m       2      2      2      2      2
bm      2      2      2      2      2
p       -      3      reset  reset  reset
bp      1      3      1      1      1
mp      2      3      2      2      2
bmp     2      3      2      2      2
u       -      reset  4      reset  reset
bu      1      1      4      1      1
mu      2      2      4      2      2
bmu     2      2      4      2      2
pu      -      3      4      reset  reset
bpu     1      3      4      1      1
mpu     2      3      4      2      2
bmpu    2      3      4      2      2
d       -      reset  reset  reset  5
bd      1      1      1      1      5
md      2      2      2      2      5
bmd     2      2      2      2      5
pd      -      3      reset  reset  5
bpd     1      3      1      1      5
mpd     2      3      2      2      5
bmpd    2      3      2      2      5
ud      -      reset  4      reset  5
bud     1      1      4      1      5
mud     2      2      4      2      5
bmud    2      2      4      2      5
pud     -      3      4      reset  5
bpud    1      3      4      1      5
mpud    2      3      4      2      5
bmpud   2      3      4      2      5
`

// A secret is in no file that anybody can fetch, and in nobody's profile that
// does not reset it.
const secretLayers = `
layers  entry  host   ann    bob    default
none    -      -      -      -      -
b       -      1      -      -      -
m       -      2      -      -      -
bm      -      2      -      -      -
p       -      3      -      -      -
bp      -      3      -      -      -
mp      -      3      -      -      -
bmp     -      3      -      -      -
u       -      reset  4      reset  reset
bu      -      1      4      1      reset
mu      -      2      4      2      reset
bmu     -      2      4      2      reset
pu      -      3      4      reset  reset
bpu     -      3      4      1      reset
mpu     -      3      4      2      reset
bmpu    -      3      4      2      reset
`

// A parameter that the catalogue lacks has no default: it is reset to nothing.
const unlistedLayers = `
layers  entry  host   ann    bob    default
none    -      -      -      -      -
b       1      1      1      1      1
m       2      2      -      -      2
bm      2      2      -      -      2
p       -      3      -      -      -
bp      1      3      -      -      1
mp      2      3      -      -      2
bmp     2      3      -      -      2
u       -      reset  4      reset  reset
bu      1      1      4      1      1
mu      2      2      4      2      2
bmu     2      2      4      2      2
pu      -      3      4      reset  reset
bpu     1      3      4      1      1
mpu     2      3      4      2      2
bmpu    2      3      4      2      2
d       -      reset  -      -      5
bd      1      1      1      1      5
md      2      2      -      -      5
bmd     2      2      -      -      5
pd      -      3      -      -      5
bpd     1      3      -      -      5
mpd     2      3      -      -      5
bmpd    2      3      -      -      5
ud      -      reset  4      reset  5
bud     1      1      4      1      5
mud     2      2      4      2      5
bmud    2      2      4      2      5
pud     -      3      4      reset  5
bpud    1      3      4      1      5
mpud    2      3      4      2      5
bmpud   2      3      4      2      5
`

// layered declares the parameters of all tests at some layers.
func layered(layers string) string {
	at := func(layer string) string {
		n := strings.Index("bmpud", layer)
		if !strings.Contains(layers, layer) {
			return "{}"
		}
		var b strings.Builder
		for _, x := range layerTests {
			if layer != "d" || x.name != "Password_1_" { // the default profile is public
				fmt.Fprintf(&b, "{%s: %s: %s} & ", x.where, x.name, strings.ReplaceAll(x.value, "#", fmt.Sprint(n+1)))
			}
		}
		return b.String() + "{}"
	}
	return deploytest.Server + "{" + at("b") + "}\n" +
		`models: SPA525G2: ` + at("m") + "\n" +
		`phones: "0026cb5f1a20": {model: "SPA525G2", userID: "room", password: secret: "room"} & ` + at("p") + "\n" +
		`users: ann: {password: secret: "ann"} & ` + at("u") + "\n" +
		`users: bob: password: secret: "bob"` + "\n" +
		`default: ` + at("d") + "\n"
}

func TestWhichLayerWins(t *testing.T) {
	t.Parallel()
	files := []string{"spa525G2.cfg", "host/room.xml", "mobile/ann.xml", "mobile/bob.xml", "default.xml"}
	want := map[string]map[string][]string{} // by layers and parameter
	for _, x := range layerTests {
		for _, line := range strings.Split(strings.TrimSpace(x.table), "\n")[1:] {
			row := strings.Fields(line)
			if want[row[0]] == nil {
				want[row[0]] = map[string][]string{}
			}
			want[row[0]][x.name] = row[1:]
		}
	}
	if len(want) != 32 {
		t.Fatalf("%d sets of layers", len(want))
	}
	for layers, rows := range want {
		t.Run(layers, func(t *testing.T) {
			t.Parallel()
			c := deploytest.Sound(t, layered(layers))
			for _, x := range layerTests {
				for i, value := range rows[x.name] {
					switch {
					case value == "reset":
						value = x.reset
					case value != deploytest.Absent && x.name == "Password_1_":
						value = "{" + value + "}"
					}
					if got := c.Value(t, files[i], x.name); got != value {
						t.Errorf("%s has %s %q, want %q", files[i], x.name, got, value)
					}
				}
			}
		})
	}
}
