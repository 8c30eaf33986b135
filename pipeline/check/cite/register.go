package cite

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"vanthu/pipeline/viet"
)

// Entry is a document of the register.
type Entry struct {
	Symbol   string // "98/2023/NĐ-CP"; "" for one without number
	Kind     string // "Nghị định"
	Date     string // of issue; "" where it is not known
	Issuer   string
	Title    string
	From     string // in force from; "" not known
	Until    string // the first day on which it is no more in force; "" still is
	Verified bool   // held against its original or a public source
	By       string // what took its place, "" not known
}

// Register holds documents by symbol and laws by name.
type Register struct {
	bySymbol map[string]*Entry
	laws     []*Entry
}

// NewRegister makes a register of lists of entries: of two about one document that of the
// earlier list counts.
func NewRegister(lists ...[]Entry) *Register {
	r := &Register{bySymbol: map[string]*Entry{}}
	for _, list := range lists {
		for i := range list {
			e := &list[i]
			if r.bySymbol[e.Symbol] == nil {
				r.bySymbol[e.Symbol] = e
			}
			if e.Kind == "Luật" || e.Kind == "Bộ luật" || e.Kind == "Pháp lệnh" {
				r.laws = append(r.laws, e)
			}
		}
	}
	return r
}

// OfDay returns the documents of a kind that were issued on a day.
func (r *Register) OfDay(kind, date string) (list []*Entry) {
	for _, e := range r.bySymbol {
		if e.Kind == kind && e.Date == date && e.Symbol != "" {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b *Entry) int { return strings.Compare(a.Symbol, b.Symbol) })
	return list
}

// Has reports whether the register has a document of a symbol, whosever it is.
func (r *Register) Has(symbol string) bool { return r.bySymbol[symbol] != nil }

//go:embed register.csv
var known string

// Shipped is the register that ships: documents of the field whose data were checked. That
// of a database goes before it.
var Shipped = sync.OnceValue(func() []Entry {
	list, err := ReadEntries(strings.NewReader(known))
	if err != nil {
		panic(err)
	}
	return list
})

// Known is the shipped register alone.
var Known = sync.OnceValue(func() *Register { return NewRegister(Shipped()) })

// ReadEntries reads a register as CSV: symbol, kind, date, issuer, title, from, until,
// verified (yes or empty), by.
func ReadEntries(r io.Reader) (list []Entry, err error) {
	c := csv.NewReader(r)
	c.Comma, c.Comment, c.FieldsPerRecord = ';', '#', 9
	rows, err := c.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	for _, row := range rows {
		list = append(list, Entry{row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7] == "yes", row[8]})
	}
	return list, nil
}

// Of returns the entry of a citation, nil where the register has none. A number that
// starts anew each year is only the same document where the issuers agree.
func (r *Register) Of(c *Citation) *Entry {
	if c.Symbol == "" {
		return r.law(c)
	}
	e := r.bySymbol[c.Symbol]
	if e == nil || e.Kind != c.Kind && c.Kind != "" && e.Kind != "" {
		return nil
	}
	if c.Year == 0 && !c.Party && c.Date != "" && e.Date != "" && c.Date[:4] != e.Date[:4] {
		return nil // numbers begin anew each year
	}
	if strings.Contains(e.Issuer, "tỉnh") && c.Date != e.Date {
		return nil // every province has such a number
	}
	return e
}

// law finds a law by its name and year.
func (r *Register) law(c *Citation) *Entry {
	name := viet.Fold(c.Title)
	for _, e := range r.laws {
		if viet.Fold(e.Kind+" "+e.Title) == name && e.Date == c.Date {
			return e
		}
	}
	for _, e := range r.laws {
		if viet.Fold(e.Kind+" "+e.Title) == name && c.Date != "" && strings.HasPrefix(e.Date, c.Date[:4]) {
			return e
		}
	}
	return nil
}

// InForce reports whether an entry is in force on a day; a day that is not known counts as
// in force.
func (e *Entry) InForce(day string) bool { return day == "" || e.Until == "" || day < e.Until }
