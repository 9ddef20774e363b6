/* interpreter_tags.c: which wheels an interpreter takes: the packaging
 * specification "Platform compatibility tags", with PEP 600 (manylinux),
 * PEP 656 (musllinux), PEP 384 (abi3) and PEP 803 (abi3t). */
#include <config.h>

#include "interpreter_tags.h"

#include "cleanup.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The tags while they are collected; out of memory shows at the end. */
struct tags_list {
  struct arena *arena;
  struct wheel_tags_pair *pairs;
  const char **platforms;
  size_t pair_count, pair_room;
  size_t platform_count, platform_room;
  bool failed;
};

static void
tags_add_pair (struct tags_list *list, const char *python, const char *abi,
               bool any_platform)
{
  if (python == NULL || abi == NULL || list->pair_count == list->pair_room)
    list->failed = true;
  else
    list->pairs[list->pair_count++]
      = (struct wheel_tags_pair) { python, abi, any_platform };
}

static void
tags_add_platform (struct tags_list *list, const char *platform)
{
  if (platform == NULL || list->platform_count == list->platform_room)
    list->failed = true;
  else
    list->platforms[list->platform_count++] = platform;
}

/* ---- Platforms ------------------------------------------------------- */

/* The names that manylinux had before they were versions of glibc. */
static const char *
tags_legacy_manylinux (int minor)
{
  return minor == 17 ? "manylinux2014" : minor == 12 ? "manylinux2010"
    : minor == 5 ? "manylinux1" : NULL;
}

/* Whether the 32-bit ARM program at PATH passes floats in registers, as manylinux
 * wheels do: what the ELF header says, little endian, with its machine at 18 and its
 * flags at 36 ("ELF for the Arm Architecture", EF_ARM_ABI_FLOAT_HARD). */
static bool
tags_is_hard_float (const char *path)
{
  static const unsigned char elf[] = { 0x7f, 'E', 'L', 'F', 1, 1 };
  enum { TAGS_ELF_ARM = 40, TAGS_ELF_HARD_FLOAT = 0x04, TAGS_ELF_EABI = 5 };
  unsigned char head[52];
  CLEAN_FD int fd = path == NULL ? -1 : open (path, O_RDONLY | O_CLOEXEC);
  return fd >= 0 && read (fd, head, sizeof head) == (ssize_t) sizeof head
    && memcmp (head, elf, sizeof elf) == 0
    && head[18] == TAGS_ELF_ARM && head[19] == 0
    && head[39] == TAGS_ELF_EABI && (head[37] & TAGS_ELF_HARD_FLOAT) != 0;
}

/* Whether there are manylinux wheels that PYTHON can use, of that architecture.  A
 * 32-bit x86 is what its interpreter says it is. */
static bool
tags_has_manylinux (const struct interpreter *python, const char *arch)
{
  static const char *const known[] = {
    "x86_64", "i686", "aarch64", "ppc64", "ppc64le", "s390x", "loongarch64",
    "riscv64",
  };
  if (strcmp (arch, "armv7l") == 0 || strcmp (arch, "armv8l") == 0)
    return tags_is_hard_float (python->executable);
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (strcmp (known[i], arch) == 0)
      return true;
  return false;
}

/* glibc 2.MINOR and all that came before it, down to the oldest that the
 * architecture has wheels for. */
static void
tags_add_manylinux (struct tags_list *list, int minor, const char *arch)
{
  int oldest = strcmp (arch, "x86_64") == 0 || strcmp (arch, "i686") == 0
    ? 5 : 17;
  for (; minor >= oldest; minor--)
    {
      tags_add_platform (list, arena_format (list->arena, "manylinux_2_%d_%s",
                                             minor, arch));
      const char *legacy = tags_legacy_manylinux (minor);
      if (legacy != NULL)
        tags_add_platform (list, arena_format (list->arena, "%s_%s", legacy,
                                               arch));
    }
}

