package intake

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
)

// callings are the parameters of papers that people give by name, with the query of codes and
// names; each asks for the year.
var callings = map[string]string{
	"co_quan": `SELECT c.ma AS code, c.mo_ta AS name FROM co_quan c UNION SELECT t.co_quan_ma, t.ten FROM ten_co_quan t UNION SELECT t.co_quan_ma, t.ten_ngan FROM ten_co_quan t
		UNION SELECT t.co_quan_ma, t.ten_goi FROM ten_co_quan t WHERE CAST(t.tu_ngay AS TEXT) <= CAST(:nam AS TEXT) || '-12-31'`,
	"dot": `SELECT ma AS code, ten AS name FROM dot_khen_thuong WHERE nam = :nam`,
}

// Call is what a person gives for a parameter of a paper of a year.
type Call struct {
	Param, Text string
	Year        int
}

// Code finds the code that it means (co_quan an agency, dot an award round of
// the year) by what people call it, without regard to tone marks and case. A code comes back as it
// is, and so does a round that no name calls: it may be a kind's own word. What calls no agency is
// an error.
func (c Call) Code(ctx context.Context, q db.Queryer) (string, error) {
	text := c.Text
	query, ok := callings[c.Param]
	if !ok || text == "" {
		return text, nil
	}
	bound, args, err := sqlx.Named(query, map[string]any{"nam": c.Year})
	if err != nil {
		return "", err
	}
	var all []option
	if err := sqlx.SelectContext(ctx, q, &all, q.Rebind(bound), args...); err != nil {
		return "", fmt.Errorf("names of %s: %w", c.Param, err)
	}
	found := map[string]bool{}
	for _, o := range all {
		if o.Code == text {
			return text, nil
		}
		if headKey(o.Name) == headKey(text) {
			found[o.Code] = true
		}
	}
	if len(found) == 1 {
		return keys(found)[0], nil
	}
	if c.Param == "co_quan" {
		return "", fmt.Errorf("%q is the name of %d agencies; 'vanthu init --workbook' takes another one in (sheet Cơ quan khác)", text, len(found))
	}
	return text, nil
}
