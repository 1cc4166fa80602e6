/* A disk that forgets: of what is written under $POWERCUT_FOLDER only what was synced survives.
 *
 * Loaded before libc (LD_PRELOAD). Writing goes on as ever; each fsync or fdatasync first copies
 * what would be on the disk by then into $POWERCUT_SYNCED:
 *
 *   files/INODE    what a file contained when it was last synced
 *   folders/INODE  what a folder named when it was last synced: "INODE KIND NAME", a line each
 *   held/INODE     the file itself, by another name, so that no other file gets its number
 *
 * power.py makes of it what a machine finds after a power cut. Whatever fails here fails the sync:
 * nobody may believe in a promise that this did not see.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

static void name_of(char *name, const char *kind, ino_t inode, const char *ending) {
    const char *synced = getenv("POWERCUT_SYNCED");
    snprintf(name, PATH_MAX, "%s/%s/%lu%s", synced, kind, (unsigned long)inode, ending);
}

static void path_of(char *path, int fd) { snprintf(path, 64, "/proc/self/fd/%d", fd); }

static int is_ours(int fd) {
    const char *folder = getenv("POWERCUT_FOLDER");
    char link[64], path[PATH_MAX];
    path_of(link, fd);
    ssize_t length = folder ? readlink(link, path, sizeof path - 1) : -1;
    if (length < 0) return 0;
    path[length] = 0;
    size_t prefix = strlen(folder);
    return !strncmp(path, folder, prefix) && (path[prefix] == '/' || !path[prefix]);
}

/* Of several who sync the same, one at a time: else one puts back what was before another's. */
static int lock(ino_t inode) {
    char name[PATH_MAX];
    name_of(name, "locks", inode, "");
    int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock >= 0 && flock(lock, LOCK_EX)) { close(lock); return -1; }
    return lock;
}

/* What has no name any more cannot be held, nor be found after a cut. */
static int hold(int fd, ino_t inode) {
    char path[64], held[PATH_MAX];
    path_of(path, fd);
    name_of(held, "held", inode, "");
    int failed = linkat(AT_FDCWD, path, AT_FDCWD, held, AT_SYMLINK_FOLLOW);
    return failed && errno != EEXIST && errno != ENOENT ? -1 : 0;
}

/* In place: a kill in between leaves some of what was not promised yet, as a power cut may. */
static int copy_file(int fd, ino_t inode) {
    char path[64], name[PATH_MAX], *piece = malloc(PIECE);
    path_of(path, fd);
    name_of(name, "files", inode, "");
    int source = open(path, O_RDONLY | O_CLOEXEC);
    int record = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    off_t at = 0;
    ssize_t got = -1;
    if (piece && source >= 0 && record >= 0 && !hold(fd, inode))
        while ((got = pread(source, piece, PIECE, at)) > 0) {
            if (pwrite(record, piece, got, at) != got) { got = -1; break; }
            at += got;
        }
    if (!got && ftruncate(record, at)) got = -1;
    if (source >= 0) close(source);
    if (record >= 0) close(record);
    free(piece);
    return got ? -1 : 0;
}

static int copy_name(int folder, const char *name, FILE *lines) {
    struct stat facts;
    int entry = openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (entry < 0) return 0;  /* gone meanwhile */
    int failed = fstat(entry, &facts), is_folder = S_ISDIR(facts.st_mode);
    if (!failed && !is_folder) failed = hold(entry, facts.st_ino);
    close(entry);
    if (failed) return -1;
    char kind = is_folder ? 'd' : 'f';
    return fprintf(lines, "%lu %c %s\n", (unsigned long)facts.st_ino, kind, name) < 0 ? -1 : 0;
}

/* All names at once, or none. */
static int copy_names(int fd, ino_t inode) {
    char path[64], name[PATH_MAX], begun[PATH_MAX];
    path_of(path, fd);
    name_of(name, "folders", inode, "");
    name_of(begun, "folders", inode, ".begun");
    DIR *folder = opendir(path);
    FILE *lines = fopen(begun, "we");
    int failed = !folder || !lines;
    for (struct dirent *entry; !failed && (entry = readdir(folder));)
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
            failed = copy_name(dirfd(folder), entry->d_name, lines);
    if (folder) closedir(folder);
    if (lines && fclose(lines)) failed = 1;
    return failed || rename(begun, name) ? -1 : 0;
}

static int synced(int fd, const char *call) {
    struct stat facts;
    if (is_ours(fd) && !fstat(fd, &facts)) {
        int locked = lock(facts.st_ino), failed = locked < 0;
        if (!failed) {
            int is_folder = S_ISDIR(facts.st_mode);
            failed = is_folder ? copy_names(fd, facts.st_ino) : copy_file(fd, facts.st_ino);
            close(locked);
        }
        if (failed) { errno = EIO; return -1; }
    }
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, call);
    return real(fd);
}

int fsync(int fd) { return synced(fd, "fsync"); }
int fdatasync(int fd) { return synced(fd, "fdatasync"); }
