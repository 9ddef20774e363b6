#!/bin/sh
# --upgrade: what venv forgets or leaves stale is kept and repaired.
. "$(dirname "$0")/../functions.sh"

pythons=$(find_pythons)
python=$(find_python)
cd "$tmp"

key () { sed -n "s/^$2 = //p" "$1/pyvenv.cfg"; }
run () { expect_silence "$pyvenv" --without-pip "$@"; }

# The prompt and system site-packages stay, unless they are given again.
run --python "$python" --prompt "it's" --system-site-packages env
echo mine >env/mine
run --python "$python" --upgrade env
test "$(key env prompt)" = "\"it's\"" || fail "prompt: $(key env prompt)"
test "$(key env include-system-site-packages)" = true \
  || fail "system site-packages are forgotten"
test "$(cat env/mine)" = mine || fail "a file is lost"
run --python "$python" --upgrade --prompt other env
test "$(key env prompt)" = "'other'" || fail "prompt: $(key env prompt)"
works env

# So do the keys that somebody else has put into pyvenv.cfg, behind our own; not
# those that say of the interpreter what may be wrong now.
cp env/pyvenv.cfg before.cfg
cat >>env/pyvenv.cfg <<'END'
Corp-Index = https://example.org/?a=b
version_info = 3.1.final.0
base-prefix = /nowhere
policy=  strict
no key
END
run --python "$python" --upgrade --prompt other env
cat >>before.cfg <<'END'
Corp-Index = https://example.org/?a=b
policy = strict
END
diff before.cfg env/pyvenv.cfg || fail "foreign keys"
run --python "$python" --upgrade --prompt other env
diff before.cfg env/pyvenv.cfg || fail "foreign keys, once more"

# A plugin's own, which it can still change and take away.
PYVENV_PLUGIN_DIR=$top_builddir/tests/plugins/mini
export PYVENV_PLUGIN_DIR
if test -f "$PYVENV_PLUGIN_DIR/writer.so"; then
  run --python "$python" --plugin=writer --set writer.cfg=mine=1 other
  run --python "$python" --upgrade other
  test "$(tail -n 1 other/pyvenv.cfg)" = 'mine = 1' || fail "a plugin's key"
  run --python "$python" --upgrade --plugin=writer --set writer.cfg=mine=2 other
  test "$(key other mine)" = 2 || fail "a plugin cannot change its key"
  run --python "$python" --upgrade --plugin=writer --set writer.cfg=mine other
  ! grep mine other/pyvenv.cfg || fail "a plugin cannot take its key away"
  rm -rf other
fi
unset PYVENV_PLUGIN_DIR

# The scripts are not touched, nor restored.
echo '# mine' >env/bin/activate
rm env/bin/activate.csh
run --python "$python" --upgrade env
test "$(cat env/bin/activate)" = '# mine' || fail "activate was rewritten"
test ! -e env/bin/activate.csh || fail "activate.csh was restored"
rm -rf env

# The base has moved: links that dangle, and links to another installation.
run --python "$python" env
name=$(basename "$python")
ln -sfn "$tmp/gone/$name" "env/bin/$name"
rm env/bin/python3
ln -s nothing env/bin/python3
run --python "$python" --upgrade env
test "$(readlink "env/bin/$name")" = "$python" || fail "a stale link was kept"
works env
env/bin/python3 -c '' || fail "python3 was not repaired"

mkdir -p "$tmp/elsewhere"
ln -s "$python" "$tmp/elsewhere/$name"
ln -sfn "$tmp/elsewhere/$name" "env/bin/$name"
run --python "$python" --upgrade env
test "$(readlink "env/bin/$name")" = "$python" \
  || fail "a link to another path was kept"
rm -rf env

# Links become copies and back, and nothing is written through a link.
mkdir base
cp "$python" "base/$name"
printf 'not to be touched' >base/victim
victim=$(stat -c '%i %Y %s' base/victim)
run --python "$python" env
ln -sfn "$tmp/base/victim" "env/bin/$name"
run --python "$python" --upgrade --copies env
test "$(stat -c '%i %Y %s' base/victim)" = "$victim" \
  || fail "--copies wrote through a link"
