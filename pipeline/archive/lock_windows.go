package archive

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// lockDir waits until no other process lays out the folder. The lock ends with unlock or
// with the process. Windows cannot lock a folder, so a file stands for it.
func lockDir(dir string) (unlock func(), err error) {
	path := filepath.Join(dir, ".vanthu.lock")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	err = windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, new(windows.Overlapped))
	if err != nil {
		f.Close()
		return nil, &os.PathError{Op: "lock", Path: path, Err: err}
	}
	return func() { f.Close() }, nil
}

// syncDir does nothing: NTFS keeps names in its journal and folders cannot be synced.
func syncDir(string) error { return nil }
