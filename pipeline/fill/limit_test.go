package fill

import (
	"io"
	"strings"
	"testing"
)

// TestMaxOutput: the byte beyond the bound is an error that says what to do; the last one within it is none.
func TestMaxOutput(t *testing.T) {
	for done, want := range map[int]string{MaxOutput - 1: "", MaxOutput: "nội dung vượt quá 2048 MiB vì phần lặp có quá nhiều dòng: hãy thu hẹp phạm vi dữ liệu"} {
		f := &filling{w: io.Discard, done: done, buf: []byte("x")}
		f.write(1)
		if (f.err == nil) != (want == "") || f.err != nil && !strings.Contains(f.err.Error(), want) {
			t.Errorf("%d bytes: %v, want %q", done+1, f.err, want)
		}
	}
}
