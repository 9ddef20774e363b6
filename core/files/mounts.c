/* mounts.c: what is mounted below a folder. */
#include <config.h>

#include "mounts.h"

#include "cleanup.h"
#include "text.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* The fifth word of a line of mountinfo is where something is mounted. */
enum { MOUNTS_POINT = 4 };

/* The mount point in LINE, in place: blanks and backslashes are octal there
 * ("\040").  NULL where there is none. */
static char *
mounts_point (char *line)
{
  char *word = line;
  for (int i = 0; i < MOUNTS_POINT && word != NULL; i++)
    word = (word = strchr (word, ' ')) != NULL ? word + 1 : NULL;
  if (word == NULL)
    return NULL;

  char *to = word;
  for (const char *from = word; *from != '\0' && *from != ' ';)
    if (from[0] == '\\' && strspn (from + 1, "01234567") >= 3)
      {
        *to++ = (char) ((from[1] - '0') << 6 | (from[2] - '0') << 3
                        | (from[3] - '0'));
        from += 4;
      }
    else
      *to++ = *from++;
  *to = '\0';
  return word;
}

int
mounts_below (int fd)
{
  char link[64], folder[PATH_MAX];
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink (link, folder, sizeof folder);
  if (length < 0 || length == (ssize_t) sizeof folder)
    return 0;
  CLEAN_FD int mounts = open ("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
  FILE *file = mounts < 0 ? NULL : fdopen (mounts, "r");
  if (file == NULL)
    return errno == EMFILE || errno == ENFILE || errno == ENOMEM ? -1 : 0;
  mounts = -1;

  CLEAN_FREE char *line = NULL;
  size_t room = 0;
  int found = 0;
  while (found == 0 && getline (&line, &room, file) > 0)
    {
      const char *point = mounts_point (line);
      if (point != NULL && strncmp (point, folder, (size_t) length) == 0
          && point[length] == '/')
        found = 1;
    }
  if (found == 0 && ferror (file))
    found = -1;
  int saved = errno;
  fclose (file);
  errno = saved;
  return found;
}
