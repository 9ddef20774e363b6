/* describe_json.c: the same as describe.c, for programs. */
#include <config.h>

#include "describe.h"
#include "json.h"

#include <stdio.h>

static void
describe_json_keys (const struct pyvenv_key *key)
{
  fputs ("\"keys\": [", stdout);
  for (const struct pyvenv_key *at = key; at != NULL && at->name != NULL; at++)
    {
      fputs (at != key ? ", {" : "{", stdout);
      json_member (stdout, "name", at->name);
      json_member (stdout, "argument", at->argument);
      fputs ("\"help\": ", stdout);
      json_string (stdout, at->help);
      fputc ('}', stdout);
    }
  fputs ("], ", stdout);
}

/* DATA counts those that are shown. */
static void
describe_json_callback (void *data, const char *name)
{
  size_t *count = data;
  if ((*count)++ > 0)
    fputs (", ", stdout);
  json_string (stdout, name);
}

void
describe_json_plugin (const struct pyvenv_plugin *plugin, const char *path)
{
  fputc ('{', stdout);
  json_member (stdout, "name", plugin->name);
  json_member (stdout, "version", plugin->version);
  json_member (stdout, "description", plugin->description);
  json_member (stdout, "path", path);
  printf ("\"api\": \"%u.%u\", \"order\": %d, ", plugin->api_version >> 16,
          plugin->api_version & 0xffff, describe_order (plugin));
  json_boolean (stdout, "provides_pip",
                (plugin->provides & PYVENV_PROVIDES_PIP) != 0);
  describe_json_keys (plugin->keys);
  fputs ("\"callbacks\": [", stdout);
  size_t count = 0;
  describe_callbacks (plugin, describe_json_callback, &count);
  fputs ("], ", stdout);
  json_end (stdout, 0, NULL);
}

void
describe_json_failure (const char *name, int status, const char *error)
{
  fputc ('{', stdout);
  json_member (stdout, "name", name);
  json_end (stdout, status, error);
}

void
describe_json_cache (const struct pyvenv_cache_info *info)
{
  fputc ('{', stdout);
  json_member (stdout, "dir", info->dir);
  json_member (stdout, "unusable", info->unusable);
  json_number (stdout, "wheels", info->wheels);
  json_number (stdout, "images", info->images);
  json_number (stdout, "wheel_files", info->wheel_files);
  json_number (stdout, "wheel_bytes", info->wheel_bytes);
  json_number (stdout, "download_files", info->download_files);
  json_number (stdout, "download_bytes", info->download_bytes);
  json_number (stdout, "index_files", info->index_files);
  json_number (stdout, "index_bytes", info->index_bytes);
  fputs ("\"sections\": [", stdout);
  for (size_t i = 0; i < info->section_count; i++)
    {
      const struct pyvenv_cache_section *section = &info->sections[i];
      fputs (i > 0 ? ", {" : "{", stdout);
      json_member (stdout, "name", section->name);
      json_number (stdout, "files", section->files);
      json_number (stdout, "bytes", section->bytes);
      json_number (stdout, "linked_bytes", section->linked_bytes);
      printf ("\"oldest_use\": %jd}", (intmax_t) section->oldest_use);
    }
  fputs ("], ", stdout);
  json_member (stdout, "shared", info->shared);
  fputs ("\"seeds\": [", stdout);
  for (size_t i = 0; i < info->seed_count; i++)
    {
      fputs (i > 0 ? ", {" : "{", stdout);
      json_member (stdout, "dir", info->seeds[i].dir);
      fputs ("\"unusable\": ", stdout);
      json_string (stdout, info->seeds[i].unusable);
      fputc ('}', stdout);
    }
  fputs ("], ", stdout);
  json_end (stdout, 0, NULL);
}
