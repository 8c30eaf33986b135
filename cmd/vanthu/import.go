package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/spf13/cobra"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
	"vanthu/pipeline/viet"
)

// importer is what the flags of import say of every file.
type importer struct {
	*app
	request  intake.Request
	so, ngay string
	nhan     string
	files    fs.FS
	shared   intake.Run
	changed  bool // a file changed something
	now      func() time.Time
}

func newImportCmd(a *app) *cobra.Command {
	im := &importer{app: a, now: time.Now}
	r := &im.request
	c := &cobra.Command{
		Use:   "import FILE|DIR…",
		Short: "Take workbooks and tables from units into the database",
		Long: `Take files into the database, each all or nothing: filled workbooks of 'vanthu workbook',
tables as offices send them (.xlsx, .csv), lists of nominees. A file with faults stays out:
they are listed, and a copy beside it, NAME-loi.xlsx, has each faulty cell coloured with a
comment. The same file twice changes nothing; a corrected one replaces the sender's figures,
the old ones stay in the record. Papers that print a figure which changed are listed.

Exit code 3 says that a file stayed out for its faults.`,
		Example: `  vanthu import dong-xoai-2024.xlsx --so 12/BC-UBND --ngay 2024-11-20
  vanthu import tuyen-truyen.xlsx --year 2024
  vanthu import danh-sach.xlsx --year 2024 --unit dong-xoai --dot tong-ket`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return im.run(cmd, args) },
	}
	f := c.Flags()
	f.StringVar(&r.Unit, "unit", "", "code of the sender, where the file does not say it")
	f.IntVar(&r.Year, "year", 0, "year of the figures, where the file does not say it")
	f.StringVar(&r.Round, "dot", "", "award round of a list of nominees that does not say it")
	f.StringVar(&im.so, "so", "", "number and symbol of the incoming paper")
	f.StringVar(&im.ngay, "ngay", "", "its day")
	f.StringVar(&im.nhan, "nhan", "", "the day on which it came (default: today)")
	f.StringVar(&r.Paper.Kind, "loai", "", "the paper is the sender's ke_hoach, bao_cao or to_trinh")
	f.Int64Var(&r.Factor, "factor", 3, "tell of figures that are this many times last year's, or a part as small")
	return c
}

func (im *importer) run(cmd *cobra.Command, args []string) error {
	r := &im.request
	r.Paper.Symbol = im.so
	for _, day := range []struct {
		flag, text string
		to         *string
	}{{"ngay", im.ngay, &r.Paper.Day}, {"nhan", im.nhan, &r.Paper.Received}} {
		if day.text == "" {
			continue
		}
		y, m, d, ok := viet.ParseDate(day.text)
		if !ok {
			return usageError("--%s %s: want a day as 2024-11-20 or 20/11/2024", day.flag, day.text)
		}
		*day.to = fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	}
	if k := r.Paper.Kind; k != "" && !slices.Contains([]string{"ke_hoach", "bao_cao", "to_trinh"}, k) {
		return usageError("--loai %s: want ke_hoach, bao_cao or to_trinh", k)
	}
	if r.Paper.Kind != "" && (im.so == "" || im.ngay == "") {
		return usageError("--loai needs --so and --ngay")
	}
	names, err := workbooks(args)
	if err != nil {
		return err
	}
	if im.files, err = im.app.files(intake.FS(), "intake"); err != nil {
		return err
	}
	return im.withDB(cmd.Context(), func(d *db.DB) error {
		before, err := d.Snapshot(cmd.Context())
		if err != nil {
			return err
		}
		defer before.Rollback()
		out, err := im.importAll(cmd, d, names)
		if im.changed {
			if told := im.tellOutdated(cmd, before); told != nil {
				fmt.Fprintf(cmd.ErrOrStderr(), "vanthu: the figures are in the database, but which papers print old ones is not known: %v\n", told)
			}
		}
		if err == nil && out > 0 {
			return &exitError{exitFindings, fmt.Errorf("%d of %d files stayed out for their faults", out, len(names))}
		}
		return err
	})
}

// importAll takes the files in, one after the other; out is how many stayed out.
func (im *importer) importAll(cmd *cobra.Command, d *db.DB, names []string) (out int, err error) {
	ctx, stop := context.WithCancel(cmd.Context())
	defer stop()
	for sent := range ahead(ctx, names) {
		ok, err := im.importOne(cmd, d, sent)
		if err != nil {
			return out, fmt.Errorf("%s: %w", sent.name, err)
		}
		if !ok {
			out++
		}
	}
	return out, nil
}

// tellOutdated lists the papers that print figures which the files changed.
func (im *importer) tellOutdated(cmd *cobra.Command, before *sqlx.Tx) error {
	m, err := im.maker(cmd.Context())
	if err != nil {
		return err
	}
	defer m.DB.Close()
	by, err := im.app.actor(cmd.Context(), m.DB)
	if err != nil {
		return err
	}
	old, err := outgoing.Of(m).Since(cmd.Context(), before, by)
	if err != nil || len(old.Papers) == 0 {
		return err
	}
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "văn bản in số liệu cũ: %d\n", len(old.Papers)+old.More)
	for _, o := range old.Papers {
		fmt.Fprintf(w, "%s (%s): %s\n", o.Document.Name, o.Document.StateName, differences(&o))
		switch {
		case !o.Document.TakesText():
			fmt.Fprintf(w, "  đã ký hoặc ban hành; nếu phải sửa: vanthu documents correct %s --with DUNG.docx\n", o.Document.Name)
		case o.Edited:
			fmt.Fprintf(w, "  đưa số mới vào bản đã sửa: vanthu documents refresh %s\n", o.Document.Name)
		default:
			fmt.Fprintf(w, "  lập lại: vanthu generate %s --year %d\n", o.Document.Kind, o.Document.Year)
		}
	}
	if old.More > 0 {
		fmt.Fprintf(w, "và %d văn bản nữa; làm xong các văn bản trên, xem văn bản còn lại bằng: vanthu documents refresh VAN-BAN --dry-run\n", old.More)
	}
	return nil
}

