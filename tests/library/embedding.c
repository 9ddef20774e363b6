/* embed: uses all of pyvenv.h as a program does that embeds the library; run by
 * embed.sh in an empty folder.  The argument is an interpreter. */
#include <pyvenv.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHECK(condition) \
  do { \
    if (!(condition)) \
      { \
        fprintf (stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, \
                 #condition); \
        exit (1); \
      } \
  } while (0)

/* What the callback has seen. */
struct seen {
  int finished, failed, warnings, debugs;
  char last[256];
};

static void
embed_notify (void *data, const struct pyvenv_event *event)
{
  struct seen *seen = data;
  CHECK (event->struct_size == sizeof *event);
  switch (event->kind)
    {
    case PYVENV_EVENT_FINISHED:
      CHECK (event->context != NULL);
      CHECK (pyvenv_env_dir (event->context) != NULL);
      seen->finished += event->text == NULL;
      seen->failed += event->text != NULL;
      snprintf (seen->last, sizeof seen->last, "%s",
                pyvenv_env_dir (event->context));
      break;
    case PYVENV_EVENT_WARNING:
      CHECK (event->text != NULL);
      seen->warnings++;
      break;
    case PYVENV_EVENT_DEBUG:
      CHECK (event->text != NULL);
      seen->debugs++;
      break;
    case PYVENV_EVENT_PROGRESS:
      CHECK (event->text != NULL && event->stream >= PYVENV_PROGRESS_MAIN
             && event->stream <= PYVENV_PROGRESS_STDERR);
      break;
    case PYVENV_EVENT_AMOUNT:
      CHECK (event->text != NULL);
      break;
    }
}

static int
exists (const char *path)
{
  struct stat st;
  return lstat (path, &st) == 0;
}

static pyvenv_builder *
embed_builder (const char *python, struct seen *seen)
{
  pyvenv_builder *builder = pyvenv_builder_new ();
  CHECK (builder != NULL);
  CHECK (pyvenv_builder_error (builder) == NULL);
  CHECK (pyvenv_builder_error_kind (builder) == 0);
  CHECK (pyvenv_builder_set (builder, "python", python) == 0);
  CHECK (pyvenv_builder_set (builder, "without-pip", NULL) == 0);
  pyvenv_builder_on_event (builder, embed_notify, seen);
  return builder;
}

static void
test_one (const char *python)
{
  struct seen seen = { 0 };
  pyvenv_builder *builder = embed_builder (python, &seen);
  CHECK (pyvenv_builder_set (builder, "prompt", "first") == 0);
  CHECK (pyvenv_builder_set (builder, "prompt", "second") == 0);
  CHECK (pyvenv_builder_create (builder, "one") == 0);
  CHECK (pyvenv_builder_error (builder) == NULL);
  CHECK (pyvenv_builder_error_kind (builder) == 0);
  CHECK (seen.finished == 1 && seen.failed == 0);
  CHECK (strcmp (strrchr (seen.last, '/'), "/one") == 0 && *seen.last == '/');
  CHECK (seen.debugs == 0);
  CHECK (exists ("one/bin/activate"));

  /* The same builder once more, refused and then allowed. */
  CHECK (pyvenv_builder_create (builder, "one") == -1);
  CHECK (pyvenv_builder_error_kind (builder) == PYVENV_ERROR_TARGET);
  CHECK (strstr (pyvenv_builder_error (builder), "one") != NULL);
  CHECK (pyvenv_builder_set (builder, "clear", "yes") == 0);
  CHECK (pyvenv_builder_error (builder) == NULL);
  CHECK (pyvenv_builder_set (builder, "verbose", NULL) == 0);
  CHECK (pyvenv_builder_create (builder, "one") == 0);
  CHECK (seen.finished == 2 && seen.debugs > 0);
  pyvenv_builder_free (builder);
}

static void
test_options (const char *python)
{
  pyvenv_builder *builder = embed_builder (python, NULL);
  pyvenv_builder_on_event (builder, NULL, NULL);
  CHECK (pyvenv_builder_set (builder, "no-such-option", "x") == -1);
  CHECK (pyvenv_builder_error_kind (builder) == PYVENV_ERROR_USAGE);
  CHECK (strstr (pyvenv_builder_error (builder), "no-such-option") != NULL);
  CHECK (pyvenv_builder_set (builder, "clear", "maybe") == -1);
  CHECK (pyvenv_builder_error_kind (builder) == PYVENV_ERROR_USAGE);
  CHECK (pyvenv_builder_set (builder, "prompt", NULL) == -1);
  CHECK (pyvenv_builder_set (builder, "clear", "off") == 0);
  CHECK (pyvenv_builder_create (builder, "") == -1);
  CHECK (pyvenv_builder_error_kind (builder) == PYVENV_ERROR_TARGET);
  CHECK (pyvenv_builder_create (builder, "two") == 0);
  pyvenv_builder_free (builder);
  pyvenv_builder_free (NULL);

  builder = pyvenv_builder_new ();
  CHECK (pyvenv_builder_set (builder, "python", "/no/such/python") == 0);
  CHECK (pyvenv_builder_set (builder, "without-pip", NULL) == 0);
  CHECK (pyvenv_builder_create (builder, "three") == -1);
  CHECK (pyvenv_builder_error_kind (builder) == PYVENV_ERROR_INTERPRETER);
  CHECK (!exists ("three"));
  pyvenv_builder_free (builder);
}

static void
test_many (const char *python)
{
  struct seen seen = { 0 };
  char names[20][32];
  const char *dirs[20];
  for (int i = 0; i < 20; i++)
    {
      snprintf (names[i], sizeof names[i], "many/%d", i);
      dirs[i] = names[i];
    }
  pyvenv_builder *builder = embed_builder (python, &seen);
  CHECK (pyvenv_builder_create_many (builder, dirs, 0) == 0);
  CHECK (pyvenv_builder_create_many (builder, dirs, 20) == 0);
  CHECK (seen.finished == 20 && seen.failed == 0);
  for (int i = 0; i < 20; i++)
    {
      char path[64];
      snprintf (path, sizeof path, "many/%d/bin/activate", i);
      CHECK (exists (path));
    }

  /* All exist now: the first failure is told, and no name is lost. */
  CHECK (pyvenv_builder_create_many (builder, dirs, 20) == -1);
  CHECK (pyvenv_builder_error_kind (builder) == PYVENV_ERROR_TARGET);
  CHECK (seen.failed >= 1);
  pyvenv_builder_free (builder);
}

static void
test_plugins (const char *python)
{
  struct seen seen = { 0 };
  pyvenv_builder *builder = embed_builder (python, &seen);
  CHECK (pyvenv_builder_add_plugin (builder, "inner") == 0);
  CHECK (pyvenv_builder_add_plugin (builder, "outer") == 0);
  CHECK (pyvenv_builder_add_plugin (builder, "outer") == -1);
  CHECK (pyvenv_builder_error_kind (builder) == PYVENV_ERROR_USAGE);
  CHECK (pyvenv_builder_set_key (builder, "outer", "outer-text", "x") == 0);
  CHECK (pyvenv_builder_plugin (builder, 0, NULL) == NULL);
  CHECK (pyvenv_builder_load (builder) == 0);
  CHECK (pyvenv_builder_load (builder) == 0);

  const char *path = NULL;
  const struct pyvenv_plugin *plugin = pyvenv_builder_plugin (builder, 0, &path);
  CHECK (plugin != NULL && strcmp (plugin->name, "outer") == 0);
  CHECK (path != NULL && *path == '/');
  CHECK (strncmp (path, pyvenv_plugin_dir (), strlen (pyvenv_plugin_dir ()))
         == 0);
  plugin = pyvenv_builder_plugin (builder, 1, NULL);
  CHECK (plugin != NULL && strcmp (plugin->name, "inner") == 0);
  CHECK (pyvenv_builder_plugin (builder, 2, &path) == NULL);
  CHECK (pyvenv_builder_create (builder, "plugins") == 0);
  pyvenv_builder_free (builder);
}

static void
test_plugins_that_fail (const char *python)
{
  struct seen seen = { 0 };
  pyvenv_builder *builder = embed_builder (python, &seen);
  CHECK (pyvenv_builder_add_plugin (builder, "failing") == 0);
  CHECK (pyvenv_builder_set_key (builder, "failing", "in", "post_setup") == 0);
  seen.warnings = 0;
  CHECK (pyvenv_builder_create (builder, "fails") == -1);
  CHECK (pyvenv_builder_error_kind (builder) == PYVENV_ERROR_PLUGIN);
  CHECK (strstr (pyvenv_builder_error (builder), "failing") != NULL);
  CHECK (strstr (pyvenv_builder_error (builder), "post_setup") != NULL);
  CHECK (seen.warnings == 1 && seen.failed == 1);
  CHECK (!exists ("fails"));
  pyvenv_builder_free (builder);

  builder = embed_builder (python, &seen);
  CHECK (pyvenv_builder_add_plugin (builder, "no-such-plugin") == 0);
  CHECK (pyvenv_builder_create (builder, "fails") == -1);
  CHECK (pyvenv_builder_error_kind (builder) == PYVENV_ERROR_PLUGIN);
  pyvenv_builder_free (builder);
}

static void *
embed_cancel (void *builder)
{
  usleep (300 * 1000);
  pyvenv_builder_cancel (builder);
  return NULL;
}

static void
test_cancel (const char *python)
{
  struct seen seen = { 0 };
  pyvenv_builder *builder = embed_builder (python, &seen);
  CHECK (pyvenv_builder_add_plugin (builder, "writer") == 0);
  CHECK (pyvenv_builder_set_key (builder, "writer", "code",
                                 "import time; time.sleep (1000)") == 0);
  pthread_t thread;
  CHECK (pthread_create (&thread, NULL, embed_cancel, builder) == 0);
  CHECK (pyvenv_builder_create (builder, "cancelled") == -1);
  CHECK (pyvenv_builder_error_kind (builder) == PYVENV_ERROR_INTERRUPTED);
  CHECK (!exists ("cancelled"));
  pthread_join (thread, NULL);
  pyvenv_builder_free (builder);
}

static void
test_convenience (const char *python)
{
  struct pyvenv_create_options options = {
    .struct_size = sizeof options, .copies = 1, .system_site_packages = 1, .prompt = "easy", .python = python
  };
  char *error = NULL;
  CHECK (pyvenv_create ("easy", &options, &error) == 0);
  CHECK (error == NULL);
  CHECK (exists ("easy/bin/python"));
  CHECK (pyvenv_create ("easy", &options, &error) == PYVENV_ERROR_TARGET);
  CHECK (error != NULL && strstr (error, "easy") != NULL);
  free (error);
  CHECK (pyvenv_create ("easy", &options, NULL) == PYVENV_ERROR_TARGET);
  options.clear = 1;
  CHECK (pyvenv_create ("easy", &options, NULL) == 0);
  options.upgrade = 1;
  CHECK (pyvenv_create ("easy", &options, NULL) == PYVENV_ERROR_USAGE);
  options.clear = 0;
  CHECK (pyvenv_create ("easy", &options, NULL) == 0);

  /* A later version with more fields, and one that nobody ever had. */
  struct { struct pyvenv_create_options known; char later[100]; } more
    = { .known = options };
  more.known.struct_size = sizeof more;
  CHECK (pyvenv_create ("easy", &more.known, NULL) == 0);
  options.struct_size = sizeof options - 1;
  CHECK (pyvenv_create ("easy", &options, &error) == PYVENV_ERROR_USAGE);
  CHECK (error != NULL && strstr (error, "struct_size") != NULL);
  free (error);
  options.struct_size = sizeof options;
  options.python = "/no/such/python";
  CHECK (pyvenv_create ("easy", &options, NULL) == PYVENV_ERROR_INTERPRETER);
}

static void
test_cache (void)
{
  struct { struct pyvenv_cache_info known; char later[8]; } more;
  pyvenv_builder *builder = pyvenv_builder_new ();
  memset (&more, 'x', sizeof more);
  more.known.struct_size = 0;
  CHECK (pyvenv_builder_cache_info (builder, &more.known) == -1);
  CHECK (pyvenv_builder_error_kind (builder) == PYVENV_ERROR_USAGE);
  more.known.struct_size = sizeof more;
  CHECK (pyvenv_builder_cache_info (builder, &more.known) == 0);
  CHECK (more.known.struct_size == sizeof more);
  CHECK (memcmp (more.later, "xxxxxxxx", 8) == 0);
  CHECK (more.known.dir == NULL || *more.known.dir == '/');
  pyvenv_builder_free (builder);
}

int
main (int argc, char **argv)
{
  CHECK (argc == 2);
  CHECK (strchr (pyvenv_version (), '.') != NULL);
  test_one (argv[1]);
  test_options (argv[1]);
  test_many (argv[1]);
  test_plugins (argv[1]);
  test_plugins_that_fail (argv[1]);
  test_cancel (argv[1]);
  test_convenience (argv[1]);
  test_cache ();
  return 0;
}