test "$(cat base/victim)" = 'not to be touched' || fail "the victim is changed"
test ! -L "env/bin/$name" || fail "--copies left a link"
cmp -s "$python" "env/bin/$name" || fail "the copy is no copy"
works env
real=$(readlink -f "$python")
checksum=$(cksum "$real")
run --python "$python" --clear env
run --python "$python" --upgrade --copies env
test "$(cksum "$real")" = "$checksum" || fail "the base interpreter is changed"
for each in python python3; do
  test ! -L "env/bin/$each" || fail "$each is still a link"
done
works env
# A copy that is running can be replaced.
env/bin/python -c 'import time; time.sleep(60)' &
sleeper=$!
clean_up () { kill $sleeper 2>/dev/null || :; remove_tmp; }
run --python "$python" --upgrade --copies env
kill $sleeper
# An environment of copies stays one, unless links are asked for.
run --python "$python" --upgrade env
for each in python python3; do
  test ! -L "env/bin/$each" || fail "$each of copies became a link"
done
run --python "$python" --upgrade --symlinks env
for each in python python3; do
  test -L "env/bin/$each" || fail "--symlinks did not make $each a link"
done
works env
rm -rf env

# Another minor version: that is said, and the links are those of the new one.
old=$(echo "$pythons" | head -n 1)
if test "$old" != "$python"; then
  run --python "$old" env
  packages=env/lib/$(basename "$old")/site-packages
  echo 'x = 1' >"$packages/mine.py"
  expect_status 0 "$pyvenv" --without-pip --python "$python" --upgrade env
  expect_error "3.$(minor_of "$old")" "3.$(minor_of "$python")"
  test -f "$packages/mine.py" || fail "old packages are lost"
  env/bin/python -c 'import sys; sys.exit(sys.version_info[1] != int(sys.argv[1]))' \
    "$(minor_of "$python")" || fail "python is still the old one"
  env/bin/python3 -c 'import sys; sys.exit(sys.version_info[1] != int(sys.argv[1]))' \
    "$(minor_of "$python")" || fail "python3 is still the old one"
  works env
  rm -rf env

  # That is not done by an interpreter that nobody asked for.
  run --python "$old" env
  snapshot env >before
  mkdir default
  ln -s "$python" default/python3
  PATH=$tmp/default:$PATH refuses 4 "cannot upgrade 'env': it is of Python " \
    "$pyvenv" --without-pip --upgrade env
  expect_error "-p 3.$(minor_of "$python") moves it there; -p '$old' stays)"
  unchanged before env
  run --python "$old" --upgrade env
  PYVENV_PYTHON=$python expect_status 0 "$pyvenv" --without-pip --upgrade env
  expect_error warning
  PATH=$tmp/default:$PATH run --upgrade env
  sed -i 's,^home = .*,home = /gone,; s,^executable = .*,executable = /gone/py,;
          s,^version = .*,version = 3.5.1,' env/pyvenv.cfg
  PATH=$tmp/default:$PATH refuses 4 'moves it there)' \
    "$pyvenv" --without-pip --upgrade env
  rm -rf env default before
fi

# A .gitignore of the user's own is not overwritten, nor written to where it is
# asked to stay away.
newest=$(minor_of "$python")
if test "$newest" -ge 13; then
  mkdir project
  echo '*.o' >project/.gitignore
  run --python "$python" --allow-existing project
  test "$(cat project/.gitignore)" = '*.o' || fail "a foreign .gitignore is lost"
  run --python "$python" --upgrade project
  test "$(cat project/.gitignore)" = '*.o' || fail "a foreign .gitignore is lost"
  run --python "$python" env
  rm env/.gitignore
  ln -s ../target env/.gitignore
  run --python "$python" --upgrade env
  test ! -e target || fail "written through a link"
  rm -rf env
fi

# An environment that is no longer whole.
run --python "$python" env
rm -rf env/lib env/include
run --python "$python" --upgrade env
works env
rm env/pyvenv.cfg
refuses 4 '--allow-existing' "$pyvenv" --without-pip --python "$python" \
  --upgrade env
run --python "$python" --allow-existing env
works env

# pyvenv.cfg is replaced, not written through.
echo precious >precious
ln -sf ../precious env/pyvenv.cfg
run --python "$python" --allow-existing env
test "$(cat precious)" = precious || fail "pyvenv.cfg was written through"
