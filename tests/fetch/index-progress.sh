#!/bin/sh
# What is shown of downloads: a plain line for each, bars on a terminal, JSON for
# programs, nothing if that is wanted.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"
requires python3 -c 'import pty'

python=$(find_python)
cd "$tmp"
start_server web
make_wheels web/files 'pip 99.0 py3 200000' 'setuptools 70.0 py3 200000'
export PIP_TIMEOUT=20 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null

make_env () {
  rm -rf env "$HOME/.cache/pyvenv/index" "$HOME/.cache/pyvenv/downloads"
  "$pyvenv" --python "$python" --plugin=setuptools-pip --source=index \
    --index-url "$server/json" "$@" env
}

# No terminal: what happened, in lines.
expect_status 0 make_env
test ! -s out || fail 'progress is shown on stdout'
sed 's,: 19[0-9] KiB,: N KiB,' err | sort >lines
cat >expected <<'END'
Installing pip ...done.
Installing setuptools ...done.
pip-99.0-py3-none-any.whl: N KiB
setuptools-70.0-py3-none-any.whl: N KiB
END
diff expected lines || fail 'the lines without a terminal'

# Several at once: whole lines, which say whose they are.
: >web/log
rm -rf "$HOME/.cache/pyvenv"
expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip \
  --source=index --index-url "$server/json" d1 sub/d2 "$tmp/d3"
grep Installing err | sort >lines
for name in d1 d3 sub/d2; do
  printf "$name: Installing %s ...done.\n" pip setuptools
done | diff - lines || fail 'the lines of several'
! grep -v -e '^d1: ' -e '^d3: ' -e '^sub/d2: ' err || fail 'whose line is that?'
test "$(asked /json/)" = 2 && test "$(asked /files/)" = 2 \
  || { cat web/log; fail 'what one environment has downloaded is downloaded again'; }
rm -rf d1 d3 sub

# Nothing.
expect_silence make_env --quiet
expect_silence make_env --no-progress

# For programs: every line is an object, amounts grow to their total, and the last
# word on stdout is the environment.
expect_status 0 make_env --json
"$python" -I -c '
import json, sys
events = [json.loads(line) for line in open("err")]
result, = [json.loads(line) for line in open("out")]
assert result["status"] == 0 and result["error"] is None, result
last = {}
for event in events:
    if "total" in event and event["total"]:
        name = next(v for v in event.values() if str(v).endswith(".whl"))
        done, total = last.get(name, (0, event["total"]))
        assert done <= event["done"] <= total == event["total"], event
        last[name] = event["done"], event["total"]
assert len(last) == 2 and all(d == t > 200000 for d, t in last.values()), last
texts = [v for e in events for v in e.values() if isinstance(v, str)]
assert "Installing pip ..." in texts and "done." in texts, texts
' || { cat err out; fail 'the objects of --json'; }

# With --quiet, what went otherwise than usual still stands in the object.
for quiet in --verbose --quiet; do
  rm -rf env
  expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip --json \
    --index-url http://127.0.0.1:1/simple $quiet env
  "$python" -I -c '
import json
warning, = json.load(open("out"))["warnings"]
assert "the wheels that come with Python: pip" in warning, warning' \
    || { cat out; fail "the warnings of --json $quiet"; }
done
test ! -s err || { cat err; fail 'warnings with --quiet'; }
rm -rf env
(export PYVENV_SETUPTOOLS_PIP_NOPIP=1 && expect_status 0 "$pyvenv" --json -q \
  --python "$python" --plugin=setuptools-pip --index-url "$server/json" env) || exit 1
grep -q '"warnings": .*PYVENV_SETUPTOOLS_PIP_NOPIP' out \
  || { cat out; fail 'a warning from before the environment'; }

# Not one for each piece that arrives: about as many as a person can see.
rm -rf env "$HOME/.cache/pyvenv/index" "$HOME/.cache/pyvenv/downloads"
expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip \
  --source=index --index-url "$server/onlyfiles/trickle/json" --json env
"$python" -I -c '
import json
amounts = [e for e in map(json.loads, open("err")) if e["event"] == "amount"]
for name in {e["text"] for e in amounts}:
    mine = [e for e in amounts if e["text"] == name]
    assert mine[-1]["done"] == mine[-1]["total"] > 0, mine
    assert len(mine) < 60, len(mine)
' || { cat err; fail 'amounts of --json'; }

# shown INDEX OPTION...: what a terminal of $columns columns, 80 unless told, gets,
# in the file `shown`.
shown () {
  index=$1
  shift
  rm -rf env "$HOME/.cache/pyvenv/index" "$HOME/.cache/pyvenv/downloads"
  python3 -c 'import os, pty, sys
with open("shown", "wb") as file:
    def read(fd):
        data = os.read(fd, 65536)
        file.write(data)
        return b" " if data else data
    sys.stdout = None
    status = pty.spawn(sys.argv[1:], read, lambda fd: b"")
sys.exit(os.WEXITSTATUS(status) or os.WTERMSIG(status))' \
    sh -c "stty cols ${columns:-80}; exec \"\$@\"" sh \
    "$pyvenv" --python "$python" --plugin=setuptools-pip --source=index \
    --index-url "$server/$index" "$@" env </dev/null >/dev/null \
    || { cat shown; fail "on a terminal: $*"; }
}
escape=$(printf '\033')
unset NO_COLOR
export TERM=xterm
shown onlyfiles/trickle/json
grep -q 'pip-99.0 .*\[#' shown || { cat shown; fail 'no bar for pip'; }
grep -q 'setuptools-70.0 .*\[#' shown || fail 'no bar for setuptools'
grep -q ' of .* KiB/s .* s left' shown || { cat shown; fail 'no rate'; }

# A line that is wider than the terminal could not be erased.
for columns in 15 80; do
  shown onlyfiles/trickle/json
  tr '\r\033' '\n\n' <shown | sed 's/^\[K//' \
    | grep '^\(pip\|setuptools\)-' >lines \
    || { cat shown; fail "no bars in $columns columns"; }
  ! grep -E ".{$((columns - 2))}" lines || fail "too wide for $columns columns"
done
columns=9 shown onlyfiles/trickle/json
! grep -e 'pip-99' -e 'setuptools-7' shown || fail 'bars in 9 columns'
unset columns

for setting in NO_COLOR=1 TERM=dumb; do
  (export "$setting" && shown json) || exit 1
  ! grep -q -e '\[#' -e "$escape" shown || { cat shown; fail "bars with $setting"; }
  grep -q 'pip-99.0-py3-none-any.whl: [0-9]* KiB' shown || fail "no line with $setting"
done
for option in --quiet --no-progress; do
  shown json $option
  test ! -s shown || { cat shown; fail "something is shown with $option"; }
done
shown json --json
! grep -q "$escape" shown || { cat shown; fail 'bars with --json'; }
