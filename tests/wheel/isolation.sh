#!/bin/sh
# What pip and Python do in one environment changes neither another one nor the
# cache, in whichever way the files came.
. "$(dirname "$0")/../functions.sh"

# The newest interpreter whose ensurepip has another pip than a newer one's.
python=$(find_python)
site=lib/$(basename "$(dirname "$("$python" -c 'import os; print(os.path.dirname(os.__file__) + "/x")')")")/site-packages
mkdir "$tmp/folder"
for wheel in "$user_home"/.pyenv/versions/*/lib/python3.*/ensurepip/_bundled/pip-*.whl; do
  test -f "$wheel" && cp "$wheel" "$tmp/folder"
done

snapshot () {
  (cd "$1" && find . ! -type d -printf '%P %y %m %l %s %T@\n' | LC_ALL=C sort
   find . -type f -exec cksum {} + | LC_ALL=C sort -k 3)
}

for mode in hardlink copy clone; do
  for env in one two three; do
    expect_silence "$pyvenv" --python "$python" --no-progress --link-mode=$mode \
      --cache-dir="$tmp/cache" "$tmp/$env"
  done
  snapshot "$tmp/cache" >"$tmp/cache.before"
  snapshot "$tmp/two" >"$tmp/two.before"

  # Another version of pip, whichever is there and works with this Python.
  version=$("$tmp/one/bin/python" -c 'import pip; print(pip.__version__)')
  changed=
  for wheel in "$tmp/folder"/pip-2[34]*.whl; do
    other=${wheel##*/pip-}
    other=${other%%-*}
    test -f "$wheel" && test "$other" != "$version" && test "$other" != 23.0.1 || continue
    "$tmp/one/bin/pip" install -q --disable-pip-version-check --no-index \
      --find-links "$tmp/folder" "pip==$other" >"$tmp/out" 2>&1 \
      || { cat "$tmp/out"; fail "$mode: pip install pip==$other"; }
    "$tmp/one/bin/pip" install -q --disable-pip-version-check --no-index \
      --find-links "$tmp/folder" -U pip >"$tmp/out" 2>&1 \
      || { cat "$tmp/out"; fail "$mode: pip install -U pip"; }
    changed=$other
    break
  done
  "$tmp/one/bin/pip" uninstall -q -y pip
  test ! -e "$tmp/one/$site/pip" || fail "$mode: pip is still there"

  # Bytecode that is written anew, and modules that are run.
  "$tmp/three/bin/python" -m compileall -q -f "$tmp/three/$site" || :
  "$tmp/three/bin/pip" --version >/dev/null

  snapshot "$tmp/cache" >"$tmp/cache.after"
  snapshot "$tmp/two" >"$tmp/two.after"
  diff "$tmp/cache.before" "$tmp/cache.after" || fail "$mode: the cache changed"
  diff "$tmp/two.before" "$tmp/two.after" || fail "$mode: another one changed"
  rm -rf "$tmp/one" "$tmp/two" "$tmp/three"
done
test -n "$changed" || skip "needs another version of pip to change to; the rest is sound"
