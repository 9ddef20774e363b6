#!/bin/sh
# Interpreters that cannot be used: status 3, which one and why, nothing made.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
cd "$tmp"
mkdir bin work

# fake NAME: makes bin/NAME from standard input.
fake () {
  cat >"bin/$1"
  chmod 755 "bin/$1"
}

# unusable TEXT SPEC: refused, and within seconds, whatever it does.
unusable () {
  text=$1
  shift
  (
    cd work
    expect_status 3 timeout 120 "$pyvenv" --without-pip --python "$@" env
    expect_error "$text"
    test ! -s "$tmp/out" || fail "on stdout: $(cat "$tmp/out")"
    test -z "$(ls -A .)" || fail "something is left"
  )
}

unusable "$tmp/nothing" "$tmp/nothing"
unusable 'python3.99' python3.99
unusable '3.99' '3.99'
unusable '>=3.99' '>=3.99'
unusable 'not a spec!' 'not a spec!'
unusable "$tmp/bin" "$tmp/bin"

echo 'no program' >bin/text
unusable "$tmp/bin/text" "$tmp/bin/text"
chmod 755 bin/text
unusable "$tmp/bin/text" "$tmp/bin/text"

# A program that is no Python tells of our script, which is nobody's business.
for program in ls cat grep; do
  path=$(command -v $program)
  ln -s "$path" bin/$program
  unusable "$tmp/bin/$program" "$tmp/bin/$program"
  ! grep -q -e sys -e facts "$tmp/err" || { cat "$tmp/err"; fail "our script"; }
done

fake crashes <<'END'
#!/bin/sh
kill -SEGV $$
END
unusable "$tmp/bin/crashes" "$tmp/bin/crashes"

fake fails <<'END'
#!/bin/sh
echo 'cannot find my library' >&2
exit 127
END
unusable "$tmp/bin/fails" "$tmp/bin/fails"
expect_error 'cannot find my library'

fake silent <<'END'
#!/bin/sh
exit 0
END
unusable "$tmp/bin/silent" "$tmp/bin/silent"

fake babbles <<'END'
#!/bin/sh
exec yes 'version = 3.12.0'
END
PYVENV_PROBE_TIMEOUT=2
export PYVENV_PROBE_TIMEOUT
unusable "$tmp/bin/babbles" "$tmp/bin/babbles"
unset PYVENV_PROBE_TIMEOUT

# An old one answers, and is refused by its version.
fake old <<END
#!/bin/sh
exec "$python" -c 'import runpy, sys
sys.version_info = (3, 5, 2, "final", 0)
sys.version = "3.5.2"
args = sys.argv[1:]
while args and args[0] in ("-I", "-S", "-E", "-s", "-B", "-IS", "-SI"):
    del args[0]
if args and args[0] == "-c":
    exec(args[1])
elif args:
    runpy.run_path(args[0])
else:
    exec(sys.stdin.read())' "\$@"
END
unusable '3.5' "$tmp/bin/old"

# One that never ends is given up on, with all that it started.
fake hangs <<END
#!/bin/sh
sleep 5$$ &
sleep 5$$
END
PYVENV_PROBE_TIMEOUT=2
export PYVENV_PROBE_TIMEOUT
unusable "$tmp/bin/hangs" "$tmp/bin/hangs"
unset PYVENV_PROBE_TIMEOUT
if pgrep -f "sleep 5$$" >/dev/null 2>&1; then
  fail "a child of the interpreter is still running"
fi

# On PATH they are passed over in favour of one that works.
cp bin/crashes bin/python3
mkdir good
ln -s "$python" good/python3
(
  PATH=$tmp/bin:$tmp/good:/usr/bin:/bin
  export PATH
  expect_status 0 "$pyvenv" --without-pip --python python3 env
  works env
)

# Noise from the site's own start-up files is no answer and no harm.
mkdir -p noisy
"$python" -m venv --without-pip noisy
site=$(echo noisy/lib/python3.*/site-packages)
echo 'print("noise"); import sys; print("more noise", file=sys.stderr)' \
  >"$site/sitecustomize.py"
echo 'import sys; sys.stdout.write("noise in a pth\n")' >"$site/noise.pth"
expect_status 0 "$pyvenv" --without-pip --python "$tmp/noisy/bin/python" env2
works env2
