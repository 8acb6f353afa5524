#pragma once
// Hot loops over plain arrays are compiled for several instruction sets; the loader picks one. (Not under the thread sanitizer, which the function
// that picks would call before it is loaded.)
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__)
#define SYNAPTORCH_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
/// For functions that are written once per instruction set, in one file; they are called as one.
#define SYNAPTORCH_TARGET(name) __attribute__((target(name)))
#define SYNAPTORCH_SEVERAL_TARGETS
#else
#define SYNAPTORCH_CLONES
#define SYNAPTORCH_TARGET(name)
#endif
