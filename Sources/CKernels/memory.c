#include "CKernels.h"
#include <malloc.h>

void ck_keep_freed_memory(int largest_block, int most) {
    mallopt(M_MMAP_THRESHOLD, largest_block);
    mallopt(M_TRIM_THRESHOLD, most);
}
