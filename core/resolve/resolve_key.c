/* resolve_key.c: by what an answer of pip is found again.
 *
 * All that the answer depends on is written down, one thing a line, and hashed.  What
 * an index has is left out: that may change, and is why answers grow old. */
#include <config.h>

#include "resolve_key.h"

#include "cleanup.h"
#include "file.h"
#include "folder.h"
#include "marker_target.h"
#include "pip_config.h"
#include "requirements_file.h"
#include "resolve_settings.h"
#include "text.h"
#include "tree.h"
#include "url.h"
#include "wheel_tags.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

/* Answers of another layout are not found. */
#define RESOLVE_KEY_FORMAT 1

struct resolve_key_maker {
  pyvenv_context *cx;
  struct arena *arena;
  struct text text;
  bool lasts;
};

static int
resolve_key_no_memory (struct resolve_key_maker *maker)
{
  return pyvenv_fail (maker->cx, ENOMEM, "cannot ask pip");
}

/* ---- The environment -------------------------------------------------------- */

static int
resolve_key_add_python (struct resolve_key_maker *maker)
{
  struct marker_environment environment;
  const struct wheel_tags *tags = context_wheel_tags (maker->cx);
  if (tags == NULL
      || marker_target_read (maker->cx, maker->arena, &environment) < 0)
    return -1;
  text_addf (&maker->text, "python %s\n", pyvenv_base_python (maker->cx));
  for (size_t i = 0; i < MARKER_STRINGS; i++)
    text_addf (&maker->text, "marker %s\n", environment.strings[i] != NULL
               ? environment.strings[i] : "");
  for (size_t i = 0; i < tags->pair_count; i++)
    text_addf (&maker->text, "tag %s-%s %d\n", tags->pairs[i].python,
               tags->pairs[i].abi, tags->pairs[i].any_platform);
  for (size_t i = 0; i < tags->platform_count; i++)
    text_addf (&maker->text, "platform %s\n", tags->platforms[i]);
  return 0;
}

