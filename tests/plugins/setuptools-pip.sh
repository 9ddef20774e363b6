#!/bin/sh
# The manual's ExtendedEnvBuilder: its keys, its scripts and their clean-up.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
minor=$(minor_of "$python")
cd "$tmp"
mkdir scripts

# Nothing here is about indexes, see index.sh.
export PYVENV_SETUPTOOLS_PIP_SOURCE=bundled
make_env () { "$pyvenv" --python "$python" --plugin=setuptools-pip "$@"; }
script=file://$tmp/scripts

cat >scripts/ez_setup.py <<'END'
import os, sys
open("setuptools-1.tar.gz", "w").close()
open("setuptools-2.zip", "w").close()
open("setuptools-notes.txt", "w").close()
print("where:", os.getcwd())
print("who:", sys.prefix)
print("what:", sys.argv)
print("a complaint", file=sys.stderr)
END
cat >scripts/get-pip.py <<'END'
import sys
for i in range(20000):
    sys.stdout.write("out %d\n" % i)
    sys.stderr.write("err %d\n" % i)
sys.stdout.write("no newline at the end")
END
cat >scripts/failing.py <<'END'
import sys
open("setuptools-1.tar.gz", "w").close()
for i in range(50):
    print("line", i)
sys.exit(3)
END

# Both scripts run, in bin, and leave nothing but what they are for.
expect_status 0 make_env -v --setuptools-script="$script/ez_setup.py" \
  --pip-script="$script/get-pip.py" env
expect_error "where: $tmp/env/bin" "who: $tmp/env" "what: ['ez_setup.py']" \
  'a complaint' 'out 19999' 'err 19999' 'no newline at the end' \
  'Installing setuptools ...' 'Installing pip ...' 'done.'
test -e env/bin/setuptools-notes.txt || fail "too much was deleted"
left=$(cd env/bin && ls | grep -e '\.py$' -e gz -e zip || :)
test -z "$left" || fail "left in bin: $left"
works env

# The order of the three streams, as a program sees it: what a script says comes
# between the step and its end, the lines of one stream in their order.
expect_status 0 make_env --json --setuptools-script="$script/ez_setup.py" \
  --pip-script="$script/get-pip.py" json
"$python" -I -c 'import json, sys
events = [json.loads(line) for line in open(sys.argv[1])]
events = [(e["stream"], e["text"]) for e in events if e["event"] == "progress"]
assert events[0] == ("main", "Installing setuptools ..."), events[0]
assert events[-1] == ("main", "done."), events[-1]
end = events.index(("main", "done."))
assert events[end + 1] == ("main", "Installing pip ..."), events[end + 1]
first, second = events[1:end], events[end + 2:-1]
assert all(stream != "main" for stream, _ in first + second)
def lines(part, wanted):
    return [text for stream, text in part if stream == wanted]
assert [t.split(":")[0] for t in lines(first, "stdout")] == [
    "where", "who", "what"], first
assert lines(first, "stderr") == ["a complaint"], first
assert lines(second, "stdout") == ["out %d" % i for i in range(20000)] + [
    "no newline at the end"]
assert lines(second, "stderr") == ["err %d" % i for i in range(20000)]
' err || fail "the order of what a script says"

# Without --verbose only programs see it.
expect_status 0 make_env --no-progress --setuptools-script="$script/ez_setup.py" \
  --no-pip quiet
! grep -q 'where:' err 2>/dev/null || fail "lines of a script without --verbose"

# A script that fails.
expect_status 7 make_env --setuptools-script="$script/failing.py" none
expect_error 'failing.py' 'status 3' 'line 49' 'line 40'
! grep -q 'line 39' err 2>/dev/null || fail "too many lines are shown"
test ! -e none || fail "an environment is left after a script failed"

# In an environment that exists nothing of it stays either.
expect_status 0 make_env --no-setuptools old
snapshot old >before
expect_status 7 make_env --allow-existing \
  --setuptools-script="$script/failing.py" old
test -z "$(ls old/bin | grep -e failing -e gz)" || fail "left in an old environment"
works old

# The keys.
test ! -e old/bin/pip || fail "--no-setuptools installed pip"
expect_status 0 make_env --no-progress --no-pip bare
test ! -e bare/bin/pip || fail "--no-pip installed pip"
expect_status 0 make_env --system-site-packages both
grep -q '^include-system-site-packages = true$' both/pyvenv.cfg \
  || fail "the system's packages stay hidden"
