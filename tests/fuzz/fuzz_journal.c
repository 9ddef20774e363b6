/* fuzz_journal.c: the journal of a run that was killed.
 *
 * The first byte says what stands in front of the input: 'n' the first line of a new
 * environment's, 'o' that of an old one's, also where that run itself gives up ('s'),
 * where nothing was saved ('g') or others can write to what was ('p'); with any other
 * the input is the whole file, of which there is none after 'm'.  Whatever is undone,
 * nothing outside of the folder changes. */
#include <config.h>

#include "fuzz_fixture.h"

#include "cleanup.h"
#include "remove.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
fuzz_make_folders (int top)
{
  remove_tree (top, "env");
  if (mkdirat (top, "env", 0700) < 0
      || (mkdirat (top, "outside", 0700) < 0 && errno != EEXIST)
      || mkdirat (top, "env/lib", 0700) < 0
      || mkdirat (top, "env/" TREE_SAVED, 0700) < 0
      || symlinkat ("../outside", top, "env/away") < 0)
    abort ();
  fuzz_put ("outside/precious", "precious", 8);
  fuzz_put ("env/lib/mine", "mine", 4);
  fuzz_put ("env/" TREE_SAVED "/0", "zero", 4);
  if (symlinkat ("../../outside", top, "env/" TREE_SAVED "/1") < 0)
    abort ();
}

static void
fuzz_make_journal (int top, const uint8_t *data, size_t size)
{
  CLEAN_TEXT struct text journal = TEXT_EMPTY;
  struct stat folder, file;
  fuzz_put ("env/" TREE_JOURNAL, "", 0);
  if (fstatat (top, "env", &folder, 0) < 0
      || fstatat (top, "env/" TREE_JOURNAL, &file, 0) < 0)
    abort ();
  bool has_line = size > 0 && strchr ("nosgp", data[0]) != NULL && data[0] != 0;
  if (has_line)
    text_addf (&journal, "pyvenv 1 %s %ju %ju\n", data[0] == 'n' ? "new" : "old",
               (uintmax_t) folder.st_ino, (uintmax_t) file.st_ino);
  text_add_bytes (&journal, data + has_line, size - has_line);
  fuzz_put ("env/" TREE_JOURNAL, text_string (&journal), journal.length);
  if (size == 0)
    return;
  if ((data[0] == 'g' && remove_tree (top, "env/" TREE_SAVED) < 0)
      || (data[0] == 'p' && fchmodat (top, "env/" TREE_SAVED, 0777, 0) < 0)
      || (data[0] == 'm' && unlinkat (top, "env/" TREE_JOURNAL, 0) < 0))
    abort ();
}

/* What the next run does, or the run itself. */
static int
fuzz_undo (int fd, bool by_itself, bool *undone)
{
  if (!by_itself)
    return tree_undo (fd, undone);
  CLEAN_FD int journal = openat (fd, TREE_JOURNAL, O_RDWR | O_CLOEXEC);
  return tree_undo_journal (fd, journal, undone);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  struct stat st;
  bool undone;
  int top = fuzz_folder_fd ();
  fuzz_make_folders (top);
  fuzz_make_journal (top, data, size);
  int fd = openat (top, "env", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    abort ();
  if (fuzz_undo (fd, size > 0 && data[0] == 's', &undone) == 0 && undone
      && fstatat (fd, TREE_JOURNAL, &st, AT_SYMLINK_NOFOLLOW) == 0)
    abort ();
  if (fstatat (top, "outside/precious", &st, 0) < 0 || st.st_size != 8
      || fstatat (top, "env", &st, AT_SYMLINK_NOFOLLOW) < 0)
    abort ();
  close (fd);
  return 0;
}
