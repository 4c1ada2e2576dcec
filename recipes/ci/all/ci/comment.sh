# Keeps one comment on a pull request or merge request, which tells what it does:
#
#     comment.sh FILE     the comment says what stands in the file
#     comment.sh stale    the comment, if there is one, says that it is out of date
set -eu
mark='<!-- provc diff -->'
stale='> **Out of date.** This tells of an earlier state of the branch.'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ask() { # ask URL [arguments of curl]
	printf '%s\n' "$token" | curl -fsS -H @- -H 'Content-Type: application/json' "$@"
}
if [ "${GITLAB_CI:-}" = true ]; then
	token="PRIVATE-TOKEN: $PROVC_TOKEN"
	comments=$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes
	each=$comments change=PUT
	ours=".author.id == $(ask "$CI_API_V4_URL/user" | jq .id)"
else
	token="Authorization: Bearer $GH_TOKEN"
	comments=$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments
	each=$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/comments change=PATCH
	ours='.user.type == "Bot"'
fi

page=0 n=100
: > "$work/old"
while [ ! -s "$work/old" ] && [ "$n" -eq 100 ]; do
	page=$((page + 1))
	ask "$comments?per_page=100&page=$page" > "$work/page"
	n=$(jq length "$work/page")
	jq --arg mark "$mark" "map(select($ours and (.body | startswith(\$mark))))[0] // empty" "$work/page" > "$work/old"
done

if [ "$1" != stale ]; then
	{ printf '%s\n\n' "$mark" && cat "$1"; } | jq -Rs '{body: .}' > "$work/new"
elif [ -s "$work/old" ]; then
	jq --arg mark "$mark" --arg stale "$mark
$stale" '.body | if startswith($stale) then . else $stale + ltrimstr($mark) end | {body: .}' "$work/old" > "$work/new"
else
	exit 0
fi
if [ -s "$work/old" ]; then
	ask "$each/$(jq .id "$work/old")" -X "$change" --data-binary "@$work/new" > "$work/page"
else
	ask "$comments" --data-binary "@$work/new" > "$work/page"
fi
