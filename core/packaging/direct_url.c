/* direct_url.c: direct_url.json (PEP 610). */
#include <config.h>

#include "direct_url.h"
#include "version.h"

#include <string.h>

/* As urllib.request.pathname2url quotes. */
void
direct_url_add_path (struct text *out, const char *path)
{
  static const char kept[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
    "UVWXYZ0123456789_.-~/";
  text_add (out, "file://");
  for (const unsigned char *s = (const unsigned char *) path; *s != '\0'; s++)
    if (strchr (kept, *s) != NULL)
      text_add_char (out, (char) *s);
    else
      text_addf (out, "%%%02X", *s);
}

/* STRING in JSON; what is not ASCII has no place in URLs and names of commits. */
static void
direct_url_add_string (struct text *out, const char *string)
{
  text_add_char (out, '"');
  for (const unsigned char *s = (const unsigned char *) string; *s != '\0'; s++)
    if (*s == '"' || *s == '\\' || *s < 0x20 || *s > 0x7e)
      text_addf (out, "%%%02X", *s);
    else
      text_add_char (out, (char) *s);
  text_add_char (out, '"');
}

static bool
direct_url_is_known (const char *pip_version)
{
  return pip_version == NULL || version_compare_text (pip_version, "20.1") >= 0;
}

/* Before pip 23.1, the hash is only there if the address, which is PLACE, had one. */
static void
direct_url_add_archive (struct text *out, const char *hash, const char *place,
                        const char *pip_version)
{
  const char *pip = pip_version != NULL ? pip_version : "9999";
  if (strchr (place, '#') == NULL && version_compare_text (pip, "23.1") < 0)
    hash = NULL;
  text_add (out, "\"archive_info\": {");
  if (hash != NULL && version_compare_text (pip, "22.3") >= 0)
    text_addf (out, "\"hash\": \"%s\"", hash);
  size_t length = hash != NULL ? strcspn (hash, "=") : 0;
  if (length > 0 && version_compare_text (pip, "23.1") >= 0)
    text_addf (out, ", \"hashes\": {\"%.*s\": \"%s\"}", (int) length, hash,
               hash + length + 1);
  text_add (out, "}");
}

static void
direct_url_add_place (struct text *out, const char *place, bool is_path)
{
  CLEAN_TEXT struct text url = TEXT_EMPTY;
  text_add (out, ", \"url\": ");
  if (is_path)
    direct_url_add_path (&url, place);
  else
    text_add (&url, place);
  out->failed |= url.failed;
  direct_url_add_string (out, text_string (&url));
}

void
direct_url_add (struct text *out, const char *place, bool is_path,
                const char *hash, const char *pip_version)
{
  if (!direct_url_is_known (pip_version))
    return;
  text_add (out, "{");
  direct_url_add_archive (out, hash, place, pip_version);
  direct_url_add_place (out, place, is_path);
  text_add (out, "}");
}

static void
direct_url_add_vcs (struct text *out, const struct package *package)
{
  text_add (out, ", \"vcs_info\": {\"commit_id\": ");
  direct_url_add_string (out, package->commit_id);
  if (package->requested_revision != NULL)
    {
      text_add (out, ", \"requested_revision\": ");
      direct_url_add_string (out, package->requested_revision);
    }
  text_add (out, ", \"vcs\": ");
  direct_url_add_string (out, package->vcs);
  text_add (out, "}");
}

/* pip sorts the keys. */
void
direct_url_add_package (struct text *out, const struct package *package,
                        const char *pip_version)
{
  CLEAN_TEXT struct text keys = TEXT_EMPTY;
  if (!direct_url_is_known (pip_version))
    return;
  if (package->source == PACKAGE_ARCHIVE)
    direct_url_add_archive (&keys, package->hash,
                            package->path != NULL ? package->path : package->url,
                            pip_version);
  else if (package->source == PACKAGE_DIRECTORY)
    text_addf (&keys, "\"dir_info\": {%s}",
               package->is_editable ? "\"editable\": true" : "");
  if (package->subdirectory != NULL)
    {
      text_add (&keys, ", \"subdirectory\": ");
      direct_url_add_string (&keys, package->subdirectory);
    }
  direct_url_add_place (&keys, package->path != NULL ? package->path
                        : package->url, package->path != NULL);
  if (package->source == PACKAGE_VCS)
    direct_url_add_vcs (&keys, package);
  const char *text = text_string (&keys);
  text_addf (out, "{%s}", text + (*text == ',' ? 2 : 0));
  out->failed |= keys.failed;
}
