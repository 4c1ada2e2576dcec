# Brings what provc builds to the machine that phones fetch from, while they do:
#
#     deploy.sh USER@HOST:FOLDER [flags of provc build]
#
# The account there needs rsync, a shell, and a FOLDER that it may write into. A file
# comes before those that refer to it, and goes after them. What phones have written is
# never read, replaced or removed. Whatever provc would not do to a root on its own
# machine, such as replace a file that somebody has edited, stops it before the first
# change. If it stops halfway, the next run goes on from there.
set -eu
to=$1 host=${1%%:*} root=${1#*:}
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT # passwords lie there
out=$work/out list=$work/list
there() { ssh "$host" "cd '$root' && $1"; }
of() { awk -F '\t' -v what="$1" '$1 == what {print "./" $2}' "$list"; }
send() { rsync -p --checksum --no-implied-dirs --files-from=- "$@"; } # what is equal stays, with its time

# What provc owns over there, by its records, and what is to come and go.
rsync -rpm -f '+ */' -f '+ .provc/manifest' -f '+ .provc/next' -f '+ .provc/program' -f '- *' "$to/" "$out/"
cp -R "$out" "$work/was"
provc build ./... -o "$out" "$@" --list -q > "$list"

# The build, in a copy of those files. Of all others it gets the names alone.
{ of 1; of 2; of 3; of remove; } | send --ignore-missing-args "$to/" "$out/"
there 'find . -type f ! -path "*/.provc*/*"' | (cd "$out" && while IFS= read -r f; do
	[ -e "$f" ] || { mkdir -p "${f%/*}" && : > "$f"; }
done)
provc build ./... -o "$out" "$@" --no-sync

# New folders, each as open as the one that it lies in.
(cd "$out" && find . -type d) | there 'while IFS= read -r d; do
	[ -d "$d" ] || case $d in
		*/.provc) mkdir -m 700 "$d" ;;
		*) mkdir "$d" && chmod "$(stat -c %a "$d/..")" "$d" ;;
	esac
done'

# What provc is about to own, for whoever has to clean up after this run.
(cd "$out" && find . -type d -name .provc) | while IFS= read -r d; do
	diff -rq -x lock -x inputs "$out/$d" "$work/was/$d" > "$work/differs" 2>&1 || echo "$d"
done > "$work/records"
while IFS= read -r d; do
	mkdir -p "$work/begun/$d"
	cp "$out/$d/program" "$work/begun/$d/"
	cp "$out/$d/manifest" "$work/begun/$d/next"
done < "$work/records"
[ ! -d "$work/begun" ] || (cd "$work/begun" && find . -type f) | send "$work/begun/" "$to/"

# The files, phase by phase. What phones may write by themselves comes only where none is.
if of seed | grep -q .; then
	seeds=$(there 'find . -maxdepth 1 -name ".provc-seeds.*" -mmin +60 -exec rm -r {} +; mktemp -d .provc-seeds.XXXXXX')
	of seed | send "$out/" "$to/$seeds/"
	of seed | there 'while IFS= read -r f; do
		[ -e "$f" ] || ln "'"$seeds"'/$f" "$f" || [ -e "$f" ]
	done; rm -r '"$seeds"
fi
for phase in 1 2 3; do of "$phase" | send "$out/" "$to/"; done

# What goes, entry files first; then the records say so.
of remove | while IFS= read -r f; do [ -e "$out/$f" ] || echo "$f"; done |
	there 'while IFS= read -r f; do rm -f "$f"; done'
there 'while IFS= read -r d; do mv "$d/next" "$d/manifest"; done' < "$work/records"
