package server

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/icholy/digest"
)

// web is a root that an HTTP server has.
type web struct {
	root    *url.URL
	options Options
	client  *http.Client
}

// challenge is how the server asks for a password.
type challenge struct {
	basic  bool
	realm  string
	digest *digest.Challenge
	used   int
}

func newWeb(root *url.URL, o Options) *web {
	return &web{
		root: root, options: o,
		client: &http.Client{
			Transport:     transport(o),
			Timeout:       o.Timeout,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

func (w *web) URL() string { return clean(w.root) }

func (w *web) At(root *url.URL) (Server, error) { return at(w.root, root, w.options) }

func (w *web) Close() error {
	w.client.CloseIdleConnections()
	return nil
}

func (w *web) Get(ctx context.Context, name string, as Login) Answer {
	return w.ask(ctx, http.MethodGet, name, nil, as)
}

func (w *web) Put(ctx context.Context, name string, data []byte, as Login) Answer {
	return w.ask(ctx, http.MethodPut, name, data, as)
}

// ask makes a request, answers a challenge, and follows redirects of the same server.
func (w *web) ask(ctx context.Context, method, name string, data []byte, as Login) Answer {
	if as == (Login{}) {
		as = w.options.Login
	}
	u := below(w.root, name)
	a := Answer{Method: method, URL: clean(u)}
	seen := map[string]bool{}
	var asked *challenge
	for hops := 0; hops <= w.options.MaxRedirects; {
		seen[u.String()] = true
		response, err := w.send(ctx, method, u, data, asked, as)
		if err != nil {
			return w.unreachable(a, err)
		}
		body, long, err := w.body(response)
		a.Status = response.Status
		if err != nil {
			return w.unreachable(a, err)
		}
		switch code := response.StatusCode; {
		case code == http.StatusUnauthorized:
			next := challengeOf(response.Header)
			if next != nil {
				a.Challenge = next.String()
			}
			if asked != nil || as == (Login{}) || next == nil || !next.answerable() {
				return w.denied(a, asked, next, as)
			}
			asked = next
		case code >= 300 && code < 400 && code != http.StatusNotModified:
			to, err := u.Parse(response.Header.Get("Location"))
			if err != nil || response.Header.Get("Location") == "" {
				a.Outcome, a.Fault = Failed, fmt.Sprintf("%s sends a redirect to nowhere", a.URL)
				return a
			}
			if !sameHost(w.root, to) {
				a.Outcome = Failed
				a.Fault = fmt.Sprintf("%s sends the handset on to %s, another server, which gets no credentials of it: serve the file itself, or name that server in the configuration", a.URL, clean(to))
				return a
			}
			if seen[to.String()] {
				a.Outcome, a.Fault = Failed, fmt.Sprintf("%s is a redirect in a circle: the handset shows that it cannot reach the server; serve the file itself", a.URL)
				return a
			}
			u = to
			hops++
		case long:
			a.Outcome, a.Fault = Failed, tooLarge(a.URL, w.options.MaxSize)
			return a
		default:
			return w.answer(a, code, response, body)
		}
	}
	a.Outcome, a.Fault = Failed, fmt.Sprintf("%s is redirected more than %d times: serve the file itself", a.URL, w.options.MaxRedirects)
	return a
}

// send makes one request, with what a challenge asks for.
func (w *web) send(ctx context.Context, method string, u *url.URL, data []byte, asked *challenge, as Login) (*http.Response, error) {
	var body io.Reader
	if data != nil {
		body = bytes.NewReader(data)
	}
	request, err := http.NewRequestWithContext(ctx, method, u.String(), body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", "provc")
	if asked != nil {
		header, err := asked.authorization(method, u, as)
		if err != nil {
			return nil, err
		}
		request.Header.Set("Authorization", header)
	}
	return w.client.Do(request)
}

// body reads what a response brings, no more than a file may have.
func (w *web) body(response *http.Response) (data []byte, long bool, err error) {
	defer response.Body.Close()
	data, err = io.ReadAll(io.LimitReader(response.Body, w.options.MaxSize+1))
	if int64(len(data)) > w.options.MaxSize {
		return nil, true, nil
	}
	return data, false, err
}

// answer tells what a final status means to a handset.
func (w *web) answer(a Answer, code int, response *http.Response, body []byte) Answer {
	switch {
	case code == http.StatusNotFound || code == http.StatusGone:
		a.Outcome = Missing
	case code == http.StatusForbidden:
		a.Outcome = Denied
	case code >= 200 && code < 300 && a.Method == http.MethodPut:
		a.Outcome = Stored
	case code >= 200 && code < 300 && isPage(response.Header, body):
		a.Outcome, a.Page = Failed, true
		a.Fault = fmt.Sprintf("%s answers with a web page where a file is asked for: the handset ignores it; look for a log-in page, a portal or an error page that is sent with status %d", a.URL, code)
	case code >= 200 && code < 300:
		a.Outcome, a.Data = Found, body
	case a.Method == http.MethodPut && (code == http.StatusMethodNotAllowed || code == http.StatusNotImplemented):
		a.Outcome = Denied
	case code >= 500:
		a.Outcome, a.Fault = Failed, fmt.Sprintf("%s answers %s: the handset keeps what it had and tries again later; look at the server's error log", a.URL, status(code))
	default:
		a.Outcome, a.Fault = Failed, fmt.Sprintf("%s answers %s, which no handset expects", a.URL, status(code))
	}
	return a
}

func status(code int) string {
	return strings.TrimSpace(strconv.Itoa(code) + " " + http.StatusText(code))
}

// isPage reports whether something is HTML. A file for phones may be sent as text/html
// by a server that knows no better, but never begins so.
func isPage(h http.Header, body []byte) bool {
	begin := strings.ToLower(string(bytes.TrimSpace(body[:min(len(body), 512)])))
	return strings.HasPrefix(begin, "<!doctype html") || strings.HasPrefix(begin, "<html")
}

// denied tells why a server refused somebody.
func (w *web) denied(a Answer, asked, next *challenge, as Login) Answer {
	a.Outcome = Denied
	switch {
	case next == nil:
		a.Outcome = Failed
		a.Fault = fmt.Sprintf("%s answers 401 without saying how to authenticate: add Digest authentication for it", a.URL)
	case !next.answerable():
		a.Outcome = Failed
		a.Fault = fmt.Sprintf("%s asks for a kind of Digest that handsets do not know: use MD5 with qop=auth", a.URL)
	case asked != nil && asked.realm != next.realm:
		a.Outcome = Failed
		a.Fault = fmt.Sprintf("%s asks with realm %q, and then with %q: one realm must hold for all of the root", a.URL, asked.realm, next.realm)
	}
	return a
}

// unreachable tells why there was no answer. An error may repeat a URL with
// credentials, so that none of its text is taken over.
func (w *web) unreachable(a Answer, err error) Answer {
	a.Outcome, a.Status = Failed, "no answer"
	host := w.root.Host
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	var dns *net.DNSError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.As(err, &name):
		a.Fault = fmt.Sprintf("the certificate of %s is for another name: a handset that checks it refuses; mend the certificate, or the name in the configuration", host)
	case errors.As(err, &unknown):
		a.Fault = fmt.Sprintf("the certificate of %s is signed by nobody whom this machine trusts: load its authority on the handsets; --insecure-tls goes on without", host)
	case errors.As(err, &invalid):
		a.Fault = fmt.Sprintf("the certificate of %s is not valid, such as past its date: renew it; --insecure-tls goes on without", host)
	case errors.As(err, &record):
		a.Fault = fmt.Sprintf("%s does not speak TLS at this port: write http, or another port", host)
	case errors.As(err, &dns):
		a.Fault = fmt.Sprintf("there is no host %s: correct the name, or the handsets' DNS", w.root.Hostname())
	case errors.Is(err, context.Canceled):
		a.Fault = "interrupted"
	case errors.As(err, &timeout) && timeout.Timeout():
		a.Fault = fmt.Sprintf("%s does not answer within %s: the handset shows that it cannot reach the server", host, w.options.Timeout)
	default:
		a.Fault = fmt.Sprintf("%s cannot be reached: nothing answers there, or the connection breaks off", host)
	}
	return a
}

// challengeOf is how a server asks for a password; nil if it does not say.
func challengeOf(h http.Header) *challenge {
	for _, value := range h.Values("WWW-Authenticate") {
		if c, err := digest.ParseChallenge(value); err == nil {
			return &challenge{realm: c.Realm, digest: c}
		}
		if scheme, rest, _ := strings.Cut(value, " "); strings.EqualFold(scheme, "Basic") {
			_, realm, _ := strings.Cut(rest, "realm=")
			return &challenge{realm: strings.Trim(strings.TrimSpace(realm), `"`), basic: true}
		}
	}
	return nil
}

// answerable reports whether handsets know how to answer.
func (c *challenge) answerable() bool { return c.basic || digest.CanDigest(c.digest) }

func (c *challenge) String() string {
	if c.basic {
		return fmt.Sprintf("Basic %q", c.realm)
	}
	return fmt.Sprintf("Digest %q", c.realm)
}

// authorization answers a challenge.
func (c *challenge) authorization(method string, u *url.URL, as Login) (string, error) {
	if c.basic {
		r := http.Request{Header: http.Header{}}
		r.SetBasicAuth(as.User, as.Password)
		return r.Header.Get("Authorization"), nil
	}
	c.used++
	made, err := digest.Digest(c.digest, digest.Options{Method: method, URI: u.RequestURI(), Count: c.used, Username: as.User, Password: as.Password})
	if err != nil {
		return "", err
	}
	return made.String(), nil
}
