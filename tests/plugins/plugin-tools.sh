#!/bin/sh
# What the API lets a plugin do in the environment, and what it does not.
. "$(dirname "$0")/../functions.sh"

use_test_plugins
python=$(find_python)
cd "$tmp"

run () {
  "$pyvenv" --python "$python" --without-pip --plugin=writer "$@"
}

# Files, folders, links, keys.
expect_silence run --set writer.file=etc/deep/file --set writer.dir=share/a/b \
  --set writer.remove=bin/activate.csh --set writer.link=libexec/python \
  --set writer.cfg=mine=some=value env
test "$(cat env/etc/deep/file)" = written || fail "write_file"
test "$(stat -c %a env/etc/deep/file)" = 644 || fail "the mode of write_file"
test -d env/share/a/b || fail "make_dir"
test ! -e env/bin/activate.csh || fail "remove"
test "$(readlink env/libexec/python)" = "$python" || fail "link_or_copy"
test "$(tail -n 1 env/pyvenv.cfg)" = 'mine = some=value' || {
  cat env/pyvenv.cfg
  fail "cfg_set"
}
works env

# All of it is undone when the plugin fails: also in an environment that was
# there, where --upgrade runs setup_python only.
ln env/bin/activate hard
ln -s ../../outside env/link
snapshot env >"$tmp/before"
for change in file=new/file file=bin/activate file=etc/deep/file dir=new/dir \
    remove=bin remove=bin/activate remove=lib remove=etc/deep remove=absent \
    remove=link link=bin/activate link=new/python cfg=mine=other cfg=mine \
    cfg=home=/nowhere file=pyvenv.cfg remove=pyvenv.cfg; do
  expect_status 7 run --upgrade --set "writer.$change" --set writer.fail=yes env
  expect_error 'told to fail'
  unchanged "$tmp/before" env
done
expect_silence run --upgrade --set writer.remove=link env
test ! -e env/link && test ! -L env/link || fail "a link is not removed"
rm -rf env hard

# Nothing is written outside, by any name, nor through a link that leads out.
mkdir outside
echo precious >outside/file
snapshot outside >"$tmp/before"
for path in /tmp/absolute "$tmp/outside/new" ../outside/new a/../../outside/new \
    '' . .. a/.. ./../outside/new; do
  for key in file dir remove link; do
    expect_status 7 run --set "writer.$key=$path" env
    test ! -e env || fail "$key=$path: something is left"
    unchanged "$tmp/before" outside
  done
done
mkdir env
ln -s "$tmp/outside/file" env/file
expect_silence run --allow-existing --set writer.file=file env
unchanged "$tmp/before" outside
test ! -L env/file || fail "write_file went through a link"
rm -rf env

# Keys of pyvenv.cfg that could be taken for others.
newline=$(printf 'a=b\nhome = /x')
for pair in "$newline" "$(printf 'a\nb=c')" '=c' \
    "$(printf 'a=\r')"; do
  expect_status 7 run --set "writer.cfg=$pair" env
  test ! -e env || fail "something is left"
done

# Scripts with placeholders, of the plugin's and of the core's.
mkdir -p scripts/common/sub scripts/posix scripts/nt
cat >scripts/common/greet <<'END'
#!/bin/sh
echo __WRITER_WORD__ __VENV_NAME__ __VENV_PROMPT__ __VENV_BIN_NAME__
echo __VENV_DIR__
echo __VENV_PYTHON__
echo __NOT_DEFINED__
END
mv scripts/common/greet scripts/greet
chmod 750 scripts/greet
# Packages often install links to their files.
ln -s ../greet scripts/common/greet
cp scripts/greet scripts/common/sub/
printf 'set x __WRITER_WORD__\n' >scripts/posix/setup.fish
printf '$x = __WRITER_WORD__\n' >scripts/posix/setup.ps1
printf '\000\377__VENV_NAME__\n' >scripts/posix/binary
echo no >scripts/nt/windows
echo no >scripts/top
expect_status 0 run --prompt "a \$b 'c'" --set "writer.scripts=$tmp/scripts" \
  "e n'v"
"e n'v/bin/greet" >greeting
name=$(basename "$python")
cat >expected <<END
it's \$HOME e n'v a \$b 'c' bin
$tmp/e n'v
$tmp/e n'v/bin/$name
__NOT_DEFINED__
END
diff expected greeting || fail "placeholders"
test "$(stat -c %a "e n'v/bin/greet")" = 750 || fail "permission bits"
"e n'v/bin/sub/greet" | diff expected - || fail "nested scripts"
grep -qF "\$x = 'it''s \$HOME'" "e n'v/bin/setup.ps1" || {
  cat "e n'v/bin/setup.ps1"
  fail "quoting for PowerShell"
}
test ! -e "e n'v/bin/windows" || fail "scripts for Windows"
test ! -e "e n'v/bin/top" || fail "files beside the folders"
expect_status 7 run --set "writer.scripts=$tmp/absent" env
test ! -e env || fail "something is left"

