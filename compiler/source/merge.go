package source

// clone copies structs, which may grow; what does not is shared.
func (n *Node) clone() *Node {
	if n.Kind != Struct {
		return n
	}
	c := *n
	c.Fields = make([]Field, len(n.Fields))
	for i, f := range n.Fields {
		f.Value = f.Value.clone()
		c.Fields[i] = f
	}
	return &c
}

// add adds a template to a struct.
func (n *Node) add(template *Node) bool {
	n.pending = n.pending.and(template.pending)
	for _, f := range template.clone().Fields {
		if !n.put(f) {
			return false
		}
	}
	return true
}

// put adds a field to a struct.
func (n *Node) put(f Field) bool {
	if have := n.Field(f.Label); have != nil {
		return merge(have, f)
	}
	n.Fields = append(n.Fields, f)
	return true
}

// merge unifies two declarations of one field. Structs grow together, and stand
// where CUE says that a struct of several declarations stands: at the last. A value
// takes the place of a type. Whether two values agree is left to CUE, which knows
// how to tell it.
func merge(have *Field, f Field) bool {
	have.presence = min(have.presence, f.presence)
	if have.Value.Kind != Struct || f.Value.Kind != Struct {
		return fill(have, f)
	}
	have.Value.pending = have.Value.pending.and(f.Value.pending)
	have.Value.Pos, have.Pos = f.Value.Pos, f.Value.Pos
	for _, in := range f.Value.Fields {
		if !have.Value.put(in) {
			return false
		}
	}
	return true
}