// sent is a file as it was read; tooLarge where it was not.
type sent struct {
	name     string
	data     []byte
	parsed   *intake.Parsed
	tooLarge bool
	err      error
}

// ahead reads files one before they are wanted, in their order, until ctx ends.
func ahead(ctx context.Context, names []string) <-chan sent {
	files := make(chan sent)
	go func() {
		defer close(files)
		for _, name := range names {
			select {
			case files <- readSent(name):
			case <-ctx.Done():
				return
			}
		}
	}()
	return files
}

func readSent(name string) sent {
	s := sent{name: name}
	info, err := os.Stat(name)
	if err != nil {
		s.err = err
		return s
	}
	if s.tooLarge = info.Size() > maxRead; s.tooLarge {
		return s
	}
	if s.data, s.err = os.ReadFile(name); s.err == nil {
		s.parsed = intake.Parse(name, s.data)
	}
	return s
}

// workbooks lists the files that are named or lie in named folders, except copies that
// import itself made.
func workbooks(args []string) (names []string, err error) {
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			names = append(names, arg)
			continue
		}
		entries, err := os.ReadDir(arg)
		if err != nil {
			return nil, err
		}
		found := len(names)
		for _, e := range entries {
			low := strings.ToLower(e.Name())
			ext := filepath.Ext(low)
			if e.Type().IsRegular() && slices.Contains([]string{".xlsx", ".xlsm", ".xls", ".csv"}, ext) &&
				!strings.HasSuffix(low, markedEnd) && !strings.HasPrefix(low, "~$") && !strings.HasPrefix(low, ".") {
				names = append(names, filepath.Join(arg, e.Name()))
			}
		}
		if len(names) == found {
			return nil, fmt.Errorf("%s: holds no workbook (.xlsx) or table (.csv)", arg)
		}
	}
	return names, nil
}

// markedEnd ends the name of a copy with marked faults.
const markedEnd = "-loi.xlsx"

// maxRead is the size above which a file is not even read.
const maxRead = 64 << 20

// importOne takes one file in; ok is false where it stays out.
func (im *importer) importOne(cmd *cobra.Command, d *db.DB, s sent) (ok bool, err error) {
	w := cmd.OutOrStdout()
	r, name := im.request, s.name
	r.Name, r.Data, r.Parsed, r.Actor, r.At = name, s.data, s.parsed, im.config.actor(), im.now()
	switch {
	case s.err != nil:
		return false, s.err
	case s.tooLarge:
		fmt.Fprintf(w, "%s: không nhận: tệp lớn hơn %d MB\n", name, maxRead>>20)
		return false, nil
	}
	result, err := intake.Workbooks{DB: d, Forms: im.files, Run: &im.shared}.Import(cmd.Context(), r, func(tx *sqlx.Tx, result *intake.Result) error {
		return im.recordImport(cmd.Context(), tx, r, result)
	})
	if refusal := people.Refused(err); refusal != nil && !errors.Is(err, people.ErrForbidden) {
		fmt.Fprintf(w, "%s: không nhận: %s\n", name, refusal.Text)
		return false, nil
	} else if err != nil {
		return false, err
	}
	for _, f := range result.Faults {
		fmt.Fprintf(w, "%s: %s\n", name, f)
	}
	marked := strings.TrimSuffix(name, filepath.Ext(name)) + markedEnd
	if result.Marked != nil {
		if err := archive.WriteFile(marked, result.Marked); err != nil {
			return false, err
		}
	}
	switch {
	case result.Refused():
		fmt.Fprintf(w, "%s: không nhận; bản đánh dấu lỗi: %s\n", name, marked)
		return false, nil
	case result.ID == 0:
		fmt.Fprintf(w, "%s: %d dòng, không có gì thay đổi\n", name, result.Rows)
	default:
		im.changed = true
		fmt.Fprintf(w, "%s: %d dòng; thêm %d, sửa %d, bỏ %d (lần nhập %d)\n", name, result.Rows, result.Added, result.Changed, result.Removed, result.ID)
	}
	return true, nil
}

// recordImport writes the act, after asking whether the person may do it.
func (im *importer) recordImport(ctx context.Context, tx *sqlx.Tx, r intake.Request, result *intake.Result) error {
	u, err := people.Actor(ctx, tx, r.Actor)
	if err != nil {
		return err
	}
	if !u.MaySomewhere(people.TakeFigures, result.Unit) {
		return u.Forbidden(people.TakeFigures, "nhập số liệu")
	}
	return audit.Record(ctx, tx, audit.Act{At: r.At, Actor: u.Name, Act: "import",
		Detail: fmt.Sprintf("%d %s %d %s", result.ID, result.Unit, result.Year, filepath.Base(r.Name))})
}
