/*
 * Preloaded into a process, this lets writing to files of the folder DISK fail while the file FAULT exists. FAULT holds
 * the number of the error: that of a disk that is read-only, or of one that fails.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int fault(void) {
  const char *name = getenv("FAULT");
  FILE *file = name == NULL ? NULL : fopen(name, "re");
  int number = 0;
  if (file == NULL) return 0;
  if (fscanf(file, "%d", &number) != 1) number = 0;
  fclose(file);
  return number;
}

static int is_on_disk(const char *file) {
  const char *disk = getenv("DISK");
  return disk != NULL && strncmp(file, disk, strlen(disk)) == 0 && file[strlen(disk)] == '/';
}

/* Whether to fail with what FAULT says. */
static int fails(int fd) {
  char link[64], file[1024];
  int number = fault();
  if (number == 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, file, sizeof file - 1);
  if (length < 0) return 0;
  file[length] = '\0';
  if (!is_on_disk(file)) return 0;
  errno = number;
  return 1;
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

#define OPEN(name)                                                                 \
  int name(const char *file, int flags, ...) {                                     \
    va_list rest;                                                                  \
    va_start(rest, flags);                                                         \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;        \
    va_end(rest);                                                                  \
    /* A failing disk opens what exists. A read-only one opens nothing to write. */ \
    int number = (flags & O_ACCMODE) != O_RDONLY && is_on_disk(file) ? fault() : 0; \
    if (number == EROFS || (number != 0 && access(file, F_OK) != 0)) {             \
      errno = number;                                                              \
      return -1;                                                                   \
    }                                                                              \
    return REAL(int, #name, const char *, int, ...)(file, flags, mode);            \
  }
OPEN(open)
OPEN(open64)

#define WRITE(type, name, parameters, arguments, ...)                       \
  type name parameters {                                                    \
    return fails(fd) ? -1 : REAL(type, #name, __VA_ARGS__) arguments;       \
  }
WRITE(ssize_t, write, (int fd, const void *from, size_t size), (fd, from, size), int, const void *, size_t)
WRITE(ssize_t, pwrite, (int fd, const void *from, size_t size, off_t at), (fd, from, size, at), int, const void *, size_t, off_t)
WRITE(ssize_t, pwrite64, (int fd, const void *from, size_t size, off64_t at), (fd, from, size, at), int, const void *, size_t, off64_t)
WRITE(ssize_t, writev, (int fd, const struct iovec *from, int count), (fd, from, count), int, const struct iovec *, int)
WRITE(ssize_t, pwritev, (int fd, const struct iovec *from, int count, off_t at), (fd, from, count, at), int, const struct iovec *, int, off_t)
WRITE(int, ftruncate, (int fd, off_t size), (fd, size), int, off_t)
WRITE(int, ftruncate64, (int fd, off64_t size), (fd, size), int, off64_t)
WRITE(int, fsync, (int fd), (fd), int)
WRITE(int, fdatasync, (int fd), (fd), int)
