#!/bin/sh
# The power fails at any system call that changes something: with --clear and
# --upgrade the old environment is there, or the new one is whole, once the next
# run has looked at it.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/tree/disk.sh"
python=$(find_python)
env=$disk/env
quiet="-q --python $python --without-pip"
run () { "$program" $quiet "$@" "$env"; }

# whole: nothing of pyvenv's is empty, and it works.
whole () {
  works "$env"
  test -z "$(find "$env" -type f -size 0)" || {
    find "$env" -type f -size 0
    fail "empty files after a cut at $point ($kind), $mode"
  }
}

old () {
  rm -rf "$env"
  run
  echo mine >"$env/mine"
  echo mine >"$env/lib/mine"
  sync -f "$disk"
}

count=0
for mode in --clear --upgrade; do
  old
  list=$(some $(points "$changes" pyvenv-unfinished $quiet $mode "$env"))
  for point in $list; do
    for kind in nothing names half; do
      old
      cut $point $kind $quiet $mode "$env"
      run --upgrade || fail "$mode cut at $point ($kind)"
      whole
      if test -e "$env/mine" || test $mode = --upgrade; then
        test "$(cat "$env/mine" "$env/lib/mine")" = "$(printf 'mine\nmine')" \
          || fail "half of the old one after a cut at $point ($kind), $mode"
      else
        test ! -e "$env/lib/mine" || fail "both after a cut at $point ($kind)"
      fi
      test ! -e "$env/.pyvenv-saved" || fail "saved is left at $point ($kind)"
      count=$((count + 1))
    done
  done
done

# A new one: with --durable=yes it is whole once the status is 0, and undone
# before; without, it is whole or called torn.
mode=new
rm -rf "$env"
sync -f "$disk"
list=$(some $(points "$changes" pyvenv-unfinished $quiet --durable=yes "$env"))
for durable in yes auto; do
  for point in $list end; do
    for kind in nothing names half; do
      rm -rf "$env"
      sync -f "$disk"
      if test $point = end; then
        run --durable=$durable
        power_off $kind
        test $durable = auto || whole
      else
        cut $point $kind $quiet --durable=$durable "$env"
      fi
      if ! run 2>"$tmp/err"; then
        if test -n "$(find "$env" -type f -size 0)" || ! test -s "$env/pyvenv.cfg" \
          || ! test -s "$env/bin/activate"; then
          test $durable = auto || { cat "$tmp/err"; fail "cut at $point ($kind): torn"; }
          grep -q -e 'power cut' -e 'not empty' "$tmp/err" \
            || { cat "$tmp/err"; fail "not told"; }
          run --clear --force
        fi
      fi
      whole
      count=$((count + 1))
    done
  done
done
echo "$count of $count"
