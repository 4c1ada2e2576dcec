package effective

import "provc/compiler/artifact"

// calling are the parameters in effect in a view that lines and calls depend on.
func (h *Handset) calling(v *View) map[string]string {
	values := map[string]string{}
	for _, l := range v.Layers {
		for _, p := range l.Params() {
			if _, stronger := values[p.Name]; stronger || !h.readers.Calling.Matters(p.Name) {
				continue
			}
			if p, ok := l.Param(p.Name); ok { // of several in a file, the last
				if values[p.Name] = p.Value; p.Secret != "" {
					values[p.Name] = "secret"
				}
			}
		}
	}
	return values
}

// Registrations lists the lines that the handset registers in a view of its own, such as
// with somebody logged in.
func (h *Handset) Registrations(v *View) []artifact.Registration {
	return h.readers.Calling.Registrations(h.calling(v))
}

// Dials says whether a number can be called while nobody is logged in.
func (h *Handset) Dials(number string) artifact.Reach {
	return h.readers.Calling.Dials(h.calling(&h.View), number)
}

// Emergencies lists the emergency numbers that a parameter says.
func (h *Handset) Emergencies(p artifact.Param) []string {
	return h.readers.Calling.Emergencies(p.Name, p.Value)
}
