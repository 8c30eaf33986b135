package intake

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/people"
)

// Figures are the figures of a sheet of which a unit has one row a year.
type Figures struct {
	Table, Title string
	Sent         bool // the unit sent this sheet for the year
	List         []Figure
}

// Figure is a figure of a unit.
type Figure struct {
	Column, Head, Note string
	Now, Before        sql.NullInt64 // of the year and of the year before; not valid: not sent
}

// Period is a unit, by its code, and a year.
type Period struct {
	Unit string
	Year int
}

// FiguresOf reads the figures of a unit for a year beside those of the year before.
func FiguresOf(ctx context.Context, q db.Queryer, files fs.FS, of Period) ([]Figures, error) {
	form, err := readForm(files, unitForm)
	if err != nil {
		return nil, err
	}
	var all []Figures
	for _, s := range form.Sheets {
		if !s.One {
			continue
		}
		f := Figures{Table: s.Table, Title: s.Title}
		rows := map[int64]map[string]any{}
		got, err := q.QueryxContext(ctx, q.Rebind(`SELECT t.* FROM `+s.Table+` t JOIN don_vi u ON u.id = t.don_vi_id WHERE u.ma = ? AND t.nam IN (?, ?)`), of.Unit, of.Year, of.Year-1)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", s.Table, err)
		}
		for got.Next() {
			m := map[string]any{}
			if err := got.MapScan(m); err != nil {
				got.Close()
				return nil, err
			}
			if n, ok := normal(m["nam"]).(int64); ok {
				rows[n] = m
			}
		}
		got.Close()
		if err := got.Err(); err != nil {
			return nil, err
		}
		f.Sent = rows[int64(of.Year)] != nil
		for _, c := range s.Columns {
			if c.Type != countType && c.Type != moneyType {
				continue
			}
			value := func(y int) sql.NullInt64 {
				n, ok := normal(rows[int64(y)][c.Name]).(int64)
				return sql.NullInt64{Int64: n, Valid: ok}
			}
			f.List = append(f.List, Figure{c.Name, c.Head, c.Note, value(of.Year), value(of.Year - 1)})
		}
		all = append(all, f)
	}
	return all, nil
}

// Correction is a figure that a person sets right without a file.
type Correction struct {
	Period
	Table, Column string
	Value, Reason string
	Actor         string
	At            time.Time
}

// Write writes a correction and its reason, with the old figure, where the unit has sent
// the sheet; then is called in the same transaction. What the person can mend is an error of
// type *people.Refusal.
func (c Correction) Write(ctx context.Context, d *db.DB, files fs.FS, then func(*sqlx.Tx) error) error {
	form, err := readForm(files, unitForm)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(form.Sheets, func(s *Sheet) bool { return s.One && s.Table == c.Table })
	if i < 0 {
		return people.Refuse("không có bảng số liệu này")
	}
	j := slices.IndexFunc(form.Sheets[i].Columns, func(col *Column) bool {
		return col.Name == c.Column && (col.Type == countType || col.Type == moneyType)
	})
	value, err := strconv.ParseInt(strings.NewReplacer(".", "", " ", "", "\u00a0", "").Replace(c.Value), 10, 64)
	switch {
	case j < 0:
		return people.Refuse("không có số liệu này")
	case err != nil || value < 0:
		return people.Refuse("“%s” không phải là số đếm: viết 1234 hoặc 1.234", c.Value)
	case strings.TrimSpace(c.Reason) == "":
		return people.Refuse("nêu lý do sửa, ví dụ: đơn vị báo nhầm, đã đính chính ngày 05/12")
	}
	r := Request{Name: "sửa trên trang: " + strings.TrimSpace(c.Reason), Data: []byte(c.Reason), Unit: c.Unit, Year: c.Year, Actor: c.Actor, At: c.At}
	return d.Write(ctx, func(tx *sqlx.Tx) error {
		im := &importing{writer: &writer{ctx: ctx, tx: tx, req: &r, faults: new(faults), result: &Result{}}, form: form, reader: &reader{}}
		if err := im.open(); err != nil {
			return err
		}
		unit, err := im.units.id(c.Unit)
		if err != nil {
			return err
		}
		before, err := im.one(`SELECT * FROM `+c.Table+` WHERE nam = ? AND don_vi_id = ?`, c.Year, unit)
		if err != nil {
			return err
		}
		if before == nil {
			return people.Refuse("đơn vị chưa gửi trang “%s”: nhập tệp của đơn vị trước", form.Sheets[i].Tab)
		}
		if err := im.set(c.Table, before, []field{{"nam", c.Year}, {"don_vi_id", unit}}, []field{{c.Column, value}}); err != nil {
			return people.Refuse("“%s” = %s trái với các số khác của trang này (ví dụ số phần lớn hơn số tổng)", form.Sheets[i].Columns[j].Head, c.Value)
		}
		if len(im.changes) == 0 {
			return nil
		}
		if err := im.record(); err != nil {
			return err
		}
		return then(tx)
	})
}

// open waits for other imports, refuses a locked year and reads the units.
func (im *importing) open() (err error) {
	if im.tx.DriverName() == "postgres" { // imports wait for each other; SQLite has one writer anyway
		if _, err := im.tx.ExecContext(im.ctx, `LOCK TABLE imports IN SHARE ROW EXCLUSIVE MODE`); err != nil {
			return err
		}
	}
	if l, err := LockOf(im.ctx, im.tx, im.req.Year); err != nil {
		return err
	} else if l != nil {
		return people.Refuse("số liệu năm %d đã khóa (%s): người có vai trò tham mưu, văn thư mở khóa ở trang Số liệu rồi nhập lại", im.req.Year, l.By)
	}
	im.units, err = im.unitsOf()
	return err
}

// Lock says who locked the figures of a year.
type Lock struct {
	By string    `db:"nguoi"`
	At time.Time `db:"luc"`
}

// LockOf returns the lock of a year; nil where it is open.
func LockOf(ctx context.Context, q db.Queryer, year int) (*Lock, error) {
	var l Lock
	err := sqlx.GetContext(ctx, q, &l, q.Rebind(`SELECT nguoi, luc FROM khoa_so_lieu WHERE nam = ?`), year)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("lock of %d: %w", year, err)
	}
	return &l, nil
}

// Set locks the figures of a year in the name of By.
func (l Lock) Set(ctx context.Context, tx *sqlx.Tx, year int) error {
	if err := Open(ctx, tx, year); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO khoa_so_lieu (nam, nguoi, luc) VALUES (?, ?, ?)`), year, l.By, l.At.UTC())
	if err != nil {
		return fmt.Errorf("lock of %d: %w", year, err)
	}
	return nil
}

// Open takes the lock of a year away, if there is one.
func Open(ctx context.Context, tx *sqlx.Tx, year int) error {
	if _, err := tx.ExecContext(ctx, tx.Rebind(`DELETE FROM khoa_so_lieu WHERE nam = ?`), year); err != nil {
		return fmt.Errorf("lock of %d: %w", year, err)
	}
	return nil
}
