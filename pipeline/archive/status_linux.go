package archive

import (
	"io/fs"
	"syscall"
	"time"
)

// statusTime is when content, name or rights of a file last changed, which no program can
// set: it tells of an edit that kept size and time of the content.
func statusTime(info fs.FileInfo) time.Time {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return time.Unix(s.Ctim.Unix())
	}
	return time.Time{}
}
