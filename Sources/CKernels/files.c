#include "CKernels.h"
#include <linux/magic.h>
#include <sys/vfs.h>

int ck_is_in_memory(int file) {
    struct statfs status;
    return fstatfs(file, &status) == 0 && (status.f_type == TMPFS_MAGIC || status.f_type == RAMFS_MAGIC);
}
