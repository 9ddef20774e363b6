#!/bin/sh
# The cache of images: what is kept, what is noticed, and that it is never
# needed.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
xy=3.$(minor_of "$python")
site=lib/python$xy/site-packages
PYVENV_PLUGIN_DIR=$top_builddir/tests/plugins/mini
export PYVENV_PLUGIN_DIR
mkdir "$tmp/wheels"
"$python" "$top_srcdir/tests/wheel/make-wheels.py" "$tmp/wheels" "$xy"
wheel=$tmp/wheels/000/foo-1.0-py3-none-any.whl
# A file that was changed a moment ago is not trusted to stay the same.
touch -d '1 hour ago' "$wheel"
cache=$tmp/cache
# Root does not link unless it is asked to.
PYVENV_LINK_MODE=hardlink
export PYVENV_LINK_MODE

# install ENV [OPTION...]
install () {
  env=$1
  shift
  "$pyvenv" -v --python "$python" --without-pip --plugin=wheel-file \
    --wheel="$wheel" --by-name --cache-dir="$cache" "$@" "$tmp/$env" \
    >"$tmp/out" 2>"$tmp/err" </dev/null \
    || { cat "$tmp/err"; fail "$env: exit status $?"; }
  test "$(cat "$tmp/$env/$site/foo.py")" = 'x = 1' || fail "$env: foo.py"
  "$tmp/$env/bin/python" -I -c 'import foo; assert foo.x == 1' || fail "$env"
}

says () {
  grep -q "$1" "$tmp/err" || { cat "$tmp/err"; fail "is not said: $1"; }
}

inode () { stat -c %i "$1"; }

# ---- Filled once, then used -----------------------------------------------

install one
says 'unpacked'
# Its change time was new at first; a second look finds the contents.
sleep 2.1
install two
install three
says 'is in the cache'
test "$(inode "$tmp/one/$site/foo.py")" = "$(inode "$tmp/three/$site/foo.py")" \
  || fail "environments share no file"
test "$(stat -c %a "$cache/wheels")" = 700 || fail "others can read the cache"
grep -q '^Signature: 8a477f597d28d172789f06886806bc55' "$cache/wheels/CACHEDIR.TAG" \
  || fail "CACHEDIR.TAG"

# ---- Damage is noticed ------------------------------------------------------

# Written in place, as some editors do: all links show it, until the next use.
printf 'x = 2 # edited\n' >"$tmp/one/$site/foo.py"
install four
says 'made anew'
test "$(cat "$tmp/one/$site/foo.py")" = 'x = 2 # edited' || fail "the edit is lost"
install five
says 'is in the cache'

# Same size, other time; other mode; a file gone; a plan torn.
touch "$tmp/five/$site/foo.py"
install six
says 'made anew'
chmod 600 "$tmp/six/$site/foo.py"
install seven
says 'made anew'
for file in "$cache"/wheels/*/*/2; do rm "$file"; done
install eight
says 'made anew'
for file in "$cache"/wheels/*/*/plan; do
  dd if=/dev/zero of="$file" bs=1 seek=200 count=4 conv=notrunc 2>/dev/null
done
install nine
says 'unpacked'
install ten
says 'is in the cache'

# ---- Another wheel in the same place -------------------------------------

cp "$tmp/wheels/001/foo-1.0-py3-none-any.whl" "$tmp/other.whl"
touch -d '1 hour ago' "$tmp/other.whl"
cp -p "$wheel" "$tmp/kept.whl"
cat "$tmp/other.whl" >"$wheel"
install eleven
says 'unpacked'
test ! -e "$tmp/eleven/bin/foo" || fail "the old wheel was installed"
cat "$tmp/kept.whl" >"$wheel"

# What is known by its bytes is still refused under the name of something else.
mkdir "$tmp/named"
for name in bar-1.0-py3-none-any foo-2.0-py3-none-any foo-1.0-py2-none-any; do
  cp -p "$wheel" "$tmp/named/$name.whl"
  for more in "--cache-dir=$cache" --no-cache; do
    expect_status 6 "$pyvenv" --python "$python" --without-pip \
      --plugin=wheel-file --wheel="$tmp/named/$name.whl" "$more" "$tmp/named/env"
    expect_error "$name.whl' is refused"
    test ! -e "$tmp/named/env" || fail "an environment is left"
  done
done

# ---- Link modes -------------------------------------------------------------

