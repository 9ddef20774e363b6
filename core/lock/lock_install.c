/* lock_install.c: installs what locks, requirements files and requirements ask for. */
#include <config.h>

#include "lock_install.h"

#include "lock_packages.h"
#include "lock_text.h"
#include "lock_wanted.h"
#include "pylock.h"
#include "resolve.h"

#include <errno.h>

/* For how long it counts what pip chose, in seconds. */
#define LOCK_INSTALL_MAX_AGE 600

/* What WHAT asks for in CX, with nothing filled in yet. */
static struct lock_wanted
lock_install_wanted (pyvenv_context *cx, struct arena *arena, const char *path,
                     const struct pyvenv_requirements *what)
{
  return (struct lock_wanted) {
    .cx = cx, .arena = arena, .path = path, .what = what, .items.arena = arena,
    .sources = {
      .index_urls.arena = arena, .find_links.arena = arena,
      .trusted_hosts.arena = arena
    }
  };
}

static int
lock_install_read (struct lock_wanted *wanted)
{
  return pylock_is_name (wanted->path) ? lock_wanted_lock (wanted)
    : lock_wanted_requirements (wanted);
}

/* Whether WANTED, a requirements file, may be left to pip for the recorded reason, which
 * is cleared then.  0, or -1 after pyvenv_fail. */
static int
lock_install_allow_pip (const struct lock_wanted *wanted)
{
  pyvenv_context *cx = wanted->cx;
  const char *reason = arena_copy (wanted->arena, pyvenv_last_error (cx));
  pyvenv_clear_error (cx);
  if (reason == NULL)
    return pyvenv_fail (cx, errno, "cannot read '%s'", wanted->path);
  if ((wanted->what->flags & PYVENV_REQUIREMENTS_ONLY_PINNED) != 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "--upgrade and sync want to"
                           " know all that is to be there, and pip would have to"
                           " choose: %s", reason);
  pyvenv_debug (cx, "'%s' is left to pip: %s", wanted->path, reason);
  return 0;
}

/* pip and uv know a lock by its name, and so do we. */
static int
lock_install_check_name (pyvenv_context *cx,
                         const struct pyvenv_requirements *what)
{
  return pylock_is_name (what->write_lock) ? 0
    : pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "cannot write the lock '%s': its"
                      " name has to be pylock.toml or pylock.NAME.toml",
                      what->write_lock);
}

int
lock_install_check (pyvenv_context *cx, const struct pyvenv_requirements *what)
{
  if (what->write_lock != NULL && lock_install_check_name (cx, what) < 0)
    return -1;
  for (const char *const *file = what->files; file != NULL && *file != NULL;
       file++)
    {
      CLEAN_ARENA struct arena arena = { NULL };
      struct lock_wanted wanted = lock_install_wanted (cx, &arena, *file, what);
      int result = lock_install_read (&wanted);
      if (result == 0)
        result = lock_packages_check (&wanted);
      else if (result > 0)
        result = lock_install_allow_pip (&wanted);
      if (result < 0)
        return -1;
    }
  return 0;
}

/* ---- What pip has to choose --------------------------------------------------- */

/* Adds the strings of FROM to INTO. */
static int
lock_install_join (struct string_vector *into, const struct string_vector *from)
{
  for (size_t i = 0; i < from->count; i++)
    if (string_vector_append (into, from->items[i]) < 0)
      return -1;
  return 0;
}

/* The file of FROM is left to pip: what it says of where packages are comes to TO.  As
 * with pip, the last --index-url counts. */
static int
lock_install_leave (struct lock_wanted *to, struct resolve_question *question,
                    const struct lock_wanted *from)
{
  const struct wheel_sources *more = &from->sources;
  struct wheel_sources *all = &to->sources;
  if (lock_install_allow_pip (from) < 0)
    return -1;
  if (more->replaces_index || more->no_index)
    all->index_urls.count = 0;
  all->no_index = all->no_index || more->no_index;
  all->replaces_index = all->replaces_index || more->replaces_index;
  all->prereleases = all->prereleases || more->prereleases;
  to->changes_builds = to->changes_builds || from->changes_builds;
  return lock_install_join (&all->index_urls, &more->index_urls) == 0
    && lock_install_join (&all->find_links, &more->find_links) == 0
    && lock_install_join (&all->trusted_hosts, &more->trusted_hosts) == 0
    && string_vector_append (&question->files, from->path) == 0
    ? 0 : lock_wanted_no_memory (to);
}

/* pip does all of it, for the recorded reason. */
static int
lock_install_by_pip (struct lock_wanted *wanted,
                     const struct resolve_question *question)
{
  pyvenv_context *cx = wanted->cx;
  if (wanted->record != NULL)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "no lock can be written, since"
                           " pip would have to install: %s",
                           pyvenv_last_error (cx));
  const struct resolve_module *module = modules_resolve (cx);
  pyvenv_debug (cx, "pip installs what it chooses: %s", pyvenv_last_error (cx));
  pyvenv_clear_error (cx);
  wanted->is_begun = true;
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "Installing packages ...");
  if (module->install (cx, question) < 0)
    return -1;
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "done.");
  return 0;
}

