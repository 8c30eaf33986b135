package outgoing

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/people"
	"vanthu/pipeline/refresh"
)

// Located is the paper that a Word file is of, whatever the file is called, and the version
// from which it was edited.
type Located struct {
	Document archive.Document
	From     int
	Word     []byte // the file
}

// Locate tells by its imprint which paper a Word file is. A file that bears none, or that of
// another archive, is refused.
func (p *Papers) Locate(ctx context.Context, word []byte) (*Located, error) {
	imprint, err := refresh.Imprint(word)
	if err != nil {
		return nil, archive.Unreadable(err)
	}
	list, err := archive.OfImprint(ctx, p.DB.Reader, imprint)
	if err != nil {
		return nil, err
	}
	if open := slices.DeleteFunc(slices.Clone(list), func(one archive.Imprinted) bool { return !one.TakesText() }); len(open) > 0 {
		list = open // of one that is issued and the one that replaces it, this
	}
	switch {
	case imprint == "":
		return nil, people.Refuse("tệp không mang dấu của văn bản nào: tệp không do chương trình lập, loại văn bản không đặt liên kết số liệu, hoặc đã mất dấu; nêu tên văn bản và gửi tệp làm bản sửa")
	case len(list) == 0:
		return nil, people.Refuse("kho lưu trữ không có văn bản mà tệp này bắt đầu từ đó: tệp của kho khác, hoặc văn bản chưa được lưu")
	case len(list) > 1:
		var names []string
		for _, one := range list {
			names = append(names, one.Name)
		}
		return nil, people.Refuse("tệp có thể là của một trong các văn bản %s; nêu tên văn bản và gửi tệp làm bản sửa", strings.Join(names, ", "))
	}
	return &Located{list[0].Document, list[0].Made, word}, nil
}

// RefreshFile puts the figures of now into a Word file that a person brings, which is kept as
// a version first. Where others have edited the paper since the file was begun it is
// refused, for their words are not in the file.
func (p *Papers) RefreshFile(ctx context.Context, at *Located, by *people.User, how Refresh) (*Refreshed, error) {
	doc, word := &at.Document, at.Word
	if err := mayRefresh(doc, by); err != nil {
		return nil, err
	}
	versions, err := archive.Versions(ctx, p.DB.Reader, doc.ID)
	if err != nil {
		return nil, err
	}
	from, same, err := p.begunFrom(ctx, at, versions)
	switch {
	case err != nil:
		return nil, err
	case same:
		return p.Refresh(ctx, doc, by, how)
	case how.Dry:
		r := &refreshing{by: by, word: word}
		if r.base, r.was, r.mapped, err = p.baseVersion(ctx, doc, versions, from); err != nil {
			return nil, err
		}
		return p.refresh(ctx, doc, r, how)
	}
	c, err := p.Edit(ctx, doc, from, word)
	if err != nil {
		return nil, err
	}
	c.Files = append(c.Files, archive.File{Format: "docx", Data: word})
	err = p.writeTo(ctx, doc, func(tx *sqlx.Tx) error {
		_, err := archive.TakeIn(ctx, tx, doc.ID, archive.Upload{By: by, At: p.Now(), Origin: archive.FromPerson, Copy: *c})
		return err
	})
	if err != nil {
		return nil, err
	}
	if *doc, err = archive.Get(ctx, p.DB.Reader, doc.ID); err != nil {
		return nil, err
	}
	return p.Refresh(ctx, doc, by, how)
}

// begunFrom tells from which version a file was edited, of those that go back to the same
// data: the one from which the fewest words differ, the newest of several. A file that was
// begun from another one than the newest is refused. same: it is the newest, unchanged.
func (p *Papers) begunFrom(ctx context.Context, at *Located, versions []archive.Version) (from int, same bool, err error) {
	newest, least := 0, -1
	for _, v := range versions { // the newest first
		isEdit := v.Origin == archive.FromShelf || v.Origin == archive.FromPerson
		if v.Number < at.From || v.Number > at.From && !isEdit {
			continue
		}
		there, err := archive.ReadFile(ctx, p.DB.Reader, archive.FileOf{Document: at.Document.ID, Version: v.Number, Format: "docx"})
		if err != nil {
			return 0, false, err
		}
		if newest == 0 {
			newest = v.Number
			if bytes.Equal(there, at.Word) && isEdit {
				return v.Number, true, nil
			}
		}
		differences, err := DiffWord(there, at.Word)
		if err != nil {
			return 0, false, archive.Unreadable(err)
		}
		if least < 0 || len(differences) < least {
			from, least = v.Number, len(differences)
		}
	}
	if from != newest {
		return 0, false, people.Refuse("%s: tệp này bắt đầu từ bản %d, mà bản %d là chữ người khác đã sửa, không có trong tệp; so hai bản (documents diff) rồi gửi một bản sửa chung", at.Document.Name, from, newest)
	}
	return from, false, nil
}

// Linked reports whether the figures of a paper can be found in its text, and whether a person
// edited that text, so that figures of now are put into it.
func Linked(versions []archive.Version) (linked, edited bool) {
	for _, v := range versions {
		linked = linked || slices.ContainsFunc(v.Files, func(f archive.VersionFile) bool { return f.Format == archive.MapFormat })
		edited = edited || v.Origin == archive.FromShelf || v.Origin == archive.FromPerson
	}
	return linked, linked && edited
}
