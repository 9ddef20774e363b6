#!/bin/sh
# What an unfinished run has left is recognised by its journal, and only by one
# of pyvenv's own: a journal from elsewhere deletes nothing.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
cd "$tmp"
mkdir work outside
echo precious >outside/file
cd work

run () { expect_silence "$pyvenv" --python "$python" --without-pip "$@"; }

# journal DIR KIND RECORD...: as a killed run would have left it.
journal () {
  directory=$1
  file=$directory/.pyvenv-unfinished
  : >"$file"
  printf 'pyvenv 1 %s %s %s\n' "$2" "$(stat -c %i "$directory")" \
    "$(stat -c %i "$file")" >"$file"
  shift 2
  for record in "$@"; do
    printf '%b\000' "$record" >>"$file"
  done
}

# A new one: all goes, and the run starts over.
mkdir -p env/bin env/lib/python3.99
: >env/bin/half
journal env new
run env
works env
test ! -e env/bin/half || fail "something of the unfinished run is left"
test ! -e env/.pyvenv-unfinished || fail "the journal is left"
rm -rf env

# The journal is cut off in its first line: nothing was changed yet.
mkdir env
printf 'pyvenv 1 n' >env/.pyvenv-unfinished
run env
rm -rf env

# An old one: what was created goes, what was saved comes back, in any state of
# playing it back, with a last record that is cut off.
run --prompt old env
snapshot env >"$tmp/before"
mkdir env/.pyvenv-saved
mv env/bin env/.pyvenv-saved/0
mkdir env/bin
echo new >env/bin/activate
mv env/pyvenv.cfg env/.pyvenv-saved/1
echo 'home = /new' >env/pyvenv.cfg
echo half >env/.pyvenv-saved/new
journal env old 'S 0 bin' 'C bin' 'C bin/activate' 'S 1 pyvenv.cfg' 'S 2 lib' \
  'C absent/file'
printf 'C lib' >>env/.pyvenv-unfinished
refuses 4 'not empty' "$pyvenv" --python "$python" --without-pip env
unchanged "$tmp/before" env

# A journal of another folder, as in a copy: refused in words, nothing is
# deleted.
journal env new
mkdir copy
cp -R env/. copy/.
snapshot copy >"$tmp/before"
refuses 4 'not empty' "$pyvenv" --python "$python" --without-pip copy
unchanged "$tmp/before" copy
for way in --upgrade --allow-existing --clear; do
  refuses 4 '.pyvenv-unfinished' "$pyvenv" --python "$python" --without-pip \
    $way copy
  unchanged "$tmp/before" copy
done
rm copy/.pyvenv-unfinished
run --clear copy
works copy
run --clear env
works env

# Journals that want what no run of pyvenv would.
snapshot ../outside >"$tmp/before"
for record in 'C ../../outside' 'C ../outside' "C $tmp/outside" 'C ..' \
    'C bin/../../../outside' 'S 0 ../../outside/file' 'S 0 /etc/x' 'X bin' \
    'S bin' 'S -1 bin' 'S 0  x' 'S 99999999999999999999 bin' 'C' 'C ' ''; do
  mkdir env/.pyvenv-saved
  echo evil >env/.pyvenv-saved/0
  journal env old "$record"
  refuses 4 'not empty' "$pyvenv" --python "$python" --without-pip env
  unchanged "$tmp/before" ../outside
  works env
  rm -rf env/.pyvenv-saved
done
for kind in link folder; do
  rm -f env/.pyvenv-unfinished
  case $kind in
    link) ln -s ../../outside/file env/.pyvenv-unfinished ;;
    folder) mkdir env/.pyvenv-unfinished ;;
  esac
  status=0
  "$pyvenv" --python "$python" --without-pip --upgrade env >"$tmp/out" \
    2>"$tmp/err" || status=$?
  test $status = 4 || fail "status $status with a $kind as the journal"
  unchanged "$tmp/before" ../outside
  works env
done
