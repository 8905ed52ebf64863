// What a native library was built from and for, and what it runs on. The host asks before it calls anything else, so
// this file is compiled without the instructions that only some machines have.

#include <stdint.h>

#define EXPORT __attribute__((visibility("default")))

#if defined(__x86_64__)
#include <cpuid.h>

static uint64_t mix(uint64_t hash, uint32_t word) { return (hash ^ word) * 0x100000001b3u; } // FNV

// The processor's model and instructions, and what the system lets programs use of them.
EXPORT uint64_t processor(void) {
  static const uint32_t LEAVES[][2] = {{1, 0}, {7, 0}, {7, 1}, {0x80000001u, 0}};
  uint64_t hash = 0xcbf29ce484222325u;
  int saves = 0;
  for (int n = 0; n < 4; ++n) {
    uint32_t a = 0, b = 0, c = 0, d = 0;
    if (!__get_cpuid_count(LEAVES[n][0], LEAVES[n][1], &a, &b, &c, &d)) continue;
    if (n == 0) {
      b = 0; // which core this is
      saves = c >> 27 & 1;
    }
    hash = mix(mix(mix(mix(hash, a), b), c), d);
  }
  uint32_t low = 0, high = 0;
  if (saves) __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return mix(mix(hash, low), high);
}
#else
// Every machine of the architecture has what is used.
EXPORT uint64_t processor(void) { return 0; }
#endif

EXPORT uint64_t built_for(void) { return BUILT_FOR; }

// Hash of the kernel's source; the WebAssembly carries it too.
EXPORT uint64_t sources(void) { return SOURCES; }
