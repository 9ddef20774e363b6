/* test_digest.c: the hashes, by the examples of FIPS 180-4. */
#include <config.h>

#include "digest.h"
#include "tests/units.h"

#include <string.h>

static const struct {
  const char *name;
  const char *abc;              /* the hash of "abc" */
} examples[] = {
  { "sha256",
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
  { "sha384",
    "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
    "8086072ba1e7cc2358baeca134c825a7" },
  { "sha512",
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f" }
};

static void
test_names (void **state)
{
  (void) state;
  assert_int_equal (digest_algorithm_parse ("sha256", 6), DIGEST_SHA256);
  assert_int_equal (digest_algorithm_parse ("sha384=00", 6), DIGEST_SHA384);
  assert_int_equal (digest_algorithm_parse ("sha512", 6), DIGEST_SHA512);
  assert_int_equal (digest_algorithm_parse ("sha512", 5), -1);
  assert_int_equal (digest_algorithm_parse ("md5", 3), -1);
  assert_int_equal (digest_algorithm_parse ("", 0), -1);
  assert_int_equal (digest_size (DIGEST_SHA256), DIGEST_SHA256_SIZE);
  assert_int_equal (digest_size (DIGEST_SHA384), 48);
  assert_int_equal (digest_size (DIGEST_SHA512), DIGEST_SIZE_MAX);
}

static void
test_bytes (void **state)
{
  (void) state;
  for (int i = 0; i < 3; i++)
    {
      int algorithm = digest_algorithm_parse (examples[i].name, 6);
      uint8_t digest[DIGEST_SIZE_MAX];
      char hex[DIGEST_HEX_SIZE];
      digest_bytes ((enum digest_algorithm) algorithm, "abc", 3, digest);
      digest_hex (hex, digest, digest_size ((enum digest_algorithm) algorithm));
      assert_string_equal (hex, examples[i].abc);
    }
}

static void
test_pieces (void **state)
{
  (void) state;
  for (int i = 0; i < 3; i++)
    {
      int algorithm = digest_algorithm_parse (examples[i].name, 6);
      struct digest *digest = digest_new ((enum digest_algorithm) algorithm);
      char hex[DIGEST_HEX_SIZE];
      assert_non_null (digest);
      digest_update (digest, "what is forgotten", 17);
      digest_restart (digest);
      digest_update (digest, "a", 1);
      digest_update (digest, "", 0);
      digest_update (digest, "bc", 2);
      digest_finish (digest, hex);
      assert_string_equal (hex, examples[i].abc);

      /* It has begun anew. */
      digest_update (digest, "abc", 3);
      digest_finish (digest, hex);
      assert_string_equal (hex, examples[i].abc);
      digest_free (digest);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_names),
    cmocka_unit_test (test_bytes),
    cmocka_unit_test (test_pieces),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
