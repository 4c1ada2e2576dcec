//go:build linux

package main

import (
	"bytes"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
)

// fleetTable is a large fleet in one package, in each form, beside plain CUE
// that evaluates the same data and checks nothing.
func fleetTable() {
	const users, phones = "20000", "10000"
	commands := []*command{{name: "`cue export`, no schema", args: []string{"cue", "export"}, dir: fleet("plain", "-form", "literal", "-schema", "none", "-users", users, "-phones", phones)}}
	for _, form := range []string{"literal", "template", "definition", "schema-definition", "computed", "comprehension", "inventory"} {
		dir := fleet(form, "-form", form, "-users", users, "-phones", phones)
		commands = append(commands, build("`provc build`, "+form, dir, "--cache", "off"))
	}
	measure(commands...)
	if *slow {
		vet := &command{name: "`cue vet`, full schema", args: []string{"cue", "vet"}, dir: fleet("vet", "-form", "literal", "-schema", "vendored", "-users", users, "-phones", phones)}
		vet.run()
		commands = append(commands, vet)
	}
	table("10,000 handsets and 20,000 users in one package, all files written", commands...)
}

// patternTable is users who are written out, with a pattern for all in a second file.
func patternTable() {
	size := []string{"-form", "pattern", "-users", "20000", "-phones", "0"}
	commands := []*command{
		{name: "`cue export`, no schema", args: []string{"cue", "export"}, dir: fleet("pattern-plain", append(size, "-schema", "none")...)},
		build("`provc build`", fleet("pattern", size...), "--cache", "off"),
	}
	measure(commands...)
	table("20,000 users who are written out, with one pattern in a second file", commands...)
}

// guardTable is a condition over the schema, which has to be evaluated then.
func guardTable() {
	size := []string{"-form", "guard", "-users", "2000", "-phones", "1000"}
	commands := []*command{
		{name: "`cue vet`, schema vendored", args: []string{"cue", "vet"}, dir: fleet("guard-vendored", append(size, "-schema", "vendored")...)},
		build("`provc build`", fleet("guard", size...), "--cache", "off"),
	}
	measure(commands...)
	table("1,000 handsets and 2,000 users that are computed, with one condition over the schema", commands...)
}

// growthTable is how time and memory grow with inventories.
func growthTable() {
	var commands []*command
	for _, n := range []int{1000, 10000, 100000} {
		dir := fleet(fmt.Sprint("grow", n), "-form", "inventory", "-users", fmt.Sprint(2*n), "-phones", fmt.Sprint(n))
		commands = append(commands, build(fmt.Sprintf("%d,000 entities from CSV", 3*n/1000), dir, "--cache", "off"))
	}
	measure(commands...)
	table("Inventories", commands...)
}

// rebuildTable is what the cache saves.
func rebuildTable() {
	for _, form := range []string{"literal", "comprehension"} {
		dir := fleet("rebuild-"+form, "-form", form, "-packages", "100", "-users", "20000", "-phones", "10000")
		kept := filepath.Join(*work, "kept")
		out := filepath.Join(*work, "rebuilt")
		args := provc("build", "--no-sync", "--cache", kept, "-o", out, "./...")
		changed := filepath.Join(dir, "site000", "fleet.cue")
		text, err := os.ReadFile(changed)
		if err != nil {
			log.Fatal(err)
		}
		n := 0
		commands := []*command{
			{name: "cold", args: args, dir: dir, before: func() { os.RemoveAll(out); os.RemoveAll(kept) }},
			{name: "unchanged", args: args, dir: dir},
			{name: "one user changed", args: args, dir: dir, before: func() {
				n++
				other := bytes.Replace(text, []byte(`"Person 1"`), []byte(fmt.Sprintf(`"Person %d.1"`, n)), 1)
				if err := os.WriteFile(changed, other, 0o666); err != nil {
					log.Fatal(err)
				}
			}},
		}
		measure(commands...)
		table("100 packages of 300 entities, "+form, commands...)
	}
}

// jsonnetTable is handsets only, beside a tool that writes the same bytes.
func jsonnetTable() {
	if _, err := exec.LookPath("jsonnet"); err != nil {
		fmt.Println("\njsonnet is not installed: skipped")
		return
	}
	same := filepath.Join(*work, "jsonnet-out")
	script := filepath.Join(fleet("jsonnet", "-form", "jsonnet", "-users", "0", "-phones", "1000"), "fleet.jsonnet")
	commands := []*command{
		{name: "`jsonnet -S -c -m`, no checks", args: []string{"jsonnet", "-S", "-c", "-m", same, script}, before: func() { os.RemoveAll(same) }},
		build("`provc build`", fleet("few", "-form", "literal", "-users", "0", "-phones", "1000"), "--cache", "off"),
	}
	measure(commands...)
	table("1,000 handsets, 2,000 files, beside a tool that writes the same bytes and checks nothing", commands...)
	differ := 0
	files, _ := filepath.Glob(filepath.Join(same, "*.cfg"))
	for _, f := range files {
		a, _ := os.ReadFile(f)
		b, _ := os.ReadFile(filepath.Join(*work, "out", filepath.Base(f)))
		// jsonnet ends each file with a line break of its own.
		if !bytes.Equal(bytes.TrimSpace(a), bytes.TrimSpace(b)) {
			differ++
		}
	}
	fmt.Printf("\n%d files compared, %d differ\n", len(files), differ)
}

// startTable is what each run costs before it does anything.
func startTable() {
	version := []*command{
		{name: "`cue version`", args: []string{"cue", "version"}},
		{name: "`provc version`", args: provc("version")},
	}
	clinic := filepath.Join(*work, "clinic")
	run("cp", "-r", "examples", clinic)
	vendored := filepath.Join(*work, "clinic-vendored")
	run("cp", "-r", "examples", vendored)
	run("mkdir", "-p", filepath.Join(vendored, "cue.mod", "pkg", "provc.internal"))
	run("cp", "-r", "schema", filepath.Join(vendored, "cue.mod", "pkg", "provc.internal", "schema"))
	vet := []*command{
		{name: "`cue vet ./clinic`, schema vendored", args: []string{"cue", "vet", "./clinic"}, dir: vendored},
		{name: "`provc vet ./clinic`", args: provc("vet", "./clinic", "--cache", "off"), dir: clinic},
	}
	measure(append(version, vet...)...)
	table("Start", version...)
	table("A small deployment", vet...)
}
