//go:build !linux

package archive

import (
	"io/fs"
	"time"
)

// statusTime is zero: the system does not tell, or the library does not ask it.
func statusTime(fs.FileInfo) time.Time { return time.Time{} }
