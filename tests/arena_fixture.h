/* arena_fixture.h: memory of the test that runs. */
#ifndef PYVENV_ARENA_FIXTURE_H
#define PYVENV_ARENA_FIXTURE_H

#include "arena.h"
#include "tests/units.h"

extern struct arena arena;

/* For cmocka: releases it. */
int arena_teardown (void **state);

#endif
