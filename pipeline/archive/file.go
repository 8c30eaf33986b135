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

	"github.com/jmoiron/sqlx"
	"github.com/klauspost/compress/flate"
)

// Hash returns the SHA-256 of data in lower-case hexadecimal, the name of a file here.
func Hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// putFile keeps data under its hash; what is there already stays.
func putFile(ctx context.Context, tx *sqlx.Tx, data []byte) (sum string, err error) {
	sum = Hash(data)
	packed, body := pack(data)
	_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO files (sha256, size, packed, body) VALUES (?, ?, ?, ?)
		ON CONFLICT (sha256) DO NOTHING`), sum, len(data), packed, body)
	return sum, err
}

// pack compresses what compresses: DOCX, XLSX and PDF are compressed themselves and
// stay as they are, the JSON of a data set shrinks to a tenth.
func pack(data []byte) (how string, body []byte) {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestSpeed) // errs for a level out of range only
	w.Write(data)                                // a bytes.Buffer takes every byte
	w.Close()
	if b.Len() > len(data)-len(data)/16 {
		return "none", append([]byte{}, data...) // never nil, which is SQL's NULL
	}
	return "deflate", b.Bytes()
}

// ErrDamaged says that a file in the database is not what was kept.
var ErrDamaged = errors.New("the file in the database is damaged: restore it from a backup")

// FileByHash returns the file of a SHA-256 after comparing it with that hash.
func FileByHash(ctx context.Context, q Queryer, sum string) ([]byte, error) {
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
