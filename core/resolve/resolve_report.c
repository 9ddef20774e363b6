/* resolve_report.c: what `pip install --report` writes. */
#include <config.h>

#include "resolve_report.h"

#include "cleanup.h"
#include "hash.h"
#include "text.h"
#include "url.h"
#include "wheel_name.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

struct resolve_report_reader {
  struct arena *arena;
  struct report *report;
  const char *name;             /* of the package that is read */
};

static int
resolve_report_no_memory (struct resolve_report_reader *reader)
{
  return report_no_memory (reader->report);
}

/* The string KEY of OBJECT in *RET; NULL where there is none. */
static int
resolve_report_string (struct resolve_report_reader *reader,
                       const json_t *object, const char *key, const char **ret)
{
  const char *string = json_string_value (json_object_get (object, key));
  *ret = string == NULL || *string == '\0' ? NULL
    : arena_copy (reader->arena, string);
  return string == NULL || *string == '\0' || *ret != NULL ? 0
    : resolve_report_no_memory (reader);
}

/* The strongest hash that the archive INFO has: in `hashes`, or `hash` of older
 * pips. */
static const char *
resolve_report_hash (struct resolve_report_reader *reader, const json_t *info)
{
  static const char *const names[] = { "sha512", "sha384", "sha256" };
  const json_t *hashes = json_object_get (info, "hashes");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    {
      const json_t *hex = json_object_get (hashes, names[i]);
      const char *hash = !json_is_string (hex) ? NULL
        : hash_join (reader->arena, names[i], json_string_value (hex),
                     json_string_length (hex));
      if (hash != NULL)
        return hash;
    }
  const json_t *hash = json_object_get (info, "hash");
  return json_is_string (hash)
    ? hash_parse (reader->arena, json_string_value (hash),
                  json_string_length (hash)) : NULL;
}

/* A URL of this machine is a path. */
static int
resolve_report_place (struct resolve_report_reader *reader,
                      struct package *package)
{
  if (!url_has_scheme (package->url, "file"))
    return 0;
  if (!url_file_is_local (package->url))
    return report_fail (reader->report, 0, "its answer has %s on another machine",
                        reader->name);
  const char *bare = arena_copy_bytes (reader->arena, package->url,
                                       strcspn (package->url, "?#"));
  package->path = bare != NULL ? url_file_path (reader->arena, bare) : NULL;
  package->url = NULL;
  return package->path != NULL ? 0 : resolve_report_no_memory (reader);
}

static int
resolve_report_archive (struct resolve_report_reader *reader,
                        const json_t *info, bool is_direct,
                        struct package *package)
{
  CLEAN_FREE char *name = url_file_name (package->url);
  if (name == NULL)
    return errno == ENOMEM ? resolve_report_no_memory (reader)
      : report_fail (reader->report, 0, "its answer names no file for %s",
                     reader->name);
  package->file_name = arena_copy (reader->arena, name);
  package->is_wheel = string_ends_with (name, ".whl");
  package->hash = resolve_report_hash (reader, info);
  package->source = is_direct ? PACKAGE_ARCHIVE
    : package->is_wheel ? PACKAGE_WHEEL : PACKAGE_SDIST;
  return package->file_name != NULL ? 0 : resolve_report_no_memory (reader);
}

static int
resolve_report_vcs (struct resolve_report_reader *reader, const json_t *info,
                    struct package *package)
{
  package->source = PACKAGE_VCS;
  if (resolve_report_string (reader, info, "vcs", &package->vcs) < 0
      || resolve_report_string (reader, info, "commit_id",
                                &package->commit_id) < 0
      || resolve_report_string (reader, info, "requested_revision",
                                &package->requested_revision) < 0)
    return -1;
  return package->vcs != NULL && package->commit_id != NULL ? 0
    : report_fail (reader->report, 0, "its answer does not say which commit of %s",
                   reader->name);
}

/* download_info: where the package comes from. */
static int
resolve_report_source (struct resolve_report_reader *reader,
                       const json_t *info, bool is_direct,
                       struct package *package)
{
  const json_t *archive = json_object_get (info, "archive_info");
  const json_t *folder = json_object_get (info, "dir_info");
  const json_t *vcs = json_object_get (info, "vcs_info");
  if (resolve_report_string (reader, info, "url", &package->url) < 0
      || resolve_report_string (reader, info, "subdirectory",
                                &package->subdirectory) < 0)
    return -1;
  if (package->url == NULL || string_has_control (package->url)
      || strchr (package->url, ':') == NULL)
    return report_fail (reader->report, 0, "its answer has no address of %s",
                        reader->name);
  if (vcs != NULL)
    return resolve_report_vcs (reader, vcs, package);
  if (folder != NULL)
    {
      package->source = PACKAGE_DIRECTORY;
      package->is_editable = json_is_true (json_object_get (folder, "editable"));
    }
  else if (resolve_report_archive (reader, archive, is_direct, package) < 0)
    return -1;
  return resolve_report_place (reader, package);
}

static int
resolve_report_package (struct resolve_report_reader *reader,
                        const json_t *item, struct package_vector *ret)
{
  struct package package = { .size = -1 };
  const json_t *metadata = json_object_get (item, "metadata");
  const char *name;
  if (resolve_report_string (reader, metadata, "name", &name) < 0
      || resolve_report_string (reader, metadata, "version",
                                &package.version) < 0)
    return -1;
  if (name == NULL || package.version == NULL)
    return report_fail (reader->report, 0, "its answer has a package without a name"
                        " or a version");
  package.name = name_canonical (reader->arena, name, strlen (name));
  if (package.name == NULL)
    return resolve_report_no_memory (reader);
  reader->name = package.name;
  package.is_dependency = !json_is_true (json_object_get (item, "requested"));
  package.is_yanked = json_is_true (json_object_get (item, "is_yanked"));
  if (resolve_report_source (reader, json_object_get (item, "download_info"),
                             json_is_true (json_object_get (item, "is_direct")),
                             &package) < 0)
    return -1;
  return package_vector_append (ret, package) == 0 ? 0
    : resolve_report_no_memory (reader);
}

int
resolve_report_read (struct package_vector *ret, const char *bytes,
                     size_t length, struct report *report)
{
  struct resolve_report_reader reader = { ret->arena, report, NULL };
  json_error_t error;
  json_t *root = json_loadb (bytes, length, JSON_DECODE_INT_AS_REAL, &error);
  if (root == NULL)
    return report_fail (report, 0, "its answer is not valid JSON (line %d)",
                        error.line);
  const json_t *packages = json_object_get (root, "install");
  int result = json_is_array (packages) ? 0
    : report_fail (report, 0, "its answer has no list of packages");
  for (size_t i = 0; result == 0 && i < json_array_size (packages); i++)
    result = resolve_report_package (&reader, json_array_get (packages, i),
                                     ret);
  json_decref (root);
  return result;
}
