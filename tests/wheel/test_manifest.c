/* test_manifest.c: which manifests are followed, whatever their checksum says. */
#include <config.h>

#include "manifest.h"
#include "tests/units.h"

#include <string.h>

/* A manifest with two folders, two files and two stretches of RECORD. */
struct sample {
  struct manifest_head head;
  struct manifest_dir dirs[2];
  struct manifest_file files[2];
  struct manifest_piece pieces[2];
  char strings[32];             /* "", "lib", "a", "RECORD", "..", "b/c" */
};

enum { NONE = 0, LIB = 1, A = 5, RECORD = 7, UP = 14, SLASH = 17 };

#define AT(field) ((uint32_t) offsetof (struct sample, field))
#define STRING(offset) (AT (strings) + (uint32_t) (offset))

static struct sample sample;

static int
set_up (void **state)
{
  (void) state;
  sample = (struct sample) {
    .head = {
      .magic = MANIFEST_MAGIC, .length = sizeof sample,
      .dirs = AT (dirs), .dir_count = 2, .files = AT (files), .file_count = 2,
      .pieces = AT (pieces), .piece_count = 2,
      .canonical = STRING (A), .version = STRING (A),
      .requires_python = STRING (NONE), .requires = STRING (NONE)
    },
    .dirs = { { .name = STRING (NONE) },
              { .name = STRING (LIB), .depth = 1, .count = 2 } },
    .files = { { .name = STRING (A), .row = STRING (NONE),
                 .module = STRING (NONE), .attribute = STRING (NONE) },
               { .name = STRING (RECORD), .kind = MANIFEST_RECORD,
                 .row = STRING (NONE), .module = STRING (NONE),
                 .attribute = STRING (NONE) } },
    .pieces = { { .text = STRING (LIB), .length = 3, .file = 1 },
                { .text = STRING (NONE), .file = MANIFEST_NONE } },
    .strings = "\0lib\0a\0RECORD\0..\0b/c"
  };
  return 0;
}

static bool
is_taken (void)
{
  sample.head.checksum
    = manifest_checksum (&sample.head.length,
                         sizeof sample - offsetof (struct manifest_head, length));
  return manifest_check (&sample.head, sizeof sample);
}

/* The same with FIELD set to VALUE, which is taken back afterwards. */
static bool
is_taken_with (uint32_t *field, uint32_t value)
{
  uint32_t good = *field;
  *field = value;
  bool taken = is_taken ();
  *field = good;
  return taken;
}

static void
test_whole (void **state)
{
  (void) state;
  assert_true (is_taken ());
  sample.head.checksum++;
  assert_false (manifest_check (&sample.head, sizeof sample));
  assert_true (is_taken ());
  assert_false (manifest_check (&sample.head, sizeof sample - 1));
  assert_false (manifest_check (&sample.head, sizeof sample.head));
  sample.head.magic++;
  assert_false (is_taken ());
  sample.head.magic--;
  sample.strings[sizeof sample.strings - 1] = 'x';
  assert_false (is_taken ());
}

/* Offsets and counts of the tables, and of all strings. */
static void
test_bounds (void **state)
{
  (void) state;
  struct manifest_head *head = &sample.head;
  uint32_t *const tables[] = { &head->dirs, &head->files, &head->pieces };
  uint32_t *const counts[] = { &head->dir_count, &head->file_count,
                               &head->piece_count };
  uint32_t *const strings[] = {
    &head->canonical, &head->version, &head->requires_python, &head->requires,
    &sample.dirs[1].name, &sample.files[0].name, &sample.files[0].row,
    &sample.files[1].module, &sample.files[1].attribute
  };
  static const uint32_t bad[] = { sizeof sample, sizeof sample + 8, UINT32_MAX,
                                  UINT32_MAX & ~7u };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    {
      for (size_t j = 0; j < sizeof tables / sizeof *tables; j++)
        {
          assert_false (is_taken_with (tables[j], bad[i]));
          assert_false (is_taken_with (counts[j], bad[i]));
        }
      for (size_t j = 0; j < sizeof strings / sizeof *strings; j++)
        assert_false (is_taken_with (strings[j], bad[i]));
    }
  assert_false (is_taken_with (&head->dirs, head->dirs + 4));
  assert_false (is_taken_with (&head->dirs, 0));
  assert_true (is_taken_with (&head->requires, sizeof sample - 1));
}

static void
test_tree (void **state)
{
  (void) state;
  struct manifest_dir *dirs = sample.dirs;
  struct manifest_file *files = sample.files;
  assert_false (is_taken_with (&dirs[0].depth, 1));
  static const uint32_t depths[] = { 0, 2, MANIFEST_DEPTH_MAX, UINT32_MAX };
  for (size_t i = 0; i < sizeof depths / sizeof *depths; i++)
    assert_false (is_taken_with (&dirs[1].depth, depths[i]));
  assert_false (is_taken_with (&dirs[1].first, 1));
  assert_false (is_taken_with (&dirs[1].count, 1));
  assert_false (is_taken_with (&dirs[1].count, 3));
  assert_false (is_taken_with (&dirs[1].count, UINT32_MAX));
  assert_false (is_taken_with (&dirs[0].count, 1));
  assert_false (is_taken_with (&sample.head.dir_count, 0));

  static const uint32_t names[] = { NONE, UP, UP + 3 - 2, SLASH };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    {
      assert_false (is_taken_with (&dirs[1].name, STRING (names[i])));
      assert_false (is_taken_with (&files[0].name, STRING (names[i])));
    }
  assert_false (is_taken_with (&files[0].kind, MANIFEST_RECORD));
  assert_false (is_taken_with (&files[0].kind, MANIFEST_RECORD + 1));
  assert_false (is_taken_with (&files[1].kind, MANIFEST_LINKED));
}

static void
test_record (void **state)
{
  (void) state;
  struct manifest_piece *piece = &sample.pieces[0];
  assert_false (is_taken_with (&piece->text, sizeof sample + 1));
  assert_false (is_taken_with (&piece->length, sizeof sample));
  assert_false (is_taken_with (&piece->length, UINT32_MAX));
  assert_false (is_taken_with (&piece->file, 2));
  assert_true (is_taken_with (&piece->file, MANIFEST_NONE));
  assert_true (is_taken_with (&piece->length,
                              (uint32_t) sizeof sample - piece->text));
}

int
main (void)
{
#define TEST(name) cmocka_unit_test_setup (name, set_up)
  const struct CMUnitTest tests[] = {
    TEST (test_whole), TEST (test_bounds), TEST (test_tree), TEST (test_record),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
