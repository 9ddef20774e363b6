#!/bin/sh
# Bad locks and requirements files: each says what is wrong, ends with its status, and
# leaves nothing.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/plugins/packages-files.sh"
PIP_INDEX_URL=$server/json
export PIP_INDEX_URL
make_wheels . 'alpha 1.0' 'needy 1.0 py3 0 absent'
cp alpha-1.0* web/files/
echo 'no zip' >torn-1.0-py3-none-any.whl
sum=$(sum_of alpha-1.0-py3-none-any.whl)
zeros=$(printf '%064d' 0)

# entry NAME WHERE [LINE...]: a package of a lock with one wheel; a LINE more, of the
# wheel.
entry () {
  printf '[[packages]]\nname = "%s"\nversion = "1.0"\n[[packages.wheels]]\n' "$1"
  printf 'name = "%s-1.0-py3-none-any.whl"\n' "$1"
  printf '%s\n' "$2"
  shift 2
  printf '%s\n' "$@"
}
path='path = "alpha-1.0-py3-none-any.whl"'
right="hashes = { sha256 = \"$sum\" }"
gone="url = \"$server/gone/alpha-1.0-py3-none-any.whl\""
served="url = \"$server/files/alpha-1.0-py3-none-any.whl\""

# row STATUS TEXT FILE [OPTION...]: what is on stdin, as FILE, is refused so.
row () {
  row_status=$1 row_text=$2 row_file=$3
  shift 3
  cat >"$row_file"
  bad "$row_status" "$row_text" --no-cache --requirements="$row_file" "$@"
}

# lock STATUS TEXT [OPTION...]: the same for a lock, whose first lines are not on stdin.
lock () {
  lock_status=$1 lock_text=$2
  shift 2
  { printf 'lock-version = "1.0"\ncreated-by = "test"\n'; cat; } >body
  row "$lock_status" "$lock_text" pylock.toml "$@" <body
}

# The file.
row 2 'the lock is of version 2.0' pylock.toml <<END
lock-version = "2.0"
END
row 2 'the lock is of version 0.9' pylock.toml <<END
lock-version = "0.9"
END
row 2 'line 1' pylock.toml <<END
not TOML
END
row 2 'lock-version' pylock.toml <<END
created-by = "test"
END
echo 'requires-python = ">=99"' | lock 2 'requires Python >=99'
echo "environments = [\"sys_platform == 'none'\"]" | lock 2 'it is for other environments'
lock 2 "without the extra 'more'" --set packages.extras=more </dev/null
lock 2 "without the dependency group 'docs'" --set packages.groups=docs </dev/null

# A package.
entry alpha "$path" "$right" | sed 's/py3-none-any.whl"$/cp27-none-win32.whl"/' \
  | lock 2 'no wheel fits'
expect_error 'cp27-none-win32' 'alpha'
entry alpha "$path" | lock 2 'has no hashes'
entry alpha "$path" 'hashes = { md5 = "00" }' | lock 2 'no hash that can be trusted'
{ entry alpha "$path" "$right"; entry alpha "$path" "$right"; } | lock 2 'alpha'
entry alpha "$path" "$right" | sed '3a marker = "python_version <<< 3"' | lock 2 'marker'
entry alpha '' "$right" | lock 2 'both path and url are missing'

# Its file.
entry alpha "$path" "hashes = { sha256 = \"$zeros\" }" | lock 6 'does not have the hash'
entry alpha "$path" "$right" 'size = 7' | lock 6 'bytes'
entry alpha "$served" "$right" 'size = 7' | lock 5 'larger than 7 bytes'
entry alpha "$served" "$right" 'size = 99999' | lock 6 '99999'
entry torn 'path = "torn-1.0-py3-none-any.whl"' \
  "hashes = { sha256 = \"$(sum_of torn-1.0-py3-none-any.whl)\" }" | lock 6 'torn'
entry absent 'path = "absent-1.0-py3-none-any.whl"' "$right" \
  | lock 7 'absent-1.0-py3-none-any.whl'
entry alpha "$gone" "$right" | lock 5 '404'
entry other "url = \"$server/gone/other-1.0-py3-none-any.whl\"" "$right" \
  | sed "3a index = \"$server/json\"" | lock 5 'other'
entry alpha "$served" "$right" \
  | lock 5 "--offline: 'alpha-1.0-py3-none-any.whl' is not in the cache" --offline
entry needy 'path = "needy-1.0-py3-none-any.whl"' \
  "hashes = { sha256 = \"$(sum_of needy-1.0-py3-none-any.whl)\" }" \
  | lock 6 "'needy' depends on 'absent'"

# A requirements file.
echo '-r second.txt' >first.txt
row 2 'first.txt' second.txt <<END
-r first.txt
END
row 2 'has no --hash' hashed.txt <<END
alpha==1.0 --hash=sha256:$sum
needy==1.0
END
row 6 'hash' wrong.txt <<END
./alpha-1.0-py3-none-any.whl --hash=sha256:$zeros
END
row 2 'marker.txt' marker.txt <<END
alpha==1.0 ; python_version <<< '3'
END
row 2 'absent.txt' nested.txt <<END
-r absent.txt
END

# No space in ENV_DIR's file system; with none in the cache, see wheel/full-cache.sh.
mkdir small
unshare -m mount -t tmpfs none small 2>/dev/null || exit 0
entry alpha "$path" "$right" | sed '1i lock-version = "1.0"\ncreated-by = "test"' \
  >pylock.toml
cat >inside.sh <<'END'
mount -t tmpfs -o mode=700,nr_blocks=5 none small
status=0
"$@" small/env 2>err || status=$?
ls -A small >left
umount small
exit $status
END
expect_status 1 unshare -m sh inside.sh "$pyvenv" -q --no-cache --python "$python" \
  --without-pip --plugin=packages --requirements=pylock.toml
grep -q 'No space left' err || { cat err; fail "not that there is no space"; }
test ! -s left || fail "left where there was no space: $(cat left)"