/* Reads the C library as the interpreter told it, "glibc 2.36" or "musl 1.2". */
static bool
tags_read_libc (const char *libc, const char *name, int *major, int *minor)
{
  size_t length = strlen (name);
  return strncmp (libc, name, length) == 0 && libc[length] == ' '
    && sscanf (libc + length, "%3d.%3d", major, minor) == 2;
}

static void
tags_add_linux (struct tags_list *list, const struct interpreter *python,
                const char *arch)
{
  int major, minor;
  if (tags_has_manylinux (python, arch)
      && tags_read_libc (python->libc, "glibc", &major, &minor) && major == 2)
    tags_add_manylinux (list, minor, arch);
  if (tags_read_libc (python->libc, "musl", &major, &minor))
    for (; minor >= 0; minor--)
      tags_add_platform (list, arena_format (list->arena, "musllinux_%d_%d_%s",
                                             major, minor, arch));
}

/* PLATFORM with what tags cannot hold replaced. */
static char *
tags_normal (struct arena *arena, const char *platform)
{
  char *normal = arena_zeroed (arena, strlen (platform) + 1);
  for (size_t i = 0; normal != NULL && platform[i] != '\0'; i++)
    normal[i] = strchr (".- ", platform[i]) != NULL ? '_' : platform[i];
  return normal;
}

static void
tags_add_platforms (struct tags_list *list, const struct interpreter *python)
{
  const char *platform = tags_normal (list->arena, python->build_platform);
  if (platform == NULL || !string_starts_with (platform, "linux_"))
    {
      tags_add_platform (list, platform);
      return;
    }

  /* A 32-bit interpreter under a 64-bit kernel. */
  const char *arch = platform + strlen ("linux_");
  if (!python->is_64bit && strcmp (arch, "x86_64") == 0)
    arch = "i686";
  else if (!python->is_64bit && strcmp (arch, "aarch64") == 0)
    arch = "armv8l";

  bool is_armv8l = strcmp (arch, "armv8l") == 0;
  const char *const archs[] = { arch, is_armv8l ? "armv7l" : NULL, NULL };
  for (size_t i = 0; archs[i] != NULL; i++)
    tags_add_linux (list, python, archs[i]);
  for (size_t i = 0; archs[i] != NULL; i++)
    tags_add_platform (list, arena_format (list->arena, "linux_%s", archs[i]));
}

/* ---- Interpreters and ABIs ------------------------------------------- */

static void
tags_add_cpython (struct tags_list *list, const struct interpreter *python,
                  const char *name)
{
  struct arena *arena = list->arena;
  bool threads = python->abi_thread[0] != '\0' && python->minor >= 13;
  bool debug = strchr (python->abiflags, 'd') != NULL;
  const char *malloc_flag = python->minor < 8
    && strchr (python->abiflags, 'm') != NULL ? "m" : "";
  const char *thread_flag = threads ? "t" : "";

  tags_add_pair (list, name, arena_format (arena, "%s%s%s%s", name, thread_flag,
                                           debug ? "d" : "", malloc_flag),
                 false);
  if (debug && python->minor >= 8)
    tags_add_pair (list, name, arena_format (arena, "%s%s", name, thread_flag),
                   false);
  const char *stable = threads ? "abi3t" : "abi3";
  tags_add_pair (list, name, stable, false);
  tags_add_pair (list, name, "none", false);
  for (int minor = python->minor - 1; minor >= 2; minor--)
    tags_add_pair (list, arena_format (arena, "cp%d%d", python->major, minor),
                   stable, false);
}

/* The ABI is what comes before the platform in the suffix of extension modules:
 * ".pypy39-pp73-x86_64-linux-gnu.so" is of "pypy39_pp73", and
 * ".graalpy242-311-native-x86_64-linux.so" of "graalpy242_311_native". */
