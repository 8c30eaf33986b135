package portal

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/audit"
	"vanthu/pipeline/db"
)

// backup is a copy of the database in the folder of backups.
type backup struct {
	Name string
	Size int64
	At   time.Time
}

// backupName is how backups that the portal makes are called.
var backupName = regexp.MustCompile(`^vanthu-\d{8}-\d{6}\.(db|dump)$`)

func (p *portal) readBackups(_ *http.Request, c *adminContent) error {
	if p.Backups == "" {
		return nil
	}
	entries, err := os.ReadDir(p.Backups)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !backupName.MatchString(e.Name()) {
			continue
		}
		c.Backups = append(c.Backups, backup{e.Name(), info.Size(), info.ModTime()})
	}
	slices.SortFunc(c.Backups, func(a, b backup) int { return strings.Compare(b.Name, a.Name) })
	return nil
}

// changeBackups makes a backup, or checks one that is there.
func (p *portal) changeBackups(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	if p.Backups == "" {
		return archive.ErrNotFound
	}
	var told, name string
	var err error
	switch r.PostFormValue("viec") {
	case "sao-luu":
		name = "vanthu-" + p.Now().In(zone).Format("20060102-150405") + map[db.Dialect]string{db.SQLite: ".db", db.Postgres: ".dump"}[p.DB.Dialect()]
		if err = os.MkdirAll(p.Backups, 0o700); err == nil {
			err = p.DB.Backup(ctx, filepath.Join(p.Backups, name))
		}
		told = "Đã sao lưu thành " + name + "."
	case "kiem-tra":
		name = r.PostFormValue("tep")
		if !backupName.MatchString(name) {
			return archive.ErrNotFound
		}
		told, err = p.proveBackup(r, name)
	default:
		return archive.ErrNotFound
	}
	if errors.Is(err, fs.ErrNotExist) {
		return archive.ErrNotFound
	}
	if err != nil && ctx.Err() == nil {
		p.Log.Error("portal", "backup", name, "error", err)
		return p.showAdmin(w, r, http.StatusUnprocessableEntity, adminContent{Notice: notice{Fault: fmt.Sprintf("%s: %s", name, db.Redact(err.Error()))}})
	}
	if err == nil {
		err = p.DB.Write(ctx, func(tx *sqlx.Tx) error {
			return audit.Record(ctx, tx, audit.Act{At: p.Now(), Actor: of(r).Name, Act: "database.backup", Detail: r.PostFormValue("viec") + " " + name})
		})
	}
	if err != nil {
		return err
	}
	p.sessions.Put(ctx, keyTold, told)
	http.Redirect(w, r, "/quan-tri/sao-luu", http.StatusSeeOther)
	return nil
}

// proveBackup reads every file and the whole record of a backup.
func (p *portal) proveBackup(r *http.Request, name string) (told string, err error) {
	file := filepath.Join(p.Backups, name)
	of, err := db.BackupOf(file)
	if err != nil {
		return "", err
	}
	if of != db.SQLite {
		isSummed, err := db.IsSummed(file)
		if err == nil && !isSummed {
			err = errors.New("không có tệp .sha256 bên cạnh: không kiểm tra được")
		}
		return name + ": tệp nguyên vẹn theo dấu băm; phục hồi thử mới biết chắc.", err
	}
	d, err := db.OpenBackup(r.Context(), file)
	if err != nil {
		return "", err
	}
	defer d.Close()
	files, head, err := archive.Prove(r.Context(), d.Reader)
	return fmt.Sprintf("%s nguyên vẹn: %d tệp văn bản, %d dòng nhật ký.", name, files, head.Seq), err
}
