//go:build unix

package main

import (
	"bytes"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"provc/cmd/provc/cli"
	"provc/compiler/filetest"
)

// A build that is told to stop ends as one that is interrupted does, and leaves
// nothing behind.
func TestStop(t *testing.T) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		module(t, ward)
		if err := syscall.Mkfifo("secrets", 0o600); err != nil {
			t.Fatal(err)
		}
		told := make(chan os.Signal, 1)
		signal.Notify(told, sig)
		go func() {
			pipe, err := os.OpenFile("secrets", os.O_WRONLY, 0) // when the build reads it
			if err != nil {
				t.Error(err)
				return
			}
			defer pipe.Close()
			self, _ := os.FindProcess(os.Getpid())
			self.Signal(sig)
			<-told
			time.Sleep(100 * time.Millisecond) // the build is told as well
			pipe.WriteString("ana: made-up\n")
		}()
		var stderr bytes.Buffer
		code := run([]string{"build", ".", "-o", "out", "--secrets", "secrets", "--cache", "off", "--no-sync"}, nil, &stderr, &stderr)
		signal.Stop(told)
		if code != cli.ExitFailure || !strings.Contains(stderr.String(), "context canceled") {
			t.Errorf("%v: exit %d, %s", sig, code, &stderr)
		}
		entries, err := os.ReadDir(".")
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if name := e.Name(); name != "cue.mod" && name != "ward.cue" && name != "secrets" {
				t.Errorf("%v: %s is left", sig, name)
			}
		}
	}
}

// module makes a CUE module with one package, and goes there.
func module(t *testing.T, source string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"cue.mod/module.cue": "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
		"ward.cue":           source,
	} {
		filetest.Put(t, name, text)
	}
}

const ward = `package ward

import "provc.internal/schema/spectralink"

d: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: {login: {enabled: true, automaticLogout: 5, persistent: true}, polling: enabled: true}
	users: ana: {password: secret: "ana", params: reg: "2": label: "a", contacts: [{fn: "Mum", ct: "00155501000", sd: 1}]}
}
`