/* Asks pip once, and installs what it chose. */
static int
lock_install_try (struct lock_wanted *wanted,
                  const struct resolve_question *question, bool *was_kept)
{
  pyvenv_context *cx = wanted->cx;
  const struct resolve_module *module = modules_resolve (cx);
  struct resolve_answer answer;
  int result = module == NULL ? -1
    : module->resolve (cx, wanted->arena, question, &answer);
  *was_kept = result == 0 && answer.was_kept;
  if (result != 0)
    return result < 0 ? -1 : lock_install_by_pip (wanted, question);
  wanted->items.count = 0;
  for (size_t i = 0; i < answer.packages.count; i++)
    if (lock_wanted_add (wanted, &answer.packages.items[i]) < 0)
      return -1;
  if (wanted->changes_builds && lock_packages_need_build (wanted))
    {
      pyvenv_fail (cx, 0, "a requirements file says how to build");
      return lock_install_by_pip (wanted, question);
    }
  return lock_packages_install (wanted) == 0 ? 0 : -1;
}

/* What an earlier answer names may be gone. */
static int
lock_install_chosen (struct lock_wanted *wanted,
                     struct resolve_question *question)
{
  pyvenv_context *cx = wanted->cx;
  bool was_kept;
  int result = lock_install_try (wanted, question, &was_kept);
  if (result == 0 || !was_kept || wanted->is_begun
      || (pyvenv_options (cx) & PYVENV_OFFLINE) != 0
      || pyvenv_error_kind (cx) == PYVENV_ERROR_INTERRUPTED)
    return result;
  pyvenv_debug (cx, "pip is asked again: %s", pyvenv_last_error (cx));
  pyvenv_clear_error (cx);
  question->is_again = true;
  return lock_install_try (wanted, question, &was_kept);
}

/* ---- All of it ------------------------------------------------------------------ */

/* Installs what one file asks for, or leaves it to CHOSEN and QUESTION.  A lock says
 * what there is, so that pip would not help. */
static int
lock_install_file (struct lock_wanted *chosen,
                   struct resolve_question *question, const char *path)
{
  struct lock_wanted wanted
    = lock_install_wanted (chosen->cx, chosen->arena, path, chosen->what);
  wanted.record = chosen->record;
  int result = lock_install_read (&wanted);
  if (result == 0)
    result = lock_packages_install (&wanted);
  if (result <= 0)
    return result;
  return pylock_is_name (path) ? -1
    : lock_install_leave (chosen, question, &wanted);
}

static int
lock_install_all (struct lock_wanted *wanted, struct resolve_question *question)
{
  const struct pyvenv_requirements *what = wanted->what;
  for (const char *const *file = what->files; file != NULL && *file != NULL;
       file++)
    if (lock_install_file (wanted, question, *file) < 0)
      return -1;
  for (const char *const *one = what->requirements;
       one != NULL && *one != NULL; one++)
    if (string_vector_append (&question->requirements, *one) < 0)
      return lock_wanted_no_memory (wanted);
  return question->files.count == 0 && question->requirements.count == 0 ? 0
    : lock_install_chosen (wanted, question);
}

/* The lock is written when the environment is final. */
static int
lock_install_write (const struct lock_wanted *wanted)
{
  const char *path = wanted->what->write_lock;
  const char *text = lock_text (wanted->arena, wanted->cx, wanted->record, path);
  return text == NULL ? -1 : context_write_late (wanted->cx, path, text);
}

int
lock_install (pyvenv_context *cx, const struct pyvenv_requirements *what)
{
  CLEAN_ARENA struct arena arena = { NULL };
  struct lock_wanted wanted = lock_install_wanted (cx, &arena, NULL, what);
  struct package_vector record = { .arena = &arena };
  wanted.record = what->write_lock != NULL ? &record : NULL;
  struct resolve_question question = {
    .requirements.arena = &arena, .files.arena = &arena,
    .no_deps = (what->flags & PYVENV_REQUIREMENTS_NO_DEPS) != 0,
    .only_wheels = (what->flags & PYVENV_REQUIREMENTS_ONLY_WHEELS) != 0,
    .is_fresh = (what->flags & PYVENV_REQUIREMENTS_REFRESH) != 0,
    .max_age = what->max_age != 0 ? what->max_age : LOCK_INSTALL_MAX_AGE
  };
  if (lock_install_all (&wanted, &question) < 0)
    return -1;
  return what->write_lock == NULL ? 0 : lock_install_write (&wanted);
}
