/* requirements_line.c: one requirement as pip takes it: besides what PEP 508
 * knows, a path, an address, or what is behind -e. */
#include <config.h>

#include "requirements_private.h"

#include "cleanup.h"
#include "hash.h"
#include "text.h"
#include "url.h"
#include "wheel_name.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static const char requirements_line_blanks[] = " \t";

const char *
requirements_line_absolute (struct arena *arena, const char *from,
                            const char *path)
{
  CLEAN_TEXT struct text result = TEXT_EMPTY;
  if (*path != '/' && from != NULL)
    {
      const char *slash = strrchr (from, '/');
      text_add_bytes (&result, from, (size_t) (slash - from));
    }
  else if (*path != '/')
    {
      CLEAN_FREE char *working = getcwd (NULL, 0);
      if (working == NULL)
        return NULL;
      text_add_path (&result, working);
    }
  text_add_path (&result, path);
  if (result.failed)
    errno = ENOMEM;
  return result.failed ? NULL
    : arena_copy (arena, result.length > 0 ? text_string (&result) : "/");
}

/* What pip takes for an address: with the scheme of a server, a file or a
 * system of version control ("git+https:"). */
static bool
requirements_line_is_url (const char *text)
{
  static const char *const schemes[] = {
    "http:", "https:", "file:", "ftp:", "git+", "hg+", "svn+", "bzr+", "git:",
    "hg:", "svn:", "bzr:", "ssh:", NULL
  };
  for (size_t i = 0; schemes[i] != NULL; i++)
    if (strncasecmp (text, schemes[i], strlen (schemes[i])) == 0
        && strchr (text, ':') != NULL)
      return true;
  return false;
}

static bool
requirements_line_is_archive (const char *path)
{
  static const char *const suffixes[] = {
    ".whl", ".zip", ".tar.gz", ".tgz", ".tar", ".tar.bz2", ".tbz", ".tar.xz",
    ".txz", ".tlz", ".tar.lz", ".tar.lzma", NULL
  };
  for (size_t i = 0; suffixes[i] != NULL; i++)
    {
      size_t length = strlen (path), end = strlen (suffixes[i]);
      if (length > end && strcasecmp (path + length - end, suffixes[i]) == 0)
        return true;
    }
  return false;
}

/* Gives the requirement of ITEM the extras of GIVEN and MARKER, each unless it
 * is NULL.  It is copied, since GIVEN may be it. */
static int
requirements_line_refine (struct requirements_reader *reader,
                          struct requirements_item *item,
                          const struct requirement *given,
                          const struct marker *marker)
{
  struct requirement *result = arena_zeroed (reader->arena, sizeof *result);
  if (result == NULL)
    return requirements_file_no_memory (reader);
  *result = *item->requirement;
  if (given != NULL)
    result->extras = given->extras;
  if (marker != NULL)
    result->marker = marker;
  item->requirement = result;
  return 0;
}

/* The requirement that a wheel of this FILE_NAME meets, "NAME==VERSION" with
 * the extras and the marker of GIVEN, which may be NULL. */
static int
requirements_line_of_wheel (struct requirements_reader *reader,
                            struct requirements_item *item,
                            const char *file_name,
                            const struct requirement *given)
{
  struct wheel_name name;
  struct syntax_error error;
  if (!wheel_name_parse (&name, reader->arena, file_name))
    return errno == ENOMEM ? requirements_file_no_memory (reader)
      : requirements_file_fail (reader, "'%s' is not the name of a wheel", file_name);
  if (given != NULL && strcmp (given->canonical, name.canonical) != 0)
    return requirements_file_fail (reader, "'%s' is a wheel of %s, not of %s",
                              file_name, name.canonical, given->canonical);

  const char *text = arena_format (reader->arena, "%s==%s", name.canonical,
                                   name.version);
  const struct requirement *parsed = text == NULL ? NULL
    : requirement_parse (reader->arena, text, &error);
  if (parsed == NULL)
    return text == NULL || errno == ENOMEM ? requirements_file_no_memory (reader)
      : requirements_file_fail (reader, "'%s' is not the name of a wheel", file_name);
  item->requirement = parsed;
  item->is_wheel = true;
  return given == NULL ? 0
    : requirements_line_refine (reader, item, given, given->marker);
}

