/* virtualenv_apply.c: what the options of virtualenv mean for a builder. */
#include <config.h>

#include "virtualenv.h"

#include "cleanup.h"
#include "path.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define VIRTUALENV_DEFAULT_ACTIVATORS \
  "bash,cshell,fish,nushell,powershell,python,xonsh"

/* What virtualenv does unless told otherwise, and we do not. */
static const struct { const char *option, *value; } virtualenv_defaults[] = {
  { "allow-existing", "true" },
  { "cachedir-tag", "true" },
  { "without-scm-ignore-files", "false" },
  { "activators", VIRTUALENV_DEFAULT_ACTIVATORS },
};

#define VIRTUALENV_PLUGIN "setuptools-pip"

static int
virtualenv_apply_defaults (struct virtualenv *virtualenv)
{
  for (size_t i = 0; i < sizeof virtualenv_defaults
         / sizeof virtualenv_defaults[0]; i++)
    if (pyvenv_builder_set (virtualenv->builder, virtualenv_defaults[i].option,
                            virtualenv_defaults[i].value) < 0)
      return -1;
  return 0;
}

/* The rows that set an option of ours. */
static int
virtualenv_apply_table (struct virtualenv *virtualenv)
{
  for (size_t i = 0; i < VIRTUALENV_COUNT; i++)
    {
      const struct virtualenv_row *row = &virtualenv_table[i];
      const struct virtualenv_value *value = &virtualenv->values[i];
      if (row->sets != NULL && value->source != VIRTUALENV_UNSET && value->on
          && pyvenv_builder_set (virtualenv->builder, row->sets,
                                 row->to != NULL ? row->to : value->text) < 0)
        return -1;
    }
  return 0;
}

/* Two flags for one thing: the one of the stronger source counts, else NO.  1 or
 * -1; 0 where neither is given. */
static int
virtualenv_decide (const struct virtualenv *virtualenv, enum virtualenv_id yes,
                   enum virtualenv_id no)
{
  const struct virtualenv_value *on = &virtualenv->values[yes];
  const struct virtualenv_value *off = &virtualenv->values[no];
  if (off->on && (!on->on || off->source >= on->source))
    return -1;
  return on->on ? 1 : 0;
}

/* ---- The redirect -------------------------------------------------------- */

static bool
virtualenv_exists (const char *folder, const char *name, struct stat *ret)
{
  CLEAN_TEXT struct text path = TEXT_EMPTY;
  text_addf (&path, "%s/%s", folder, name);
  return lstat (text_string (&path), ret) == 0;
}

/* Where nothing is said, a project that has no .venv yet gets one. */
static int
virtualenv_apply_redirect (struct virtualenv *virtualenv)
{
  CLEAN_TEXT struct text above = TEXT_EMPTY;
  struct stat st;
  int wanted = virtualenv_decide (virtualenv, VIRTUALENV_VENV_REDIRECT,
                                  VIRTUALENV_NO_VENV_REDIRECT);
  text_addf (&above, "%s/..", virtualenv->dest);
  CLEAN_FREE char *folder = path_absolute (text_string (&above));
  if (wanted < 0 || folder == NULL)
    return 0;
  bool exists = virtualenv_exists (folder, ".venv", &st);
  if ((exists && (wanted == 0 || !S_ISREG (st.st_mode)))
      || (wanted == 0 && !virtualenv_exists (folder, "pyproject.toml", &st)))
    return 0;
  return pyvenv_builder_set (virtualenv->builder, "redirect", folder);
}

/* ---- Seed packages ------------------------------------------------------ */

/* What is asked of pip or setuptools. */
struct virtualenv_seed {
  bool none;
  const char *version;          /* an exact one, or NULL */
};

static struct virtualenv_seed
virtualenv_seed (const struct virtualenv *virtualenv, enum virtualenv_id version,
                 enum virtualenv_id no)
{
  const char *text = virtualenv->values[version].text;
  bool none = text != NULL && strcmp (text, "none") == 0;
  bool exact = text != NULL && !none && strcmp (text, "embed") != 0
               && strcmp (text, "bundle") != 0;
  return (struct virtualenv_seed) {
    virtualenv->values[no].on || none, exact ? text : NULL
  };
}

static bool
virtualenv_downloads (const struct virtualenv *virtualenv)
{
  return virtualenv_decide (virtualenv, VIRTUALENV_DOWNLOAD,
                            VIRTUALENV_NO_DOWNLOAD) > 0;
}

/* DIR as an address, in which blanks separate nothing. */
static void
virtualenv_add_url (struct text *out, const char *dir)
{
  CLEAN_FREE char *path = realpath (dir, NULL);
  if (path == NULL)
    return;
  text_addf (out, "%sfile://", out->length > 0 ? " " : "");
  for (const char *s = path; *s != '\0'; s++)
    if (strchr (" %#?\t", *s) != NULL)
      text_addf (out, "%%%02X", (unsigned char) *s);
    else
      text_add_char (out, *s);
}

