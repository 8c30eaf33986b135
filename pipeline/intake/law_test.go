package intake

import (
	"testing"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// A new law takes the place of an old one in what papers cite, from its first day on: for
// citations that hold then and for those of later papers.
func TestLawTakesThePlace(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		// One cites it now, others later.
		d.Writer.MustExec(`UPDATE vien_dan SET tu_ngay = '2025-07-02' WHERE van_ban_ma = '152/2025/NĐ-CP' AND kieu <> 'quyet-dinh-khen-thuong'`)
		l := Law{Kind: "nghi-dinh", Symbol: "999/2025/NĐ-CP", Day: "2025-05-01", Agency: "Chính phủ", Level: "trung_uong", Source: "Công báo", Relation: "thay_the", Other: "152/2025/NĐ-CP", Move: true, From: "2025-07-02"}
		d.Writer.MustExec(`UPDATE van_ban_phap_ly SET hieu_luc_tu = '2025-01-01', het_hieu_luc = NULL WHERE ma = '152/2025/NĐ-CP'`)
		var moved int
		err := d.Write(t.Context(), func(tx *sqlx.Tx) (err error) {
			_, moved, err = l.Add(t.Context(), tx)
			return err
		})
		var left, cited int
		if err == nil {
			err = d.Reader.Get(&left, `SELECT COUNT(*) FROM vien_dan WHERE van_ban_ma = '152/2025/NĐ-CP' AND (den_ngay IS NULL OR den_ngay >= '2025-07-02')`)
		}
		if err == nil {
			err = d.Reader.Get(&cited, `SELECT COUNT(*) FROM vien_dan WHERE van_ban_ma = '999/2025/NĐ-CP'`)
		}
		if err != nil || left != 0 || cited == 0 || cited != moved {
			t.Errorf("%d moved, %d left, %d cite the new one: %v", moved, left, cited, err)
		}
	})
}
