/* cache_info.c: --cache-info. */
#include <config.h>

#include "cache_info.h"

#include "cache_kinds.h"
#include "cleanup.h"
#include "image_cache.h"
#include "modules.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* What is counted of one kind. */
struct cache_count {
  struct pyvenv_cache_section *section;
  struct pyvenv_cache_info *info;
  char wheel[65];               /* the one that was counted last */
};

/* Images lie in folders that are named by the SHA-256 of their wheel. */
static void
cache_count_image (struct cache_count *count, const struct cache_entry *entry)
{
  if (entry->above == NULL || strlen (entry->above) != 64)
    return;
  count->info->images++;
  count->info->wheels += strcmp (count->wheel, entry->above) != 0;
  memcpy (count->wheel, entry->above, sizeof count->wheel);
}

static int
cache_count_entry (void *data, const struct cache_entry *entry)
{
  struct cache_count *count = data;
  struct pyvenv_cache_section *section = count->section;
  struct cache_sum sum = { 0, 0, 0 };
  cache_kinds_add (&sum, entry);
  section->files += sum.files;
  section->bytes += sum.bytes;
  section->linked_bytes += sum.linked_bytes;
  if (section->oldest_use == 0 || entry->st.st_mtime < section->oldest_use)
    section->oldest_use = entry->st.st_mtime;
  if (section == count->info->sections)
    cache_count_image (count, entry);
  return 0;
}

/* The fields that were there before there were sections. */
static void
cache_info_sum (struct pyvenv_cache_info *ret)
{
  const struct pyvenv_cache_section *images = ret->sections;
  const struct pyvenv_cache_section *downloads = images + 1, *pages = images + 3;
  ret->wheel_files = images->files;
  ret->wheel_bytes = images->bytes;
  ret->download_files = downloads->files;
  ret->download_bytes = downloads->bytes;
  ret->index_files = pages->files;
  ret->index_bytes = pages->bytes;
}

/* Says why images are not used, where they are not. */
static int
cache_info_check (pyvenv_context *cx, const char *cache_dir,
                  struct pyvenv_cache_info *ret)
{
  struct image_cache cache;
  image_cache_open (&cache, cache_dir, false);
  if (cache.fd < 0)
    ret->unusable = pyvenv_format (cx, "%s", cache.why);
  bool failed = cache.fd < 0 && ret->unusable == NULL;
  image_cache_close (&cache);
  return failed ? -1 : 0;
}

/* The seeds, and whether they are used. */
static int
cache_info_seeds (pyvenv_context *cx, struct pyvenv_cache_info *ret)
{
  const char *const *folders = context_cache_seeds (cx);
  struct pyvenv_cache_seed *seeds;
  while (folders != NULL && folders[ret->seed_count] != NULL)
    ret->seed_count++;
  if (ret->seed_count == 0)
    return 0;
  ret->seeds = seeds = context_memory (cx, ret->seed_count * sizeof *seeds);
  for (size_t i = 0; seeds != NULL && i < ret->seed_count; i++)
    {
      struct image_cache seed;
      image_cache_open_seed (&seed, folders[i]);
      seeds[i] = (struct pyvenv_cache_seed) {
        folders[i],
        seed.fd >= 0 ? NULL : pyvenv_format (cx, "%s", seed.why)
      };
      image_cache_close (&seed);
    }
  return seeds != NULL ? 0 : -1;
}

int
cache_info_read (pyvenv_context *cx, const char *cache_dir,
                 struct pyvenv_cache_info *ret)
{
  *ret = (struct pyvenv_cache_info) {
    .dir = cache_dir, .shared = context_cache_shared (cx)
  };
  if (cache_info_seeds (cx, ret) != 0)
    return -1;
  if (cache_dir == NULL)
    return 0;
  struct pyvenv_cache_section *sections = context_memory (cx, CACHE_KINDS
                                                          * sizeof *sections);
  if (sections == NULL)
    return -1;
  ret->sections = sections;
  ret->section_count = CACHE_KINDS;
  CLEAN_FD int fd = open (cache_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0 && errno != ENOENT)
    return pyvenv_fail (cx, errno, "cannot read '%s'", cache_dir);
  for (size_t i = 0; i < CACHE_KINDS; i++)
    {
      struct cache_count count = { &sections[i], ret, "" };
      sections[i].name = cache_kinds[i].name;
      if (fd >= 0 && cache_kinds_walk (fd, &cache_kinds[i], cache_count_entry,
                                       &count) != 0)
        return pyvenv_fail (cx, errno, "cannot read '%s/%s'", cache_dir,
                            cache_kinds[i].folder);
    }
  cache_info_sum (ret);
  return cache_info_check (cx, cache_dir, ret);
}
