package catalogue

// Labels calls f with each label that the schema knows, wherever it may stand, and
// whether what stands under it is secret.
func (s *Schema) Labels(f func(label string, secret bool)) {
	seen := map[*Object]bool{}
	var look func(t *Type)
	look = func(t *Type) {
		if elem := t.Elem(); elem != nil {
			look(elem)
		}
		o := t.Object()
		if o == nil || seen[o] {
			return
		}
		seen[o] = true
		for _, field := range o.Fields() {
			if !field.IsPattern() && !field.Refuses() {
				f(field.Label, field.Meta.Secret)
			}
			if field.family != nil {
				look(field.family.of)
			}
			look(field.Type)
		}
	}
	look(s.MustType("#Deployment"))
}