/* Fills in where ITEM is from URL: a path of this machine, or an address, and
 * the hash that its fragment has. */
static int
requirements_line_locate (struct requirements_reader *reader,
                          struct requirements_item *item, const char *url)
{
  struct stat st;
  const char *hash = hash_of_fragment (reader->arena, url);
  if (hash != NULL && *hash == '\0')
    return requirements_file_fail (reader, "'%s' has a hash that cannot be used: "
                                   "sha256=HEX, sha384=HEX or sha512=HEX is due",
                                   url);
  if (hash != NULL && string_vector_append (&item->hashes, hash) < 0)
    return requirements_file_no_memory (reader);
  if (strchr (url, ':') == NULL)
    return requirements_file_fail (reader, "'%s' is not an address, which begins with a"
                              " scheme like https:", url);
  if (!url_has_scheme (url, "file"))
    {
      item->url = url;
      return 0;
    }
  if (!url_file_is_local (url))
    return requirements_file_fail (reader, "'%s' is on another machine", url);

  size_t length = strcspn (url, "?#");
  const char *bare = arena_copy_bytes (reader->arena, url, length);
  const char *path = bare == NULL ? NULL : url_file_path (reader->arena, bare);
  item->path = path == NULL ? NULL
    : requirements_line_absolute (reader->arena, NULL, path);
  if (item->path == NULL)
    return requirements_file_no_memory (reader);
  item->is_folder = stat (item->path, &st) == 0 && S_ISDIR (st.st_mode);
  return 0;
}

/* Names what ITEM's address or path leads to, where that is a wheel. */
static int
requirements_line_identify (struct requirements_reader *reader,
                            struct requirements_item *item,
                            const struct requirement *given)
{
  item->requirement = given;
  CLEAN_FREE char *file_name = NULL;
  if (item->url != NULL)
    file_name = url_file_name (item->url);
  else if (item->path != NULL)
    file_name = strdup (strrchr (item->path, '/') + 1);
  if (file_name == NULL)
    return errno == ENOMEM && (item->url != NULL || item->path != NULL)
      ? requirements_file_no_memory (reader) : 0;
  bool is_wheel = string_ends_with (file_name, ".whl") && !item->is_folder;
  return is_wheel
    ? requirements_line_of_wheel (reader, item, file_name, given) : 0;
}

/* What stands behind the ';' of a path or an address. */
static int
requirements_line_marker (struct requirements_reader *reader,
                          struct requirements_item *item, const char *text)
{
  text += strspn (text, requirements_line_blanks);
  if (*text == '\0')
    return 0;
  struct syntax_error error;
  const struct marker *marker = marker_parse (reader->arena, text, &error);
  if (marker == NULL)
    return errno == ENOMEM ? requirements_file_no_memory (reader)
      : requirements_file_fail (reader, "in the marker '%s', at character %zu: %s",
                           text, error.position + 1, error.message);
  if (item->requirement == NULL)
    return requirements_file_only_pip (reader, "a marker of what has no name yet");
  return requirements_line_refine (reader, item, NULL, marker);
}

/* Takes the extras from the end of TEXT, a path ("./x.whl[a]"), into *EXTRAS, a
 * requirement with them that is otherwise of no meaning; NULL if there are
 * none. */
static int
requirements_line_extras (struct requirements_reader *reader, const char **text,
                          const struct requirement **extras)
{
  const char *bracket = strrchr (*text, '[');
  struct syntax_error error;
  *extras = NULL;
  if (bracket == NULL || bracket == *text || !string_ends_with (*text, "]"))
    return 0;
  const char *made = arena_format (reader->arena, "x%s", bracket);
  const char *rest = arena_copy_bytes (reader->arena, *text,
                                       (size_t) (bracket - *text));
  if (made == NULL || rest == NULL)
    return requirements_file_no_memory (reader);
  *extras = requirement_parse (reader->arena, made, &error);
  if (*extras == NULL)
    return errno == ENOMEM ? requirements_file_no_memory (reader) : 0;
  *text = rest;
  return 0;
}

