#!/bin/sh
# Files that are no plugins, or plugins for another core: status 7, the file and
# the reason are named, and nothing is made.
. "$(dirname "$0")/../functions.sh"

use_test_plugins
plugins=$PYVENV_PLUGIN_DIR
python=$(find_python)
mkdir "$tmp/plugins" "$tmp/place"
cp "$plugins"/*.so "$tmp/plugins"
PYVENV_PLUGIN_DIR=$tmp/plugins
cd "$tmp/place"

# refused NAME TEXT...: --plugin=NAME is refused so, for each way to use it.
refused () {
  name=$1
  shift
  expect_status 7 "$pyvenv" --python "$python" --without-pip \
    "--plugin=$name" env
  expect_error "$name" "$@"
  test ! -s "$tmp/out" || fail "on stdout: $(cat "$tmp/out")"
  test -z "$(ls -A .)" || fail "something was made with $name"
  expect_status 7 "$pyvenv" --plugin-info "$name"
  expect_error "$name" "$@"
}

refused undefined 'undefined symbol: no_such_function'
refused no-symbol 'pyvenv_plugin'
minor=$(sed -n 's/^#define PYVENV_API_MINOR //p' \
  "$top_srcdir/plugin-api/pyvenv-plugin.h")
refused wrong-major "API 7.$minor,"
refused wrong-minor "API 0.$((minor + 5)),"
refused stub 'bytes'
refused misnamed 'somebody-else'
refused nameless 'name'
refused bad-key 'Not A Key'
refused small-key 'has the key_size ' 'which is not the size of a row of keys'

refused absent 'there is no plugin'
refused outerr "(did you mean 'outer'?"
refused next-twize "(did you mean 'next-twice'?"
mkdir "$tmp/plugins/folder.so"
refused folder 'regular file'
echo 'print ("hello")' >"$tmp/plugins/text.so"
refused text ''
: >"$tmp/plugins/empty.so"
refused empty ''
printf '\177ELF' >"$tmp/plugins/magic.so"
refused magic ''

# Truncated at any place: mapping it would kill the process by SIGBUS.
size=$(wc -c <"$plugins/outer.so")
for part in 1 2 3 4; do
  head -c $((size * part / 20)) "$plugins/outer.so" >"$tmp/plugins/outer.so"
  refused outer ''
done
# What lies further back may not be needed: then it loads.
for part in 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
  head -c $((size * part / 20)) "$plugins/outer.so" >"$tmp/plugins/outer.so"
  status=0
  "$pyvenv" --plugin-info outer >/dev/null 2>&1 || status=$?
  test $status = 0 || test $status = 7 || fail "status $status, cut at $part/20"
done
cp "$plugins/outer.so" "$tmp/plugins/outer.so"

# For another machine: the ELF header's machine field, and its class.
cp "$plugins/outer.so" "$tmp/plugins/foreign.so"
printf '\363\000' | dd of="$tmp/plugins/foreign.so" bs=1 seek=18 conv=notrunc \
  2>/dev/null
refused foreign ''
cp "$plugins/outer.so" "$tmp/plugins/foreign.so"
printf '\001' | dd of="$tmp/plugins/foreign.so" bs=1 seek=4 conv=notrunc \
  2>/dev/null
refused foreign ''

# An object file has the right magic, too.
echo 'int pyvenv_plugin;' >"$tmp/object.c"
if ${CC:-cc} -c -o "$tmp/plugins/object.so" "$tmp/object.c" 2>/dev/null; then
  refused object ''
fi

# One file under the name of another is not what it says it is.
cp "$plugins/outer.so" "$tmp/plugins/renamed.so"
refused renamed 'outer'

# Names that would leave the folder, and names that are none.
for name in '' .. '../outer' 'Outer' 'out er' '-x' '9a' 'outer.so'; do
  status=0
  "$pyvenv" --python "$python" --without-pip "--plugin=$name" env \
    >"$tmp/out" 2>"$tmp/err" || status=$?
  test $status = 2 || test $status = 7 || fail "status $status for '$name'"
  test -s "$tmp/err" || fail "no message for '$name'"
  test -z "$(ls -A .)" || fail "something was made with '$name'"
done

# Nothing is loaded because it lies in the working directory.
cp "$plugins/outer.so" ./local.so
expect_status 7 "$pyvenv" --python "$python" --without-pip --plugin=local env
rm local.so

# A path is taken as it is; the file's stem must be the plugin's name.
mkdir "$tmp/mine"
cp "$plugins/outer.so" "$tmp/mine/outer.so"
expect_silence "$pyvenv" --python "$python" --without-pip \
  --plugin="$tmp/mine/outer.so" env
expect_silence "$pyvenv" --python "$python" --without-pip --clear \
  --plugin=../mine/outer.so env
rm -rf env

# Twice the same.
expect_status 2 "$pyvenv" --python "$python" --without-pip \
  --plugin=outer --plugin=outer env
expect_error outer twice
expect_status 2 "$pyvenv" --python "$python" --without-pip \
  --plugin=outer --plugin="$tmp/mine/outer.so" env
test -z "$(ls -A .)" || fail "something was made"

# Shorter and longer descriptions work, and longer rows of keys.
expect_silence "$pyvenv" --python "$python" --without-pip --plugin=short \
  --plugin=future --future-text='of tomorrow' --future-flag env
grep -q '^short = was here' env/pyvenv.cfg || fail "the short one did not run"
grep -q '^future = was here' env/pyvenv.cfg || fail "the future one did not run"
grep -q '^future-text = of tomorrow' env/pyvenv.cfg \
  && grep -q '^future-flag = yes' env/pyvenv.cfg || fail "keys with larger rows"
works env
rm -rf env

# The list, and what is known of one.  A broken one does not hide the others.
expect_status 0 "$pyvenv" --plugins
grep -q 'outer.*1\.2.*Writes down' "$tmp/out" || {
  cat "$tmp/out"
  fail "--plugins does not list outer"
}
grep -q 'prompter' "$tmp/out" || fail "--plugins does not list prompter"
expect_status 0 "$pyvenv" --plugin-info outer
for text in outer 1.2 'Writes down' "$tmp/plugins/outer.so" outer-text \
    'a key with a value' outer-flag; do
  grep -qF -e "$text" "$tmp/out" || fail "--plugin-info lacks: $text"
done
# The phases are those that have a hook in the plugin API.
hooks=$(sed -n 's/^  pyvenv_hook \*\([a-z_]*\);$/\1/p' \
  "$top_srcdir/plugin-api/pyvenv-plugin.h")
case " $(echo $hooks) " in
  *' ensure_directories '*' post_setup '*) ;;
  *) fail "the hooks in pyvenv-plugin.h were not found: $hooks" ;;
esac
for hook in load unload config config_complete check $hooks build_done; do
  grep -q "^has_$hook=1" "$tmp/out" || fail "--plugin-info lacks has_$hook=1"
done
expect_status 0 "$pyvenv" --plugin-info future
grep -q 'future-flag.*the second row' "$tmp/out" || fail "a larger row of keys"
expect_status 0 "$pyvenv" --plugin-info next-twice
! grep -q '^has_post_setup=1' "$tmp/out" || fail "--plugin-info invents a hook"

# A link to a file of another name, as packages make them, by name and by path.
mv "$tmp/plugins/outer.so" "$tmp/plugins/outer.so.1.0"
ln -s outer.so.1.0 "$tmp/plugins/outer.so"
"$pyvenv" --plugin-info outer | grep -qx name=outer || fail "a linked plugin"
"$pyvenv" --plugin-info "$tmp/plugins/outer.so" | grep -qx name=outer \
  || fail "the path of a linked plugin"
