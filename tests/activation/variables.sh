#!/bin/sh
# Variables that the activation scripts set: hostile values arrive as they are in all
# shells, and "deactivate" gives back what was there, to the byte.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"

python=$(find_python)
cd "$tmp"
mkdir env env/bin
printf 'old $(touch PWNED) "%s" \\ end' "'" >old
old=$(cat old)

# The arguments of render: each hostile value is set, put in front of another, and a
# default, of variables that were set, empty and unset.
names | grep -v '^__VENV' >values
: >arguments
number=0
while IFS= read -r value; do
  number=$((number + 1))
  for how in 0 1 2; do
    for was in SET EMPTY UNSET; do
      printf '%s\0%s\0%s\0' $how "V${how}_${was}_$number" "$value" >>arguments
    done
  done
done <values
printf '%s\0' -1 '' /first/dir -1 '' 'a b/$(touch PWNED)' 0 XDG_DATA_PATH /x:/y >>arguments
count=$number

cat >check.py <<'END'
import json, os, sys
what, path = sys.argv[1:]
values = open("values", encoding="utf-8").read().splitlines()
old = open("old", encoding="utf-8").read()
bad = []
for how in range(3):
    for was, before in (("SET", old), ("EMPTY", ""), ("UNSET", None)):
        for number, value in enumerate(values, 1):
            name = "V%d_%s_%d" % (how, was, number)
            inside = (value if how == 0 else
                      value + ":" + before if how == 1 and before else
                      value if how == 1 or before is None else before)
            want = inside if what == "inside" else before
            got = os.environ.get(name)
            if got != want:
                bad.append((name, got, want))
want = path
if what == "inside":
    top = os.getcwd() + "/env"
    want = ":".join([top + "/bin", top + "/a b/$(touch PWNED)", "/first/dir", path])
if os.environ["PATH"] != want:
    bad.append(("PATH", os.environ["PATH"], want))
if os.environ.get("XDG_DATA_PATH") != ("/x:/y" if what == "inside" else None):
    bad.append(("XDG_DATA_PATH", os.environ.get("XDG_DATA_PATH")))
left = [name for name in os.environ if "_OLD_VIRTUAL" in name and what != "inside"]
for line in bad[:5] + left:
    print(what, line)
sys.exit(bool(bad or left))
END

# Runs COMMAND with the variables as they are before.
before () {
  "$python" - "$count" "$old" "$@" <<'END'
import os, sys
count, old, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
for how in range(3):
    for number in range(1, count + 1):
        os.environ["V%d_SET_%d" % (how, number)] = old
        os.environ["V%d_EMPTY_%d" % (how, number)] = ""
os.environ["OUTER"] = os.environ["PATH"]
os.execvp(command[0], command)
END
}

render_to () {
  xargs -0 "$render" "$tmp/env" prompt bin "$1" <arguments >"env/bin/$1" \
    || fail "cannot render $1"
}

# run SCRIPT COMMAND...: COMMAND reads FILE.$SUFFIX, which activates twice.
checked=0
run () {
  run_script=$1
  shift
  command -v "$1" >/dev/null || return 0
  render_to "$run_script"
  checked=$((checked + 1))
  status=0
  before "$@" >out 2>&1 </dev/null || status=$?
  test $status = 0 || { head -n 20 out; fail "in $*: status $status"; }
  test ! -s out || { head -n 20 out; fail "$* says something"; }
  test ! -e PWNED || fail "a part of a value was run by $*"
}

# twice COMMAND: a script that activates with COMMAND, again, and deactivates.
twice () {
  cat <<END
$1
'$python' check.py inside "\$OUTER" || exit 1
$1
'$python' check.py inside "\$OUTER" || exit 1
deactivate
'$python' check.py outside "\$OUTER" || exit 1
END
}

twice '. env/bin/activate' >case.sh
for shell in 'bash --norc -eu' 'bash --norc --posix' 'dash -eu' 'zsh -f -eu' 'ksh -eu' \
  'mksh -eu' 'yash --norc' 'busybox sh -eu'; do
  run activate $shell case.sh
done
twice 'source env/bin/activate.csh' >case.csh
run activate.csh tcsh -f case.csh
twice 'source env/bin/activate.fish' >case.fish
run activate.fish fish --no-config case.fish
cat >case.elv <<END
eval (slurp < env/bin/activate.elv)
'$python' check.py inside \$E:OUTER
END
run activate.elv elvish -norc case.elv
cat >case.xsh <<END
import subprocess, sys
def check(what):
    if subprocess.call(["$python", "check.py", what, \$OUTER], env=\${...}.detype()):
        sys.exit(1)
source env/bin/activate.xsh
check("inside")
source env/bin/activate.xsh
check("inside")
deactivate
check("outside")
END
run activate.xsh xonsh --no-rc case.xsh
cat >case.py <<END
import runpy, subprocess, sys, os
runpy.run_path("env/bin/activate_this.py")
sys.exit(subprocess.call([sys.executable, "check.py", "inside", os.environ["OUTER"]]))
END
run activate_this.py "$python" case.py
test $checked -gt 3 || skip "there are not enough shells"