# Running the environment's python: isolated, with its folder as working
# directory, VIRTUAL_ENV set, nothing on stdin.
(
  PYTHONPATH=$tmp PYTHONHOME= VIRTUAL_ENV=wrong
  export PYTHONPATH VIRTUAL_ENV
  unset PYTHONHOME
  expect_silence run --set writer.code='
import os, sys
assert sys.flags.isolated
assert os.environ["VIRTUAL_ENV"] == sys.prefix != sys.base_prefix
assert os.path.realpath(os.getcwd()) == os.path.realpath(sys.prefix)
assert "PYTHONPATH" not in os.environ
assert sys.stdin.read() == ""' env
  rm -rf env
)
expect_status 7 run --set writer.code='
import sys
print("what it said")
print("what it complained", file=sys.stderr)
sys.exit(3)' env
expect_error writer post_setup 3
expect_error 'what it complained'
test ! -e env || fail "something is left"
expect_status 7 run --set writer.code='import os; os.kill(os.getpid(), 11)' env
expect_error 'ended by signal 11'
expect_status 7 run --set writer.code='raise SystemExit (139)' env
expect_error 'exited with status 139'

# A child that says very much, on both streams at once.
expect_status 0 run --set writer.code='
import sys
for i in range(20000):
    print("x" * 90)
    print("y" * 90, file=sys.stderr)
sys.stdout.write("z" * 1000000)' env
rm -rf env

# A download with a hash, which stays or leaves nothing.
echo content >"$tmp/source"
hash=sha256=$(sha256sum "$tmp/source" | cut -d ' ' -f 1)
expect_status 0 run --set "writer.fetch=file://$tmp/source" \
  --set "writer.hash=$hash" env
cmp env/fetched/file "$tmp/source" || fail "fetch"
snapshot env >"$tmp/before"
echo changed >"$tmp/source"
expect_status 6 run --upgrade --set "writer.fetch=file://$tmp/source" \
  --set "writer.hash=$hash" env
expect_error writer "${hash#*=}" 'not the file that was asked for'
unchanged "$tmp/before" env
for wrong in '' sha256= "${hash%?}" "${hash}0" "x$hash" md5=0 "$hash "; do
  refuses 7 "'$wrong'" run --upgrade --set "writer.fetch=file://$tmp/source" \
    --set "writer.hash=$wrong" env
  unchanged "$tmp/before" env
done

# What is not there is told apart from what cannot be had.
for nothing in "$tmp/nothing" "$tmp/source/below"; do
  refuses 5 'nothing is there' run --upgrade --set "writer.fetch=file://$nothing" env
done
ln -s loop "$tmp/loop"
truncate -s 65M "$tmp/large"
for something in "$tmp/loop" "$tmp/large"; do
  refuses 5 "$something" run --upgrade --set "writer.fetch=file://$something" env
  ! grep 'nothing is there' "$tmp/err" || fail "$something is there"
done
rm -rf env

# The prompt, set by a plugin.
expect_silence "$pyvenv" --python "$python" --without-pip --plugin=prompter env
grep -q "from check" env/bin/activate || fail "the prompt set in check"
rm -rf env
expect_silence "$pyvenv" --python "$python" --without-pip --plugin=prompter \
  --set prompter.late=yes env
grep -q "from a phase" env/bin/activate || fail "the prompt set in a phase"
rm -rf env

# What a plugin can learn.
expect_silence "$pyvenv" --python "$python" --without-pip --plugin=inspector \
  --prompt hello --system-site-packages deep/env
"$python" -I -c 'import importlib.util, sys, sysconfig
minor = sys.version_info[1]
env, python = sys.argv[1:3]
facts = dict(line.rstrip("\n").split("=", 1) for line in open(env + "/facts"))
name = python.rsplit("/", 1)[1]
expected = {
    "env_dir": env, "env_name": "env", "prompt": "hello",
    "bin_dir": env + "/bin", "bin_name": "bin",
    "include_dir": env + "/include"
        + ("/python3.%d" % minor if 11 <= minor <= 13 else ""),
    "site_dir": env + "/lib/python3.%d/site-packages" % minor,
    "cfg_path": env + "/pyvenv.cfg", "env_python": env + "/bin/" + name,
    "base_python": python, "python": "%d.%d.%d" % sys.version_info[:3],
    "cancelled": "0",
    "fact version": "%d.%d.%d" % sys.version_info[:3],
    "fact implementation": "cpython",
    "fact cache-tag": sys.implementation.cache_tag,
    "fact magic": importlib.util.MAGIC_NUMBER.hex(),
    "fact prefix": sys.base_prefix,
    "fact stdlib": sysconfig.get_path("stdlib"),
    "fact platform": sys.platform,
    "fact no-such-fact": "(unknown)",
}
for key, value in expected.items():
    assert facts.get(key) == value, (key, facts.get(key), value)
options = int(facts["options"], 16)
assert options & 1 and options & 2 and options & 16, options
assert not options & (4 | 8 | 32 | 64 | 128), options' \
  "$tmp/deep/env" "$python" || { cat deep/env/facts; fail "facts"; }
test "$(stat -c %a deep/env/facts)" = 640 || fail "the mode of write_file"
