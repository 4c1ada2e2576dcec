package diag

import (
	"cmp"
	"slices"
)

// Listed is a check whose document does not yet lie beside its code.
type Listed struct {
	ID       string
	Severity Severity // of most of its findings
	Meaning  string
	Source   string // why: the document or fact, where there is one
}

// Checks lists every rule, by id.
var Checks = []Listed{
	// CUE itself.
	{"cue-conflict", Error, "Two places give one field different values.", ""},
	{"cue-import", Error, "An imported package is not there, or not used.", ""},
	{"cue-incomplete", Error, "A field has no definite value.", ""},
	{"cue-package", Error, "A folder does not load as a CUE package.", ""},
	{"cue-reference", Error, "A name refers to nothing, or to itself.", ""},
	{"cue-syntax", Error, "A file is not valid CUE.", ""},
	{"cue-value", Error, "A value cannot be computed, or breaks a constraint of the user's own.", ""},

	// Shape and parameters.
	{"field-missing", Error, "A deployment lacks a field that it needs.", ""},
	{"field-unknown", Error, "A deployment has a field that means nothing.", ""},
	{"field-value", Error, "A field of a deployment has a value that is not allowed.", ""},
	{"inventory-column", Error, "An inventory names a column that its table lacks, or names it wrongly.", ""},
	{"inventory-duplicate", Error, "Two rows, or a row and the CUE, have the same ID.", ""},
	{"inventory-file", Error, "An inventory's file cannot be read, or lies outside the package's folder.", ""},
	{"inventory-row", Error, "A row of an inventory is malformed.", ""},
	{"literal-secret", Warning, "A secret stands in the configuration, and so in git.", ""},
	{"parameter-index", Error, "A parameter's index is out of range.", "UC Software 4.0 parameter schema"},
	{"parameter-unknown", Error, "A parameter is not in the catalogue; a handset would ignore it silently.", "UC Software 4.0 parameter schema"},
	{"parameter-value", Error, "A parameter's value is not allowed; a handset would ignore it silently.", "UC Software 4.0 parameter schema"},
	{"secret-unresolved", Error, "A secret has no value where values are needed.", ""},
	{"secret-value", Error, "The value of a secret is not allowed for the parameter.", ""},
	{"unlisted-known", Error, "An unlisted parameter is in the catalogue, where it would be checked.", ""},
	{"unlisted-parameter", Warning, "A parameter is not in the catalogue of release 4.0, so nobody checks its value.", ""},
	{"vendor-unknown", Error, "A deployment is of a vendor that provc does not know.", ""},

	// Files and handsets.
	{"config-files-too-long", Error, "A list of files is longer than a master file takes: 255 characters a name, 2,047 in all.", "84-Series administration guide"},
	{"contacts-elsewhere", Error, "A contact directory would lie outside the provisioning root.", ""},
	{"directory-unknown", Error, "A user is in a profiles directory that no handset uses.", "CS-15-10"},
	{"group-name", Error, "A group's name cannot be a file name.", ""},
	{"group-unknown", Error, "A handset belongs to a group that is not declared.", ""},
	{"mac-duplicate", Error, "Two deployments list the same handset.", ""},
	{"mac-format", Error, "A handset's MAC is not written as its file names have it.", "84-Series administration guide"},
	{"path-collision", Error, "Two files would have one path, or differ only in letter case.", ""},

	// Spectralink user profiles.
	{"authorized-disabled", Error, "Authorized numbers need Phone Lock and enhanced feature keys, which a layer turns off.", "CS-15-10"},
	{"authorized-limit", Error, "At most five numbers can be called while nobody is logged in.", "CS-15-10"},
	{"authorized-twice", Error, "A layer declares authorized numbers in two ways.", ""},
	{"authorized-without-required", Warning, "Authorized numbers are declared where log-in is not required.", "CS-15-10"},
	{"automatic-logout-off", Note, "Users stay logged in until they log out.", "CS-15-10"},
	{"changes-not-fetched", Note, "Handsets take changes only when they boot or somebody logs in.", "CS-15-10"},
	{"contact-duplicate", Error, "Two entries of a contact directory have one number or speed-dial index.", ""},
	{"default-only-without-user", Error, "Log-in is limited to the default user, and none is named.", "CS-15-10"},
	{"default-user-unknown", Error, "The default user has no profile in the handset's directory, or another password.", "CS-15-10"},
	{"default-user-with-required", Warning, "A default user has no effect where log-in is required.", "CS-15-10"},
	{"login-parameter-in-user-file", Warning, "A user's file sets what decides about logging in, which comes too late.", "CS-15-10"},
	{"password-twice", Error, "A user's password is declared in two ways.", ""},
	{"profiles-not-enabled", Error, "No handset that uses a profiles directory has User Profiles enabled.", "CS-15-10"},
	{"ptt-persistent", Error, "A user's push-to-talk channels restart a handset that then logs the user out, for ever.", "CS-15-10"},
	{"restart-loop", Error, "A user's parameters restart a handset that then logs the user out, for ever.", "CS-15-10"},
	{"user-file-empty", Error, "A user's profile holds no parameter; it needs at least one to work.", "CS-15-10"},
	{"user-id-case", Error, "Two user IDs differ only in letter case.", ""},
	{"user-id-characters", Error, "A user ID cannot be a file name.", ""},
	{"user-id-reserved", Error, "A user ID names a file that means something else.", "CS-15-10"},
	{"user-password-default", Warning, "A user has no password, so the vendor's default opens the profile.", "CS-15-10"},

	// The provisioning root, and parts of one.
	{"root-differs", Error, "A provisioning root is not what the packages compile to.", ""},
	{"root-earlier-holder", Warning, "A new user or handset meets files that a handset wrote for an earlier holder of that ID.", "CS-15-10"},
	{"root-emptied", Error, "Nothing is emitted, so everything that provc owns would be removed.", ""},
	{"root-file-edited", Error, "A person has changed a file that provc would replace or remove.", ""},
	{"root-file-not-owned", Error, "A file that provc did not write is in the way.", ""},
	{"root-group", Note, "New files could not get the group of their folder.", ""},
	{"root-handset-file", Error, "A file would have a name that handsets write themselves.", "CS-15-10"},
	{"root-leftover", Note, "Handsets have written files for somebody who is no longer declared.", "CS-15-10"},
	{"root-mode-closed", Note, "New files can be read by fewer accounts than their folder.", ""},
	{"root-mode-open", Warning, "A file that holds secrets can be read by every account of the machine.", ""},
	{"root-not-regular", Error, "A link, a folder or a special file stands where a file should be.", ""},
	{"root-other-package", Error, "The root was built from another package.", ""},
	{"root-path", Error, "A path would leave the provisioning root, or is no path that a file can have.", ""},
	{"root-repaired", Note, "A build that was stopped halfway was brought to its end.", ""},
	{"root-unfinished", Warning, "A build is at work, or was stopped halfway.", ""},
	{"secret-variable-shared", Error, "Two secrets would take their value from one environment variable.", ""},
	{"secrets-file-open", Warning, "Every account of the machine can read the file of secrets.", ""},

	// Running, and comparing.
	{"diff-base", Error, "The base of a comparison does not compile.", ""},
	{"diff-loses-profile", Warning, "A change leaves a user without a profile.", ""},
	{"diff-loses-registration", Warning, "A change leaves a handset without a registration.", ""},
	{"diff-malformed", Warning, "A file of a folder that is compared is not well-formed.", ""},
	{"diff-profile-rule", Warning, "A change gives phones another profile rule.", "OL-20443-01"},
	{"diff-restart", Warning, "A change restarts handsets.", "UC Software 4.0 parameter schema"},
	{"diff-restart-unknown", Note, "A change may restart handsets; nobody knows.", ""},
	{"run-failed", Error, "provc could not run: usage, files or network.", ""},

	// Cisco extension mobility.
	{"em-credentials-in-public-branch", Error, "A rule sends a user name and password from phones that need not have them.", "OL-20443-01"},
	{"em-key-list-without-login", Error, "The soft keys of an idle phone lack those by which people log in and out.", "vendor's sample profile for SPA50x and SPA30x 7.5.5"},
	{"em-not-enabled", Error, "People are declared, but nobody can log in.", "OL-20443-01"},
	{"em-parameter-generated", Error, "A parameter is declared that provc makes from something else.", "OL-20443-01"},
	{"em-password-characters", Error, "A password is longer than a phone takes, or has characters that would change the rule.", "SPA provisioning guide"},
	{"em-profile-writes-login-state", Error, "A profile would set what only the phone sets when somebody logs in.", "OL-20443-01"},
	{"em-rule-option-without-effect", Warning, "A rule has an option that phones ignore there.", "SPA provisioning guide"},
	{"em-rule-password-in-url", Error, "A rule puts a password into a URL, which servers log.", ""},
	{"em-rule-syntax", Error, "A rule is not one that phones understand.", "SPA provisioning guide"},
	{"em-rule-unknown-macro", Error, "A rule has a macro that phones leave as it stands.", "SPA provisioning guide"},
	{"em-rule-unlike-kinds", Error, "A rule compares what can never be equal, such as text and a number.", "SPA provisioning guide"},
	{"em-rule-unreachable", Error, "A rule has an alternative that no phone ever takes.", "SPA provisioning guide"},
	{"em-rule-unserved-path", Error, "A rule fetches from the deployment's folder what provc does not write there.", ""},
	{"em-rule-url-character", Warning, "A rule has # or | in what looks like one URL.", "SPA provisioning guide"},
	{"em-rule-user-text", Error, "What a person types at the phone becomes part of a rule.", "OL-20443-01"},
	{"em-user-id-characters", Error, "A user ID is longer than a phone takes, cannot be a file name, or would change the rule.", "OL-20443-01, SPA provisioning guide"},
	{"em-user-id-duplicate", Error, "Two phones or people have one user ID; they share one password file.", "OL-20443-01"},
	{"model-parameter-mismatch", Error, "A phone's model does not know a parameter, and would ignore it silently.", "vendor's sample profile and phone dump"},
	{"model-unknown", Error, "A model is not in the table of products.", ""},
	{"non-ascii-value", Warning, "A value has characters that a phone may show as others.", "SPA provisioning guide"},
	{"secret-in-public-profile", Error, "A secret would be in a profile that anybody can fetch.", "OL-20443-01"},
	{"server-cleartext", Note, "Profiles travel in clear, with the SIP passwords in them.", ""},
	{"server-url", Error, "The server is no URL that a rule can hold.", "SPA provisioning guide"},
}

func init() {
	slices.SortFunc(Checks, func(a, b Listed) int { return cmp.Compare(a.ID, b.ID) })
}
