package diff

// Formats are what a diff can be printed as: for people, for programs, and as
// findings for what shows findings.
var Formats = []string{"text", "unified", "markdown", "json", "html", "github", "gitlab", "sarif", "junit"}
