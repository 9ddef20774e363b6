/* file.h: reading and writing whole files below a folder. */
#ifndef PYVENV_FILE_H
#define PYVENV_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

/* The bytes of the regular file NAME below the folder FD (AT_FDCWD for paths),
 * malloc'd and with a NUL behind them.  A link as the last component is not
 * followed.  NULL with errno; EFBIG for more than LIMIT bytes. */
char *file_read (int fd, const char *name, size_t limit, size_t *ret_length);

/* The same for what is open as FD. */
char *file_read_open (int fd, size_t limit, size_t *ret_length);

/* Writes all of it, whatever write () takes at a time.  -1 with errno. */
int file_write_all (int fd, const void *bytes, size_t length);

/* Closes what was written to, and makes *FD -1: some file systems tell only now that
 * the disk is full.  -1 with errno. */
int file_close (int *fd);

/* Copies what can be read from FROM to TO, in the kernel where it can. */
int file_copy (int from, int to);

/* Whether A and B tell of one file or folder. */
bool file_is_same (const struct stat *a, const struct stat *b);

/* Nanoseconds since 1970. */
int64_t file_mtime_ns (const struct stat *st);
int64_t file_ctime_ns (const struct stat *st);

/* Creates NAME, which must not exist, with LENGTH bytes and exactly MODE.  ST
 * (may be NULL) becomes what it is then.  -1 with errno. */
int file_create (int dir_fd, const char *name, const void *bytes,
                 size_t length, mode_t mode, struct stat *st);

/* Gives what was written to FD exactly MODE; ST becomes what it is then.  -1 with
 * errno. */
int file_finish (int fd, mode_t mode, struct stat *st);

/* Renames FROM, which was written below the folder FD, to NAME if it is GOOD.  Else, or
 * where that fails, deletes it.  -1 with errno if it could not be renamed. */
int file_settle (int fd, const char *from, const char *name, bool good);

/* A name that nobody else uses: PREFIX, the process and a random number. */
void file_temporary_name (char name[64], const char *prefix);

#endif
