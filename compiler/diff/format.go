package diff

// ForPeople are the formats that people read.
var ForPeople = []string{"text", "unified", "markdown", "html"}

// Formats are what a diff can be printed as: for people, for programs, and as
// findings for what shows findings.
var Formats = append(append([]string{}, ForPeople...), "json", "github", "gitlab", "sarif", "junit")
