#!/bin/sh
# Every call that concerns files fails in turn, with every errno that it might: either
# the right environment is there all the same, or a documented exit status, a message
# and what was there before.  PYVENV_TEST_EVERY=N takes every Nth of them,
# PYVENV_TEST_KINDS some of the kinds of runs.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/tree/points.sh"
python=$(find_python)
cd "$tmp"
mkdir wheels reference
make_wheels wheels 'pip 99.0' 'setuptools 70.0' 'alpha 1.0 py3 3000'

reading=access,faccessat,?faccessat2,open,openat,?openat2,stat,lstat,fstat
reading=$reading,newfstatat,?statx,read,pread64,getdents64,readlink,readlinkat,getcwd
writing=write,pwrite64,mkdir,mkdirat,rmdir,rename,renameat,renameat2,symlink,symlinkat
writing=$writing,link,linkat,unlink,unlinkat,fchmod,fchmodat,ftruncate,utimensat
writing=$writing,copy_file_range,sendfile,flock,fsync,fdatasync,?syncfs,sync_file_range

# The numbers of errors that the call may have.
errors_of () {
  case $1 in
    read | pread64 | getdents64 | fstat | fsync | fdatasync | syncfs) echo EIO EINTR ;;
    getcwd) echo EACCES EIO ;;
    write | pwrite64 | ftruncate | copy_file_range | sendfile) echo ENOSPC EIO EINTR ;;
    flock) echo ENOLCK EINTR EIO ;;
    open*) echo EACCES EIO EMFILE EINTR ELOOP ENOSPC ;;
    rename* | link*) echo EACCES EIO ENOSPC EXDEV ELOOP ;;
    mkdir* | symlink*) echo EACCES EIO ENOSPC ELOOP ;;
    *) echo EACCES EIO ELOOP ;;
  esac
}

# content DIR...: all but what bytecode says of the age of its source.
content () {
  for content_dir in "$@"; do
    if test -e "$content_dir"; then
      snapshot "$content_dir" | sed 's/^[0-9]* \([0-9]* .*\.pyc\)$/\1/'
    else
      echo absent
    fi
  done
}

# wrong TEXT: one point that has not passed, and how to see it again.
wrong () {
  echo "$name: $error at $each: $*"
  echo "  strace -e inject=${each%:*}:error=$error:when=${each#*:} pyvenv $arguments env"
  head -n 3 "$tmp/err" | sed 's/^/  /'
  failed=$((failed + 1))
}

# same: the environment is as it should be.
same () {
  content env >"$tmp/now"
  cmp -s "$tmp/now" "reference/$name"
}

# judge STATUS ARGUMENT...: of the run with an error at $each.
judge () {
  ended=$1
  shift
  if test "$ended" = 0; then
    same && return
    # What was replaced, or the journal that says so, may stay for the next run, which
    # is said.
    if grep -qE "^pyvenv: warning: .*(is still in|cannot delete '.*/.pyvenv-unfinished')" \
      "$tmp/err"; then
      "$program" "$@" >/dev/null 2>&1 || :
      same && return
    fi
    wrong "success, and another environment: $(diff "reference/$name" "$tmp/now" \
      | grep '^[<>]' | head -n 3)"
    return
  fi
  test "$ended" -ge 1 && test "$ended" -le 8 || { wrong "status $ended"; return; }
  grep -q '^pyvenv: ' "$tmp/err" || { wrong 'no message'; return; }
  content env >"$tmp/now"
  if ! cmp -s "$tmp/now" "$tmp/before" && test ! -e env/.pyvenv-unfinished; then
    wrong "what was there has changed: $(diff "$tmp/before" "$tmp/now" \
      | grep '^[<>]' | head -n 3)"
    return
  fi
  "$program" "$@" >/dev/null 2>"$tmp/err" || { wrong 'the next run fails'; return; }
  same || wrong 'the next run makes another environment'
}

# fails_well NAME OPTION...: `pyvenv OPTION... env`, in front of which `before` makes
# what is there.
total=0
failed=0
follow=
fails_well () {
  name=$1
  shift
  case " ${PYVENV_TEST_KINDS-$name} " in
    *" $name "*) ;;
    *) return ;;
  esac
  arguments=$*
  anew
  list=$(points "$reading,$writing" 'pyvenv\.ini' "$@" env)
  content env >"reference/$name"
  pairs=$(for each in $list; do
    for error in $(errors_of "${each%:*}"); do echo "$each=$error"; done
  done)
  for pair in $(some $pairs); do
    each=${pair%=*}
    error=${pair#*=}
    anew
    content env >"$tmp/before"
    status=0
    strace -qq -o /dev/null -e "trace=${each%:*}" \
      -e "inject=${each%:*}:error=$error:when=${each#*:}" \
      "$program" "$@" env >/dev/null 2>"$tmp/err" </dev/null || status=$?
    judge $status "$@" env
    total=$((total + 1))
  done
}
anew () { rm -rf env; before; }

before () { :; }
quiet="--no-progress --python $python"
fails_well bare $quiet --without-pip
fails_well warm $quiet
fails_well packages $quiet --without-pip --plugin=packages --wheels=wheels
before () { rm -rf "$HOME/.cache"; }
fails_well cold $quiet --plugin=packages --without-pip --wheels=wheels
before () {
  "$program" -q --python "$python" --without-pip --prompt old env
  echo mine >env/mine
}
fails_well upgrade $quiet --without-pip --upgrade
fails_well clear $quiet --without-pip --clear
test $failed = 0 || fail "$failed of $total"
echo "$total points, $total passed"
