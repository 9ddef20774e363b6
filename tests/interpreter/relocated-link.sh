#!/bin/sh
# An interpreter that was moved away from the prefix it was built for finds its
# library beside its own file, but not beside a link to it in another folder: `home` is
# where the library is.
. "$(dirname "$0")/../functions.sh"

real=$(readlink -f "$(find_python)")
name=$(basename "$real")
cd "$tmp"
asks='import sys; print(sys.base_prefix)'

# starts_like PYTHON ENV: both find one and the same library.
starts_like () {
  wanted=$("$1" -I -c "$asks")
  got=$("$2/bin/python" -I -c "$asks") || fail "the python of $2 does not start"
  test "$wanted" = "$got" || fail "base prefix of $2: '$got', not '$wanted'"
  works "$2"
}

# Another library lies where the link is.
mkdir -p "other/bin" "other/lib/$name/lib-dynload"
ln -s "$real" "other/bin/$name"
echo >"other/lib/$name/os.py"
expect_silence "$pyvenv" -p "other/bin/$name" --without-pip env
starts_like "other/bin/$name" env
grep -qxF "home = $(dirname "$real")" env/pyvenv.cfg || fail "$(cat env/pyvenv.cfg)"

# The first link on the way whose folder does is the one that is kept.
mkdir -p far/bin
ln -s "$(dirname "$real")" near
ln -s "$tmp/near/$name" far/bin/python3
mkdir -p "far/lib/$name"
echo >"far/lib/$name/os.py"
rm -rf env
expect_silence "$pyvenv" -p far/bin/python3 --without-pip env
grep -qxF "home = $tmp/near" env/pyvenv.cfg || fail "$(cat env/pyvenv.cfg)"
starts_like "$real" env

# A link alone does where the interpreter knows its prefix, as for venv.
mkdir -p alone
ln -s "$real" alone/mypython
if alone/mypython -m venv --without-pip theirs && theirs/bin/python -c pass; then
  rm -rf env
  expect_silence "$pyvenv" -p alone/mypython --without-pip env
  grep -qxF "home = $tmp/alone" env/pyvenv.cfg || fail "$(cat env/pyvenv.cfg)"
  starts_like "$real" env
fi

# A profile of links to all files, as Nix and Guix have them, is a home.
prefix=$("$real" -I -c "$asks")
stdlib=$("$real" -I -c 'import os; print(os.path.dirname(os.__file__))')
mkdir -p "profile/bin" "profile/lib/$name"
for file in "$stdlib"/*; do
  ln -s "$file" "profile/lib/$name"
done
ln -s "$real" "profile/bin/$name"
rm -rf env
expect_silence "$pyvenv" -p "profile/bin/$name" --without-pip env
grep -qxF "home = $tmp/profile/bin" env/pyvenv.cfg || fail "$(cat env/pyvenv.cfg)"
works env

# A whole prefix that was moved, as conda's and standalone builds are: a copy of the
# program, with a prefix that it was not built for.
mkdir -p "moved/bin" "moved/lib" links
cp "$real" "moved/bin/$name"
ln -s "$name" moved/bin/python3
ln -s "$stdlib" "moved/lib/$name"
ln -s "$tmp/moved/bin/python3" links/python3
if test "$("moved/bin/$name" -I -c "$asks")" = "$tmp/moved"; then
  for python in "moved/bin/$name" moved/bin/python3; do
    rm -rf env
    expect_silence "$pyvenv" -p "$python" --without-pip env
    grep -qxF "home = $tmp/moved/bin" env/pyvenv.cfg || fail "$(cat env/pyvenv.cfg)"
    starts_like "$python" env
  done
  # Through a link it has its library from where it lies, and so must ours.
  rm -rf env
  expect_silence "$pyvenv" -p links/python3 --without-pip env
  grep -qxF "home = $tmp/moved/bin" env/pyvenv.cfg || fail "$(cat env/pyvenv.cfg)"
  starts_like links/python3 env
fi

# An interpreter whose library is gone is not believed, though it is known.
if test "$("moved/bin/$name" -I -c "$asks")" = "$tmp/moved"; then
  rm "moved/lib/$name"
  mkdir "moved/lib/$name"
  rm -rf env
  status=0
  "$pyvenv" -p "moved/bin/$name" --without-pip env 2>/dev/null || status=$?
  case $status in
    0) starts_like "moved/bin/$name" env ;;
    3) ;;
    *) fail "exit status $status" ;;
  esac
fi

# A folder behind a link is where the system says it is, not where the text does.
mkdir -p deep/er/bin bin
ln -s "$real" deep/er/bin/python3
ln -s deep/er/bin aside
printf '#!/bin/sh\nexit 1\n' >bin/python3
chmod +x bin/python3
rm -rf env
expect_silence "$pyvenv" -p aside/../bin/python3 --without-pip env
grep -qxF "home = $tmp/deep/er/bin" env/pyvenv.cfg || fail "$(cat env/pyvenv.cfg)"
works env
