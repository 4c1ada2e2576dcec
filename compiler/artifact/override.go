package artifact

// Override is a file in which a handset keeps what somebody changed at it, or in its
// web pages, so that it is stronger than what the deployment says.
type Override struct {
	File string
	// Level is what programs call such a file among the others.
	Level string
	// Beneath says that the file of a person who is logged in is stronger; that is an
	// assumption, which no document confirms.
	Beneath bool
}

// Levels of overrides.
const (
	LevelUserOverride    = "user-override"    // changed by a person while logged in
	LevelWeb             = "web"              // changed in the web pages of a handset
	LevelHandsetOverride = "handset-override" // changed at a handset while nobody is logged in
)