static int
resolve_key_compare (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Folders tell their names in any order. */
static void
resolve_key_sort (struct string_vector *names)
{
  if (names->count > 0)
    qsort (names->items, names->count, sizeof *names->items,
           resolve_key_compare);
}

/* pip keeps what is installed, if it suits. */
static int
resolve_key_add_installed (struct resolve_key_maker *maker)
{
  pyvenv_context *cx = maker->cx;
  const char *site = pyvenv_site_dir (cx), *env = pyvenv_env_dir (cx);
  size_t length = strlen (env);
  struct string_vector names = { .arena = maker->arena };
  if (strncmp (site, env, length) != 0 || site[length] != '/')
    return 0;
  CLEAN_DIR DIR *dir = folder_open (tree_fd (context_tree (cx)),
                                    site + length + 1);
  if (dir == NULL)
    return errno == ENOENT ? 0
      : pyvenv_fail (cx, errno, "cannot read '%s'", site);
  struct dirent *entry;
  while ((entry = folder_next (dir)) != NULL)
    {
      if (!string_ends_with (entry->d_name, "-info"))
        continue;
      const char *name = arena_copy (maker->arena, entry->d_name);
      if (name == NULL || string_vector_append (&names, name) < 0)
        return resolve_key_no_memory (maker);
    }
  if (errno != 0)
    return pyvenv_fail (cx, errno, "cannot read '%s'", site);
  resolve_key_sort (&names);
  for (size_t i = 0; i < names.count; i++)
    text_addf (&maker->text, "installed %s\n", names.items[i]);
  return 0;
}

/* ---- What is asked for ------------------------------------------------------- */

/* Adds NAME below the folder FD, or at a path, by what stat says. */
static void
resolve_key_add_file (struct resolve_key_maker *maker, int fd, const char *name)
{
  struct stat st;
  if (fstatat (fd, name, &st, 0) < 0)
    text_addf (&maker->text, "no file %s\n", name);
  else
    text_addf (&maker->text, "file %ju %" PRId64 " %s\n",
               (uintmax_t) st.st_size, file_mtime_ns (&st), name);
}

/* Adds the names of archives in the folder of find-links PATH, or the page there.
 * What cannot be read is for pip to complain of, and may be another answer later. */
static int
resolve_key_add_folder (struct resolve_key_maker *maker, const char *path)
{
  static const char *const suffixes[] = { ".whl", ".gz", ".zip", ".bz2", ".xz" };
  CLEAN_DIR DIR *dir = folder_open (AT_FDCWD, path);
  struct string_vector names = { .arena = maker->arena };
  if (dir == NULL)
    {
      if (errno != ENOENT && errno != ENOTDIR)
        maker->lasts = false;
      resolve_key_add_file (maker, AT_FDCWD, path);
      return 0;
    }
  for (struct dirent *entry; (entry = folder_next (dir)) != NULL;)
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
      if (string_ends_with (entry->d_name, suffixes[i]))
        {
          const char *name = arena_copy (maker->arena, entry->d_name);
          if (name == NULL || string_vector_append (&names, name) < 0)
            return resolve_key_no_memory (maker);
        }
  if (errno != 0)
    maker->lasts = false;
  resolve_key_sort (&names);
  for (size_t i = 0; i < names.count; i++)
    resolve_key_add_file (maker, dirfd (dir), names.items[i]);
  return 0;
}

/* An entry of find-links: an address, or what is on this machine. */
static int
resolve_key_add_link (struct resolve_key_maker *maker, const char *link)
{
  text_addf (&maker->text, "link %s\n", link);
  if (url_has_scheme (link, "http") || url_has_scheme (link, "https"))
    return 0;
  const char *path = url_has_scheme (link, "file")
    ? url_file_path (maker->arena, link) : pip_config_path (maker->arena, link);
  return path != NULL ? resolve_key_add_folder (maker, path)
    : resolve_key_no_memory (maker);
}

/* Adds what REQUIREMENTS refer to.  A folder that is built can change anywhere. */
static int
resolve_key_add_read (struct resolve_key_maker *maker,
                      const struct requirements *requirements)
{
  for (size_t i = 0; i < requirements->digests.count; i++)
    text_addf (&maker->text, "content %s\n", requirements->digests.items[i]);
  for (size_t i = 0; i < requirements->items.count; i++)
    {
      const struct requirements_item *item = &requirements->items.items[i];
      if (item->is_folder || item->is_editable)
        maker->lasts = false;
      else if (item->path != NULL)
        resolve_key_add_file (maker, AT_FDCWD, item->path);
    }
  if (requirements->is_remote)
    maker->lasts = false;
  for (size_t i = 0; i < requirements->find_links.count; i++)
    if (resolve_key_add_link (maker, requirements->find_links.items[i]) < 0)
      return -1;
  return 0;
}

/* Adds BYTES as the file at PATH, or that file where they are NULL.  What cannot be
 * read here is for pip to complain of. */
static int
resolve_key_add_requirements (struct resolve_key_maker *maker, const char *path,
                              const struct text *bytes)
{
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct requirements requirements;
  int result = bytes != NULL
    ? requirements_file_parse (&requirements, maker->arena, path,
                               text_string (bytes), bytes->length, &report)
    : requirements_file_read (&requirements, maker->arena, path, &report);
  if (result == 0)
    return resolve_key_add_read (maker, &requirements);
  maker->lasts = false;
  return 0;
}

static int
resolve_key_add_question (struct resolve_key_maker *maker,
                          const struct resolve_question *question)
{
  CLEAN_TEXT struct text lines = TEXT_EMPTY;
  text_addf (&maker->text, "flags %d %d %d\n", question->no_deps,
             question->only_wheels,
             (pyvenv_options (maker->cx) & PYVENV_SYSTEM_SITE) != 0);
  for (size_t i = 0; i < question->requirements.count; i++)
    text_addf (&lines, "%s\n", question->requirements.items[i]);
  text_addf (&maker->text, "asked\n%s", text_string (&lines));
  if (lines.failed)
    return resolve_key_no_memory (maker);
  int result = resolve_key_add_requirements (maker, "requirements", &lines);
  for (size_t i = 0; result == 0 && i < question->files.count; i++)
    {
      text_add (&maker->text, "requirements file\n");
      result = resolve_key_add_requirements (maker, question->files.items[i],
                                             NULL);
    }
  return result;
}

static int
resolve_key_add_settings (struct resolve_key_maker *maker)
{
  struct resolve_settings settings;
  if (resolve_settings_read (&settings, maker->cx, maker->arena,
                             &maker->text) < 0)
    return -1;
  maker->lasts = maker->lasts && settings.is_whole;
  for (size_t i = 0; i < settings.files.count; i++)
    if (resolve_key_add_requirements (maker, settings.files.items[i], NULL) < 0)
      return -1;
  for (size_t i = 0; i < settings.links.count; i++)
    if (resolve_key_add_link (maker, settings.links.items[i]) < 0)
      return -1;
  return 0;
}

/* What the system has may change, and is not looked at. */
int
resolve_key_make (struct resolve_key *ret, pyvenv_context *cx,
                  struct arena *arena, const struct resolve_question *question,
                  const struct pip_runner *pip)
{
  struct resolve_key_maker maker = {
    .cx = cx, .arena = arena, .text = TEXT_EMPTY,
    .lasts = (pyvenv_options (cx) & PYVENV_SYSTEM_SITE) == 0
  };
  text_addf (&maker.text, "answer %d\npip %s %s\n", RESOLVE_KEY_FORMAT,
             pip->version, pip->wheel != NULL ? pip->wheel : "");
  int result = resolve_key_add_python (&maker);
  if (result == 0)
    result = resolve_key_add_installed (&maker);
  if (result == 0)
    result = resolve_key_add_question (&maker, question);
  if (result == 0)
    result = resolve_key_add_settings (&maker);
  if (result == 0 && maker.text.failed)
    result = resolve_key_no_memory (&maker);
  if (result == 0)
    {
      uint8_t digest[DIGEST_SHA256_SIZE];
      digest_bytes (DIGEST_SHA256, maker.text.bytes, maker.text.length, digest);
      digest_hex (ret->hex, digest, sizeof digest);
      ret->lasts = maker.lasts;
    }
  text_clear (&maker.text);
  return result;
}
