package sample

import (
	"context"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

//go:embed loi-van.yaml
var proseText []byte

// prose writes the text of every section of the report of Year, as the police and as
// the people's committee would sign it, seen through by its author.
func (f *filler) prose(ctx context.Context) error {
	texts, err := decode[map[string]string]("loi-van.yaml", proseText)
	if err != nil {
		return err
	}
	at := time.Date(2024, time.December, 9, 2, 30, 0, 0, time.UTC)
	t := newTable("loi_van", "kieu muc ky co_quan_ma noi_dung da_sua tac_gia luc")
	for _, agency := range []string{"cong-an-tinh", "ubnd-tinh"} {
		for _, section := range slices.Sorted(maps.Keys(texts)) {
			if strings.Contains(section, "@") {
				continue
			}
			text := texts[section]
			if own, ok := texts[section+"@"+agency]; ok { // an agency's own words
				text = own
			}
			t.add("bao-cao-tong-ket", section, fmt.Sprint(Year), agency, strings.TrimSpace(text), true, "Tổ biên tập (mẫu)", at)
		}
	}
	return t.insert(ctx, f.tx)
}
