//go:build packages

// Package packaging tries what versions are published as: make packages.
package packaging

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"go.yaml.in/yaml/v3"
)

// version is a tag that the clone gets. Go takes no other than v0 and v1 for a module
// whose path does not end in a number.
const version = "0.98.7"

// release is what .goreleaser.yaml says, as far as it is tried here.
type release struct {
	Before struct{ Hooks []string }
	Builds []struct {
		Main              string
		Env, Goos, Goarch []string
	}
	Archives []struct {
		NameTemplate string `yaml:"name_template"`
		Files        []struct{ Src, Dst string }
	}
	Nfpms []map[string]any
}

// made is a clone of what is committed, with a tag and all that the hooks make.
type made struct {
	*testing.T
	release
	dir  string
	text string // of the configuration
}

// TestPackages builds once what it looks at.
func TestPackages(t *testing.T) {
	m := &made{T: t, dir: filepath.Join(t.TempDir(), "clone")}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	m.run(".", "git", "clone", "-q", root, m.dir)
	m.run(m.dir, "git", "tag", "v"+version)
	text, err := os.ReadFile(filepath.Join(m.dir, ".goreleaser.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	date := strings.TrimSpace(m.run(m.dir, "git", "log", "-1", "--format=%cI"))
	m.text = strings.NewReplacer("{{ .CommitDate }}", date, "{{ .ProjectName }}", "provc", "{{ .Version }}", version,
		"{{ .Os }}", runtime.GOOS, "{{ .Arch }}", runtime.GOARCH).Replace(string(text))
	if err := yaml.Unmarshal([]byte(m.text), &m.release); err != nil {
		t.Fatal(err)
	}
	for _, set := range m.Builds[0].Env {
		name, value, _ := strings.Cut(set, "=")
		t.Setenv(name, value)
	}
	for _, hook := range m.Before.Hooks {
		m.run(m.dir, filepath.Join(m.dir, hook))
	}
	for name, try := range map[string]func(m *made){
		"program": (*made).program, "archive": (*made).archive, "deb": (*made).deb, "rpm": (*made).rpm, "container": (*made).container,
	} {
		t.Run(name, func(t *testing.T) {
			one := *m
			one.T = t
			try(&one)
		})
	}
}

// run runs a program, which must not fail.
func (m *made) run(dir, name string, args ...string) string {
	m.Helper()
	cmd := exec.CommandContext(m.Context(), name, args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		m.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out, &stderr)
	}
	return string(out)
}

// program is stamped with the tag, and nothing says that its sources were changed.
func (m *made) program() {
	if got := m.run(m.dir, "build/provc", "--version"); got != "provc v"+version+"\n" {
		m.Errorf("--version says %q", got)
	}
	if got := m.run(m.dir, "git", "status", "--porcelain"); got != "" {
		m.Errorf("the hooks leave files that git sees, which would be in the version:\n%s", got)
	}
	platforms := len(m.Builds[0].Goos) * len(m.Builds[0].Goarch)
	if platforms != 6 || m.Builds[0].Main != "./cmd/provc" {
		m.Errorf("builds are %+v", m.Builds)
	}
}

// archive unpacks, and what it holds runs. PROVC_DIST names the folder of a snapshot, whose
// archives are looked at; else one is made as the configuration says.
func (m *made) archive() {
	name, text := m.assembled(), "provc v"+version+"\n"
	if dist := os.Getenv("PROVC_DIST"); dist != "" {
		found, err := filepath.Glob(filepath.Join(dist, fmt.Sprintf("provc_*_%s_%s.tar.gz", runtime.GOOS, runtime.GOARCH)))
		if err != nil || len(found) != 1 {
			m.Fatalf("archives %q: %v", found, err)
		}
		name, text = found[0], "" // of no tag
	}
	to := m.TempDir()
	m.run(to, "tar", "-xzf", name)
	if got := m.run(to, "./provc", "--version"); text != "" && got != text {
		m.Errorf("--version says %q", got)
	}
	for _, name := range []string{"LICENSE", "README.md", "CHANGELOG.md", "man/provc.1.gz", "man/provc-build.1.gz", "completions/provc.bash", "completions/_provc", "completions/provc.fish"} {
		if info, err := os.Stat(filepath.Join(to, name)); err != nil || info.Size() == 0 {
			m.Errorf("%s: %v", name, err)
		}
	}
}

// assembled is an archive for this machine.
func (m *made) assembled() string {
	m.Helper()
	a := m.Archives[0]
	var b bytes.Buffer
	zip := gzip.NewWriter(&b)
	out := tar.NewWriter(zip)
	add := func(from, name string, mode int64) {
		data, err := os.ReadFile(from)
		if err != nil {
			m.Fatal(err)
		}
		if err := out.WriteHeader(&tar.Header{Name: name, Mode: mode, Size: int64(len(data))}); err != nil {
			m.Fatal(err)
		}
		if _, err := out.Write(data); err != nil {
			m.Fatal(err)
		}
	}
	add(filepath.Join(m.dir, "build", "provc"), "provc", 0o755)
	for _, f := range a.Files {
		files, err := filepath.Glob(filepath.Join(m.dir, f.Src))
		if err != nil || len(files) == 0 {
			m.Errorf("the archive takes %s, which is nowhere: %v", f.Src, err)
		}
		for _, name := range files {
			add(name, filepath.Join(f.Dst, filepath.Base(name)), 0o644)
		}
	}
	if err := out.Close(); err != nil {
		m.Fatal(err)
	}
	if err := zip.Close(); err != nil {
		m.Fatal(err)
	}
	name := filepath.Join(m.TempDir(), a.NameTemplate+".tar.gz")
	if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
		m.Fatal(err)
	}
	return name
}

