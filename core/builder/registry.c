/* registry.c: the plugins of one builder, in chain order. */
#include <config.h>

#include "registry.h"

#include "abi.h"
#include "cleanup.h"
#include "context.h"
#include "shared_object.h"
#include "nearest.h"
#include "plugin_name.h"
#include "system.h"
#include "text.h"
#include "trust.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *
registry_dir (const pyvenv_context *cx)
{
  const char *dir = cx != NULL && cx->setup->ignores_folders ? NULL
                    : secure_getenv ("PYVENV_PLUGIN_DIR");
  return dir != NULL && *dir == '/' ? dir : PLUGIN_DIR;
}

int
registry_check_dirs (pyvenv_context *cx)
{
  static const char *const names[] = { "PYVENV_PLUGIN_DIR",
                                       "PYVENV_MODULE_DIR" };
  for (size_t i = 0; i < sizeof names / sizeof names[0]
         && !cx->setup->ignores_folders; i++)
    {
      const char *dir = secure_getenv (names[i]);
      if (dir != NULL && *dir != '\0' && *dir != '/')
        return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "%s is '%s', which "
                               "is not an absolute path", names[i], dir);
    }
  return 0;
}

/* Which of the plugins in the folder may be meant by NAME, as a question, or "".
 * One that it is the beginning of, if no other is near. */
static const char *
registry_question (pyvenv_context *cx, const char *name)
{
  struct nearest nearest = { .wanted = name };
  const char *longer = NULL;
  CLEAN_DIR DIR *dir = opendir (registry_dir (cx));
  for (const struct dirent *entry; dir != NULL
         && (entry = readdir (dir)) != NULL;)
    {
      size_t length = strlen (entry->d_name);
      if (!string_ends_with (entry->d_name, ".so"))
        continue;
      const char *stem = arena_copy_bytes (&cx->arena, entry->d_name,
                                           length - 3);
      if (stem == NULL || !name_is_valid (stem))
        continue;
      nearest_offer (&nearest, stem);
      if (*name != '\0' && string_starts_with (stem, name))
        longer = stem;
    }
  if (nearest.best == NULL)
    nearest.best = longer;
  return nearest_question (&cx->arena, &nearest);
}

/* The absolute path of what the user called NAME; malloc'd.  A name never
 * reaches outside the plugin folder, and no folder is searched. */
static char *
registry_path (pyvenv_context *cx, const char *name)
{
  if (strchr (name, '/') != NULL)
    {
      char *path = realpath (name, NULL);
      if (path == NULL)
        pyvenv_fail (cx, errno, "cannot find the plugin '%s'", name);
      return path;
    }
  if (!plugin_name_is_valid (name))
    {
      pyvenv_fail (cx, 0, "'%s' is not a valid name of a plugin: only small "
                   "letters, digits and hyphens (%sfor a file write "
                   "./NAME.so)", name, registry_question (cx, name));
      return NULL;
    }

  struct text path = TEXT_EMPTY;
  text_addf (&path, "%s/%.*s.so", registry_dir (cx),
             (int) plugin_name_length (name), name);
  char *taken = text_take (&path);
  if (taken == NULL)
    context_no_memory (cx);
  return taken;
}

const char *
registry_plugin_name (pyvenv_context *cx, const char *name)
{
  const char *slash = strrchr (name, '/');
  const char *stem = slash != NULL ? slash + 1 : name;
  size_t length = strlen (stem);
  if (string_ends_with (stem, ".so"))
    length -= strlen (".so");
  const char *copy = arena_copy_bytes (&cx->arena, stem, length);
  if (copy == NULL)
    context_no_memory (cx);
  return copy;
}

bool
registry_is_absent (pyvenv_context *cx, const char *name)
{
  CLEAN_FREE char *path = registry_path (cx, name);
  bool absent = path == NULL ? errno == ENOENT
                : access (path, F_OK) < 0 && errno == ENOENT;
  pyvenv_clear_error (cx);
  return absent;
}

static void
registry_free (struct loaded *loaded)
{
  if (loaded == NULL)
    return;
  free (loaded->self);
  abi_release (&loaded->plugin);
  shared_object_close (loaded->object);
  free ((char *) loaded->path);
  free (loaded);
}

/* Fails because the file of LOADED, which the user called NAME, is missing. */
static int
registry_missing (pyvenv_context *cx, const struct loaded *loaded,
                const char *name)
{
  return pyvenv_fail (cx, 0, "there is no plugin '%s' (%spyvenv --plugins "
                      "lists those that are installed)", loaded->path,
                      registry_question (cx, name));
}

/* Fails where somebody else could change the file of LOADED.  The folder that was
 * installed with the program is as good as the program. */
