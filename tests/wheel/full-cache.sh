#!/bin/sh
# Where the cache takes no more, an image is made in the environment instead, and
# what there is to warn of is said once.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
xy=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
mkdir "$tmp/wheels" "$tmp/cache"
unshare -m mount -t tmpfs none "$tmp/cache" 2>/dev/null \
  || skip "needs the right to mount a small file system"
"$python" "$top_srcdir/tests/wheel/make-wheels.py" "$tmp/wheels" "$xy"
wheel=$(awk -F '\t' '$1 == 11 && $3 == "ok" { print $2 }' "$tmp/wheels/table")

cat >"$tmp/inside.sh" <<'END'
. "$top_srcdir/tests/functions.sh"
python=$1 wheel=$2 cache=$3
export PYVENV_PLUGIN_DIR="$top_builddir/tests/plugins/mini"
full=0
for blocks in 2 4 6 8 10; do
  mount -t tmpfs -o "mode=700,nr_blocks=$blocks" none "$cache"
  expect_status 0 "$pyvenv" -v --python "$python" --without-pip \
    --plugin=wheel-file --wheel="$wheel" --cache-dir="$cache" "$tmp/env"
  ! grep -q 'the cache is not used' "$tmp/err" || full=$((full + 1))
  test "$(grep -c 'newer than 1.0' "$tmp/err")" = 1 \
    || { cat "$tmp/err"; fail "with $blocks blocks: not one warning"; }
  rm -rf "$tmp/env"
  umount "$cache"
done
test $full -gt 0 || fail "no cache was full"
END
unshare -m sh "$tmp/inside.sh" "$python" "$wheel" "$tmp/cache" \
  || fail "with a full cache"
