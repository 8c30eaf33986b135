package archive

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/db"
)

// An imprint tells of a Word file which paper it is and from which data it was made: the
// beginnings of two hashes, of the key and of the data set. It takes the place of the number
// of the version, which a file cannot bear: a run with the same data makes the same bytes and
// no new version, and which number the version would get is known only after its bytes are.
// The data set tells the version as well, and with the key it makes a name that fits into a
// bookmark, which Word and other programs keep.
var imprinted = regexp.MustCompile(`^([0-9a-f]{12})_([0-9a-f]{16})$`)

// Imprint is that of a paper, whichever turn of its key it has, made from a data set.
func Imprint(k Key, set *dataset.Set) string {
	var data bytes.Buffer
	set.WriteJSON(&data) // a bytes.Buffer takes every byte
	return k.imprint() + "_" + Hash(data.Bytes())[:16]
}

func (k Key) imprint() string {
	return Hash(fmt.Appendf(nil, "%q", []string{k.Kind, k.Period, k.Agency, k.Unit, k.Round}))[:12]
}

// Imprinted is a paper that a file is of, and the newest of its versions that a run made from
// the data that the file was made from.
type Imprinted struct {
	Document
	Made int
}

// OfImprint lists the papers that an imprint is of, as List would: a paper and the one that
// replaces it may be made from the same data.
func OfImprint(ctx context.Context, q db.Queryer, imprint string) ([]Imprinted, error) {
	parts := imprinted.FindStringSubmatch(imprint)
	if parts == nil {
		return nil, nil
	}
	var found []struct {
		Document int64 `db:"document_id"`
		Version  int   `db:"version"`
	}
	err := sqlx.SelectContext(ctx, q, &found, q.Rebind(`SELECT document_id, MAX(version) AS version FROM version_files
		WHERE sha256 >= ? AND sha256 < ? AND format = '`+DataFormat+`' GROUP BY document_id`), parts[2], parts[2]+"g") // behind every digit
	if err != nil {
		return nil, fmt.Errorf("archive: imprint: %w", err)
	}
	made, ids := map[int64]int{}, make([]any, len(found))
	for i, f := range found {
		made[f.Document], ids[i] = f.Version, f.Document
	}
	docs, err := byID(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	docs = slices.DeleteFunc(docs, func(d Document) bool { return d.Key.imprint() != parts[1] })
	list := make([]Imprinted, len(docs))
	for i, d := range docs {
		list[i] = Imprinted{d, made[d.ID]}
	}
	return list, nil
}
