package catalogue

import "testing"

// Of a name in other letters the right spelling is found, with the indexes that it
// has; a name that differs in more than that is nobody's.
func TestRecased(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ vendor, name, want string }{
		{"spectralink", "reg.3.AUTH.userid", "reg.3.auth.userId"},
		{"spectralink", "reg.34.Address", "reg.34.address"},
		{"spectralink", "reg.35.Address", ""},
		{"spectralink", "reg.3.address", ""},
		{"spectralink", "reg.3.adress", ""},
		{"spectralink", "Reg.x.address", ""},
		{"spectralink", "LCL.country.5.aidt", "lcl.country.5.aidt"},
		{"spectralink", "bg.hires.color.bm.2.em.NAME", "bg.hiRes.color.bm.2.em.name"},
		{"spectralink", "voipprot.server.1.address", "voIpProt.server.1.address"},
		{"cisco", "user_id_12_", "User_ID_12_"},
		{"cisco", "User_ID_2_", ""},
		{"cisco", "user_id_13_", ""},
		{"cisco", "gpp_sa", "GPP_SA"},
	} {
		if got := open(t, x.vendor).Recased(x.name); got != x.want {
			t.Errorf("%s: got %q, want %q", x.name, got, x.want)
		}
	}
}

func TestLetterIndex(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ vendor, name, want string }{
		{"spectralink", "reg.x.address", "x"},
		{"spectralink", "reg.N.server.y.address", "N"},
		{"spectralink", "reg.2.server.y.address", "y"},
		{"spectralink", "reg.2.address", ""},
		{"spectralink", "reg.x.adress", ""},
		{"spectralink", "reg.q.address", ""},
		{"spectralink", "x.1.address", ""},
		{"cisco", "User_ID_n_", "n"},
		{"cisco", "User_ID_2_", ""},
	} {
		if got := open(t, x.vendor).LetterIndex(x.name); got != x.want {
			t.Errorf("%s: got %q, want %q", x.name, got, x.want)
		}
	}
}
