package making

import (
	"context"
	"fmt"
)

// queryKinds lists which kinds of document the tables name.
const queryKinds = "kieu_da_ghi"

// UnknownKinds tells, in Vietnamese, where tables name kinds of document that there are not:
// such a row is never used, so that a signer or a recipient is missing in silence.
func (m *Maker) UnknownKinds(ctx context.Context) (faults []string, err error) {
	rows, err := m.rows(ctx, queryKinds, nil)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if _, err := m.Catalog.Kind(row["kieu"]); err == nil {
			continue
		}
		fault := fmt.Sprintf("bảng %s, %s dòng: không có kiểu văn bản %q", row["bang"], row["so_dong"], row["kieu"])
		if near := m.Catalog.Nearest(row["kieu"]); near != "" {
			fault += fmt.Sprintf("; gần nhất là %q", near)
		}
		faults = append(faults, fault)
	}
	return faults, nil
}
