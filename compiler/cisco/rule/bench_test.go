package rule

import (
	"fmt"
	"strings"
	"testing"
)

// benchRule is a rule of about n bytes: alternatives like those of the
// application note.
func benchRule(n int) string {
	const last = "http://domain.com/default.cfg"
	var b strings.Builder
	for i := 0; ; i++ {
		next := fmt.Sprintf(`("$EMS" eq "mobile" and "$A" ne "%d") ? [--uid $MUID$PDOM --pwd $MPWD] http://h.example/%d.cfg | `, i, i)
		if b.Len() > 0 && b.Len()+len(next)+len(last) > n {
			return b.String() + last
		}
		if len(next)+len(last) > n { // too long for the shortest rule
			return `("$EMS" eq "mobile" and "$MUID" ne "") ? [--uid $MUID$PDOM] http://domain.com/m.cfg | http://d.com/d`
		}
		b.WriteString(next)
	}
}

func benchmark(b *testing.B, f func(text string)) {
	for _, n := range []int{100, 1_000, 8_000} {
		text := benchRule(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f(text)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/byte")
		})
	}
}

func BenchmarkParse(b *testing.B) {
	benchmark(b, func(text string) {
		if _, err := Parse(text, Profile); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkEval(b *testing.B) {
	s := state(b, "PUID", "board-room", "PPWD", "secret")
	benchmark(b, func(text string) {
		if _, err := Eval(text, Profile, s); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkTable(b *testing.B) {
	benchmark(b, func(text string) {
		Table(mustParse(b, text, Profile))
	})
}
