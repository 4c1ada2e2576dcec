// Package server is where a virtual handset fetches files from, and writes to: a
// folder, or a web, TFTP or FTP server. What a server answers that no handset can
// use is said in a sentence.
package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Server answers requests for files of a provisioning root. Several handsets may ask
// at once.
type Server interface {
	// Get fetches a file by its name, which is a path below the root.
	Get(ctx context.Context, name string, as Login) Answer
	// Put stores a file.
	Put(ctx context.Context, name string, data []byte, as Login) Answer
	// URL is what people call the server, without credentials.
	URL() string
	// At is a server for the files below another URL. A handset sends what is its own
	// nowhere but to its own server: at another host there are no credentials.
	At(root *url.URL) (Server, error)
	// Close ends what connections there are.
	Close() error
}

// Login is who asks. The zero Login is nobody.
type Login struct{ User, Password string }

// Outcome is how a request ended.
type Outcome string

const (
	Found   Outcome = "found"
	Stored  Outcome = "stored"
	Missing Outcome = "missing" // no such file
	Denied  Outcome = "denied"  // not for whoever asks
	Failed  Outcome = "failed"  // anything else; Fault says what
)

// Answer is what came of a request.
type Answer struct {
	Method  string  // such as GET, in the protocol's word
	URL     string  // without credentials
	Name    string  // as the handset asked for it, if it says so
	Outcome Outcome //
	Status  string  // in the protocol's words, such as 404 Not Found
	Data    []byte  // of a file that was found

	// Challenge says how the server asked for a password, such as Digest "phones"; empty
	// if it did not.
	Challenge string
	// Page says that a web page came in the place of a file.
	Page bool
	// Fault says what is wrong with the server, and what to mend; empty if nothing is.
	Fault string
}

// Options say how to reach a server.
type Options struct {
	Login                       // for a server that asks each handset for the same
	InsecureTLS   bool          // takes any certificate
	Timeout       time.Duration // of one request; 0 for 10 s
	MaxSize       int64         // of one file; 0 for 4 MiB
	MaxRedirects  int           // 0 for 5
	MaxPerRequest int           // connections to a host at a time; 0 for 16
}

func (o Options) filled() Options {
	if o.Timeout == 0 {
		o.Timeout = 10 * time.Second
	}
	if o.MaxSize == 0 {
		o.MaxSize = 4 << 20
	}
	if o.MaxRedirects == 0 {
		o.MaxRedirects = 5
	}
	if o.MaxPerRequest == 0 {
		o.MaxPerRequest = 16
	}
	return o
}

// Open reaches a provisioning root: a folder, or a URL of one of the schemes http,
// https, tftp and ftp. Credentials in a URL are refused, since process lists and
// shell histories show them.
func Open(root string, o Options) (Server, error) {
	o = o.filled()
	if !strings.Contains(root, "://") {
		return openFolder(root, o)
	}
	u, err := url.Parse(root)
	if err != nil {
		return nil, errors.New("the root is no URL: it cannot be parsed")
	}
	if u.User != nil {
		return nil, fmt.Errorf("%s has a user in its URL, which process lists show; give it by the environment, $PROVC_SERVER_USER and $PROVC_SERVER_PASSWORD, or by a netrc file", clean(u))
	}
	return open(u, o)
}

func open(u *url.URL, o Options) (Server, error) {
	if u.Host == "" {
		return nil, fmt.Errorf("%s names no host", clean(u))
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return newWeb(u, o), nil
	case "tftp":
		return &tftp{root: u, options: o}, nil
	case "ftp":
		return &ftpServer{root: u, options: o}, nil
	}
	return nil, fmt.Errorf("%s: handsets fetch by http, https, tftp and ftp, not by %s", clean(u), u.Scheme)
}

// at opens another root for whoever has these options. Credentials stay where they are
// meant for.
func at(own, other *url.URL, o Options) (Server, error) {
	if !sameHost(own, other) {
		o.Login = Login{}
	}
	u := *other
	u.User = nil
	return open(&u, o)
}

// sameHost reports whether two URLs are of one server, as far as secrets go: a host, a
// port and a scheme.
func sameHost(a, b *url.URL) bool {
	return a != nil && b != nil && strings.EqualFold(a.Scheme, b.Scheme) && strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	return map[string]string{"http": "80", "https": "443", "tftp": "69", "ftp": "21"}[strings.ToLower(u.Scheme)]
}

// clean is a URL without what is nobody's to see.
func clean(u *url.URL) string {
	c := *u
	c.User = nil
	if c.RawQuery != "" {
		c.RawQuery = "…"
	}
	return c.String()
}

// below is the URL of a file of a root.
func below(root *url.URL, name string) *url.URL {
	u := *root
	u.Path = strings.TrimSuffix(u.Path, "/") + "/" + strings.TrimPrefix(name, "/")
	u.RawPath = ""
	return &u
}

// transport is one for all requests of a run, since connections are worth keeping.
func transport(o Options) *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.Proxy = nil // handsets know none
	t.MaxConnsPerHost = o.MaxPerRequest
	t.MaxIdleConnsPerHost = o.MaxPerRequest
	if o.InsecureTLS {
		t.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	}
	return t
}
