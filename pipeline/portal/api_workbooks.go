package portal

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/people"
)

// maxAPIBook bounds a call with a workbook, which base64 makes a third longer.
const maxAPIBook = 32 << 20

// apiBook is a workbook that a program sends for a unit.
type apiBook struct {
	Name    string `json:"name"`
	Content []byte `json:"content"`
	Year    int    `json:"year"`
	Unit    string `json:"unit"`
	Paper   struct {
		Symbol string `json:"symbol"`
		Day    string `json:"day"`
		Kind   string `json:"kind"`
	} `json:"paper"`
}

// fault says what is wrong with a call; "" for nothing.
func (b *apiBook) fault() string {
	_, err := time.Parse(time.DateOnly, b.Paper.Day)
	switch {
	case !strings.EqualFold(path.Ext(b.Name), ".xlsx") || strings.ContainsAny(b.Name, `/\`):
		return "name: want the name of an .xlsx file, without folders"
	case len(b.Content) == 0:
		return "content: want the workbook in base64"
	case b.Year < 0 || b.Year > 9999:
		return "year: want a year, or none where the workbook says it"
	case b.Paper.Day != "" && err != nil:
		return "paper.day: want a day as 2024-11-20"
	case b.Paper.Kind != "" && (b.Paper.Symbol == "" || b.Paper.Day == ""):
		return "paper: with a kind, symbol and day are needed"
	case b.Paper.Kind != "" && b.Paper.Kind != "ke_hoach" && b.Paper.Kind != "bao_cao" && b.Paper.Kind != "to_trinh":
		return "paper.kind: want ke_hoach, bao_cao or to_trinh"
	}
	return ""
}

// apiFault is a fault of a workbook at its place.
type apiFault struct {
	Sheet    string `json:"sheet,omitempty"`
	Cell     string `json:"cell,omitempty"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
}

// apiTaken is what a workbook changed.
type apiTaken struct {
	Import  int64      `json:"import"` // 0: it says what is there already
	Unit    string     `json:"unit"`
	Year    int        `json:"year"`
	Rows    int        `json:"rows"`
	Added   int        `json:"added"`
	Changed int        `json:"changed"`
	Removed int        `json:"removed"`
	Faults  []apiFault `json:"faults"` // that keep nothing out
}

// apiSend takes a workbook in, all of it or nothing.
func (p *portal) apiSend(w http.ResponseWriter, r *http.Request) {
	var b apiBook
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(&b); err != nil {
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			problem{Status: http.StatusRequestEntityTooLarge, Detail: fmt.Sprintf("the call is larger than %d MiB", maxAPIBook>>20)}.write(w)
			return
		}
		bad(w, "the body is not what openapi.yaml says: %v", err)
		return
	}
	if fault := b.fault(); fault != "" {
		bad(w, "%s", fault)
		return
	}
	req := intake.Request{Name: b.Name, Data: b.Content, Unit: b.Unit, Year: b.Year, Actor: of(r).Name, At: p.Now(),
		Paper: intake.Paper{Symbol: b.Paper.Symbol, Day: b.Paper.Day, Kind: b.Paper.Kind}}
	result, err := p.takeBook(r, req)
	if refusal := people.Refused(err); refusal != nil && !errors.Is(err, people.ErrForbidden) {
		problem{Status: http.StatusUnprocessableEntity, Detail: refusal.Text}.write(w)
		return
	}
	if err != nil {
		p.apiFail(w, r, err)
		return
	}
	faults := []apiFault{}
	for _, f := range result.Faults {
		faults = append(faults, apiFault{f.Sheet, f.Cell, string(f.Severity), f.Message})
	}
	if result.Refused() {
		problem{Status: http.StatusUnprocessableEntity, Detail: "the workbook has faults and stays out; what is there stays as it is", Faults: faults, Marked: result.Marked}.write(w)
		return
	}
	sendJSON(w, "application/json", http.StatusOK, apiTaken{result.ID, result.Unit, result.Year, result.Rows, result.Added, result.Changed, result.Removed, faults})
}

// takeBook takes a workbook in, in the name of who sends it, and puts what it changed on
// record. Of a unit for which the sender may not send nothing is told either: what a workbook is
// held against are figures of that unit.
func (p *portal) takeBook(r *http.Request, req intake.Request) (*intake.Result, error) {
	ctx, v := r.Context(), of(r)
	allow := func(unit string) error {
		if v.MaySomewhere(people.TakeFigures, unit) {
			return nil
		}
		return v.Forbidden(people.TakeFigures, "nhập số liệu của đơn vị này")
	}
	result, err := intake.Workbooks{DB: p.DB, Forms: p.Forms}.Import(ctx, req, func(tx *sqlx.Tx, result *intake.Result) error {
		if err := allow(result.Unit); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Act{At: req.At, Actor: v.Name, Act: "import", Detail: v.by(fmt.Sprintf("%d %s %d %s", result.ID, result.Unit, result.Year, req.Name))})
	})
	if err == nil && result.Unit != "" { // also where it stays out, or changes nothing
		err = allow(result.Unit)
	}
	return result, err
}
