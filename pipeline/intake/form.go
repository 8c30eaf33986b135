package intake

import (
	"context"
	"fmt"
	"io/fs"
	"slices"

	"github.com/goccy/go-yaml"
	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/viet"
)

// Form is a workbook that someone fills.
type Form struct {
	Code    string   `yaml:"form"`
	Version int      `yaml:"version"` // goes up when filled workbooks of the old one no longer fit
	Title   string   `yaml:"title"`
	Guide   []string `yaml:"guide"`
	Sheets  []*Sheet `yaml:"sheets"`
	Other   []*Sheet `yaml:"other"` // tables that offices make themselves: read, never written

	mark string // on every page of the workbook, "" for none
}

// Sheet is a table of a form. Its first two rows hold title and guide, the next two the
// heads, then come the rows to fill.
type Sheet struct {
	Tab     string    `yaml:"tab"` // at most 31 characters
	Title   string    `yaml:"title"`
	Guide   string    `yaml:"guide"`
	Table   string    `yaml:"table"` // where the rows go, see stores
	One     bool      `yaml:"one"`   // exactly one row
	Fixed   bool      `yaml:"fixed"` // a row for each option of the first column
	Rows    int       `yaml:"rows"`  // to fill, where neither of these
	Key     []string  `yaml:"key"`   // columns that tell the rows of a unit apart
	Columns []*Column `yaml:"columns"`

	given []map[int]string // rows filled already: texts by the place of their column
}

// Column is a column of a sheet.
type Column struct {
	Name  string        `yaml:"name"`
	Head  string        `yaml:"head"`
	Group string        `yaml:"group"` // head above this and its neighbours; "" for none
	Also  []string      `yaml:"also"`  // what offices call it
	Type  string        `yaml:"type"`
	Need  bool          `yaml:"need"` // a row without it is faulty
	Ask   bool          `yaml:"ask"`  // asked for by AskOffice
	List  yaml.MapSlice `yaml:"list"` // code to name
	From  string        `yaml:"from"` // list of the database: see lists
	Note  string        `yaml:"note"`
	Width float64       `yaml:"width"`

	options []option
	calls   []string // see callsOf
}

// option is one choice of a column.
type option struct {
	Code string `db:"code"`
	Name string `db:"name"`
}

// Kind is a kind of document, as the forms of an office list them.
type Kind struct {
	Slug, Name string
	Agency     string // code of the agency that issues it; "" where that is chosen for each paper
	Signed     bool   // someone signs it
	Addressed  bool   // it has recipients
}

// The types of columns.
const (
	textType   = "text"
	proseType  = "prose"  // several lines
	countType  = "count"  // a whole number from 0
	moneyType  = "money"  // đồng
	pointsType = "points" // 85,50; stored a hundredfold
	dayType    = "day"
	birthType  = "birth" // a day or a year
	choiceType = "choice"
	yesType    = "yes"
	unitType   = "unit" // a unit by its name
)

var types = []string{textType, proseType, countType, moneyType, pointsType, dayType, birthType, choiceType, yesType, unitType}

// Rows of a sheet of a form.
const (
	titleRow = 1
	guideRow = 2
	groupRow = 3
	headRow  = 4
	firstRow = 5
)

// readForm reads a form from its file; unknown keys are errors with line and column.
func readForm(files fs.FS, name string) (*Form, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("intake/%w", err)
	}
	f := new(Form)
	if err := yaml.UnmarshalWithOptions(data, f, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("intake/%s:\n%s", name, yaml.FormatError(err, false, true))
	}
	for _, s := range slices.Concat(f.Sheets, f.Other) {
		for _, c := range s.Columns {
			if !slices.Contains(types, c.Type) || c.Name == "" || c.Head == "" {
				return nil, fmt.Errorf("intake/%s: sheet %s, column %q: want name, head and one of the types %v", name, s.Tab, c.Name, types)
			}
			c.calls = c.callsOf()
			for _, item := range c.List {
				c.options = append(c.options, option{fmt.Sprint(item.Key), fmt.Sprint(item.Value)})
			}
		}
		if first := s.Columns[0]; s.Fixed && first.Type != choiceType {
			return nil, fmt.Errorf("intake/%s: sheet %s: its rows are fixed, so its first column is a choice", name, s.Tab)
		}
		if _, ok := stores[s.Table]; !ok {
			return nil, fmt.Errorf("intake/%s: sheet %s: nothing is known of table %q", name, s.Tab, s.Table)
		}
	}
	return f, nil
}

// shippedAgencies are the agencies that the program knows, see agencyForms.
const shippedAgencies = `'ubnd-tinh', 'cong-an-tinh', 'ban-chi-dao', 'so-noi-vu', 'ban-tdkt'`

// What a level of government or a body has in a year holds where the terms of that year name it.
const (
	inYear    = `CAST(tu_ngay AS TEXT) <= CAST(:nam AS TEXT) || '-12-31' AND (den_ngay IS NULL OR CAST(den_ngay AS TEXT) >= CAST(:nam AS TEXT) || '-01-01')`
	districts = `(cap <> 'huyen' OR EXISTS (SELECT 1 FROM thuat_ngu WHERE khoa = 'cap_huyen' AND gia_tri <> '' AND ` + inYear + `))`
	judges    = `(ma <> 'ban-tdkt' OR EXISTS (SELECT 1 FROM thuat_ngu WHERE khoa = 'tham_muu_tdkt' AND gia_tri LIKE 'Ban Thi đua%' AND ` + inYear + `))`
	communes  = `(ma NOT IN ('thi_tran', 'dac_khu') OR EXISTS (SELECT 1 FROM thuat_ngu WHERE khoa = 'cap_xa' AND gia_tri LIKE '%' || CASE ma WHEN 'dac_khu' THEN 'đặc khu' ELSE 'thị trấn' END || '%' AND ` + inYear + `))`
)