static int
registry_check_trust (pyvenv_context *cx, const struct loaded *loaded)
{
  CLEAN_TEXT struct text why = TEXT_EMPTY;
  if (string_starts_with (loaded->path, PLUGIN_DIR "/"))
    return 0;
  CLEAN_FD int fd = open (loaded->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return pyvenv_fail (cx, errno, "cannot load '%s'", loaded->path);
  return trust_file (fd, loaded->path, &why) ? 0
         : pyvenv_fail (cx, 0, "the plugin '%s' cannot be trusted: %s",
                        loaded->path, text_string (&why));
}

/* Opens and adopts what was called NAME, which may be a link to a file of
 * another name; does not run any code of the plugin but its ELF constructors. */
static int
registry_open_object (pyvenv_context *cx, struct loaded *loaded,
                      const char *name)
{
  struct stat st;
  if (stat (loaded->path, &st) < 0)
    return errno == ENOENT
           ? registry_missing (cx, loaded, name)
           : pyvenv_fail (cx, errno, "cannot load '%s'", loaded->path);
  if (!S_ISREG (st.st_mode))
    return pyvenv_fail (cx, 0, "cannot load '%s': not a regular file",
                        loaded->path);

  if (registry_check_trust (cx, loaded) < 0)
    return -1;

  loaded->object = shared_object_open (&cx->report, loaded->path);
  if (loaded->object == NULL)
    return pyvenv_fail (cx, 0, "cannot load the plugin");
  const struct pyvenv_plugin *foreign
    = shared_object_symbol (loaded->object, "pyvenv_plugin");
  if (foreign == NULL)
    return pyvenv_fail (cx, 0, "'%s' is not a plugin: it has no symbol "
                        "pyvenv_plugin", loaded->path);

  const char *stem = registry_plugin_name (cx, name);
  if (stem == NULL)
    return -1;
  if (abi_adopt (cx, foreign, stem, &loaded->plugin) < 0)
    return pyvenv_fail (cx, 0, "the plugin '%s'", loaded->path);
  if (loaded->plugin.state_size > 0)
    {
      loaded->self = calloc (1, loaded->plugin.state_size);
      if (loaded->self == NULL)
        return context_no_memory (cx);
    }
  return 0;
}

/* Behind all of the same or a lower number, so that equal numbers keep the
 * order in which the user named the plugins. */
static int
registry_insert (struct plugin_list *list, struct loaded *loaded)
{
  struct loaded **items = reallocarray (list->items, list->count + 1,
                                        sizeof *items);
  if (items == NULL)
    return -1;
  list->items = items;

  size_t at = list->count;
  while (at > 0 && items[at - 1]->order > loaded->order)
    {
      items[at] = items[at - 1];
      at--;
    }
  items[at] = loaded;
  list->count++;
  for (size_t i = 0; i < list->count; i++)
    items[i]->index = i;
  return 0;
}

/* Calls load.  Returns 0, PYVENV_SKIP, or -1. */
static int
registry_start (pyvenv_context *cx, struct loaded *loaded)
{
  if (loaded->plugin.load == NULL)
    return 0;

  cx->report.speaker = loaded;
  int result = loaded->plugin.load (loaded->self, cx);
  cx->report.speaker = NULL;
  if (result == 0 || result == PYVENV_SKIP)
    {
      pyvenv_clear_error (cx);
      return result;
    }
  context_name_culprit (cx, loaded, "load");
  return -1;
}

/* The plugin NAME, opened and adopted; NULL after pyvenv_fail. */
static struct loaded *
registry_open (pyvenv_context *cx, const char *name, int order)
{
  struct loaded *loaded = calloc (1, sizeof *loaded);
  if (loaded == NULL)
    {
      context_no_memory (cx);
      return NULL;
    }
  loaded->path = registry_path (cx, name);
  if (loaded->path == NULL || registry_open_object (cx, loaded, name) < 0)
    {
      registry_free (loaded);
      return NULL;
    }
  loaded->order = order != 0 ? order
                  : loaded->plugin.order != 0 ? loaded->plugin.order
                  : PYVENV_ORDER_NORMAL;
  return loaded;
}

/* What goes wrong with a plugin is its failure, unless it is a matter of
 * options. */
static int
registry_failed (pyvenv_context *cx)
{
  cx->report.kind = PYVENV_ERROR_PLUGIN;
  return -1;
}

int
registry_add (struct plugin_list *list, pyvenv_context *cx,
              const char *name, int order)
{
  struct loaded *loaded = registry_open (cx, name, order);
  if (loaded == NULL)
    return registry_failed (cx);
  if (registry_find (list, loaded->plugin.name) != NULL)
    {
      pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "the plugin '%s' is named "
                      "twice", loaded->plugin.name);
      registry_free (loaded);
      return -1;
    }

  int result = registry_start (cx, loaded);
  if (result == PYVENV_SKIP)
    pyvenv_debug (cx, "%s: nothing to do here, dropped", loaded->plugin.name);
  loaded->started = result == 0;
  if (result == 0 && registry_insert (list, loaded) == 0)
    return 0;

  if (loaded->started && loaded->plugin.unload != NULL)
    loaded->plugin.unload (loaded->self);
  if (loaded->started)
    context_no_memory (cx);
  registry_free (loaded);
  return result == PYVENV_SKIP ? 0 : registry_failed (cx);
}

const struct loaded *
registry_inspect (struct plugin_list *list, pyvenv_context *cx,
                  const char *name)
{
  struct loaded *loaded = registry_open (cx, name, 0);
  if (loaded == NULL || registry_insert (list, loaded) < 0)
    {
      registry_free (loaded);
      registry_failed (cx);
      return NULL;
    }
  return loaded;
}

struct loaded *
registry_find (const struct plugin_list *list, const char *name)
{
  for (size_t i = 0; i < list->count; i++)
    if (strcmp (list->items[i]->plugin.name, name) == 0)
      return list->items[i];
  return NULL;
}

void
registry_release (struct plugin_list *list)
{
  while (list->count > 0)
    {
      struct loaded *loaded = list->items[--list->count];
      if (loaded->started && loaded->plugin.unload != NULL)
        loaded->plugin.unload (loaded->self);
      registry_free (loaded);
    }
  free (list->items);
  list->items = NULL;
}
