/* A disk in trouble, for the files under $DISK: $DISK_SAYS names a file that begins with
   f, full: nothing grows;  r, read-only: nothing is written;  b, broken: nothing is known to have been written. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static char says(void) {
  char letter = '-';
  const char *name = getenv("DISK_SAYS");
  int file = name ? syscall(SYS_openat, AT_FDCWD, name, O_RDONLY) : -1;
  if (file >= 0) {
    if (syscall(SYS_read, file, &letter, 1) != 1) letter = '-';
    syscall(SYS_close, file);
  }
  return letter;
}

static int is_on_it(const char *path) {
  const char *disk = getenv("DISK");
  return disk && !strncmp(path, disk, strlen(disk));
}

static int is_file_on_it(int file) {
  char name[64], path[4096];
  snprintf(name, sizeof name, "/proc/self/fd/%d", file);
  ssize_t length = readlink(name, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_on_it(path);
}

/* The error of a write that ends at `end`, or 0. */
static int trouble(int file, off_t end) {
  struct stat facts;
  char said = says();
  if ((said != 'f' && said != 'r') || !is_file_on_it(file)) return 0;
  if (said == 'r') return EROFS;
  return fstat(file, &facts) == 0 && end > facts.st_size ? ENOSPC : 0;
}

#define REFUSE(file, end) \
  do { int code = trouble(file, end); if (code) { errno = code; return -1; } } while (0)

ssize_t write(int file, const void *from, size_t size) {
  struct stat facts;
  int appends = fcntl(file, F_GETFL) & O_APPEND && fstat(file, &facts) == 0;
  off_t at = appends ? facts.st_size : lseek(file, 0, SEEK_CUR);
  if (at >= 0) REFUSE(file, at + (off_t)size);
  return REAL(write)(file, from, size);
}
ssize_t pwrite(int file, const void *from, size_t size, off_t at) {
  REFUSE(file, at + (off_t)size);
  return REAL(pwrite)(file, from, size, at);
}
ssize_t pwrite64(int file, const void *from, size_t size, off64_t at) {
  REFUSE(file, at + (off_t)size);
  return REAL(pwrite64)(file, from, size, at);
}
int posix_fallocate(int file, off_t at, off_t size) {
  int code = trouble(file, at + size);
  return code ? code : REAL(posix_fallocate)(file, at, size);
}

static int is_broken(int file) { return says() == 'b' && is_file_on_it(file); }

int fsync(int file) {
  if (is_broken(file)) { errno = EIO; return -1; }
  return REAL(fsync)(file);
}
int fdatasync(int file) {
  if (is_broken(file)) { errno = EIO; return -1; }
  return REAL(fdatasync)(file);
}

static int is_read_only(const char *path) { return says() == 'r' && is_on_it(path); }

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) && is_read_only(path)) { errno = EROFS; return -1; } \
    return REAL(name)(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

int mkdir(const char *path, mode_t mode) {
  if (is_read_only(path)) { errno = EROFS; return -1; }
  return REAL(mkdir)(path, mode);
}
int unlink(const char *path) {
  if (is_read_only(path)) { errno = EROFS; return -1; }
  return REAL(unlink)(path);
}
int rename(const char *from, const char *to) {
  if (is_read_only(from)) { errno = EROFS; return -1; }
  return REAL(rename)(from, to);
}
