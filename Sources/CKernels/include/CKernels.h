#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The offset of the first occurrence of the needle in the bytes, or -1.
/// glibc's memmem, which Swift's Glibc module does not show because it is a GNU extension.
ptrdiff_t ck_find(const uint8_t *bytes, size_t count, const uint8_t *needle, size_t needle_count);

#endif
