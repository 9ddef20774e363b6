/* system.h: what not every Unix has, under the name that Linux and glibc gave it.
 *
 * A file that uses one of these names includes this header; `configure` finds out
 * what the system has.  Where something has no equal, its use is left out instead:
 * see HAVE_* in config.h. */
#ifndef PYVENV_SYSTEM_H
#define PYVENV_SYSTEM_H

#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* Opens a folder that is only a place to start from.  Elsewhere than on Linux, and
 * where POSIX's O_SEARCH is unknown, it then has to be readable, too. */
#ifndef O_PATH
#ifdef O_SEARCH
#define O_PATH O_SEARCH
#else
#define O_PATH O_RDONLY
#endif
#endif

/* Elsewhere a socket has to be told not to raise SIGPIPE: see system_socket_pair. */
#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

/* In struct stat. */
#ifdef __APPLE__
#define st_mtim st_mtimespec
#define st_ctim st_ctimespec
#endif

/* What ioctl(2) takes as its request; musl follows POSIX there. */
#if defined __linux__ && !defined __GLIBC__
typedef int system_request;
#else
typedef unsigned long system_request;
#endif

extern char **environ;

/* The text of errno ERROR, in BUFFER of SIZE bytes or in a place of its own. */
const char *system_error (int error, char *buffer, size_t size);

/* The two ends of a pipe, or of a pair of sockets that keeps messages apart; no child
 * that is started meanwhile gets them.  -1 with errno. */
int system_pipe (int ends[2]);
int system_socket_pair (int ends[2]);

/* A file without a name in the folder that is open as FD, to be read and written by
 * this user.  -1 with errno, EOPNOTSUPP where there are none. */
int system_unnamed_file (int fd);

/* A descriptor that can be read once the child PID has ended; -1 where there are
 * none: pidfd_open(2). */
int system_exit_fd (pid_t pid);

#ifndef HAVE_SECURE_GETENV
/* NULL for a program with more rights than its caller. */
char *secure_getenv (const char *name);
#endif

#ifndef HAVE_MEMRCHR
/* The last BYTE among the LENGTH bytes from START on, or NULL. */
void *memrchr (const void *start, int byte, size_t length);
#endif

#ifndef HAVE_REALLOCARRAY
/* realloc for COUNT times SIZE bytes; NULL with ENOMEM where that is too much. */
void *reallocarray (void *old, size_t count, size_t size);
#endif

#endif