// lists are the choices that the database holds. Each takes the year as often as it asks.
var lists = map[string]string{
	"lien_ket":          `SELECT ma AS code, ten AS name FROM phong_trao_lien_ket ORDER BY thu_tu, ma`,
	"muc":               `SELECT muc AS code, so || '. ' || ten AS name FROM muc_loi_van WHERE kieu = 'bao-cao-tong-ket' ORDER BY thu_tu`,
	"dot":               `SELECT ma AS code, ten AS name FROM dot_khen_thuong WHERE nam = :nam ORDER BY ma`,
	"hinh_thuc":         `SELECT ma AS code, ten_ngan AS name FROM hinh_thuc_khen_thuong WHERE ` + districts + ` ORDER BY thu_tu`,
	"doi_tuong_tap_the": `SELECT ma AS code, ten AS name FROM doi_tuong_thi_dua WHERE nhom = 'tap_the' ORDER BY thu_tu`,
	"doi_tuong_ca_nhan": `SELECT ma AS code, ten AS name FROM doi_tuong_thi_dua WHERE nhom = 'ca_nhan' ORDER BY thu_tu`,
	"doi_tuong":         `SELECT ma AS code, ten AS name FROM doi_tuong_thi_dua ORDER BY nhom DESC, thu_tu`,
	"danh_hieu":         `SELECT ma AS code, ten || CASE ma WHEN 'htxsnv-tt' THEN ' (tập thể)' ELSE '' END AS name FROM danh_hieu ORDER BY thu_tu, ma`,
	"loai_van_ban":      `SELECT ma AS code, ten AS name FROM loai_van_ban ORDER BY thu_tu`,
	"muc_phan_loai":     `SELECT ma AS code, ten AS name FROM muc_phan_loai ORDER BY thu_tu`,
	"loai_don_vi":       `SELECT ma AS code, ten AS name FROM loai_don_vi WHERE (cap IS NULL OR ` + districts + `) AND ` + communes + ` ORDER BY thu_tu`,
	agencyList:          `SELECT ma AS code, mo_ta AS name FROM co_quan WHERE ma <> 'bo-cong-an' AND ` + judges + ` ORDER BY CASE WHEN ma IN (` + shippedAgencies + `) THEN 0 ELSE 1 END, ma`,
	"co_quan_san":       `SELECT ma AS code, mo_ta AS name FROM co_quan WHERE ma IN (` + shippedAgencies + `) ORDER BY ma`,
}

// kindList is the list of the kinds of documents, which the caller knows.
const kindList = "kieu"

// setKinds fills the choices that are kinds of documents.
func (f *Form) setKinds(kinds []Kind) {
	for _, s := range f.Sheets {
		for _, c := range s.Columns {
			if c.From != kindList {
				continue
			}
			for _, k := range kinds {
				c.options = append(c.options, option{k.Slug, k.Name})
			}
		}
	}
}

// queryer is a transaction or a pool.
type queryer interface {
	sqlx.ExtContext
	Rebind(string) string
}

// readLists fills the choices that come from the database.
func (f *Form) readLists(ctx context.Context, q queryer, year int) error {
	for _, s := range f.Sheets {
		for _, c := range s.Columns {
			if c.From == "" || c.From == kindList {
				continue
			}
			query, ok := lists[c.From]
			if !ok {
				return fmt.Errorf("form %s, sheet %s: there is no list %q", f.Code, s.Tab, c.From)
			}
			bound, args, err := sqlx.Named(query, map[string]any{"nam": year})
			if err != nil {
				return err
			}
			c.options = nil // of the import before
			if err := sqlx.SelectContext(ctx, q, &c.options, q.Rebind(bound), args...); err != nil {
				return fmt.Errorf("list %s: %w", c.From, err)
			}
		}
	}
	return nil
}

// choose finds an option by its name or code, without regard to tone marks and case where
// that names one alone.
func (c *Column) choose(text string) (code string, ok bool) {
	for _, o := range c.options {
		if o.Name == text || o.Code == text {
			return o.Code, true
		}
	}
	want := headKey(text)
	for _, o := range c.options {
		if want == headKey(o.Name) || want == headKey(o.Code) {
			if ok {
				return "", false
			}
			code, ok = o.Code, true
		}
	}
	return code, ok
}

func (c *Column) names() (names []string) {
	for _, o := range c.options {
		names = append(names, o.Name)
	}
	return names
}

// headKey is the form in which heads and choices are compared: folded, letters and digits
// alone, single blanks.
func headKey(s string) string {
	out := make([]byte, 0, len(s))
	blank := false
	for _, r := range viet.Fold(s) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '%' {
			if blank && len(out) > 0 {
				out = append(out, ' ')
			}
			out, blank = append(out, byte(r)), false
		} else {
			blank = true
		}
	}
	return string(out)
}
