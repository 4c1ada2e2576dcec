package diff

// Settings are the parameters that files get a value of, by path and name: true if it is
// another than before, false if that cannot be told without the values of secrets.
func (d *Diff) Settings() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for _, f := range d.Files {
		for _, ch := range f.Changes {
			if ch.Kind != Added && ch.Kind != Changed && ch.Kind != Unknown {
				continue
			}
			if all[f.Path] == nil {
				all[f.Path] = map[string]bool{}
			}
			all[f.Path][ch.Parameter] = ch.Kind != Unknown
		}
	}
	return all
}
