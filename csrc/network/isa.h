#pragma once
// Hot loops over plain arrays are compiled for several instruction sets; the loader picks one.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define SYNAPTORCH_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SYNAPTORCH_CLONES
#endif
