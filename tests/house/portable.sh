#!/bin/sh
# What not every Unix has is behind core/base/system.h, or between #if and #endif, so
# that another Unix is a matter of compiling.
. "$(dirname "$0")/../functions.sh"
cd "$top_srcdir"

# Those with a fallback in system.h: who uses one includes it.
fallbacks='O_PATH secure_getenv memrchr reallocarray MSG_NOSIGNAL st_mtim st_ctim
  system_error system_exit_fd system_pipe system_socket_pair system_unnamed_file'
# Those without: files in which they stand only between #if and #endif.
others='O_TMPFILE SOCK_CLOEXEC SOCK_NONBLOCK RENAME_NOREPLACE RENAME_EXCHANGE FICLONE
  pipe2 dup3 accept4 strerror_r openat2 renameat2 statx sync_file_range syncfs
  memfd_create copy_file_range sendfile getrandom getdents64 fallocate posix_fallocate
  sched_getaffinity pidfd_open signalfd eventfd epoll_create1 inotify_init1 prctl
  syscall FS_IOC_FSGETXATTR fgetxattr dl_iterate_phdr program_invocation_name get_nprocs
  qsort_r canonicalize_file_name asprintf fgetspent mremap AT_EMPTY_PATH'
# All that is read below /proc, where there may be none: each of these goes on without.
proc='core/files/mounts.c core/files/trust.c core/index/store.c core/program/activate.c'

sources () {
  find core plugins -name '*.c' ! -path core/base/system.c ! -name activation.c
}

for name in $fallbacks; do
  for file in $(sources | xargs grep -lw "$name"); do
    grep -q '"system.h"' "$file" || fail "$file uses $name and does not include system.h"
  done
done

# Comments and strings aside; a function of that name is called.
sources | xargs awk -v names="$others" '
  BEGIN { count = split(names, list, /[ \n]+/) }
  FNR == 1 { depth = 0; comment = 0 }
  /^ *# *if/ { depth++ }
  /^ *# *endif/ { depth-- }
  {
    line = $0
    gsub(/"([^"\\]|\\.)*"/, "", line)
    if (comment && sub(/.*\*\//, "", line)) comment = 0
    if (comment) next
    gsub(/\/\*.*\*\//, "", line)
    if (sub(/\/\*.*/, "", line)) comment = 1
    for (i = 1; i <= count; i++)
      if (depth == 0 && list[i] != "" \
          && line ~ ("(^|[^A-Za-z0-9_])" list[i] ( list[i] ~ /^[A-Z]/ ? "([^A-Za-z0-9_]|$)" : " \\(")))
        print FILENAME ":" FNR ": " list[i]
  }' >"$tmp/bare"
test ! -s "$tmp/bare" || fail "not every Unix has this: $(cat "$tmp/bare")"

for file in $(sources | xargs grep -l '"/proc/'); do
  case " $proc " in
    *" $file "*) ;;
    *) fail "$file reads /proc" ;;
  esac
done
