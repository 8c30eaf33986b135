package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// Workbooks sends out the workbooks that units and offices fill, and takes them in.
type Workbooks struct {
	DB    *db.DB
	Forms fs.FS // FS, or what an office made of it
	Run   *Run  // of imports that follow each other; nil: each reads all anew
}

// Request is a file that came, and what is known of it besides.
type Request struct {
	Name   string // of the file, for messages and the record
	Data   []byte
	Parsed *Parsed // of Data, where it was read before; nil: Import reads it
	Unit   string  // code of the sender; "" where the workbook says it
	Year   int     // 0 where the workbook says it
	Round  string  // award round of lists that do not say it; "" for the only one
	Paper  Paper
	Kinds  []Kind // of documents, for the workbook of an office
	Factor int64  // against last year, from which on a jump is told; 0 is 3
	Actor  string
	At     time.Time
}

// Paper is the incoming paper that brought the file.
type Paper struct {
	Symbol   string // "12/BC-UBND"; "" for none
	Day      string // ISO
	Received string // ISO; "" is the day of the import
	Kind     string // ke_hoach, bao_cao or to_trinh: it is the sender's paper of that kind; "" for a covering letter
}

func (r *Request) received() string {
	if r.Paper.Received != "" {
		return r.Paper.Received
	}
	return r.At.In(time.FixedZone("", 7*60*60)).Format("2006-01-02")
}

func (r *Request) factor() int64 {
	if r.Factor > 1 {
		return r.Factor
	}
	return 3
}

// Result says what became of a file.
type Result struct {
	ID      int64 // of the import; 0 where the file changed nothing or was refused
	Unit    string
	Year    int
	Faults  []Fault
	Rows    int // rows that the file holds
	Added   int
	Changed int
	Removed int
	Books   []Book // of an office's workbook
	Marked  []byte // copy of the file with its faults marked; nil where there is none
}

// Refused reports whether the file stays out for its faults.
func (r *Result) Refused() bool {
	return slices.ContainsFunc(r.Faults, func(f Fault) bool { return f.Severity == Wrong })
}

// Nothing changed: the transaction ends without a trace.
var errRefused, errSame = errors.New("refused"), errors.New("same")

// Import takes a file into the database, all of it or nothing, and calls then in the same
// transaction where it changed something. A file with faults is no error: see
// Result.Refused. An error of type *people.Refusal says that the file cannot be read at all.
func (d Workbooks) Import(ctx context.Context, r Request, then func(*sqlx.Tx, *Result) error) (*Result, error) {
	if r.Parsed == nil {
		r.Parsed = Parse(r.Name, r.Data)
	}
	if r.Parsed.err != nil {
		return nil, r.Parsed.err
	}
	return d.importBook(ctx, workbook{r, r.Parsed.grids, unitForm}, then)
}

// Parsed are the cells of a file, or why it cannot be read, which Import tells.
type Parsed struct {
	grids []*grid
	err   error
}

// Parse reads the cells of a workbook or table. It asks no database: the next file may be read
// while one goes in.
func Parse(name string, data []byte) *Parsed {
	grids, err := readFile(name, data)
	return &Parsed{grids, err}
}

// The forms.
const (
	unitForm   = "don-vi.yaml"
	officeForm = "co-quan.yaml"
)

// workbook is a file that was read, and the form that it is held against.
type workbook struct {
	Request
	grids []*grid
	form  string // unitForm or officeForm
}

// importBook takes what was read into the database.
func (d Workbooks) importBook(ctx context.Context, b workbook, then func(*sqlx.Tx, *Result) error) (*Result, error) {
	form, err := d.formOf(b)
	if err != nil {
		return nil, err
	}
	form.setKinds(b.Kinds)
	result := &Result{}
	told := new(faults)
	err = d.DB.Write(ctx, func(tx *sqlx.Tx) error {
		im := &importing{writer: &writer{ctx: ctx, tx: tx, req: &b.Request, faults: told, result: result}, form: form, grids: b.grids, run: d.Run}
		if err := im.readAndStore(); err != nil {
			return err
		}
		switch {
		case told.wrong():
			return errRefused
		case len(im.changes) == 0 && len(result.Books) == 0:
			return errSame
		}
		if len(im.changes) == 0 {
			return then(tx, result)
		}
		if err := im.record(); err != nil {
			return err
		}
		im.forget()
		return then(tx, result)
	})
	result.Faults, result.Unit, result.Year = told.list(), b.Unit, b.Year
	if errors.Is(err, errRefused) || errors.Is(err, errSame) {
		err = nil
	}
	if err != nil {
		return nil, err
	}
	if len(result.Faults) > 0 {
		result.Marked, err = mark(b.Request, b.grids, result.Faults)
	}
	return result, err
}

