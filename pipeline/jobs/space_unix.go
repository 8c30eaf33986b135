//go:build unix

package jobs

import "golang.org/x/sys/unix"

// FreeSpace returns how many bytes a user may still write on the disk of a folder.
func FreeSpace(dir string) (uint64, error) {
	var s unix.Statfs_t
	err := unix.Statfs(dir, &s)
	return s.Bavail * uint64(s.Bsize), err
}
