package spectralink

// RefusesUserID says why nobody can have a user ID, or nothing, for those who read files
// that others made.
func RefusesUserID(id string) string {
	switch {
	case !isUserID(id):
		return "a user ID has 1 to 64 letters, digits and _ . - + @, the first a letter, digit or underscore"
	case isReserved(id):
		return "the user ID " + id + " is reserved: a file of that name is a handset's, or a template's"
	}
	return ""
}
