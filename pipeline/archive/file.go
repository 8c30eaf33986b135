package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sync"

	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"

	"github.com/jmoiron/sqlx"
	"github.com/klauspost/compress/flate"
)

// Hash returns the SHA-256 of data in lower-case hexadecimal, the name of a file here.
func Hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// blob is a file as the database keeps it.
type blob struct {
	sum    string // SHA-256 of the file
	size   int    // of the file
	packed string // "none", "deflate"
	body   []byte
}

// packers are compressors, which are large.
var packers = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.BestSpeed) // errs for a level out of range only
	return w
}}

// pack compresses what compresses: DOCX, XLSX and PDF are compressed themselves and
// stay as they are, the JSON of a data set shrinks to a tenth.
func pack(data []byte) blob {
	var b bytes.Buffer
	w := packers.Get().(*flate.Writer)
	defer packers.Put(w)
	w.Reset(&b)
	w.Write(data) // a bytes.Buffer takes every byte
	w.Close()
	if b.Len() > len(data)-len(data)/16 {
		return blob{Hash(data), len(data), "none", append([]byte{}, data...)} // never nil, which is SQL's NULL
	}
	return blob{Hash(data), len(data), "deflate", b.Bytes()}
}

// maxTogether bounds the bytes of a statement that inserts files.
const maxTogether = 4 << 20

// putFiles keeps files under their hashes; what is there already stays.
func putFiles(ctx context.Context, tx *sqlx.Tx, blobs []*blob) error {
	files, bytes := db.Rows{Into: "files (sha256, size, packed, body)"}, 0
	flush := func() error {
		if len(files.List) == 0 {
			return nil
		}
		query, args := files.Statement(tx, files.List)
		_, err := tx.ExecContext(ctx, query+` ON CONFLICT (sha256) DO NOTHING`, args...)
		files.List, bytes = files.List[:0], 0
		return err
	}
	for _, b := range blobs {
		if bytes += len(b.body); bytes > maxTogether || len(files.List) == 100 {
			if err := flush(); err != nil {
				return err
			}
			bytes = len(b.body)
		}
		files.Add(b.sum, b.size, b.packed, b.body)
	}
	return flush()
}

// ErrDamaged says that a file in the database is not what was kept.
var ErrDamaged = errors.New("the file in the database is damaged: restore it from a backup")

// Prove reads every file and the whole record, and says how many files there are and where
// the record ends.
func Prove(ctx context.Context, q db.Queryer) (files int, head audit.Head, err error) {
	var sums []string
	if err := sqlx.SelectContext(ctx, q, &sums, `SELECT sha256 FROM files ORDER BY sha256`); err != nil {
		return 0, head, fmt.Errorf("archive: files: %w", err)
	}
	for _, sum := range sums {
		if _, err := FileByHash(ctx, q, sum); err != nil {
			return 0, head, err
		}
	}
	head, err = audit.Verify(ctx, q)
	return len(sums), head, err
}

// FileByHash returns the file of a SHA-256 after comparing it with that hash.
func FileByHash(ctx context.Context, q db.Queryer, sum string) ([]byte, error) {
	var row struct {
		Size   int64  `db:"size"`
		Packed string `db:"packed"`
		Body   []byte `db:"body"`
	}
	err := sqlx.GetContext(ctx, q, &row, q.Rebind(`SELECT size, packed, body FROM files WHERE sha256 = ?`), sum)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("archive: file %s: %w", sum, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("archive: file %s: %w", sum, err)
	}
	data := row.Body
	if row.Packed == "deflate" {
		// One byte more than the size is enough to see that it is wrong.
		data, err = io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(row.Body)), row.Size+1))
	}
	if err != nil || Hash(data) != sum {
		return nil, fmt.Errorf("archive: file %s: %w", sum, ErrDamaged)
	}
	return data, nil
}
