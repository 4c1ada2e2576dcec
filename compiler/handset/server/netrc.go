package server

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Environment variables with the credentials for a server.
const (
	envUser     = "PROVC_SERVER_USER"
	envPassword = "PROVC_SERVER_PASSWORD"
)

// LoginFor finds the credentials for a URL: in the environment, else in the netrc file,
// which $NETRC names or which lies in the home folder. Nobody's are the zero Login.
func LoginFor(root string, env func(string) (string, bool)) (Login, error) {
	u, err := url.Parse(root)
	if err != nil {
		return Login{}, errors.New("the root is no URL: it cannot be parsed")
	}
	if user, ok := env(envUser); ok {
		password, _ := env(envPassword)
		return Login{user, password}, nil
	}
	name, ok := env("NETRC")
	if !ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return Login{}, nil
		}
		name = filepath.Join(home, ".netrc")
	}
	text, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !ok:
		return Login{}, nil
	case err != nil:
		return Login{}, fmt.Errorf("the netrc file cannot be read: %w", err)
	}
	return netrc(string(text), u.Hostname()), nil
}

// netrc finds the credentials for a host: the first of that name, else the default.
func netrc(text, host string) Login {
	var found, all Login
	var at *Login
	matched := false
	words := strings.Fields(withoutMacros(text))
	for i := 0; i < len(words); i++ {
		next := func() string {
			if i++; i < len(words) {
				return words[i]
			}
			return ""
		}
		switch words[i] {
		case "machine":
			if at = nil; strings.EqualFold(next(), host) && !matched {
				at, matched = &found, true
			}
		case "default":
			at = &all
		case "login":
			if user := next(); at != nil {
				at.User = user
			}
		case "password":
			if password := next(); at != nil {
				at.Password = password
			}
		case "account":
			next()
		}
	}
	if matched {
		return found
	}
	return all
}

// withoutMacros leaves out comments, and macros, which end with an empty line.
func withoutMacros(text string) string {
	var b strings.Builder
	macro := false
	for line := range strings.Lines(text) {
		plain := strings.TrimSpace(line)
		switch {
		case macro:
			macro = plain != ""
		case strings.HasPrefix(plain, "macdef"):
			macro = true
		case !strings.HasPrefix(plain, "#"):
			b.WriteString(line)
		}
	}
	return b.String()
}
