package diag

import (
	"encoding/xml"
	"fmt"
	"io"
)

type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Failure *junitMessage `xml:"failure"`
		Error   *junitMessage `xml:"error"`
		Out     string        `xml:"system-out,omitempty"`
	}
	junitMessage struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// WriteJUnit prints findings as test cases: an error of the configuration is a
// failure, a failure to run an error, and all else passes and says so. Without
// findings there is one case, since some readers take none for a mistake.
func WriteJUnit(w io.Writer, l List) error {
	suite := junitSuite{Name: "provc"}
	for _, d := range l.visible() {
		text := fmt.Sprintf("%s: %s: %s", d.Pos, d.Severity, d.Message())
		for _, r := range d.Related {
			text += fmt.Sprintf("\n%s: %s", r.Pos, r.Message)
		}
		c := junitCase{Name: d.Check + ": " + d.Summary, Class: d.Pos.File, File: d.Pos.File, Line: d.Pos.Line}
		if c.Class == "" {
			c.Class = "provc"
		}
		message := &junitMessage{d.Message(), d.Check, text}
		switch {
		case d.Check == RunFailed.ID:
			c.Error = message
			suite.Errors++
		case d.Severity == Error:
			c.Failure = message
			suite.Failures++
		default:
			c.Out = text
		}
		suite.Cases = append(suite.Cases, c)
	}
	if len(suite.Cases) == 0 {
		suite.Cases = []junitCase{{Name: "configuration", Class: "provc"}}
	}
	suite.Tests = len(suite.Cases)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	err := e.Encode(junitSuites{Name: "provc", Tests: suite.Tests, Failures: suite.Failures, Errors: suite.Errors, Suites: []junitSuite{suite}})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "\n")
	return err
}
