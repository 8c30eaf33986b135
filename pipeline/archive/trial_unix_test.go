//go:build unix

package archive_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/making"
	"vanthu/pipeline/outgoing"
	"vanthu/pipeline/people"
)

// trial is where one strike happens: a database, the folder of files, and its papers.
type trial struct {
	t      testing.TB
	m      *outgoing.Papers
	dir    string
	strike int
	again  bool // after a fault: who acts looks at what is there first
}

func (k *trial) shelf() archive.Shelf { return k.m.Shelf(filepath.Join(k.dir, "output")) }

// year is of the strike's papers: they have a shelf of their own, while numbers all go into
// the books of 2024.
func (k *trial) year() int { return 2024 + k.strike }

func (k *trial) round(paper string) string { return fmt.Sprintf("%s%d", paper, k.strike) }

// path is where a file of the strike goes.
func (k *trial) path(name string) string {
	return filepath.Join(k.dir, fmt.Sprintf("%d-%s", k.strike, name))
}

// paper finds one of the strike's papers: "a" and "c" take numbers of this program's book,
// "b" one from outside.
func (k *trial) paper(ctx context.Context, paper string) (archive.Document, error) {
	name := fmt.Sprintf("QĐ-%d-%s", k.year(), k.round(paper))
	if paper == "b" {
		name = "TB" + strings.TrimPrefix(name, "QĐ")
	}
	docs, err := archive.List(ctx, k.m.DB.Reader, archive.Filter{Name: name})
	if err == nil && len(docs) != 1 {
		err = fmt.Errorf("%d documents %s", len(docs), name)
	}
	if err != nil {
		return archive.Document{}, err
	}
	return docs[0], nil
}

func (k *trial) write(ctx context.Context, do func(tx *sqlx.Tx) error) error {
	return k.m.DB.Write(ctx, do)
}

func (k *trial) keep(ctx context.Context, paper string) error {
	kind := "quyet-dinh"
	if paper == "b" {
		kind = "thong-bao"
	}
	made, err := k.m.Make(ctx, making.Request{Kind: kind, Params: map[string]string{"nam": strconv.Itoa(k.year()), "dot": k.round(paper)}})
	if err != nil {
		return err
	}
	_, err = k.m.Keep(ctx, made, nil)
	return err
}

// move brings a paper into a state, unless it is there.
func (k *trial) move(ctx context.Context, paper, state, comment string) error {
	d, err := k.paper(ctx, paper)
	if err != nil || k.again && d.State == state {
		return err
	}
	s := archive.Step{By: admin, To: state, Comment: comment, At: clock, Waive: map[string]string{}}
	if state == archive.FormChecked || state == archive.Submitted {
		found, err := archive.Findings(ctx, k.m.DB.Reader, d.ID, d.Working)
		if err != nil {
			return err
		}
		for _, f := range found {
			s.Waive[f.Rule] = "mẫu thử không có đủ thành phần thể thức"
		}
	}
	return k.m.Move(ctx, d.ID, s, 0)
}

func (k *trial) issue(ctx context.Context, paper, so string) error {
	d, err := k.paper(ctx, paper)
	if err != nil || k.again && d.State == archive.Numbered {
		return err
	}
	_, err = k.m.Issue(ctx, d.ID, archive.Entry{By: admin, Number: so, Day: "2024-12-15", At: clock})
	return err
}

// signedPDF is what comes back from the leader: the copy for signature, as it was laid
// before him.
func (k *trial) signedPDF(ctx context.Context, d *archive.Document) ([]byte, error) {
	return archive.ReadFile(ctx, k.m.DB.Reader, archive.FileOf{Document: d.ID, Version: d.Submitted, Format: "pdf"})
}

// save makes a file of a paper and writes it.
func (k *trial) save(ctx context.Context, name string, make func(d *archive.Document) ([]byte, error)) error {
	d, err := k.paper(ctx, "a")
	if err != nil {
		return err
	}
	data, err := make(&d)
	if err != nil {
		return err
	}
	return archive.WriteFile(k.path(name), data)
}

// onShelf is the path of a paper's file on the shelf.
func (k *trial) onShelf(d *archive.Document, ext string) string {
	return filepath.Join(k.dir, "output", strconv.Itoa(k.year()), d.Name+ext)
}

// edit changes the paper's Word file on the shelf.
func (k *trial) edit(ctx context.Context) error {
	d, err := k.paper(ctx, "a")
	if err != nil {
		return err
	}
	path := k.onShelf(&d, ".docx")
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, retype(k.t, data, "Kính mời", "Trân trọng kính mời"), 0o644)
}

func (k *trial) upload(ctx context.Context) error {
	d, err := k.paper(ctx, "a")
	if err != nil {
		return err
	}
	base, err := archive.ReadFile(ctx, k.m.DB.Reader, archive.FileOf{Document: d.ID, Version: 1, Format: "docx"}) // the same file each time
	if err != nil {
		return err
	}
	_, _, err = k.m.TakeIn(ctx, &d, admin, retype(k.t, base, "dự họp", "đến dự họp"))
	return err
}

func (k *trial) signBack(ctx context.Context) error {
	d, err := k.paper(ctx, "a")
	if err != nil {
		return err
	}
	data, err := k.signedPDF(ctx, &d)
	if err != nil {
		return err
	}
	_, err = k.m.SignBack(ctx, &d, admin, outgoing.Signed{PDF: data})
	return err
}

// correct links the issued paper with a later one.
func (k *trial) correct(ctx context.Context) error {
	d, err := k.paper(ctx, "a")
	if err != nil {
		return err
	}
	if links, err := archive.Links(ctx, k.m.DB.Reader, d.ID); err != nil || k.again && len(links) == 1 {
		return err
	}
	return k.write(ctx, func(tx *sqlx.Tx) error {
		return archive.Relate(ctx, tx, admin, archive.Link{Document: d.ID, Relation: "dinh-chinh", Symbol: "12/QĐ-UBND ngày 20/12/2024", At: clock, Comment: "sai tên"})
	})
}

// member adds a person and gives a second role.
func (k *trial) member(ctx context.Context) error {
	name := k.round("nguoi")
	users, err := people.Users(ctx, k.m.DB.Reader)
	if err != nil {
		return err
	}
	for _, u := range users {
		if k.again && u.Name == name {
			return nil
		}
	}
	return k.write(ctx, func(tx *sqlx.Tx) error {
		err := people.Change{Tx: tx, By: admin, At: clock}.Add(ctx, people.User{Name: name, FullName: "Người mới", Grants: []people.Grant{{Role: people.Admin}}})
		if err != nil {
			return err
		}
		return people.Change{Tx: tx, By: admin, At: clock}.Grant(ctx, name, people.Grant{Role: people.Clerk, Agency: "ubnd-tinh"})
	})
}

func (k *trial) mark(ctx context.Context) error {
	d, err := k.paper(ctx, "b")
	if err != nil {
		return err
	}
	return k.write(ctx, func(tx *sqlx.Tx) error {
		return archive.SetUrgency(ctx, people.Change{Tx: tx, By: admin, At: clock}, d.ID, "KHẨN")
	})
}

// toSigned brings a paper before its number, without faults.
func (k *trial) toSigned(ctx context.Context, paper string) error {
	err := k.keep(ctx, paper)
	for _, s := range []string{archive.ContentChecked, archive.FormChecked, archive.Submitted, archive.Signed} {
		if err == nil {
			err = k.move(ctx, paper, s, "")
		}
	}
	return err
}
