/* ask_netrc.c: prints what files in the format of netrc have for one host.
 *
 *     ask_netrc HOST FILE...
 *
 * Each line is "user:password" with newlines shown as "|", "-" for nothing, or
 * "broken". */
#include <config.h>

#include "cleanup.h"
#include "file.h"
#include "netrc.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

int
main (int argc, char **argv)
{
  for (int i = 2; i < argc; i++)
    {
      CLEAN_ARENA struct arena arena = { NULL };
      size_t length;
      CLEAN_FREE char *bytes = file_read (AT_FDCWD, argv[i], 1 << 20, &length);
      if (bytes == NULL)
        return EXIT_FAILURE;
      struct netrc netrc = { .path = argv[i], .bytes = bytes };
      const char *found;
      unsigned line = netrc_find (&netrc, &arena, argv[1], &found);
      const char *shown = line != 0 ? "broken" : found != NULL ? found : "-";
      for (; *shown != '\0'; shown++)
        putchar (*shown == '\n' ? '|' : *shown);
      putchar ('\n');
    }
  return EXIT_SUCCESS;
}
