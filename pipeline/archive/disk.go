package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"vanthu/pipeline/db"
)

// before is asked before each step on the disk: tests let it fail there, or end the
// process.
var before = func(step, path string) error { return nil }

func remove(path string) error {
	if err := before("remove", path); err != nil {
		return err
	}
	return os.Remove(path)
}

// tempPattern names our unfinished files, so that they are known after a crash.
const tempPattern = ".vanthu-*.tmp"

// tempOf is the pattern for the unfinished files of one path.
func tempOf(path string) string {
	return fmt.Sprintf(".vanthu-%08x-*.tmp", crc32.ChecksumIEEE([]byte(filepath.Base(path))))
}

// sweep removes what killed processes left unfinished. Living ones hold a lock on theirs.
func sweep(dir, pattern string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) { // whoever writes there says so
		return nil
	} else if err != nil {
		return err
	}
	for _, e := range entries {
		if isOurs, err := filepath.Match(pattern, e.Name()); err != nil || !isOurs {
			continue
		}
		path := filepath.Join(dir, e.Name())
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			continue // just finished, or not ours to remove
		}
		dead := db.TryLock(f)
		f.Close()
		if !dead {
			continue
		}
		if err := remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// WriteFile writes a file that appears whole or not at all: under a temporary name in
// the same folder, synced, then renamed. What a killed process left of the same file goes.
// The folder itself is not synced.
func WriteFile(path string, data []byte) error { return writeFile(path, bytesOf(path, data)) }

// writeNew is WriteFile in a folder that was swept: to look through it for each of many
// files would take longer with the square of their number.
func writeNew(path string, data []byte) error { return writeSwept(path, bytesOf(path, data)) }

func bytesOf(path string, data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		if err := before("write", path); err != nil {
			return err
		}
		_, err := w.Write(data)
		return err
	}
}

// writeFile is WriteFile for what write puts out.
func writeFile(path string, write func(io.Writer) error) error {
	if err := sweep(filepath.Dir(path), tempOf(path)); err != nil {
		return err
	}
	return writeSwept(path, write)
}

func writeSwept(path string, write func(io.Writer) error) (err error) {
	if err := before("create", path); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), tempOf(path))
	if err != nil {
		return err
	}
	db.TryLock(f)
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err = write(f); err != nil {
		return err
	}
	if err = f.Chmod(0o644); err != nil && runtime.GOOS != "windows" {
		return err
	}
	if err = before("sync", path); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	if err = before("rename", path); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func hashFile(path string) (sum string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
