package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/people"
	"vanthu/pipeline/portal"
)

// officeFile is the workbook that init writes answers into.
const officeFile = "co-quan.xlsx"

func newInitCmd(a *app) *cobra.Command {
	var fresh, workbook string
	var year int
	c := &cobra.Command{
		Use:   "init [--year Y] | --new OFFICE.xlsx [--year Y] | --workbook OFFICE.xlsx",
		Short: "Set up an office of one's own, by questions or from one workbook",
		Long: `Make a database without sample data, and fill it: province, agencies, units, signers,
recipients, books, the movement of the year, reporting periods, award rounds, the list that a
council has decided on. Without a flag it asks for what an office begins with, line by line,
writes the answers into ` + officeFile + ` and takes that in. --new writes the empty workbook,
--workbook takes it in, all or nothing; the same file again after a change updates. At the end
stands what is still missing.`,
		Example: `  vanthu init
  vanthu init --new co-quan.xlsx --year 2024
  vanthu init --workbook co-quan.xlsx`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if fresh != "" && workbook != "" {
				return usageError("give either --new FILE.xlsx or --workbook FILE.xlsx")
			}
			d, err := a.ownDB(cmd.Context())
			if err != nil {
				return err
			}
			defer d.Close()
			if year == 0 {
				year = time.Now().Year()
			}
			switch {
			case workbook != "":
				return a.takeOffice(cmd, d, workbook)
			case fresh != "":
				return a.emptyOffice(cmd, d, fresh, year)
			}
			return a.askOffice(cmd, d, year)
		},
	}
	c.Flags().StringVar(&fresh, "new", "", "write the empty workbook")
	c.Flags().StringVar(&workbook, "workbook", "", "take the filled workbook in")
	c.Flags().IntVar(&year, "year", 0, "year of the empty workbook (default: this year)")
	return c
}

// ownDB opens the database of an office, made and brought up to date; one with sample data
// is none.
func (a *app) ownDB(ctx context.Context) (*db.DB, error) {
	d, _, err := migratedDB(ctx, a.config.DB)
	if err != nil {
		return nil, err
	}
	var sample bool
	if err = d.Reader.GetContext(ctx, &sample, `SELECT so_lieu_mau FROM co_so_du_lieu`); err == nil && sample {
		err = fmt.Errorf("%s holds sample data; an office of one's own begins in another folder or --db", d)
	}
	if err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// kinds lists the kinds of documents for the choices of the workbook.
func (a *app) kinds() ([]intake.Kind, error) {
	c, _, err := a.openCatalog()
	if err != nil {
		return nil, err
	}
	return portal.KindsOf(c), nil
}

// emptyOffice writes the workbook for a person to fill.
func (a *app) emptyOffice(cmd *cobra.Command, d *db.DB, name string, year int) error {
	err := a.newOffice(d, name, func(b intake.Workbooks, kinds []intake.Kind, w io.Writer) error {
		return b.OfficeWorkbook(cmd.Context(), year, kinds, w)
	})
	if err == nil {
		fmt.Fprintf(cmd.OutOrStdout(), "%s: điền từng trang, rồi chạy: vanthu init --workbook %s\n", name, name)
	}
	return err
}

// askOffice asks for what an office begins with, and takes the answers in.
func (a *app) askOffice(cmd *cobra.Command, d *db.DB, year int) error {
	out := cmd.OutOrStdout()
	err := a.newOffice(d, officeFile, func(b intake.Workbooks, kinds []intake.Kind, w io.Writer) error {
		fmt.Fprintf(out, "Trả lời từng dòng cho năm %d; ô nào chưa biết thì bỏ trống, điền sau trong %s.\n", year, officeFile)
		return b.AskOffice(cmd.Context(), intake.Interview{Year: year, Kinds: kinds, In: cmd.InOrStdin(), Out: out}, w)
	})
	if errors.Is(err, intake.ErrUnfinished) {
		return fmt.Errorf("%w: nothing was written; run it again, or fill the workbook of vanthu init --new", err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\n%s: đã ghi các câu trả lời; điền thêm trong tệp rồi chạy: vanthu init --workbook %s\n\n", officeFile, officeFile)
	return a.takeOffice(cmd, d, officeFile)
}

// newOffice writes the workbook of an office under a name that no file has.
func (a *app) newOffice(d *db.DB, name string, write func(intake.Workbooks, []intake.Kind, io.Writer) error) error {
	if exists(name) {
		return fmt.Errorf("%s is there already; take it in with --workbook, or give another name with --new", name)
	}
	files, err := a.files(intake.FS(), "intake")
	if err != nil {
		return err
	}
	kinds, err := a.kinds()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(intake.Workbooks{DB: d, Forms: files}, kinds, &b); err != nil {
		return err
	}
	return archive.WriteFile(name, b.Bytes())
}

// takeOffice takes the workbook in and says what is still missing.
func (a *app) takeOffice(cmd *cobra.Command, d *db.DB, name string) error {
	ctx, w := cmd.Context(), cmd.OutOrStdout()
	files, err := a.files(intake.FS(), "intake")
	if err != nil {
		return err
	}
	r := intake.Request{Name: name, Actor: a.config.actor(), At: time.Now()}
	if r.Data, err = os.ReadFile(name); err != nil {
		return err
	}
	if r.Kinds, err = a.kinds(); err != nil {
		return err
	}
	result, err := intake.Workbooks{DB: d, Forms: files}.Office(ctx, r, func(tx *sqlx.Tx, result *intake.Result) error {
		return portal.RecordOffice(ctx, tx, r, result)
	})
	if refusal := people.Refused(err); refusal != nil && !errors.Is(err, people.ErrForbidden) {
		fmt.Fprintf(w, "%s: không nhận: %s\n", name, refusal.Text)
		return &exitError{exitFindings, fmt.Errorf("%s stayed out", name)}
	} else if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, f := range result.Faults {
		fmt.Fprintf(w, "%s: %s\n", name, f)
	}
	if result.Marked != nil {
		marked := strings.TrimSuffix(name, filepath.Ext(name)) + markedEnd
		if err := archive.WriteFile(marked, result.Marked); err != nil {
			return err
		}
		fmt.Fprintf(w, "%s: bản đánh dấu: %s\n", name, marked)
	}
	if result.Refused() {
		return &exitError{exitFindings, errors.New("the workbook stayed out for its faults")}
	}
	fmt.Fprintf(w, "%s: %d dòng; thêm %d, sửa %d, bỏ %d\n", name, result.Rows, result.Added, result.Changed, result.Removed)
	return missing(cmd, d, result.Year, r.Kinds)
}

// missing prints the checklist of an office.
func missing(cmd *cobra.Command, d *db.DB, year int, kinds []intake.Kind) error {
	w := cmd.OutOrStdout()
	list, err := intake.Missing(cmd.Context(), d, year, kinds)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nNăm %d:\n", year)
	lacks := 0
	for _, n := range list {
		if n.Count > 0 {
			fmt.Fprintf(w, "  có     %s (%d)\n", n.What, n.Count)
			continue
		}
		lacks++
		fmt.Fprintf(w, "  THIẾU  %s: %s\n", n.What, n.Hint)
	}
	if lacks == 0 {
		fmt.Fprintln(w, "  không còn thiếu gì")
	}
	fmt.Fprintf(w, "Bước tiếp: vanthu serve --open, rồi làm trong trình duyệt; hoặc vanthu generate --year %d; tệp cho đơn vị: vanthu workbook --unit \"TÊN ĐƠN VỊ\" --year %d -o TỆP.xlsx\n", year, year)
	return nil
}