/* TEXT is an address or, with a PATH, a file or a folder. */
static int
requirements_line_direct (struct requirements_reader *reader,
                          struct requirements_item *item, const char *text,
                          const char *path)
{
  struct stat st;
  if (path == NULL && requirements_line_locate (reader, item, text) < 0)
    return -1;
  if (path != NULL)
    {
      item->path = path;
      item->is_folder = stat (path, &st) == 0 && S_ISDIR (st.st_mode);
    }
  return requirements_line_identify (reader, item, NULL);
}

/* A requirement of PEP 508. */
static int
requirements_line_named (struct requirements_reader *reader,
                         struct requirements_item *item, const char *text)
{
  struct syntax_error error;
  const struct requirement *requirement
    = requirement_parse (reader->arena, text, &error);
  if (requirement == NULL && errno == ENOMEM)
    return requirements_file_no_memory (reader);
  if (requirement == NULL)
    return requirements_file_fail (reader, "'%s' is not a requirement: at character %zu,"
                              " %s", text, error.position + 1, error.message);
  if (requirement->url != NULL
      && requirements_line_locate (reader, item, requirement->url) < 0)
    return -1;
  return requirements_line_identify (reader, item, requirement);
}

/* The path that TEXT is, as pip decides it, in *PATH: a folder that is there
 * and is written like a path, or an archive.  NULL where it is a
 * requirement. */
static int
requirements_line_path (struct requirements_reader *reader, const char *text,
                        const char **path)
{
  struct stat st;
  const char *absolute = requirements_line_absolute (reader->arena, NULL, text);
  if (absolute == NULL)
    return requirements_file_no_memory (reader);
  bool there = stat (absolute, &st) == 0;
  bool like_path = strchr (text, '/') != NULL || *text == '.';
  const char *at = strchr (text, '@');
  const char *slash = strchr (text, '/');
  bool direct = at != NULL && *text != '.' && (slash == NULL || slash > at);

  *path = NULL;
  if (there && S_ISDIR (st.st_mode) ? like_path
      : requirements_line_is_archive (absolute) && (there || !direct))
    *path = absolute;
  return 0;
}

/* Reads TEXT into ITEM. */
static int
requirements_line_read (struct requirements_reader *reader,
                        struct requirements_item *item, const char *text)
{
  /* Behind an address a ';' only counts with a blank behind it. */
  bool is_url = requirements_line_is_url (text);
  const char *semicolon = is_url ? strstr (text, "; ") : strchr (text, ';');
  size_t length
    = semicolon != NULL ? (size_t) (semicolon - text) : strlen (text);
  while (length > 0
         && strchr (requirements_line_blanks, text[length - 1]) != NULL)
    length--;
  const char *place = arena_copy_bytes (reader->arena, text, length);
  const char *path = NULL;
  const struct requirement *extras = NULL;
  if (place == NULL)
    return requirements_file_no_memory (reader);
  if (!is_url
      && (requirements_line_extras (reader, &place, &extras) < 0
          || requirements_line_path (reader, place, &path) < 0))
    return -1;
  if (!is_url && path == NULL)
    return requirements_line_named (reader, item, text);
  if (requirements_line_direct (reader, item, place, path) < 0)
    return -1;
  if (extras != NULL && item->requirement != NULL
      && requirements_line_refine (reader, item, extras, NULL) < 0)
    return -1;
  return semicolon != NULL
    ? requirements_line_marker (reader, item, semicolon + 1) : 0;
}

int
requirements_line_add (struct requirements_reader *reader, const char *text,
                       const struct requirements_options *options)
{
  struct requirements_item item = {
    .hashes = options->hashes, .has_hash_option = options->hashes.count > 0,
    .text = arena_copy (reader->arena, text), .place = reader->place,
    .is_constraint = reader->is_constraint
  };
  if (item.text == NULL)
    return requirements_file_no_memory (reader);
  if (text == options->editable)
    item.is_editable = true;
  else if (requirements_line_read (reader, &item, item.text) < 0)
    return -1;
  reader->result->require_hashes
    = reader->result->require_hashes || item.has_hash_option;
  if (requirements_items_append (&reader->result->items, item) < 0)
    return requirements_file_no_memory (reader);
  return 0;
}
