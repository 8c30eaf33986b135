package db

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// A backup says twice what it is: in a file beside it, as sha256sum writes it, and, where it
// is one of pg_dump, whose own format does not show every damage, in its last line.
// pg_restore does not read that far.
const (
	sumSuffix = ".sha256"
	sealWord  = "\nvanthu backup sha256 "
	sealSize  = int64(len(sealWord) + 2*sha256.Size + 1)
)

// seal writes the sum of a file at its end.
func seal(path string) error {
	sum, err := sumOf(path, -1)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, sealWord+sum+"\n")
	return errors.Join(err, f.Close())
}

// sumOf is the SHA-256 of the first n bytes of a file, of all for -1.
func sumOf(path string, n int64) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if n < 0 {
		_, err = io.Copy(h, f)
	} else {
		_, err = io.CopyN(h, f, n)
	}
	return hex.EncodeToString(h.Sum(nil)), err
}

// sealOf reads the sum at the end of a file: "" where there is none. size is what it is of.
func sealOf(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() < sealSize {
		return "", 0, err
	}
	size = info.Size() - sealSize
	end := make([]byte, sealSize)
	if _, err := f.ReadAt(end, size); err != nil {
		return "", 0, err
	}
	line, ok := strings.CutPrefix(string(end), sealWord)
	if !ok || !strings.HasSuffix(line, "\n") {
		return "", 0, nil
	}
	return line[:len(line)-1], size, nil
}

// IsSummed reports whether a backup has a sum that shows damage: inside, or in the file
// beside it. A backup of SQLite shows it by its own hashes.
func IsSummed(path string) (bool, error) {
	if isBackup(path, SQLite) == nil {
		return true, nil
	}
	if _, err := os.Stat(path + sumSuffix); err == nil {
		return true, nil
	}
	sum, _, err := sealOf(path)
	return sum != "", err
}

// checkSum compares a backup with the sum inside and with the one beside it, where they are.
func checkSum(path string) error {
	inside, size, err := sealOf(path)
	if err != nil {
		return err
	}
	if inside != "" {
		if got, err := sumOf(path, size); err != nil {
			return err
		} else if got != inside {
			return fmt.Errorf("%s: damaged: it is not what its last line says", path)
		}
	}
	line, err := os.ReadFile(path + sumSuffix)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	got, err := sumOf(path, -1)
	if err != nil {
		return err
	}
	if want, _, _ := strings.Cut(string(line), " "); want != got {
		return fmt.Errorf("%s: damaged: it is not what %s%s says", path, filepath.Base(path), sumSuffix)
	}
	return nil
}
