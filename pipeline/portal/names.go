package portal

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/viet"
)

// names says what readers call what documents carry as codes; a code without a name
// stands for itself.
type names struct {
	kinds, agencies, units, rounds map[string]string
}

// Agency, Unit, Round and Kind are the names for a document.
func (n *names) Agency(d archive.Document) string { return n.of(n.agencies, d.Agency) }
func (n *names) Unit(d archive.Document) string   { return n.of(n.units, d.Unit) }
func (n *names) Kind(d archive.Document) string   { return n.of(n.kinds, d.Kind) }
func (n *names) Round(d archive.Document) string {
	return n.of(n.rounds, roundKey(d.Year, d.Round), d.Round)
}

func (n *names) of(m map[string]string, code ...string) string {
	if s := m[code[0]]; s != "" {
		return s
	}
	return code[len(code)-1]
}

func roundKey(year int, code string) string { return fmt.Sprintf("%d %s", year, code) }

// KindOf is the name of a kind.
func (n *names) KindOf(code string) string { return n.of(n.kinds, code) }

// Period is the period of a document in words.
func (n *names) Period(d archive.Document) string { return periodName(d.Period) }

// periodName says a period in words: "2024-11" is "tháng 11/2024".
func periodName(code string) string {
	year, part, _ := strings.Cut(code, "-")
	if _, err := strconv.Atoi(year); err != nil || len(year) != 4 {
		return code
	}
	month, err := strconv.Atoi(part)
	switch {
	case part == "":
		return "năm " + year
	case err == nil && len(part) == 2 && month >= 1 && month <= 12:
		return fmt.Sprintf("tháng %d/%s", month, year)
	case len(part) == 2 && part[0] == 'Q' && part[1] >= '1' && part[1] <= '4':
		return "quý " + []string{"I", "II", "III", "IV"}[part[1]-'1'] + "/" + year
	}
	return "năm " + year + ", " + part
}

// File is the name under which people save the files of a document: that of the document, in
// which the unit stands by its name and no longer by its code.
func (n *names) File(d archive.Document) string {
	front, isOf := strings.CutSuffix(d.Name, "-"+d.Unit)
	unit := n.Unit(d)
	if d.Unit == "" || !isOf || unit == d.Unit {
		return d.Name
	}
	return front + " " + strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-' // no file system takes it
		}
		return r
	}, viet.Capital(unit))
}

// fileOf is the name under which people save the files of one document.
func (p *portal) fileOf(ctx context.Context, d archive.Document) (string, error) {
	n, err := p.names(ctx, d)
	if err != nil {
		return "", err
	}
	return n.File(d), nil
}

// names looks up what documents need: agencies as they are called at the end of the newest
// year.
func (p *portal) names(ctx context.Context, docs ...archive.Document) (*names, error) {
	n := &names{kinds: p.Kinds, agencies: map[string]string{}, units: map[string]string{}, rounds: map[string]string{}}
	if len(docs) == 0 {
		return n, nil
	}
	year := 0
	var agencies, units []string
	for _, d := range docs {
		agencies, units = append(agencies, d.Agency), append(units, d.Unit)
		year = max(year, d.Year)
	}
	if year == 0 {
		year = 9999
	}
	q := p.DB.Reader
	look := func(into map[string]string, query string, codes []string, args ...any) error {
		slices.Sort(codes)
		for part := range slices.Chunk(slices.Compact(codes), 500) {
			text, all, err := sqlx.In(query, append([]any{part}, args...)...)
			if err != nil {
				return err
			}
			var rows []struct{ Ma, Ten string }
			if err := sqlx.SelectContext(ctx, q, &rows, q.Rebind(text), all...); err != nil {
				return fmt.Errorf("portal: names: %w", err)
			}
			for _, r := range rows {
				into[r.Ma] = r.Ten
			}
		}
		return nil
	}
	end := fmt.Sprintf("%04d-12-31", year)
	if err := look(n.agencies, `SELECT co_quan_ma AS ma, ten FROM ten_co_quan WHERE co_quan_ma IN (?) AND CAST(tu_ngay AS TEXT) <= ? ORDER BY tu_ngay`, agencies, end); err != nil {
		return nil, err
	}
	if err := look(n.units, `SELECT ma, ten FROM don_vi WHERE ma IN (?)`, units); err != nil {
		return nil, err
	}
	var rounds []struct {
		Nam     int
		Ma, Ten string
	}
	if err := sqlx.SelectContext(ctx, q, &rounds, `SELECT nam, ma, ten FROM dot_khen_thuong`); err != nil {
		return nil, fmt.Errorf("portal: names: %w", err)
	}
	for _, r := range rounds {
		n.rounds[roundKey(r.Nam, r.Ma)] = r.Ten
	}
	return n, nil
}
