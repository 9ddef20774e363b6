#!/bin/sh
# What a program hears while setuptools-pip works: the order and the contents.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
start_index 2
use_built_modules

# hear SETTING...: the events of one run, in the file `heard`.
hear () {
  rm -rf env
  "$top_builddir/tests/fetch/events" "$python" env "$@" >heard 2>err \
    || { cat heard err; fail "events $*"; }
}

# Wheels: the amounts of both downloads, mixed as they come, then each step.
hear index-url="$server/json"
for name in pip-99.0 setuptools-70.0; do
  file=$name-py3-none-any.whl
  size=$(stat -c %s web/files/$file)
  test "$(grep "^amount: $file" heard | tail -n 1)" = "amount: $file $size $size" \
    || { cat heard; fail "the last amount of $file"; }
done
grep -v ^amount: heard >steps
cat >expected <<'END'
main: Installing pip ...
main: done.
main: Installing setuptools ...
main: done.
finished: well
END
diff expected steps || fail 'the steps of an installation from wheels'
test "$(sed -n '/^main/=' heard | head -n 1)" \
  -gt "$(sed -n '/^amount/=' heard | tail -n 1)" \
  || fail 'something is installed before all is there'

# Amounts only grow.
awk '$1 == "amount:" { if ($3 < seen[$2]) exit 1; seen[$2] = $3 }' heard \
  || { cat heard; fail 'an amount shrinks'; }

# A download that breaks off and is tried again begins again, from a smaller
# amount, and grows to its total.
rm -r "$HOME/.cache/pyvenv"
make_wheels web/files 'pip 99.0 py3 400000' 'setuptools 70.0 py3 400000'
(PIP_RETRIES=1 && hear index-url="$server/onlyfiles/partial-1/json") || exit 1
for name in pip-99.0 setuptools-70.0; do
  file=$name-py3-none-any.whl
  size=$(stat -c %s web/files/$file)
  awk -v file="$file" -v size="$size" '$1 == "amount:" && $2 == file {
    again += $3 < done; done = $3; if ($4 != size) exit 1 }
    END { exit !(again == 1 && done == size) }' heard \
    || { cat heard; fail "the amounts of $file, which begins again"; }
done

# The cache may be deleted at any time, also between a download and its use.
export EVENTS_AT='Installing pip ...' EVENTS_RUN="rm -rf '$HOME/.cache'"
for run in downloaded kept; do
  hear index-url="$server/json"
  grep -q '^finished: well' heard || fail "the cache deleted when wheels are $run"
  unset EVENTS_AT
  test $run != downloaded || hear index-url="$server/json"
  export EVENTS_AT='Installing setuptools ...'
done
unset EVENTS_AT EVENTS_RUN

# Scripts: the manual's three streams.
cat >web/files/ez_setup.py <<'END'
import sys
print("one", flush=True)
print("two", file=sys.stderr, flush=True)
END
cp web/files/ez_setup.py web/files/get-pip.py
hear setuptools-script="$server/files/ez_setup.py" \
  pip-script="$server/files/get-pip.py"
for part in setuptools pip; do
  sed -n "/^main: Installing $part/,/^main: done/p" heard | sort >steps
  cat >expected <<END
main: Installing $part ...
main: done.
stderr: two
stdout: one
END
  diff expected steps || fail "the steps of the script for $part"
done
sed -n '/^main: Installing/p' heard | tr -d '\n' \
  | grep -q 'setuptools ...main: Installing pip ...' || fail 'the order of scripts'
