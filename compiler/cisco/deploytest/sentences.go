package deploytest

// Sentences that several checks say.
const (
	Literal   = ` is secret, but its value stands in the configuration; write {secret: "name"} and keep the value out of git`
	Unchecked = " is not in the catalogue: its value goes out unchecked"
	InQuery   = " a value in the query of a URL, which servers log and everybody can read here: "
	Ask       = "; let the server ask for a user and a password instead"
	Taken     = " is in the catalogue, and params takes this value; write params: "
	RuleTo    = `rule: "(\"$EMS\" eq \"mobile\" and \"$MUID\" ne \"\" and \"$MPWD\" ne \"\") ? [--uid $MUID$PDOM --pwd $MPWD] https://prov.example/cisco/mobile/$MUID.xml | `
)
