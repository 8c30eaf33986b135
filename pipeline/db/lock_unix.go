//go:build unix

package db

import (
	"os"
	"syscall"
)

// TryLock locks a file until it is closed, unless another process holds the lock.
func TryLock(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}
