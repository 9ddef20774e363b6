/* replay.c: runs a fuzz target on each file of the folders it is given, where
 * libFuzzer is not there to do it. */
#include <config.h>

#include "fuzz_fixture.h"

#include "cleanup.h"
#include "file.h"

#include <fcntl.h>
#include <stdio.h>

static int
replay_folder (const char *path)
{
  int count = 0;
  CLEAN_DIR DIR *dir = opendir (path);
  if (dir == NULL)
    {
      perror (path);
      return -1;
    }
  for (struct dirent *entry; (entry = readdir (dir)) != NULL;)
    {
      size_t length = 0;
      CLEAN_FREE char *bytes = file_read (dirfd (dir), entry->d_name,
                                          (size_t) 1 << 20, &length);
      if (bytes == NULL)
        continue;
      LLVMFuzzerTestOneInput ((const uint8_t *) bytes, length);

      /* Cut off anywhere it is another input; where that is written to a file
       * first, fewer of them will do. */
      size_t step = fuzz_has_folder () ? 16 : 1;
      for (size_t cut = length > 256 ? length - 256 : 0; cut < length;
           cut += step)
        LLVMFuzzerTestOneInput ((const uint8_t *) bytes, cut);
      count++;
    }
  return count;
}

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (replay_folder (argv[i]) <= 0)
      {
        fprintf (stderr, "%s: no inputs\n", argv[i]);
        return 1;
      }
  return 0;
}
