package compiler

// Small are options under which small packages take the ways of large ones: files of
// any size are searched for entities that are written out, and what is evaluated is
// evaluated two entities at a time.
func Small(o Options) Options {
	o.scanFrom, o.shard = 1, 2
	return o
}