static const char *
tags_generic_abi (struct arena *arena, const char *suffix)
{
  const char *begin = suffix + strspn (suffix, ".");
  size_t length = strcspn (begin, ".");
  unsigned parts = strncmp (begin, "pypy", 4) == 0 ? 2
    : strncmp (begin, "graalpy", 7) == 0 ? 3 : 0;
  for (size_t end = 0; parts > 0; parts--)
    {
      end += (begin[end] == '-') + strcspn (begin + end + (begin[end] == '-'),
                                            "-.");
      if (parts == 1)
        length = end;
    }
  const char *abi = arena_copy_bytes (arena, begin, length);
  return abi != NULL ? tags_normal (arena, abi) : NULL;
}

static void
tags_add_generic (struct tags_list *list, const struct interpreter *python,
                  const char *name)
{
  if (python->extension_suffix[0] == '.')
    tags_add_pair (list, name,
                   tags_generic_abi (list->arena, python->extension_suffix),
                   false);
  tags_add_pair (list, name, "none", false);
}

/* pyXY, pyX and every pyXN with N below Y. */
static void
tags_add_versions (struct tags_list *list, const struct interpreter *python,
                   bool any_platform)
{
  struct arena *arena = list->arena;
  tags_add_pair (list, arena_format (arena, "py%d%d", python->major,
                                     python->minor), "none", any_platform);
  tags_add_pair (list, arena_format (arena, "py%d", python->major), "none",
                 any_platform);
  for (int minor = python->minor - 1; minor >= 0; minor--)
    tags_add_pair (list, arena_format (arena, "py%d%d", python->major, minor),
                   "none", any_platform);
}

/* ---- Both ------------------------------------------------------------ */

/* The name of the implementation in tags: a short one, or as it calls itself. */
static const char *
tags_short_name (const struct interpreter *python)
{
  static const char *const names[][2] = {
    { "cpython", "cp" }, { "pypy", "pp" }, { "ironpython", "ip" },
    { "jython", "jy" }
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp (python->implementation, names[i][0]) == 0)
      return names[i][1];
  return python->implementation;
}

static void
tags_fill (struct tags_list *list, const struct interpreter *python)
{
  const char *short_name = tags_short_name (python);
  const char *name = arena_format (list->arena, "%s%d%d", short_name,
                                   python->major, python->minor);
  bool is_cpython = strcmp (short_name, "cp") == 0;

  tags_add_platforms (list, python);
  if (is_cpython)
    tags_add_cpython (list, python, name);
  else
    tags_add_generic (list, python, name);
  tags_add_versions (list, python, false);
  if (is_cpython)
    tags_add_pair (list, name, "none", true);
  else if (strcmp (short_name, "pp") == 0)
    tags_add_pair (list, arena_format (list->arena, "pp%d", python->major),
                   "none", true);
  tags_add_versions (list, python, true);
}

int
interpreter_tags_make (struct arena *arena, const struct interpreter *python,
                       struct wheel_tags *ret)
{
  /* Each minor version gives at most three pairs; a few more stand for this one.
   * Minor versions of a C library have at most three digits. */
  struct tags_list list = {
    .arena = arena,
    .pair_room = (size_t) python->minor * 3 + 10,
    .platform_room = 2 * 1000 + 10,
  };
  list.pairs = arena_zeroed (arena, list.pair_room * sizeof *list.pairs);
  const char **platforms = calloc (list.platform_room, sizeof *platforms);
  list.platforms = platforms;
  if (list.pairs != NULL && platforms != NULL)
    tags_fill (&list, python);

  const char **kept = arena_zeroed (arena, (list.platform_count + 1)
                                    * sizeof *kept);
  bool good = list.pairs != NULL && platforms != NULL && !list.failed
    && kept != NULL;
  if (good)
    memcpy (kept, platforms, list.platform_count * sizeof *kept);
  free (platforms);
  *ret = (struct wheel_tags) { list.pairs, list.pair_count, kept,
                               list.platform_count };
  if (!good)
    errno = ENOMEM;
  return good ? 0 : -1;
}
