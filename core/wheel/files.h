/* files.h: files below one open folder. */
#ifndef PYVENV_WHEEL_FILES_H
#define PYVENV_WHEEL_FILES_H

#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

/* Nanoseconds since 1970. */
int64_t file_mtime_ns (const struct stat *st);

/* Creates NAME, which must not exist, with LENGTH bytes and exactly MODE.  ST
 * (may be NULL) becomes what it is then.  -1 with errno. */
int file_create (int dir_fd, const char *name, const void *bytes,
                 size_t length, mode_t mode, struct stat *st);

/* A name that nobody else uses: PREFIX, the process and a random number. */
void file_temporary_name (char name[64], const char *prefix);

#endif
