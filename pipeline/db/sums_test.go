package db_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
)

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func says(err error, words string) bool {
	return err == nil && words == "" || err != nil && words != "" && strings.Contains(err.Error(), words)
}

// TestBackupFile: a backup stands there whole, for its owner alone, with its sum beside it as sha256sum writes it; it
// takes the place of an older one, never of the database; what a killed backup left goes, what a running one holds stays.
func TestBackupFile(t *testing.T) {
	d := dbtest.SQLite(t, steps)
	dir := t.TempDir()
	path := write(t, filepath.Join(dir, "bản sao.db"), "an older one")
	write(t, path+".sha256", "of an older one")
	dead, living := filepath.Join(dir, ".vanthu-backup-1"), filepath.Join(dir, ".vanthu-backup-2")
	for _, folder := range []string{dead, living, filepath.Join(dir, "others")} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(folder, "lock"), "")
	}
	lock, err := os.OpenFile(filepath.Join(living, "lock"), os.O_RDWR, 0)
	if err != nil || !db.TryLock(lock) {
		t.Fatal(err)
	}
	defer lock.Close()
	if err := d.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	line, err := os.ReadFile(path + ".sha256")
	if want := hex.EncodeToString(sum[:]) + "  bản sao.db\n"; err != nil || string(line) != want {
		t.Errorf("%q, %v; want %q", line, err, want)
	}
	for _, name := range []string{path, path + ".sha256"} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	var names []string
	left, err := os.ReadDir(dir)
	for _, e := range left {
		names = append(names, e.Name())
	}
	if want := []string{".vanthu-backup-2", "bản sao.db", "bản sao.db.sha256", "others"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}

	own := d.String()
	link := filepath.Join(filepath.Dir(own), "link.db")
	if err := os.Link(own, link); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{own, link} {
		if err := d.Backup(t.Context(), name); !says(err, "is the database itself") {
			t.Errorf("%s: %v", name, err)
		}
		if err := d.Restore(t.Context(), name); !says(err, "is the database itself") {
			t.Errorf("%s: %v", name, err)
		}
	}
	empty := filepath.Join(dir, "empty.db")
	if err := dbtest.SQLite(t, nil).Backup(t.Context(), empty); !says(err, "cannot be read back: it is no database of this program") {
		t.Errorf("what no restore would take: %v", err)
	}
	if _, err := os.Stat(empty); !os.IsNotExist(err) {
		t.Errorf("what no restore would take is there: %v", err)
	}
	if err := d.Backup(t.Context(), filepath.Join(dir, "none", "x.db")); err == nil {
		t.Error("a backup in a folder that is not there")
	}
	if err := d.Backup(t.Context(), filepath.Join(dir, "others")); err == nil {
		t.Error("a backup in the place of a folder")
	}
}