// pack has nfpm make a package, of what the configuration of goreleaser says: it knows the
// same fields, but for those that goreleaser fills in.
func (m *made) pack(kind string) string {
	m.Helper()
	nfpm := strings.Fields(os.Getenv("NFPM"))
	if len(nfpm) == 0 {
		m.Skip("make packages says which nfpm")
	}
	config := map[string]any{"arch": runtime.GOARCH, "platform": "linux", "version": "v" + version}
	for key, value := range m.Nfpms[0] {
		switch key {
		case "package_name":
			config["name"] = value
		case "file_name_template", "formats":
		case "bindir":
			config["contents"] = append(slices.Clone(m.Nfpms[0]["contents"].([]any)), map[string]any{
				"src": "build/provc", "dst": value.(string) + "/provc", "file_info": map[string]any{"mode": 0o755},
			})
		case "contents":
		default:
			config[key] = value
		}
	}
	text, err := yaml.Marshal(config)
	if err != nil {
		m.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(m.dir, "build", "nfpm.yaml"), text, 0o666); err != nil {
		m.Fatal(err)
	}
	to := m.TempDir()
	args := append(nfpm[1:], "package", "--config", "build/nfpm.yaml", "--packager", kind, "--target", to)
	m.run(m.dir, nfpm[0], args...)
	files, err := filepath.Glob(filepath.Join(to, "*."+kind))
	if err != nil || len(files) != 1 {
		m.Fatal(files, err)
	}
	return files[0]
}

// deb is installed, used, and leaves nothing when it is removed.
func (m *made) deb() {
	if os.Geteuid() != 0 {
		m.Skip("only root installs packages")
	}
	for _, name := range []string{"dpkg", "man", "bash", "zsh", "fish"} {
		if _, err := exec.LookPath(name); err != nil {
			m.Skip(err)
		}
	}
	pkg := m.pack("deb")
	root := m.TempDir()
	db := filepath.Join(root, "var", "lib", "dpkg")
	for _, dir := range []string{"info", "updates", "triggers"} {
		if err := os.MkdirAll(filepath.Join(db, dir), 0o777); err != nil {
			m.Fatal(err)
		}
	}
	for _, name := range []string{"status", "available"} {
		if err := os.WriteFile(filepath.Join(db, name), nil, 0o666); err != nil {
			m.Fatal(err)
		}
	}
	before := m.files(root)
	// Slim images leave out manual pages.
	m.run(".", "dpkg", "--root="+root, "--path-include=/usr/share/*", "--install", pkg)
	if got := m.run(".", filepath.Join(root, "usr/bin/provc"), "--version"); got != "provc v"+version+"\n" {
		m.Errorf("--version says %q", got)
	}
	for _, page := range []string{"provc", "provc-build"} {
		if got := m.run(".", "man", "-M", filepath.Join(root, "usr/share/man"), "-P", "cat", "1", page); !strings.Contains(got, page) || len(got) < 500 {
			m.Errorf("man %s says %q", page, got)
		}
	}
	m.completions(root)
	for _, name := range []string{"copyright", "changelog.gz", "ci.md"} {
		if info, err := os.Stat(filepath.Join(root, "usr/share/doc/provc", name)); err != nil || info.Mode() != 0o644 {
			m.Errorf("%s: %v, %v", name, info, err)
		}
	}
	m.run(".", "dpkg", "--root="+root, "--purge", "provc")
	if after := m.files(root); !slices.Equal(after, before) {
		m.Errorf("it leaves %q, and there were %q", after, before)
	}
	again := m.pack("deb")
	if a, b := m.read(pkg), m.read(again); !bytes.Equal(a, b) {
		m.Error("the same sources give other bytes")
	}
}

