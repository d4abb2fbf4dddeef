/* Fails one step on files below a folder: LD_PRELOAD=failing.so FAIL_UNDER=FOLDER FAIL_AT=N FAIL_ERRNO=28 [FAIL_SHORT=1].
   FAIL_COUNT=FILE gets the number of steps that there were. A step makes, writes, syncs, cuts or renames a file. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int steps;
static int failing;

static int is_under(const char *path) {
    const char *folder = getenv("FAIL_UNDER");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_ours(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_under(path);
}

/* Whether this step is to fail; sets errno. */
static int fails(void) {
    const char *at = getenv("FAIL_AT"), *code = getenv("FAIL_ERRNO"), *count = getenv("FAIL_COUNT");
    steps++;
    if (count) {
        char text[16];
        int length = snprintf(text, sizeof text, "%d", steps);
        int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
        ssize_t (*real_write)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
        int file = real_open(count, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (file >= 0) {
            real_write(file, text, (size_t)length);
            close(file);
        }
    }
    if (failing || (at && steps == atoi(at))) {
        errno = code ? atoi(code) : EIO;
        return 1;
    }
    return 0;
}

static int is_short(void) {
    if (!getenv("FAIL_SHORT") || failing) return 0;
    /* The rest of the file finds no room either. */
    failing = 1;
    return 1;
}

#define OPEN(name)                                                                                                   \
    int name(const char *path, int flags, ...) {                                                                     \
        int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, #name);                                               \
        va_list rest;                                                                                                \
        va_start(rest, flags);                                                                                       \
        int mode = va_arg(rest, int);                                                                                \
        va_end(rest);                                                                                                \
        if ((flags & O_CREAT) && is_under(path) && fails()) return -1;                                               \
        return real(path, flags, mode);                                                                              \
    }
OPEN(open)
OPEN(open64)

ssize_t write(int file, const void *bytes, size_t count) {
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    if (is_ours(file) && fails()) return count > 1 && is_short() ? real(file, bytes, count / 2) : -1;
    return real(file, bytes, count);
}

#define PWRITE(name)                                                                                                 \
    ssize_t name(int file, const void *bytes, size_t count, off_t offset) {                                          \
        ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, #name);                                 \
        if (is_ours(file) && fails()) return count > 1 && is_short() ? real(file, bytes, count / 2, offset) : -1;    \
        return real(file, bytes, count, offset);                                                                     \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

int fsync(int file) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    return is_ours(file) && fails() ? -1 : real(file);
}

#define TRUNCATE(name)                                                                                               \
    int name(int file, off_t size) {                                                                                 \
        int (*real)(int, off_t) = dlsym(RTLD_NEXT, #name);                                                           \
        return is_ours(file) && fails() ? -1 : real(file, size);                                                     \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

int rename(const char *from, const char *to) {
    int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
    return is_under(to) && fails() ? -1 : real(from, to);
}
