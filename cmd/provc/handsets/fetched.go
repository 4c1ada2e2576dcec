package handsets

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // for --zone, where the system has none

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler/accesslog"
	"provc/compiler/fetched"
	"provc/compiler/root"
)

// logs is what drift reads of servers: who has fetched what is deployed.
type logs struct {
	names []string
	since string
	zone  string
	year  int
}

// logFlags adds the flags of --log.
func logFlags(cmd *cobra.Command, l *logs) {
	f := cmd.Flags()
	f.StringArrayVar(&l.names, "log", nil, "access `logs` of Apache or nginx (combined), or syslog of tftpd-hpa; .gz, and - for stdin: tell who has fetched what is deployed")
	f.StringVar(&l.since, "since", "", "with --log: the `time` of the deployment, such as '2026-11-28 09:00' (default: when each file of --root was changed)")
	f.StringVar(&l.zone, "zone", "", "with --log: the time `zone` of syslog, of --since and of what is told, such as Europe/Berlin (default: local)")
	f.IntVar(&l.year, "year", 0, "with --log: the `year` of the first line of syslog (default: the latest that is not ahead)")
}

// take takes the names of logs out of arguments: a shell that replaces a pattern behind
// --log puts all but the first of them there. Packages are folders.
func (l *logs) take(args []string) (packages []string) {
	if len(l.names) == 0 {
		return args
	}
	return slices.DeleteFunc(slices.Clone(args), func(arg string) bool {
		info, err := os.Stat(arg)
		if is := arg == "-" || err == nil && !info.IsDir() && !strings.HasSuffix(arg, ".cue"); !is {
			return false
		}
		l.names = append(l.names, arg)
		return true
	})
}

// times are the clock of the logs, and when what is deployed was deployed.
func (l *logs) times() (clock accesslog.Clock, since time.Time, err error) {
	clock = accesslog.Clock{Zone: time.Local, Year: l.year, Now: time.Now()}
	if l.zone != "" {
		if clock.Zone, err = time.LoadLocation(l.zone); err != nil || l.zone == "Local" {
			return clock, since, fmt.Errorf("--zone takes the name of a time zone, such as Europe/Berlin or UTC, not %q", l.zone)
		}
	}
	if l.year != 0 && (l.year < 1970 || l.year > 9999) {
		return clock, since, fmt.Errorf("--year takes a year, such as 2026, not %d", l.year)
	}
	if l.since == "" {
		return clock, since, nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02T15:04", time.DateOnly} {
		if since, err = time.ParseInLocation(layout, l.since, clock.Zone); err == nil {
			return clock, since, nil
		}
	}
	return clock, since, fmt.Errorf("--since takes a time, such as '2026-11-28 09:00' or 2026-11-28T09:00:00+01:00, not %q", l.since)
}

// fetched reads the logs.
func (d *drifter) fetched(cmd *cobra.Command) error {
	clock, since, err := d.logs.times()
	if err != nil {
		return err
	}
	switch isURL := strings.Contains(d.root, "://"); {
	case since.IsZero() && isURL:
		return errors.New("a URL does not tell when files were deployed: give --since, or --root with the folder")
	case since.IsZero() && d.root == "":
		return errors.New("--log needs --root DIR, whose files tell when they were deployed, or --since")
	case d.root != "" && !isURL:
		if err := root.Starts(d.root, d.options.Vendors); err != nil {
			return err
		}
	}
	read, err := accesslog.Open(d.logs.names, cmd.InOrStdin(), clock)
	if err != nil {
		return err
	}
	defer read.Close()
	declared, err := d.declared(cmd)
	if err != nil {
		return err
	}
	o := fetched.Options{Root: declared.Root, Since: since, Logs: read}
	if !strings.Contains(d.root, "://") {
		o.Dir = d.root
	}
	over := cli.Progress(cmd, "reading logs")
	r, err := fetched.Find(cmd.Context(), o)
	over()
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	switch d.as {
	case "json":
		d.printed = true
		err = fetched.WriteJSON(out, r, d.Found)
	case "markdown":
		err = fetched.WriteMarkdown(out, r, clock.Zone)
	default:
		err = fetched.WriteText(out, r, fetched.TextOptions{Width: cli.Width(out), Zone: clock.Zone})
	}
	if err == nil && d.exitCode && r.Count(false, fetched.Before)+r.Count(true, fetched.Before) > 0 {
		return cli.ErrFindings
	}
	return err
}
