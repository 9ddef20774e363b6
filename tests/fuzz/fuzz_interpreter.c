/* fuzz_interpreter.c: what an interpreter says of itself, as it is kept.
 *
 * The input is the facts; in front of them stands what tells for which file of this
 * machine the record is.  An input that has such lines itself is taken as it is. */
#include <config.h>

#include "fuzz_fixture.h"

#include "cache_folder.h"
#include "file.h"
#include "interpreter_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FUZZ_PYTHON "/dev/null"

/* The lines of a record in front of its facts. */
static char *
fuzz_head (struct interpreter_search *search, const struct stat *status,
           const char *path)
{
  static char *head;
  struct interpreter sample = { .version = "3.13.0" };
  size_t length;
  if (head != NULL)
    return head;
  sample.base_executable = sample.executable = sample.real_executable = "/p";
  sample.implementation = sample.platform = sample.abi_thread = "x";
  sample.abiflags = sample.platlibdir = sample.cache_tag = sample.magic = "x";
  sample.prefix = sample.stdlib = sample.purelib = "/p";
  sample.wheel_pkg_dir = sample.env_purelib = sample.env_include = "x";
  sample.extension_suffix = sample.build_platform = sample.libc = "x";
  interpreter_record_write (search, FUZZ_PYTHON, status, &sample);
  head = file_read (fuzz_folder_fd (), path, 4096, &length);
  char *facts = head == NULL ? NULL : strstr (head, "\nversion=");
  if (facts == NULL)
    abort ();
  facts[1] = '\0';
  return head;
}

static void
fuzz_check (const struct interpreter *found)
{
  if (found->executable[0] != '/' || found->purelib[0] != '/'
      || found->env_purelib[0] == '/' || strlen (found->magic) != 8
      || string_has_control (found->version))
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char first[] = "pyvenv-interpreter";
  CLEAN_ARENA struct arena arena = { NULL };
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  CLEAN_TEXT struct text record = TEXT_EMPTY;
  struct interpreter_search search = {
    .report = &report, .arena = &arena, .cache_dir = fuzz_folder ()
  };
  struct interpreter found = { .version = NULL };
  struct stat status;
  char name[17], path[32];
  cache_folder_name (FUZZ_PYTHON, name);
  snprintf (path, sizeof path, "interpreters/%s", name);
  if (stat (FUZZ_PYTHON, &status) < 0)
    abort ();

  const char *head = fuzz_head (&search, &status, path);
  if (size < sizeof first - 1 || memcmp (data, first, sizeof first - 1) != 0)
    text_add (&record, head);
  text_add_bytes (&record, data, size);
  fuzz_put (path, text_string (&record), record.length);
  struct interpreter_search without = search;
  without.cache_dir = NULL;
  if (interpreter_record_read (&without, FUZZ_PYTHON, &status, &found))
    abort ();
  if (interpreter_record_read (&search, FUZZ_PYTHON, &status, &found))
    {
      fuzz_check (&found);
      interpreter_record_write (&search, FUZZ_PYTHON, &status, &found);
    }
  arena_release (&search.scratch);
  return 0;
}
