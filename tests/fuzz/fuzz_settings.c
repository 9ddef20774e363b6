/* fuzz_settings.c: INI files of the machine, which may lock, and of the user. */
#include <config.h>

#include "fuzz_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void
fuzz_check_given (const struct settings *settings)
{
  for (const struct given *given = settings->given; given != NULL;
       given = given->next)
    if (given->name == NULL || *given->name == '\0'
        || (given->value == NULL && given->action == GIVEN_SET)
        || given->place.file == NULL)
      abort ();
  for (const struct setting_lock *lock = settings->locks; lock != NULL;
       lock = lock->next)
    if (lock->name == NULL || lock->origin == NULL)
      abort ();
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (settings->options[i] != NULL && settings->options[i]->plugin != NULL)
      abort ();
}

/* Reads the file at PATH as the machine's, then as the user's, who also gives an
 * option, a plugin and a key. */
static void
fuzz_read_both (const char *path)
{
  CLEAN_ARENA struct arena arena = { NULL };
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct settings settings = { .report = &report, .arena = &arena };
  const struct setting_place caller = { .source = SETTING_CALLER };
  const struct given key = {
    .plugin = "corp", .name = "key", .value = "1", .action = GIVEN_SET,
    .place = caller
  };
  int result = settings_read_ini (&settings, path, SETTINGS_MACHINE);
  if ((result < 0) != (report.kind != 0))
    abort ();
  if (result < 0)
    return;
  fuzz_check_given (&settings);
  if (settings_read_ini (&settings, path, SETTINGS_REQUIRED) == 0)
    fuzz_check_given (&settings);
  report_clear (&report);
  if (settings_put_option (&settings, "prompt", "mine", &caller) < 0
      || settings_add_plugin (&settings, "corp", GIVEN_ADD, &caller) < 0
      || settings_give (&settings, &key) < 0
      || settings_check_locks (&settings) < 0)
    report_clear (&report);
}

/* One that others may write is passed over or refused. */
static void
fuzz_read_untrusted (const char *path, unsigned flags)
{
  CLEAN_ARENA struct arena arena = { NULL };
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct settings settings = { .report = &report, .arena = &arena };
  if (settings_read_ini (&settings, path, flags) < 0 && report.kind == 0)
    abort ();
  if (settings.given != NULL || settings.locks != NULL)
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CLEAN_ARENA struct arena arena = { NULL };
  const char *path = fuzz_path (&arena, "pyvenv.ini");
  fuzz_put ("pyvenv.ini", data, size);
  if (chmod (path, 0644) < 0)
    abort ();
  fuzz_read_both (path);
  if (chmod (path, 0666) < 0)
    abort ();
  fuzz_read_untrusted (path, SETTINGS_MACHINE);
  fuzz_read_untrusted (path, SETTINGS_ASKED);
  fuzz_read_untrusted (fuzz_folder (), 0);
  return 0;
}
