package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
)

// field is a column with its value.
type field struct {
	name  string
	value any
}

// writer writes the difference between what a file says and what is there.
type writer struct {
	ctx     context.Context
	tx      *sqlx.Tx
	req     *Request
	units   *units
	faults  *faults
	rounds  map[string]round
	changes []change
	result  *Result

	// Of an office's workbook:
	province province
	issuers  map[string]string // codes of the agencies that it adds, by headKey of their names
	records  records
}

// change is a row that an import added, changed or took out; Before and After are its
// values as JSON, "" where there was or is none.
type change struct{ Table, Key, Before, After string }

// stores say how the rows of a table get there.
var stores map[string]func(w *writer, t *table) error

func init() {
	stores = map[string]func(w *writer, t *table) error{
		"tinh":                (*writer).placeProvince,
		"ten_co_quan":         (*writer).agencies,
		"co_quan_khac":        (*writer).addIssuers,
		"don_vi":              (*writer).addUnits,
		"nguoi_ky":            (*writer).signers,
		"noi_nhan":            (*writer).recipients,
		"so":                  (*writer).books,
		"phong_trao":          (*writer).movement,
		"ky_so_lieu":          (*writer).periods,
		"dot_khen_thuong":     (*writer).awardRounds,
		"danh_sach_khen":      (*writer).decided,
		"giao_viec":           (*writer).taskLetters,
		"van_ban_dia_phuong":  (*writer).localPapers,
		"thanh_vien_hop":      (*writer).council,
		"khoi_cum":            (*writer).clusters,
		"phan_loai_don_vi":    (*writer).classes,
		"kiem_tra":            (*writer).inspections,
		"ky_luat":             (*writer).discipline,
		"da_khen_thuong":      (*writer).awarded,
		"khen_thuong_nam":     (*writer).awardsOfYear,
		"danh_hieu_dat":       (*writer).titles,
		"khen_loai_hinh":      (*writer).tallies,
		"quy_khen_thuong":     (*writer).fund,
		"chi_tieu_phan_dau":   (*writer).targets,
		"cong_nhan_ngang":     (*writer).wide,
		"danh_sach":           (*writer).list,
		"van_ban_don_vi":      (*writer).papers,
		"mo_hinh":             (*writer).models,
		"cong_nhan":           (*writer).figures,
		"phan_loai":           (*writer).figures,
		"hoat_dong_lien_ket":  (*writer).figures,
		"cong_nhan_don_vi":    (*writer).results,
		"loi_van":             (*writer).prose,
		"de_nghi_tap_the":     (*writer).nominations,
		"de_nghi_ca_nhan":     (*writer).nominations,
		"de_nghi_ho_gia_dinh": (*writer).nominations,
	}
	for _, name := range []string{"dac_diem", "chi_dao", "tuyen_truyen", "phat_song", "pho_bien", "dien_hinh", "luc_luong", "tin_bao", "ngay_hoi", "khong_gian_mang", "phoi_hop"} {
		stores[name] = (*writer).figures
	}
}

// rows reads rows as they are, texts, whole numbers and truth values as int64 or string.
func (w *writer) rows(query string, args ...any) ([]map[string]any, error) {
	got, err := w.tx.QueryxContext(w.ctx, w.tx.Rebind(query), args...)
	if err != nil {
		return nil, err
	}
	defer got.Close()
	var all []map[string]any
	for got.Next() {
		m := map[string]any{}
		if err := got.MapScan(m); err != nil {
			return nil, err
		}
		for k, v := range m {
			m[k] = normal(v)
		}
		all = append(all, m)
	}
	return all, got.Err()
}

// normal is a value in the one form in which rows are compared.
func normal(v any) any {
	switch v := v.(type) {
	case time.Time:
		if v.Equal(v.Truncate(24 * time.Hour)) {
			return v.Format("2006-01-02")
		}
		return v.UTC().Format(time.RFC3339)
	case []byte:
		return string(v)
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	case int:
		return int64(v)
	}
	return v
}

