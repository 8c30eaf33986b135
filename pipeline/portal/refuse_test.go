package portal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
	"vanthu/pipeline/people"
)

// TestWhatIsTold: a refusal is told in its own words and with the way on, which is no flag
// and no command; of anything else the page says what to do, and the log what it was.
func TestWhatIsTold(t *testing.T) {
	for way := people.WayReason; way <= people.WayRules; way++ {
		if text := ways[way]; text == "" || strings.Contains(text, "--") || strings.Contains(text, "vanthu ") {
			t.Errorf("way %d is told as %q", way, text)
		}
	}
	for _, c := range []struct {
		name, want, not string
		err             error
		status          int
	}{
		{"with a way on", "Chuyển sang du-thao phải nêu lý do. Ghi lý do vào ô", "--", fmt.Errorf("move: %w", people.RefuseFor(people.WayReason, "chuyển sang du-thao phải nêu lý do")), 422},
		{"without", "Văn bản chưa có số.", "", people.Refuse("văn bản chưa có số"), 422},
		{"an unreadable file", "lưu dạng .docx rồi gửi lại", "zip", fmt.Errorf("%w: %w", archive.ErrUnreadable, errors.New("zip: not a valid zip file")), 422},
		{"a fault of the program", "lúc 16:30 29/11/2026", "no such table", errors.New("SQL logic error: no such table: documents"), 500},
	} {
		t.Run(c.name, func(t *testing.T) {
			var log bytes.Buffer
			p := &portal{Config: Config{Log: slog.New(slog.NewTextHandler(&log, nil)), Now: func() time.Time { return time.Date(2026, 11, 29, 9, 30, 0, 0, time.UTC) }}}
			r := httptest.NewRequest(http.MethodPost, "/van-ban/1/chuyen", nil)
			r = r.WithContext(context.WithValue(r.Context(), visitorKey{}, &visitor{User: &people.User{Name: "lan"}}))
			fault, status := p.said(r, c.err)
			if status != c.status || !strings.Contains(fault, c.want) || c.not != "" && strings.Contains(fault, c.not) {
				t.Errorf("%d %q; want %d, %q and no %q", status, fault, c.status, c.want, c.not)
			}
			if !strings.Contains(log.String(), c.err.Error()) || strings.Contains(log.String(), "level=ERROR") != (c.status == 500) {
				t.Errorf("the log says %q", log.String())
			}
		})
	}
}

func TestBadFields(t *testing.T) {
	k := &catalog.Kind{Params: []catalog.Param{{Name: "nam", Type: catalog.Int}, {Name: "ngay", Type: catalog.Date, HasDefault: true}, {Name: "che_do", Type: catalog.Text, Choices: []string{"a", "b"}}}}
	for want, params := range map[string]map[string]string{
		"": {"nam": "2024", "che_do": "a"},
		"Ô “Năm” chưa ghi; ô “Lời văn” ghi “c”: chọn trong danh sách.": {"che_do": "c"},
		"Ô “Ngày của văn bản” ghi “mai”: viết như 15/12/2024.":         {"nam": "2024", "ngay": "mai", "che_do": "b"},
		"Ô “Năm” ghi “năm ngoái”: viết bằng chữ số, như 2024.":         {"nam": "năm ngoái", "che_do": "b"},
	} {
		if got := badFields(k, params); got != want {
			t.Errorf("%v: %q, want %q", params, got, want)
		}
	}
}