// TestDamagedBackup: nothing of a backup that its sum or SQLite calls damaged, or that is of something else, gets into
// the database.
func TestDamagedBackup(t *testing.T) {
	d := dbtest.SQLite(t, steps)
	path := filepath.Join(t.TempDir(), "backup")
	if err := d.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	d.Writer.MustExec(`UPDATE bang SET ten = 'nay'`)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(path + ".sha256")
	if err != nil {
		t.Fatal(err)
	}
	other, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "other.db"))
	if err != nil {
		t.Fatal(err)
	}
	other.Writer.MustExec(`CREATE TABLE x (n INTEGER)`)
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	foreign, err := os.ReadFile(other.String())
	if err != nil {
		t.Fatal(err)
	}
	broken := slices.Clone(whole)
	for i := 4096; i < len(broken); i++ { // all pages but the first
		broken[i] = 0xAA
	}
	for _, c := range []struct{ name, data, sum, says string }{
		{"whole", string(whole), "", ""},
		{"another sum", string(whole), strings.Repeat("0", 64) + "  backup\n", "damaged: it is not what backup.sha256 says"},
		{"one bit", string(whole[:len(whole)-1]) + string(whole[len(whole)-1]^1), string(sum), "damaged: it is not what backup.sha256 says"},
		{"broken pages", string(broken), "", "damaged"},
		{"another program's", string(foreign), "", "it is no database of this program"},
		{"of PostgreSQL", "PGDMP" + strings.Repeat("x", 200), "", "a backup of another kind of database (postgres)"},
		{"a letter", "Kính gửi", "", "no backup of this program"},
		{"nothing", "", "", "no backup of this program"},
	} {
		write(t, path, c.data)
		if err := os.Remove(path + ".sha256"); c.sum == "" && err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if c.sum != "" {
			write(t, path+".sha256", c.sum)
		}
		d.Writer.MustExec(`UPDATE bang SET ten = 'nay'`)
		err := d.Restore(t.Context(), path)
		var name string
		if err := d.Reader.Get(&name, `SELECT ten FROM bang`); err != nil {
			t.Fatal(err)
		}
		if want := map[bool]string{true: "sqlite", false: "nay"}[c.says == ""]; !says(err, c.says) || name != want {
			t.Errorf("%s: %v, then %q; want %q", c.name, err, name, c.says)
		}
		if c.sum != "" {
			if err := d.Convert(t.Context(), path, steps, func(*sqlx.Tx) error { return nil }); !says(err, c.says) {
				t.Errorf("%s: converted with %v", c.name, err)
			}
		}
		if left, err := filepath.Glob(path + "-*"); err != nil || len(left) > 0 {
			t.Errorf("%s: beside the backup %q", c.name, left)
		}
	}
}

// TestSums: a backup is known by its first bytes, and has a sum where one stands in its last line or beside it.
func TestSums(t *testing.T) {
	dir := t.TempDir()
	seal := fmt.Sprintf("\nvanthu backup sha256 %064x\n", 0)
	for _, c := range []struct {
		name, text string
		kind       db.Dialect
		summed     bool
	}{
		{"sqlite", "SQLite format 3\x00 …", db.SQLite, true},
		{"plain", "PGDMP" + strings.Repeat("x", 500), db.Postgres, false},
		{"sealed", "PGDMP\x01" + seal, db.Postgres, true},
		{"seal cut", "PGDMP\x01" + seal[:len(seal)-1], db.Postgres, false},
		{"seal of a longer line", "PGDMP\x01" + seal[:len(seal)-1] + "0", db.Postgres, false},
		{"short", "PGDMP\x01", db.Postgres, false},
		{"shorter", "PGDMP", "", false},
		{"text", "x" + seal, "", true},
	} {
		path := write(t, filepath.Join(dir, c.name), c.text)
		kind, err := db.BackupOf(path)
		if kind != c.kind || (err == nil) != (c.kind != "") {
			t.Errorf("%s: %q, %v", c.name, kind, err)
		}
		if got, err := db.IsSummed(path); got != c.summed || err != nil {
			t.Errorf("%s is summed: %v, %v", c.name, got, err)
		}
		write(t, path+".sha256", "x")
		if got, err := db.IsSummed(path); !got || err != nil {
			t.Errorf("%s with a sum beside it: %v, %v", c.name, got, err)
		}
	}
	if _, err := db.IsSummed(filepath.Join(dir, "none")); err == nil {
		t.Error("a file that is not there has no sum and no fault")
	}
	if _, err := db.BackupOf(filepath.Join(dir, "none")); !os.IsNotExist(err) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// TestIsEmpty: a database is empty of tables that are not there or have no rows.
func TestIsEmpty(t *testing.T) {
	dbtest.Each(t, steps, func(t *testing.T, d *db.DB) {
		d.Writer.MustExec(`CREATE TABLE trong (n INTEGER)`)
		for _, c := range []struct {
			tables []string
			want   bool
		}{{nil, true}, {[]string{"khong_co", "trong"}, true}, {[]string{"bang"}, false}, {[]string{"trong", "khong_co", "bang"}, false}} {
			if got, err := d.IsEmpty(t.Context(), c.tables...); got != c.want || err != nil {
				t.Errorf("%v: %v, %v", c.tables, got, err)
			}
		}
	})
}