// readFile reads the cells of a workbook or a table as text.
func readFile(name string, data []byte) ([]*grid, error) {
	if strings.EqualFold(filepath.Ext(name), ".csv") {
		g, err := readCSV(name, data)
		return []*grid{g}, err
	}
	return readBook(data)
}

// importing is one import.
type importing struct {
	*writer
	form   *Form
	grids  []*grid
	reader *reader
	run    *Run // nil: none
}

func (im *importing) readAndStore() error {
	own, err := im.identify()
	if err != nil {
		return err
	}
	im.result.Unit, im.result.Year = im.req.Unit, im.req.Year
	if err := im.open(); err != nil {
		return err
	}
	if im.req.Unit != "" {
		if _, err := im.units.id(im.req.Unit); err != nil {
			return err
		}
	}
	if err := im.readRounds(); err != nil {
		return err
	}
	im.reader = &reader{faults: im.faults, own: own, unitOf: func(name, level string) (string, *doubt) { return im.units.findAt(name, im.req.Unit, level) }}
	tables, err := im.tables(own)
	if err != nil {
		return err
	}
	if im.faults.wrong() {
		return nil
	}
	return im.store(tables)
}

// identify finds out whose figures these are: by the hidden code of our form, else by the
// request.
func (im *importing) identify() (own bool, err error) {
	r := im.req
	for _, g := range im.grids {
		c, ok := parseCode(g.at(1, 1).text)
		if g.name != codeSheet || !ok {
			continue
		}
		switch {
		case c.form != im.form.Code:
			return false, people.Refuse("đây là tệp “%s”, cần tệp “%s”", c.form, im.form.Code)
		case c.version != im.form.Version:
			return false, people.Refuse("tệp làm theo mẫu bản %d, nay dùng bản %d; lấy tệp mẫu mới rồi chép số liệu sang", c.version, im.form.Version)
		case r.Unit != "" && r.Unit != c.unit:
			return false, people.Refuse("tệp là của đơn vị mã %q, không phải %q", c.unit, r.Unit)
		case r.Year != 0 && r.Year != c.year:
			return false, people.Refuse("tệp là của năm %d, không phải %d", c.year, r.Year)
		}
		r.Unit, r.Year, own = c.unit, c.year, true
	}
	if r.Year == 0 {
		return false, people.Refuse("tệp không phải mẫu của chương trình nên phải nêu năm (--year), và đơn vị (--unit) nếu bảng không có cột Đơn vị")
	}
	return own, nil
}

// tables finds and reads the tables of the file.
func (im *importing) tables(own bool) ([]*table, error) {
	if err := im.form.readLists(im.ctx, im.tx, im.req.Year); err != nil {
		return nil, err
	}
	if err := im.knowIssuers(); err != nil {
		return nil, err
	}
	sheets := slices.Concat(im.form.Sheets, im.form.Other)
	var all []*table
	for _, g := range im.grids {
		if g.name == codeSheet || g.name == coverSheet && own || len(g.rows) == 0 {
			continue
		}
		choice := sheets
		if own {
			choice = slices.DeleteFunc(slices.Clone(sheets), func(s *Sheet) bool { return headKey(s.Tab) != headKey(g.name) })
		}
		f := findTable(g, choice)
		if f == nil {
			im.unknown(g, own, len(choice) > 0)
			continue
		}
		if g.hidden {
			im.faults.add(place{g.name, ""}, Doubt, "trang tính bị ẩn vẫn được đọc")
		}
		t := im.reader.read(f)
		im.result.Rows += len(t.rows)
		prove(t, im.faults)
		all = append(all, t)
	}
	if len(all) == 0 && !im.faults.wrong() {
		im.faults.add(place{"", ""}, Wrong, "không thấy bảng nào biết cách đọc; dùng tệp mẫu, hoặc đặt tên cột như trong mẫu")
	}
	return all, nil
}

