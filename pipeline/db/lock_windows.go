package db

import (
	"os"

	"golang.org/x/sys/windows"
)

// TryLock locks a file until it is closed, unless another process holds the lock.
func TryLock(f *os.File) bool {
	return windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, new(windows.Overlapped)) == nil
}
