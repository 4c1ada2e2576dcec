//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"provc/compiler/spectralink/files"
)

// atWork are phones that read and write in a root.
type atWork struct {
	root  string
	stop  chan bool
	wrong chan error
	looks int
}

// phonesAt has phones read and write in a root until they are asked how it was.
func phonesAt(root string) *atWork {
	p := &atWork{root: root, stop: make(chan bool), wrong: make(chan error, 1)}
	go func() {
		wrong := error(nil)
		kept := ""
		for {
			select {
			case <-p.stop:
				p.wrong <- wrong
				return
			default:
			}
			err := p.look()
			if err == nil {
				kept, err = p.write(kept)
			}
			if wrong == nil {
				wrong = err
			}
			time.Sleep(time.Millisecond)
		}
	}()
	return p
}

// done is what was wrong while phones were at work.
func (p *atWork) done() error {
	close(p.stop)
	return <-p.wrong
}

var masterName = regexp.MustCompile(`^[0-9a-f]{12}\.cfg$`)

// look reads the files that phones read first, and whether those are there that they name.
func (p *atWork) look() error {
	masters, _ := filepath.Glob(filepath.Join(p.root, "wards", "*.cfg"))
	for _, name := range masters {
		if !masterName.MatchString(filepath.Base(name)) {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it went
		}
		params, err := files.ReadParams(text)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, param := range params {
			if param.Name != "CONFIG_FILES" {
				continue
			}
			for file := range strings.SplitSeq(param.Value, ",") {
				if _, err := os.Stat(filepath.Join(p.root, "wards", strings.TrimSpace(file))); err == nil {
					continue
				}
				if again, err := os.ReadFile(name); err == nil && bytes.Equal(again, text) {
					return fmt.Errorf("%s names %s, which is not there", name, file)
				}
			}
		}
	}
	p.looks += len(masters)
	return nil
}

// write is what a handset keeps for who is logged in. Nobody else may touch that.
func (p *atWork) write(kept string) (string, error) {
	name := filepath.Join(p.root, "wards", "people", "ana-phone.cfg")
	if _, err := os.Stat(filepath.Dir(name)); err != nil {
		return "", nil
	}
	if was, err := os.ReadFile(name); kept != "" && (err != nil || string(was) != kept) {
		return kept, fmt.Errorf("%s is %q, and was %q: %w", name, was, kept, err)
	}
	kept = fmt.Sprintf("<localcfg n=\"%d\"/>\n", p.looks)
	return kept, os.WriteFile(name, []byte(kept), 0o666)
}