// unknown tells of a sheet that is not read.
func (im *importing) unknown(g *grid, own, ours bool) {
	switch {
	case own && ours:
		im.faults.add(place{g.name, ""}, Wrong, "dòng đầu bảng đã bị sửa hoặc xóa; chép số liệu sang tệp mẫu mới")
	case own:
		im.faults.add(place{g.name, ""}, Doubt, "trang tính thêm vào, không đọc")
	default:
		im.faults.add(place{g.name, ""}, Doubt, "không nhận ra bảng nào ở trang này, không đọc")
	}
}

// store writes the tables in the order of the form: a later one asks for what an earlier one
// wrote, as nominations whether the letter came.
func (im *importing) store(tables []*table) error {
	if p := im.req.Paper; p.Kind != "" {
		unit, err := im.units.id(im.req.Unit)
		if err != nil {
			return err
		}
		if err := im.paper(unit, p.Kind, []field{{"so_ky_hieu", p.Symbol}, {"ngay_van_ban", p.Day}}); err != nil {
			return err
		}
	}
	order := slices.Concat(im.form.Sheets, im.form.Other)
	slices.SortStableFunc(tables, func(a, b *table) int { return slices.Index(order, a.Sheet) - slices.Index(order, b.Sheet) })
	for _, t := range tables {
		if len(t.rows) == 0 && t.Table != "ky_so_lieu" {
			continue
		}
		if needsSender[t.Table] && im.req.Unit == "" {
			im.faults.add(place{t.tab, ""}, Wrong, "không rõ đơn vị gửi; nêu đơn vị khi nhập (--unit)")
			continue
		}
		told := len(im.faults.all)
		if err := stores[t.Table](im.writer, t); err != nil {
			return err
		}
		if len(im.faults.all) > told && im.faults.wrong() {
			continue
		}
		if err := im.compare(t); err != nil {
			return err
		}
	}
	return im.keepCopies()
}

var needsSender = map[string]bool{"van_ban_don_vi": true, "loi_van": true, "cong_nhan_don_vi": true, "danh_sach": true,
	"de_nghi_tap_the": true, "de_nghi_ca_nhan": true, "de_nghi_ho_gia_dinh": true}

// record writes the import with its file, what it changed and the texts that were converted.
func (im *importing) record() error {
	r, sum := im.req, sha256.Sum256(im.req.Data)
	var id int64
	err := im.tx.QueryRowxContext(im.ctx, im.tx.Rebind(`INSERT INTO imports (name, sha256, body, unit, year, symbol, paper_day, received, actor, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`), filepath.Base(r.Name), hex.EncodeToString(sum[:]), r.Data, r.Unit, r.Year,
		r.Paper.Symbol, orNull(r.Paper.Day), r.received(), r.Actor, r.At.UTC()).Scan(&id)
	if err != nil {
		return fmt.Errorf("imports: %w", err)
	}
	im.result.ID = id
	for i, c := range im.changes {
		switch {
		case c.Before == "":
			im.result.Added++
		case c.After == "":
			im.result.Removed++
		default:
			im.result.Changed++
		}
		_, err := im.tx.ExecContext(im.ctx, im.tx.Rebind(`INSERT INTO import_changes (import_id, seq, table_name, row_key, before, after) VALUES (?, ?, ?, ?, ?, ?)`),
			id, i+1, c.Table, c.Key, c.Before, c.After)
		if err != nil {
			return fmt.Errorf("import_changes: %w", err)
		}
	}
	for i, o := range im.reader.originals {
		place, err := json.Marshal(o)
		if err != nil {
			return err
		}
		_, err = im.tx.ExecContext(im.ctx, im.tx.Rebind(`INSERT INTO import_originals (import_id, seq, cell) VALUES (?, ?, ?)`), id, i+1, string(place))
		if err != nil {
			return fmt.Errorf("import_originals: %w", err)
		}
	}
	return nil
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
