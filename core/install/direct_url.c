/* direct_url.c: direct_url.json (PEP 610). */
#include <config.h>

#include "direct_url.h"
#include "version.h"

#include <string.h>

/* As urllib.request.pathname2url quotes. */
static void
direct_url_add_path (struct text *out, const char *path)
{
  static const char kept[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
    "UVWXYZ0123456789_.-~/";
  for (const unsigned char *s = (const unsigned char *) path; *s != '\0'; s++)
    if (strchr (kept, *s) != NULL)
      text_add_char (out, (char) *s);
    else
      text_addf (out, "%%%02X", *s);
}

/* URL as JSON has it; what is not ASCII has no place in one. */
static void
direct_url_add_string (struct text *out, const char *url)
{
  for (const unsigned char *s = (const unsigned char *) url; *s != '\0'; s++)
    if (*s == '"' || *s == '\\' || *s < 0x20 || *s > 0x7e)
      text_addf (out, "%%%02X", *s);
    else
      text_add_char (out, (char) *s);
}

void
direct_url_add (struct text *out, const char *place, bool is_path,
                const char *sha256, const char *pip_version)
{
  const char *pip = pip_version != NULL ? pip_version : "9999";
  if (version_compare_text (pip, "20.1") < 0)
    return;
  text_add (out, "{\"archive_info\": {");
  if (version_compare_text (pip, "22.3") >= 0)
    text_addf (out, "\"hash\": \"sha256=%s\"", sha256);
  if (version_compare_text (pip, "23.1") >= 0)
    text_addf (out, ", \"hashes\": {\"sha256\": \"%s\"}", sha256);
  text_add (out, "}, \"url\": \"");
  if (is_path)
    {
      text_add (out, "file://");
      direct_url_add_path (out, place);
    }
  else
    direct_url_add_string (out, place);
  text_add (out, "\"}");
}
