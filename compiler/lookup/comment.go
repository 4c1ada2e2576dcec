package lookup

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Comment is what there is to know of a parameter beside what it is about, in sentences
// as a comment above it may have them: what is allowed, the default, whether a change
// restarts phones, and the file that holds it.
func (e *Entry) Comment() string {
	var said []string
	say := func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) }
	if allowed := strings.TrimPrefix(e.allowed(), "must be "); allowed != "" {
		say("%s%s.", strings.ToUpper(allowed[:1]), allowed[1:])
	}
	for _, letter := range slices.Sorted(maps.Keys(e.Indexes)) {
		say("%s is 1 to %d.", letter, e.Indexes[letter])
	}
	if e.Default == "" && len(e.Defaults) == 0 {
		say("No default is known.")
	} else {
		say("Default: %s.", e.standard())
	}
	switch e.Restart {
	case "yes":
		say("A change restarts the phone.")
	case "no":
		say("A change does not restart the phone.")
	default:
		say("Whether a change restarts the phone is unknown.")
	}
	if e.Home != "" {
		say("In %s.", e.home())
	} else {
		say("In the profiles of those for whom it is declared.")
	}
	if e.Models != "" {
		say("Models: %s.", strings.Join(strings.Fields(e.Models), ", "))
	}
	if e.AtPhone != "" {
		say("At the phone it %s.", e.AtPhone)
	}
	if e.Secret {
		say("A secret.")
	}
	if e.Later {
		say("Since a release after 4.0.")
	}
	return strings.Join(said, " ")
}