// completions of each shell offer what begins with what is typed.
func (m *made) completions(root string) {
	m.Helper()
	share := filepath.Join(root, "usr/share")
	m.Setenv("PATH", filepath.Join(root, "usr/bin")+":"+os.Getenv("PATH"))
	for shell, script := range map[string]string{
		"bash": "source /usr/share/bash-completion/bash_completion; source " + share + "/bash-completion/completions/provc; " +
			"COMP_WORDS=(provc ve); COMP_CWORD=1; COMP_LINE='provc ve'; COMP_POINT=8; __start_provc; echo \"${COMPREPLY[@]}\"",
		"zsh":  "autoload -Uz compinit; fpath=(" + share + "/zsh/vendor-completions $fpath); compinit -u -D; whence -v _provc; echo ${_comps[provc]} vet",
		"fish": "source " + share + "/fish/vendor_completions.d/provc.fish; complete -C 'provc ve'",
	} {
		got := m.run(m.TempDir(), shell, "-c", script)
		if !regexp.MustCompile(`\bvet\b`).MatchString(got) || shell == "zsh" && !strings.Contains(got, "_provc vet") {
			m.Errorf("%s offers %q", shell, got)
		}
	}
}

func (m *made) read(name string) []byte {
	m.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		m.Fatal(err)
	}
	return data
}

// files lists what is below a root, but for dpkg's own.
func (m *made) files(root string) (names []string) {
	m.Helper()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(root, name)
		if rel == "var/lib/dpkg" {
			return fs.SkipDir
		}
		names = append(names, rel)
		return err
	})
	if err != nil {
		m.Fatal(err)
	}
	return names
}

// rpm has the program and the pages in it.
func (m *made) rpm() {
	pkg := m.pack("rpm")
	if _, err := exec.LookPath("rpm"); err != nil {
		m.Skip(err)
	}
	got := m.run(".", "rpm", "-qpl", "--nosignature", pkg)
	for _, name := range []string{"/usr/bin/provc", "/usr/share/man/man1/provc.1.gz", "/usr/share/zsh/site-functions/_provc", "/usr/share/licenses/provc/LICENSE"} {
		if !strings.Contains(got, name+"\n") {
			m.Errorf("it lacks %s:\n%s", name, got)
		}
	}
}

// container runs the program in a root that holds nothing else, as nobody, as the image
// would.
func (m *made) container() {
	dockerfile := string(m.read(filepath.Join(m.dir, "packaging", "Dockerfile")))
	at := regexp.MustCompile(`(?m)^FROM scratch\n(?:.*\n)*COPY \S+/provc (\S+)\nWORKDIR (\S+)\nENTRYPOINT \["(.*)"\]$`).FindStringSubmatch(dockerfile)
	if at == nil || at[1] != at[3] {
		m.Fatalf("the image is not provc alone:\n%s", dockerfile)
	}
	if os.Geteuid() != 0 {
		m.Skip("only root changes the root")
	}
	root := m.TempDir()
	if err := os.Chmod(root, 0o755); err != nil {
		m.Fatal(err)
	}
	m.run(".", filepath.Join(m.dir, "build", "provc"), "init", filepath.Join(root, at[2]))
	if err := os.MkdirAll(filepath.Join(root, filepath.Dir(at[1])), 0o755); err != nil {
		m.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, at[1]), m.read(filepath.Join(m.dir, "build", "provc")), 0o755); err != nil {
		m.Fatal(err)
	}
	cmd := exec.CommandContext(m.Context(), at[3], "vet", "./...")
	cmd.Dir, cmd.Env = at[2], []string{}
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = io.Discard, &out
	if err := cmd.Run(); err != nil || !strings.Contains(out.String(), "2 packages checked") {
		m.Errorf("in a root of its own: %v\n%s", err, &out)
	}
}
