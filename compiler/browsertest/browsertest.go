// Package browsertest shows pages to a browser, for the tests of those who make pages.
package browsertest

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// Dump has headless Chromium load a page from a file and returns what the page is then,
// and what the browser logged. The test is skipped where Chromium is not installed.
func Dump(t *testing.T, page string, args ...string) (dom, log string) {
	t.Helper()
	if testing.Short() {
		t.Skip("browsers are slow")
	}
	name, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	args = append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--no-first-run",
		"--user-data-dir=" + t.TempDir(), "--enable-logging=stderr", "--dump-dom",
	}, args...)
	cmd := exec.CommandContext(ctx, name, append(args, "file://"+page)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("chromium: %v\n%s", err, errs.String())
	}
	return out.String(), errs.String()
}

// Virtual has a page's timers run at once instead of in their time.
const Virtual = "--virtual-time-budget=5000"

var (
	title   = regexp.MustCompile(`(?s)<title>(.*?)</title>`)
	foreign = regexp.MustCompile(`(?i)(src|href)="?[a-z]*:?//|url\(|@import`)
)

// Title is the title of a page that was dumped.
func Title(dom string) string {
	m := title.FindStringSubmatch(dom)
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1])
}

// Ask runs a script in a page. The script adds what it finds wrong to the list wrong. It
// is wrong, too, if the page refers to anything elsewhere, or logs an error.
func Ask(t *testing.T, page []byte, script string, args ...string) {
	t.Helper()
	if found := foreign.Find(page); found != nil {
		t.Errorf("the page refers to %s", found)
	}
	script = "const wrong = [];\n" + script + "\ndocument.title = wrong.length ? \"WRONG \" + wrong.join(\"; \") : \"RIGHT\";"
	file := write(t, "page.html", bytes.Replace(page, []byte("</body>"), []byte("<script>"+script+"</script></body>"), 1))
	dom, log := Dump(t, file, args...)
	if got := Title(dom); got != "RIGHT" {
		t.Error(got)
	}
	for line := range strings.Lines(log) {
		if strings.Contains(line, "CONSOLE") {
			t.Error(line)
		}
	}
}

// Narrow reports whether a page, once a script has run in it, can be read at a width
// without scrolling sideways. Browsers have no window of 400 pixels, but frames of that
// width.
func Narrow(t *testing.T, page []byte, width int, script string) {
	t.Helper()
	page = bytes.Replace(page, []byte("</body>"), []byte("<script>"+script+"</script></body>"), 1)
	frame := fmt.Sprintf(`<!DOCTYPE html><title>waiting</title><iframe width="%d" height="800" srcdoc="%s"></iframe><script>
document.querySelector("iframe").addEventListener("load", (e) => {
  const root = e.target.contentDocument.documentElement;
  document.title = root.clientWidth + " " + root.scrollWidth;
  e.target.remove();
});</script>`, width, html.EscapeString(string(page)))
	dom, _ := Dump(t, write(t, "frame.html", []byte(frame)), Virtual, "--window-size=800,900")
	client, scroll, _ := strings.Cut(Title(dom), " ")
	if client == "" || client != scroll {
		t.Errorf("at %d pixels: %q", width, Title(dom))
	}
}

func write(t *testing.T, name string, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}