for mode in copy clone hardlink; do
  install "mode-$mode" --link-mode=$mode
  case $mode in
    hardlink) test "$(stat -c %h "$tmp/mode-$mode/$site/foo.py")" -gt 1 ;;
    *) test "$(stat -c %h "$tmp/mode-$mode/$site/foo.py")" = 1 ;;
  esac || fail "$mode: number of links"
  # Bytecode must be valid where it was copied to.
  before=$(cksum "$tmp/mode-$mode/$site/__pycache__"/*)
  "$tmp/mode-$mode/bin/python" -I -c 'import foo'
  test "$before" = "$(cksum "$tmp/mode-$mode/$site/__pycache__"/*)" \
    || fail "$mode: bytecode is stale"
done
PYVENV_LINK_MODE=copy install mode-env
test "$(stat -c %h "$tmp/mode-env/$site/foo.py")" = 1 || fail "PYVENV_LINK_MODE"
expect_status 2 "$pyvenv" --python "$python" --without-pip --plugin=wheel-file \
  --wheel="$wheel" --cache-dir="$cache" --link-mode=symlink "$tmp/bad"

# ---- Without it ---------------------------------------------------------------

install none --no-cache
says 'no cache of wheels'
test "$(stat -c %h "$tmp/none/$site/foo.py")" = 1 || fail "--no-cache: links"
test -z "$(find "$tmp/none" -maxdepth 1 -name '.pyvenv*')" || fail "--no-cache: left-overs"

mkdir -m 777 "$tmp/shared"
chmod 777 "$tmp/shared"
cache=$tmp/shared
install not-private
says 'others can write to it'
: >"$tmp/file"
cache=$tmp/file
install no-folder
says 'no cache of wheels'

# ---- Many at once -------------------------------------------------------------

cache=$tmp/new
for i in 1 2 3 4 5 6; do
  "$pyvenv" --python "$python" --without-pip --plugin=wheel-file \
    --wheel="$wheel" --by-name --cache-dir="$cache" "$tmp/many-$i" \
    >"$tmp/out-$i" 2>&1 </dev/null &
done
wait
for i in 1 2 3 4 5 6; do
  test ! -s "$tmp/out-$i" || { cat "$tmp/out-$i"; fail "many-$i"; }
  "$tmp/many-$i/bin/python" -I -c 'import foo; assert foo.x == 1' || fail "many-$i"
done
test "$(ls -d "$cache"/wheels/*/*-*-* | wc -l)" = 1 || fail "more than one image"
test -z "$(find "$cache/wheels" -name 'tmp-*')" || fail "unfinished images are left"

# What a killed run left is swept away when it is old.
mkdir "$cache/wheels/tmp-old"
: >"$cache/wheels/tmp-old/0"
touch -d '2 hours ago' "$cache/wheels/tmp-old"
rm -rf "$cache"/wheels/*/*-*-*
install swept
test ! -e "$cache/wheels/tmp-old" || fail "an old unfinished image is left"

# ---- Looking at it and deleting it ------------------------------------------

: >"$cache/not-ours"
"$pyvenv" --cache-info --cache-dir="$cache" >"$tmp/out" || fail "--cache-info"
grep -q 'Wheels: 1, in 1 images' "$tmp/out" || { cat "$tmp/out"; fail "--cache-info"; }
"$pyvenv" --json --cache-info --cache-dir="$cache" >"$tmp/out" || fail "--json"
grep -q '"unusable": null, "wheels": 1, "images": 1, "wheel_files": [1-9]' "$tmp/out" \
  || { cat "$tmp/out"; fail "--json --cache-info"; }
"$pyvenv" --cache-clean --cache-dir="$cache" >"$tmp/out" 2>&1 || fail "--cache-clean"
test "$(ls -A "$cache")" = not-ours || { ls -A "$cache"; fail "--cache-clean"; }
install again

# A HOME that does not exist says that the user has none: it is not made.
HOME=$tmp/nobody "$pyvenv" -q --python "$python" --without-pip "$tmp/homeless" \
  || fail "without a home"
test ! -e "$tmp/nobody" || fail "a home was made"
XDG_CACHE_HOME=$tmp/xdg/cache HOME=$tmp/nobody "$pyvenv" -q --python "$python" \
  --without-pip "$tmp/homeless-2" || fail "with a cache of its own"
test -d "$tmp/xdg/cache/pyvenv/interpreters" || fail "XDG_CACHE_HOME"