static int
virtualenv_set_key (struct virtualenv *virtualenv, const char *key,
                    const char *value)
{
  return pyvenv_builder_set_key (virtualenv->builder, VIRTUALENV_PLUGIN, key,
                                 value);
}

/* Has the plugin setuptools-pip install what was chosen. */
static int
virtualenv_apply_plugin (struct virtualenv *virtualenv,
                         const struct virtualenv_seed *pip,
                         const struct virtualenv_seed *setuptools)
{
  const struct string_vector *dirs
    = &virtualenv->values[VIRTUALENV_EXTRA_SEARCH_DIR].list;
  bool online = virtualenv_downloads (virtualenv) || pip->version != NULL
                || setuptools->version != NULL;
  CLEAN_TEXT struct text links = TEXT_EMPTY;
  for (size_t i = 0; i < dirs->count; i++)
    virtualenv_add_url (&links, dirs->items[i]);

  if (pyvenv_builder_add_plugin (virtualenv->builder, VIRTUALENV_PLUGIN) < 0
      || virtualenv_set_key (virtualenv, "source", online ? "auto" : "local") < 0
      || (links.length > 0
          && virtualenv_set_key (virtualenv, "find-links",
                                 text_string (&links)) < 0))
    return -1;
  if ((pip->none || pip->version != NULL)
      && virtualenv_set_key (virtualenv, "pip",
                             pip->none ? "none" : pip->version) < 0)
    return -1;
  return virtualenv_set_key (virtualenv, "setuptools",
                             setuptools->none ? "none"
                             : setuptools->version != NULL ? setuptools->version
                             : "venv");
}

/* Where nothing special is asked for, what comes with Python is installed as it is
 * without virtualenv. */
static int
virtualenv_apply_seeds (struct virtualenv *virtualenv)
{
  struct virtualenv_seed pip
    = virtualenv_seed (virtualenv, VIRTUALENV_PIP, VIRTUALENV_NO_PIP);
  struct virtualenv_seed setuptools
    = virtualenv_seed (virtualenv, VIRTUALENV_SETUPTOOLS,
                       VIRTUALENV_NO_SETUPTOOLS);
  if (virtualenv->values[VIRTUALENV_NO_SEED].on
      || (pip.none && setuptools.none))
    return pyvenv_builder_set (virtualenv->builder, "without-pip", NULL);
  if (!pip.none && !setuptools.none && pip.version == NULL
      && setuptools.version == NULL && !virtualenv_downloads (virtualenv)
      && virtualenv->values[VIRTUALENV_EXTRA_SEARCH_DIR].list.count == 0)
    return 0;
  return virtualenv_apply_plugin (virtualenv, &pip, &setuptools);
}

/* ---- All of it ---------------------------------------------------------- */

/* verbosity = verbose - quiet; 2 is the default and shows the summary. */
static int
virtualenv_apply_verbosity (struct virtualenv *virtualenv)
{
  const struct virtualenv_value *verbose
    = &virtualenv->values[VIRTUALENV_VERBOSE];
  const struct virtualenv_value *quiet = &virtualenv->values[VIRTUALENV_QUIET];
  long level = (verbose->source == VIRTUALENV_UNSET ? 2
                : verbose->source == VIRTUALENV_CALLER ? 2 + verbose->count
                : verbose->count) - quiet->count;
  virtualenv->quiet = level < 2;
  virtualenv->verbose = level > 2;
  return virtualenv->verbose
         ? pyvenv_builder_set (virtualenv->builder, "verbose", NULL) : 0;
}

/* The folders of these interpreters come first in PATH, the first one foremost. */
static int
virtualenv_apply_path (struct virtualenv *virtualenv)
{
  const struct string_vector *first
    = &virtualenv->values[VIRTUALENV_TRY_FIRST_WITH].list;
  CLEAN_TEXT struct text path = TEXT_EMPTY;
  const char *old = getenv ("PATH");
  if (first->count == 0)
    return 0;
  for (size_t i = 0; i < first->count; i++)
    {
      const char *slash = strrchr (first->items[i], '/');
      if (slash != NULL)
        text_addf (&path, "%.*s:", (int) (slash - first->items[i]) + 1,
                   first->items[i]);
    }
  text_add (&path, old != NULL ? old : "");
  return path.failed ? -1 : setenv ("PATH", text_string (&path), 1);
}

int
virtualenv_apply (struct virtualenv *virtualenv)
{
  const char *activators = virtualenv->values[VIRTUALENV_ACTIVATORS].text;
  virtualenv->activators = activators != NULL ? activators
                           : VIRTUALENV_DEFAULT_ACTIVATORS;
  if (virtualenv_apply_path (virtualenv) < 0
      || virtualenv_apply_defaults (virtualenv) < 0
      || virtualenv_apply_table (virtualenv) < 0
      || virtualenv_apply_verbosity (virtualenv) < 0
      || virtualenv_apply_redirect (virtualenv) < 0
      || virtualenv_apply_seeds (virtualenv) < 0)
    return -1;
  return pyvenv_builder_read_settings (virtualenv->builder);
}
