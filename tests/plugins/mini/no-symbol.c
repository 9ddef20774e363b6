/* no-symbol: a shared object that is no plugin. */
extern __attribute__ ((__visibility__ ("default"))) const int unrelated;
const int unrelated = 42;
