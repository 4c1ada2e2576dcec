package dialplan

import "testing"

func TestTakes(t *testing.T) {
	for _, x := range []struct {
		plan, number string
		want         bool
	}{
		{"(*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.)", "911", true},
		{"(*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.)", "112", false},
		{"(*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.)", "*69", true},
		{"(*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.)", "15552345678", true},
		{"(112|4xxx)", "4000", true},
		{"(112|4xxx)", "40000", false},
		{"(xx.)", "1", true},
		{"(xx.)", "12345", true},
		{"(xx.)", "", false},
		{"(<9:>xx.)", "912", true},
		{"(<9,:>[2-9]xx)", "9234", true},
		{"(9,[2-9]xx)", "9234", true},
		{"(900x.!|9x.)", "9001", false},
		{"(900x.!|9x.)", "912", true},
		{"(P5|112S0)", "112", true},
		{"L:10,S:3,(1xx)", "112", true},
		{"( 1 1 2 )", "112", true},
		{"([1-3,7]x)", "75", true},
		{"([1-3,7]x)", "45", false},
		{"", "112", false},
		{"()", "112", false},
		{"(112", "112", true},
		{"([1", "1", false},
		{"(1|[1", "1", true},
		{"112", "112", false},
		{"(<1:[2|3]>xx|4x)", "112", true},
		{"(<1:2>|4x)", "1", true},
		{"(<11:2>5)", "115", true},
		{"(<11:2>5)", "1125", false},
		{"(<:613>5x)", "55", true},
		{"(1X)", "15", true},
		{"([x*]1)", "51", true},
		{"([X*]1)", "51", true},
		{"([X*]1)", "*1", true},
		{"([1,2]1)", ",1", false},
		{"([*x])", "+", false},
		{"([^1])", "1", true},
		{"([^1])", "2", false},
		{"(xx)|3", "3", false},
		{"([1|2]x)", "15", true},
		{"(15S0|17)", "17", true},
		{"(15L10)", "15", true},
		{"(15s0|16l5|17p3)", "15", true},
		{"(15s0|16l5|17p3)", "16", true},
		{"(15s0|16l5|17p3)", "17", true},
		{"(15S2.5)", "15", true},
		{"(15S0)", "150", false},
		{"(xx!|12)", "12", false},
		{"(12|xx!)", "12", true},
		{"(#9x)", "#91", true},
		{"(1<2:3)", "1", false},
		{"(1+2)", "112", false},
		{"(1+2)", "1+2", true},
	} {
		if got := Takes(x.plan, x.number); got != x.want {
			t.Errorf("%s takes %s: %t", x.plan, x.number, got)
		}
	}
}
