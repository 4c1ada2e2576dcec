package importing

import (
	"path"
	"strings"

	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/spectralink/readers"
)

// capitals takes out master files whose names are not in small letters. No handset asks
// for them, so that it acts on what the file for all says, and goes on doing so.
func (i *intake) capitals() {
	i.unasked = map[string]string{}
	for _, f := range i.tree.Files {
		asked := readers.Asked(f.Path)
		if asked == "" || !ours(f) || f.Setting(configFiles) == nil {
			continue
		}
		folder, mac := path.Dir(f.Path), draft.MAC(f.Path)
		f.Kind, f.Entity, f.Asked = tree.Unreferenced, mac, asked
		f.DecideAll(tree.NotRead)
		f.Reason = "handsets ask for " + asked + ", and where a server tells small letters from capitals none reads this"
		switch {
		case i.tree.At(path.Join(folder, asked)) != nil:
			f.Reason += "; that one is imported"
		case i.tree.At(path.Join(folder, allHandsets+".cfg")) != nil:
			f.Reason += ": its handset reads " + allHandsets + ".cfg, and is not listed. Call the file " + asked + " and import again if it is to count"
		default:
			f.Reason += ": its handset reads nothing, and is not listed. Call the file " + asked + " and import again if it is to count"
		}
		for name := range strings.SplitSeq(f.Setting(configFiles).Value, ",") {
			i.unasked[path.Join(folder, strings.ReplaceAll(strings.TrimSpace(name), ownMAC, mac))] = f.Path
		}
	}
}
