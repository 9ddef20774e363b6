#!/bin/sh
# ENV_DIRs that are refused: status 4, one clear message, nothing touched.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
enter_place

mkdir project
echo precious >project/file
ln -s project link
ln -s nowhere dangling
echo text >file
mkdir parent
echo x >parent/file

snapshot . >"$tmp/before"

# refused TEXT ARGUMENT...
refused () {
  text=$1
  shift
  refuses 4 "$text" "$pyvenv" --python "$python" --without-pip "$@"
  unchanged "$tmp/before" .
}

refused 'empty' ''
refused "':'" 'a:b'
refused "':'" 'a:b/c'
refused 'control' "$(printf 'a\nb')"
refused 'control' "$(printf 'a\tb')"
refused 'UTF-8' "$(printf 'a\377b')"
refused 'UTF-8' "$(printf 'a\355\240\200b')"
long=$(printf '%0300d' 0)
refused 'too long' "$long"
refused 'too long' "$long/env"
refused 'too long' "new/parents/$long/env"
refused 'not a folder' file
refused "/place/file' is a file and no folder" file/env
refused "/place/file' is a file and no folder" file/a/b
refused "/place/dangling' is a symbolic link that leads to nothing" dangling/env
refused "/place/dangling' is a symbolic link that leads to nothing" dangling/a/b
refused 'file' --clear file
refused 'file' --clear --force file
refused 'file' --upgrade file
refused 'link' link
refused 'link' link/
refused 'link' --clear link
refused 'link' --clear --force link/.
refused 'link' dangling
refused 'link' --clear --force dangling
refused 'not empty' project
expect_error 'not an environment' --allow-existing project
refused 'not empty' .
refused 'not an environment' --clear project
expect_error --force
refused 'nothing to upgrade' --upgrade project
refused '' /
refused '' --clear /
refused '' --allow-existing --clear --force /
refused 'working directory' --clear --force .
refused 'working directory' --clear --force "$tmp"
refused 'home' --clear --force "$HOME"
mkdir -p above/home
snapshot . >"$tmp/before"
PYVENV_CACHE_DIR=$tmp/cache HOME=$PWD/above/home refused 'home' --clear --force above

# A link in it that leads to another place is no way out.
mkdir -p linked elsewhere
ln -s ../elsewhere linked/lib
snapshot . >"$tmp/before"
refused 'leads out of the environment' --allow-existing linked

# A socket.
if "$python" -c 'import socket, sys
socket.socket(socket.AF_UNIX).bind("socket")'; then
  snapshot . >"$tmp/before"
  refused 'not a folder' socket
  refused 'not a folder' --clear --force socket
  rm socket
fi

# A named pipe: looking at it must not hang.
mkfifo pipe
snapshot . >"$tmp/before"
refused 'not a folder' pipe
rm pipe
snapshot . >"$tmp/before"

# The working directory is gone.
mkdir "$tmp/gone"
(
  cd "$tmp/gone"
  rmdir "$tmp/gone"
  refuses 4 'working directory' "$pyvenv" --python "$python" --without-pip env
  refuses 3 'working directory' "$pyvenv" --python ./python --without-pip "$tmp/env"
  PATH=:${python%/*}:$PATH expect_status 0 "$pyvenv" --python "${python##*/}" --without-pip \
    "$tmp/without-place"
)

# A folder in which nothing can be made.  Root may write everywhere.
user=
theirs=$python
if test "$(id -u)" = 0; then
  user='setpriv --reuid=65534 --regid=65534 --clear-groups'
  theirs=
  if $user test -x "$pyvenv" 2>/dev/null; then
    for each in $(find_pythons); do
      if $user test -x "$each" 2>/dev/null; then
        theirs=$each
      fi
    done
  fi
fi
if test -n "$theirs"; then
  chmod 755 "$tmp"
  chmod 777 "$HOME"
  mkdir closed
  chmod 555 closed
  snapshot . >"$tmp/before"
  for each in closed/env closed/a/b closed; do
    refuses 4 'Permission denied' $user "$pyvenv" --python "$theirs" \
      --without-pip $each
    expect_error "/place/closed'"
  done
  unchanged "$tmp/before" .
fi

# Where folders have to be there is something else.
for name in bin lib include bin/activate pyvenv.cfg; do
  mkdir -p odd
  case $name in
    bin/activate) mkdir odd/bin; mkdir odd/bin/activate ;;
    pyvenv.cfg) mkdir odd/pyvenv.cfg ;;
    *) echo mine >odd/$name ;;
  esac
  snapshot . >"$tmp/before"
  status=0
  "$pyvenv" --python "$python" --without-pip --allow-existing odd \
    >"$tmp/out" 2>"$tmp/err" || status=$?
  test $status = 4 || test $status = 1 || fail "status $status for odd/$name"
  expect_error "$name"
  unchanged "$tmp/before" .
  rm -rf odd
done
mkdir odd
ln -s ../project odd/bin
snapshot . >"$tmp/before"
refused 'bin' --allow-existing odd
rm -rf odd

# A link in a parent is fine, and the name is kept as it was given.
expect_silence "$pyvenv" --python "$python" --without-pip link/env
grep -q "link/env" project/env/bin/activate || fail "the link was resolved"
works link/env

# An environment that exists is no empty folder either.
snapshot . >"$tmp/before"
refused 'not empty' link/env
expect_error --clear --upgrade

# A folder of the kernel's, in which none can be made.
if test -d /proc/self; then
  refused "'/proc' is a folder of the system" /proc/env
  refused "'/proc' is a folder of the system" /proc/a/env
fi

# A link that leads back to itself.
ln -s again again
snapshot . >"$tmp/before"
refused "/place/again' is a symbolic link that leads back to itself" again/env
rm again
snapshot . >"$tmp/before"

# A name that is too long is not repeated at length.
refused 'too long' "$(printf 'a/%.0s' $(seq 3000))env"
test "$(wc -c <"$tmp/err")" -lt 400 || fail "a long message"

# A file system that is mounted read-only.
if unshare -rm true 2>/dev/null; then
  mkdir mounted
  snapshot . >"$tmp/before"
  cat >"$tmp/read-only" <<'END'
mount -t tmpfs none mounted && mkdir mounted/folder \
  && mount -o remount,ro mounted || exit 77
for each in mounted/env mounted/folder/a/env; do
  status=0
  "$@" $each || status=$?
  test $status = 4 || exit 1
done
END
  status=0
  unshare -rm sh "$tmp/read-only" "$pyvenv" --python "$python" --without-pip \
    >"$tmp/out" 2>"$tmp/err" || status=$?
  if test $status != 77; then
    test $status = 0 || { cat "$tmp/err"; fail "read-only: status $status"; }
    expect_error "/mounted' is mounted read-only" \
      "/mounted/folder' is mounted read-only"
  fi
  unchanged "$tmp/before" .
fi
