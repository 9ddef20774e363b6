/* direct.c: direct_url.json (PEP 610). */
#include <config.h>

#include "direct.h"
#include "pep440.h"

#include <string.h>

/* As urllib.request.pathname2url quotes. */
static void
direct_add_path (struct text *out, const char *path)
{
  static const char kept[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
    "UVWXYZ0123456789_.-~/";
  for (const unsigned char *s = (const unsigned char *) path; *s != '\0'; s++)
    if (strchr (kept, *s) != NULL)
      text_add_char (out, (char) *s);
    else
      text_addf (out, "%%%02X", *s);
}

void
direct_url_add (struct text *out, const char *path, const char *sha256,
                const char *pip_version)
{
  const char *pip = pip_version != NULL ? pip_version : "9999";
  if (pep440_compare (pip, "20.1") < 0)
    return;
  text_add (out, "{\"archive_info\": {");
  if (pep440_compare (pip, "22.3") >= 0)
    text_addf (out, "\"hash\": \"sha256=%s\"", sha256);
  if (pep440_compare (pip, "23.1") >= 0)
    text_addf (out, ", \"hashes\": {\"sha256\": \"%s\"}", sha256);
  text_add (out, "}, \"url\": \"file://");
  direct_add_path (out, path);
  text_add (out, "\"}");
}
