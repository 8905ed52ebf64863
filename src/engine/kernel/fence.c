// Memory beside the arena's arrays that nobody may touch: AddressSanitizer, which knows nothing of the arena, is told.
// Other builds have no fence. Native only.

#include "records.h"

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__
#endif
#endif

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

// Whether touching fenced memory ends the process.
EXPORT int32_t fenced(void) {
#ifdef __SANITIZE_ADDRESS__
  return 1;
#else
  return 0;
#endif
}

// Fences `bytes` from `place`, or opens them.
EXPORT void fence(Arena arena, Place place, uint32_t bytes, int32_t closed) {
#ifdef __SANITIZE_ADDRESS__
  if (closed) {
    __asan_poison_memory_region(arena + place, bytes);
  } else {
    __asan_unpoison_memory_region(arena + place, bytes);
  }
#else
  (void)arena, (void)place, (void)bytes, (void)closed;
#endif
}