// one reads the only row of a query, nil where there is none.
func (w *writer) one(query string, args ...any) (map[string]any, error) {
	all, err := w.rows(query, args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all[0], nil
}

// set makes a row hold the values and notes the difference; before is the row as it is, nil
// where there is none.
func (w *writer) set(table string, before map[string]any, key, vals []field) error {
	var names, sets []string
	var args []any
	differs := before == nil
	after := map[string]any{}
	for _, f := range vals {
		after[f.name] = normal(f.value)
		if before != nil && before[f.name] == normal(f.value) {
			continue
		}
		differs = true
		names, sets, args = append(names, f.name), append(sets, f.name+" = ?"), append(args, f.value)
	}
	if !differs {
		return nil
	}
	keys, keyArgs := names[:len(names):len(names)], args[:len(args):len(args)]
	query := ""
	if before == nil {
		for _, f := range key {
			keys, keyArgs = append(keys, f.name), append(keyArgs, f.value)
		}
		query = fmt.Sprintf("INSERT INTO %s (%s) VALUES (?%s)", table, strings.Join(keys, ", "), strings.Repeat(", ?", len(keys)-1))
	} else {
		where := []string{}
		for _, f := range key {
			where, keyArgs = append(where, f.name+" = ?"), append(keyArgs, f.value)
		}
		query = fmt.Sprintf("UPDATE %s SET %s WHERE %s", table, strings.Join(sets, ", "), strings.Join(where, " AND "))
	}
	if _, err := w.tx.ExecContext(w.ctx, w.tx.Rebind(query), keyArgs...); err != nil {
		return fmt.Errorf("table %s: %w", table, err)
	}
	w.note(table, key, pick(before, vals), after)
	return nil
}

// pick leaves of a row what a file may change.
func pick(row map[string]any, vals []field) map[string]any {
	if row == nil {
		return nil
	}
	out := map[string]any{}
	for _, f := range vals {
		out[f.name] = row[f.name]
	}
	return out
}

// drop deletes a row that is there.
func (w *writer) drop(table string, before map[string]any, key []field) error {
	var where []string
	var args []any
	for _, f := range key {
		where, args = append(where, f.name+" = ?"), append(args, f.value)
	}
	query := "DELETE FROM " + table + " WHERE " + strings.Join(where, " AND ")
	if _, err := w.tx.ExecContext(w.ctx, w.tx.Rebind(query), args...); err != nil {
		return fmt.Errorf("table %s: %w", table, err)
	}
	w.note(table, key, before, nil)
	return nil
}

func (w *writer) note(table string, key []field, before, after map[string]any) {
	parts := make([]string, len(key))
	for i, f := range key {
		parts[i] = fmt.Sprintf("%s=%v", f.name, f.value)
	}
	w.changes = append(w.changes, change{table, strings.Join(parts, " "), asJSON(before), asJSON(after)})
}

func asJSON(m map[string]any) string {
	if m == nil {
		return ""
	}
	b, err := json.Marshal(m)
	if err != nil {
		panic(err) // texts and numbers alone
	}
	return string(b)
}

// families name the period of the figures of a table, where they differ from the table.
var families = map[string]string{"mo_hinh": "mo_hinh", "hoat_dong_lien_ket": "lien_ket", "cong_nhan": "cong_nhan"}

// family is the period to which a row belongs.
func family(table string, r *row) string {
	if table == "cong_nhan" && r.text("doi_tuong") == "KDC" {
		return "cong_nhan_kdc"
	}
	if f := families[table]; f != "" {
		return f
	}
	return table
}

// period proves that figures of a family may be written for the year.
func (w *writer) period(t *table, r *row) (bool, error) {
	name := family(t.Table, r)
	p, err := w.one(`SELECT tu_ngay, den_ngay FROM ky_so_lieu WHERE ho = ? AND nam = ?`, name, w.req.Year)
	if err != nil {
		return false, err
	}
	if p == nil {
		w.faults.add(place{t.tab, ""}, Wrong, "cơ quan chưa đặt kỳ báo cáo “%s” của năm %d; đặt ở trang Kỳ báo cáo của tệp cơ quan rồi nhập lại", name, w.req.Year)
		return false, nil
	}
	for _, c := range t.Columns {
		if v := r.text(c.Name); c.Type == dayType && v > p["den_ngay"].(string) {
			w.faults.add(place{t.tab, t.cell(r, c.Name)}, Doubt, "%s sau ngày cuối kỳ báo cáo (%s)", showDay(v), showDay(p["den_ngay"].(string)))
		}
	}
	return true, nil
}

// showDay writes an ISO day as people read it.
func showDay(iso string) string {
	p := strings.Split(iso, "-")
	if len(p) != 3 {
		return iso
	}
	return p[2] + "/" + p[1] + "/" + p[0]
}

// byUnit sorts the rows of a table by their units; rows without one are the sender's.
func (w *writer) byUnit(t *table) map[string][]*row {
	all := map[string][]*row{}
	for _, r := range t.rows {
		code := either(r.unit, w.req.Unit)
		if code == "" {
			w.faults.add(place{t.tab, cellName(1, r.at)}, Wrong, "không rõ dòng này là số liệu của đơn vị nào; thêm cột Đơn vị, hoặc nêu đơn vị khi nhập")
			continue
		}
		all[code] = append(all[code], r)
	}
	return all
}

// figures replaces the figures of each unit of the table in the year.
func (w *writer) figures(t *table) error {
	all := w.byUnit(t)
	for _, code := range slices.Sorted(maps.Keys(all)) {
		if err := w.unitFigures(t, code, all[code]); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) unitFigures(t *table, code string, rows []*row) error {
	unit, err := w.units.id(code)
	if err != nil {
		return err
	}
	there, err := w.rows(`SELECT * FROM `+t.Table+` WHERE nam = ? AND don_vi_id = ?`, w.req.Year, unit)
	if err != nil {
		return err
	}
	kept := map[string]bool{}
	for _, r := range rows {
		key := []field{{"nam", w.req.Year}, {"don_vi_id", unit}}
		name := ""
		for _, k := range t.Key {
			key = append(key, field{k, r.text(k)})
			name += r.text(k) + " "
		}
		if kept[name] {
			w.faults.add(place{t.tab, cellName(1, r.at)}, Wrong, "đơn vị này đã có một dòng ở trên")
			continue
		}
		kept[name] = true
		ok, err := w.period(t, r)
		if err != nil || !ok {
			return err
		}
		var before map[string]any
		for _, old := range there {
			if matches(old, t.Key, r) {
				before = old
			}
		}
		t.complete(r, before)
		if t.prove(r, w.faults); w.faults.wrong() {
			continue
		}
		if err := w.set(t.Table, before, key, t.fields(r, before == nil)); err != nil {
			return err
		}
	}
	for _, old := range there {
		if slices.ContainsFunc(rows, func(r *row) bool { return matches(old, t.Key, r) }) {
			continue
		}
		key := []field{{"nam", w.req.Year}, {"don_vi_id", unit}}
		for _, k := range t.Key {
			key = append(key, field{k, old[k]})
		}
		if err := w.drop(t.Table, old, key); err != nil {
			return err
		}
	}
	return nil
}

func matches(old map[string]any, key []string, r *row) bool {
	for _, k := range key {
		if old[k] != r.vals[k] {
			return false
		}
	}
	return true
}

// complete gives a row of figures those that it does not hold: what the file has no column for
// stays as it was, the others are 0.
func (t *table) complete(r *row, before map[string]any) {
	for _, c := range t.Columns {
		switch {
		case r.has(c.Name):
		case before != nil && before[c.Name] != nil && t.lacks(r, c.Name):
			r.vals[c.Name] = before[c.Name]
		case c.Type == countType || c.Type == moneyType:
			r.vals[c.Name] = int64(0)
		}
	}
}

// fields are the values of a row of figures; the period of a new row goes with it.
func (t *table) fields(r *row, fresh bool) []field {
	var vals []field
	for _, c := range t.Columns {
		if slices.Contains(t.Key, c.Name) || c.Type == unitType {
			continue
		}
		vals = append(vals, field{c.Name, r.vals[c.Name]})
	}
	if fresh && t.Table == "cong_nhan" {
		vals = append(vals, field{"ho", family(t.Table, r)})
	}
	return vals
}
