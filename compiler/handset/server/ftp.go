package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"net/url"
	"strings"
	"sync"

	client "github.com/jlaffaye/ftp"
)

// ftpServer is a root that an FTP server has. A connection serves one request at a
// time, so that those that are free are kept for the next.
type ftpServer struct {
	root    *url.URL
	options Options

	mu   sync.Mutex
	idle map[Login][]*client.ServerConn
}

// anonymous is who asks without credentials.
var anonymous = Login{"anonymous", "provc@"}

func (f *ftpServer) URL() string { return clean(f.root) }

func (f *ftpServer) At(root *url.URL) (Server, error) { return at(f.root, root, f.options) }

func (f *ftpServer) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, all := range f.idle {
		for _, c := range all {
			c.Quit()
		}
	}
	f.idle = nil
	return nil
}

func (f *ftpServer) Get(ctx context.Context, name string, as Login) Answer {
	a := Answer{Method: "RETR", URL: clean(below(f.root, name))}
	return f.ask(ctx, a, name, as, func(c *client.ServerConn, path string) error {
		r, err := c.Retr(path)
		if err != nil {
			return err
		}
		a.Data, err = io.ReadAll(io.LimitReader(r, f.options.MaxSize+1))
		if int64(len(a.Data)) > f.options.MaxSize {
			err = errTooLarge
		}
		return errors.Join(err, r.Close())
	}, func() Answer { a.Outcome, a.Status = Found, "found"; return a })
}

func (f *ftpServer) Put(ctx context.Context, name string, data []byte, as Login) Answer {
	a := Answer{Method: "STOR", URL: clean(below(f.root, name))}
	return f.ask(ctx, a, name, as, func(c *client.ServerConn, path string) error {
		return c.Stor(path, bytes.NewReader(data))
	}, func() Answer { a.Outcome, a.Status = Stored, "stored"; return a })
}

// ask makes a request over a connection of its own for as long as it takes.
func (f *ftpServer) ask(ctx context.Context, a Answer, name string, as Login, request func(*client.ServerConn, string) error, good func() Answer) Answer {
	switch {
	case as == (Login{}) && f.options.Login == (Login{}):
		as = anonymous
	case as == (Login{}):
		as = f.options.Login
	}
	c, err := f.connect(ctx, as)
	if err != nil {
		return f.told(a, err)
	}
	if err := request(c, strings.TrimPrefix(below(f.root, name).Path, "/")); err != nil {
		var answered *textproto.Error
		if errors.As(err, &answered) && !errors.Is(err, errTooLarge) {
			f.keep(as, c)
		} else {
			c.Quit()
		}
		return f.told(a, err)
	}
	f.keep(as, c)
	return good()
}

func (f *ftpServer) connect(ctx context.Context, as Login) (*client.ServerConn, error) {
	f.mu.Lock()
	if all := f.idle[as]; len(all) > 0 {
		c := all[len(all)-1]
		f.idle[as] = all[:len(all)-1]
		f.mu.Unlock()
		return c, nil
	}
	f.mu.Unlock()
	c, err := client.Dial(net.JoinHostPort(f.root.Hostname(), port(f.root)), client.DialWithContext(ctx), client.DialWithTimeout(f.options.Timeout))
	if err != nil {
		return nil, err
	}
	if err := c.Login(as.User, as.Password); err != nil {
		c.Quit()
		return nil, errDenied
	}
	return c, nil
}

func (f *ftpServer) keep(as Login, c *client.ServerConn) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.idle == nil {
		f.idle = map[Login][]*client.ServerConn{}
	}
	f.idle[as] = append(f.idle[as], c)
}

var errDenied = errors.New("denied")

// told tells why a request failed. FTP has one code for a file that is not there and
// for one that is nobody's to have, 550; what the server says to it may hold a path of
// its own.
func (f *ftpServer) told(a Answer, err error) Answer {
	a.Data = nil
	var answered *textproto.Error
	switch {
	case errors.Is(err, errTooLarge):
		a.Outcome, a.Status, a.Fault = Failed, "too large", tooLarge(a.URL, f.options.MaxSize)
	case errors.Is(err, errDenied):
		a.Outcome, a.Status = Denied, "530 not logged in"
		a.Fault = fmt.Sprintf("%s lets this user not log in: give the handsets' own user and password", f.root.Host)
	case errors.As(err, &answered) && answered.Code == client.StatusFileUnavailable && a.Method == "RETR":
		a.Outcome, a.Status = Missing, "550"
	case errors.As(err, &answered) && (answered.Code == client.StatusFileUnavailable || answered.Code == client.StatusBadFileName):
		a.Outcome, a.Status = Denied, fmt.Sprint(answered.Code)
	case errors.As(err, &answered):
		a.Outcome, a.Status = Failed, fmt.Sprint(answered.Code)
		a.Fault = fmt.Sprintf("%s is refused with FTP code %d: look at the server's log", a.URL, answered.Code)
	default:
		a.Outcome, a.Status = Failed, "no answer"
		a.Fault = fmt.Sprintf("%s cannot be reached by FTP: the handset shows that it cannot reach the server; look whether it runs, and whether passive data connections get through", f.root.Host)
	}
	return a
}