both/bin/python -I -m pip --version | grep -qF "$tmp/both/" || fail "no pip"
if ! brings_setuptools "$python"; then
  expect_error 'setuptools is not installed'
fi
expect_status 0 make_env --set setuptools-pip.no-setuptools=yes other
test ! -e other/bin/pip || fail "--set no-setuptools"
export PYVENV_SETUPTOOLS_PIP_NO_SETUPTOOLS=1
expect_status 0 make_env another
test ! -e another/bin/pip || fail "PYVENV_SETUPTOOLS_PIP_NO_SETUPTOOLS"
unset PYVENV_SETUPTOOLS_PIP_NO_SETUPTOOLS

# Addresses that cannot be right; a name that would replace something.
for url in get-pip.py ftp://localhost/get-pip.py /tmp/get-pip.py "" \
    https://localhost/ https://localhost https://localhost/.x \
    'https://localhost/a%2fb' 'https://localhost/-x'; do
  refuses 2 'pip-script' make_env --pip-script="$url" none
done
refuses 2 'no-pip' make_env --no-pip=perhaps none
cp scripts/get-pip.py scripts/activate
refuses 7 'already there' make_env --pip-script="$script/activate" none
test ! -e none || fail "an environment is left"
ln -s nowhere old/bin/get-pip.py
refuses 7 'already there' make_env --allow-existing \
  --pip-script="$script/get-pip.py" old
test "$(readlink old/bin/get-pip.py)" = nowhere || fail "a link was replaced"

# "latest" asks for no version: it is the same as nothing, for scripts and for
# what the interpreter does not bring, too.  Wheel comes only where it is asked
# for, so it has to come.
expect_status 0 make_env --setuptools=latest --pip=latest wanted
if ! brings_setuptools "$python"; then
  expect_error 'setuptools is not installed'
  refuses 3 'no wheel of' make_env --setuptools='>=1' none
fi
refuses 3 'no wheel of' make_env --wheel=latest none
cat >scripts/get-pip.py <<'END'
import sys
print("told:", sys.argv)
END
expect_status 0 make_env -v --setuptools=none --pip=latest \
  --pip-script="$script/get-pip.py" told
expect_error "told: ['get-pip.py']"

# An older interpreter gets setuptools from its own wheels.
for python in $(find_pythons); do
  test "$(minor_of "$python")" -lt 12 || continue
  expect_status 0 make_env --no-progress full
  for name in setuptools pip; do
    full/bin/python -I -c "import $name, sys
assert $name.__file__.startswith(sys.prefix), $name.__file__" \
      || fail "no $name for $python"
  done
  break
done

# wheel brings what it depends on since it depends on something.
make_wheel () { python3 "$top_srcdir/tests/index/make_wheel.py" wheels "$@"; }
if command -v python3 >/dev/null; then
  mkdir wheels
  for version in 0.45.1 0.48.0; do
    case $version in
      0.45*) make_wheel wheel $version py3 ;;
      *) make_wheel wheel $version py3 0 packaging ;;
    esac
  done
  make_wheel packaging 25.0
  for wanted in latest '<0.46'; do
    rm -rf with
    expect_status 0 make_env --source=find-links --find-links="$tmp/wheels" \
      --no-pip --setuptools=none --wheel="$wanted" with
    with/bin/python -I -m wheel >out || fail "--wheel=$wanted"
    case $wanted in
      latest) grep -q 0.48.0 out && with/bin/python -I -m packaging >out ;;
      *) grep -q 0.45.1 out && ! with/bin/python -I -m packaging 2>/dev/null ;;
    esac || fail "--wheel=$wanted"
  done
fi

# --upgrade alone installs nothing, which is said where something was asked for.
expect_status 0 "$pyvenv" --python "$python" --without-pip plain
expect_status 0 make_env --upgrade --pip=1.0 plain
expect_error 'pip stays as it is' '--upgrade-deps'
expect_silence make_env --upgrade plain
expect_silence make_env --upgrade --pip=latest --setuptools=none plain
expect_status 0 make_env --upgrade --wheel=latest plain
expect_error 'wheel stays as it is'
expect_silence make_env --upgrade --wheel=none plain
