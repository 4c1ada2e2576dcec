package accesslog

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
)

// longest is how long a line may be. No request is longer.
const longest = 64 << 10

// log is one file, of which an entry has been read.
type log struct {
	name  string
	in    *bufio.Reader
	close func() error
	parser
	entry Entry
	lines int
}

// Logs are logs that are read together, in the order of their times.
type Logs struct {
	Lines   int // that were read
	Unknown int // of a form that is not known
	First   string

	open []*log
	last *log // whose entry was given out
}

// Open opens logs by their names; - is stdin. Compressed ones are known by what they
// begin with.
func Open(names []string, stdin io.Reader, clock Clock) (*Logs, error) {
	l := &Logs{}
	for _, name := range names {
		in, closer := stdin, func() error { return nil }
		if name == "-" {
			name = "stdin"
		} else {
			f, err := os.Open(name)
			if err != nil {
				return nil, errors.Join(err, l.Close())
			}
			if info, err := f.Stat(); err == nil && info.IsDir() {
				return nil, errors.Join(fmt.Errorf("%s is a folder, not a log", name), f.Close(), l.Close())
			}
			in, closer = f, f.Close
		}
		if err := l.add(name, in, closer, clock); err != nil {
			return nil, errors.Join(err, l.Close())
		}
	}
	return l, nil
}

func (l *Logs) add(name string, in io.Reader, closer func() error, clock Clock) error {
	r := bufio.NewReaderSize(in, longest)
	if start, _ := r.Peek(2); len(start) == 2 && start[0] == 0x1f && start[1] == 0x8b {
		z, err := gzip.NewReader(r)
		if err != nil {
			return errors.Join(fmt.Errorf("%s: %w", name, err), closer())
		}
		r = bufio.NewReaderSize(z, longest)
	}
	f := &log{name: name, in: r, close: closer, parser: parser{clock: clock}}
	switch more, err := f.next(l); {
	case err != nil:
		return errors.Join(err, closer())
	case more:
		l.open = append(l.open, f)
		return nil
	}
	return closer()
}

// Next is the next entry of all logs, or nil at their end.
func (l *Logs) Next() (*Entry, error) {
	if l.last != nil {
		more, err := l.last.next(l)
		if err != nil {
			return nil, err
		}
		if !more {
			if err := l.drop(l.last); err != nil {
				return nil, err
			}
		}
		l.last = nil
	}
	for _, f := range l.open {
		if l.last == nil || f.entry.Time < l.last.entry.Time {
			l.last = f
		}
	}
	if l.last == nil {
		return nil, nil
	}
	return &l.last.entry, nil
}

func (l *Logs) drop(f *log) error {
	for i := range l.open {
		if l.open[i] == f {
			l.open = append(l.open[:i], l.open[i+1:]...)
			break
		}
	}
	return f.close()
}

// Close closes all that are still open.
func (l *Logs) Close() error {
	var errs []error
	for _, f := range l.open {
		errs = append(errs, f.close())
	}
	l.open, l.last = nil, nil
	return errors.Join(errs...)
}

// next reads the next entry of a log.
func (f *log) next(l *Logs) (more bool, err error) {
	for {
		line, err := f.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			if line, err = nil, f.skip(); err == nil {
				line = []byte{'\n'}
			}
			l.Unknown++
		}
		if len(line) > 0 && f.takes(l, bytes.TrimSuffix(line, []byte("\n"))) {
			return true, nil
		}
		switch {
		case err == io.EOF:
			return false, nil
		case err != nil:
			return false, fmt.Errorf("%s: %w", f.name, err)
		}
	}
}

// takes counts a line, and reports whether it is a request.
func (f *log) takes(l *Logs, line []byte) bool {
	f.lines++
	l.Lines++
	if len(line) == 0 {
		return false
	}
	ok, understood := f.line(line, &f.entry)
	if !ok && !understood {
		if l.Unknown++; l.First == "" {
			l.First = fmt.Sprintf("%s:%d", f.name, f.lines)
		}
	}
	return ok
}

// skip reads on to the end of a line that is too long.
func (f *log) skip() error {
	for {
		switch _, err := f.in.ReadSlice('\n'); {
		case errors.Is(err, bufio.ErrBufferFull):
		default:
			return err
		}
	}
}
