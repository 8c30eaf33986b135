package portal

import (
	"net/http"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/intake"
)

// issuerTable are the agencies that an office adds to those that the program knows.
const issuerTable = "co_quan_khac"

// issuerLine is such an agency with the form that changes it.
type issuerLine struct {
	yearRow
	From  string
	Until string
	Head  []string // of its papers, line by line
}

// readIssuers reads them, and the form of a new one.
func (p *portal) readIssuers(r *http.Request, c *adminContent) error {
	part, err := p.officePart(r.Context(), issuerTable)
	if err != nil {
		return err
	}
	there, err := part.IssuerRows(r.Context(), p.DB.Reader, c.Today)
	if err != nil {
		return err
	}
	for _, row := range there {
		one := issuerLine{From: row.From, Until: row.Answers["den_ngay"], Head: strings.Split(row.Head, "\n")}
		one.yearRow = yearRowOf(r, part, intake.YearRow{Key: row.Code, Answers: row.Answers})
		c.Issuers = append(c.Issuers, one)
	}
	c.Add = rowOf(part, 0, typed(r, part, ""), nil)
	for i := range c.Add.Fields {
		f := &c.Add.Fields[i]
		f.ID, f.Must = part.Table+"-"+f.ID, f.Need
	}
	return nil
}

// setIssuer writes such an agency.
func (p *portal) setIssuer(tx *sqlx.Tx, f officeForm) (told, detail string, err error) {
	if f.part == nil {
		return "", "", archive.ErrNotFound
	}
	code := f.value("dong")
	what, err := f.part.PutIssuer(f.Context(), tx, intake.IssuerRow{Code: code, Answers: yearAnswers(f, f.part, code)}, p.Now().In(zone))
	return "Đã ghi cơ quan. Từ nay chọn được ở người ký, nơi nhận, sổ, đợt khen thưởng và khi tạo văn bản.", f.part.Table + " " + what, err
}
