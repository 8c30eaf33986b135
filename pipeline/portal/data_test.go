package portal

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/intake"
	"vanthu/pipeline/people"
	"vanthu/pipeline/sample"
	"vanthu/queries"
)

// filledBook is the workbook of a unit with a text in the first cell of the figures of
// propaganda.
func filledBook(t *testing.T, d *db.DB, unit string, values ...any) []byte {
	t.Helper()
	var b, out bytes.Buffer
	if err := (intake.Workbooks{DB: d, Forms: intake.FS()}).UnitWorkbook(t.Context(), unit, 2024, &b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, v := range values {
		cell, _ := excelize.CoordinatesToCellName(i+2, 5)
		if err := f.SetCellValue("PL I Tuyên truyền", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestData(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
			t.Fatal(err)
		}
		s := open(t, d, Config{Local: true})
		s.add(t, "minh", people.Grant{Role: people.Admin})
		s.add(t, "tam", people.Grant{Role: people.Drafter})
		s.add(t, "ha", people.Grant{Role: people.Leader})
		s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "dong-xoai"})
		tam, dv := s.by(t, "tam"), s.by(t, "dv")
		s.by(t, "ha").is(t, 403, "cần vai trò văn thư hoặc tham mưu hoặc đơn vị", "/so-lieu?nam=2024")

		body := dv.is(t, 200, "Thành phố Đồng Xoài", "/so-lieu?nam=2024")
		if strings.Count(body, "/mau.xlsx") != 1 || strings.Contains(body, "Khóa số liệu") {
			t.Error("a unit sees what is not its own")
		}
		if body := tam.is(t, 200, "Khóa số liệu năm 2024", "/so-lieu?nam=2024"); strings.Count(body, "/mau.xlsx") < 20 {
			t.Error("the office does not see all units")
		}
		dv.is(t, 200, "PK", "/so-lieu/dong-xoai/mau.xlsx?nam=2024")
		var taken int
		if err := d.Reader.Get(&taken, `SELECT COUNT(*) FROM audit WHERE actor = 'dv' AND act = 'file.download' AND detail = 'biểu mẫu dong-xoai năm 2024'`); err != nil || taken != 1 {
			t.Errorf("the record has the form %d times: %v", taken, err)
		}
		dv.is(t, 404, "", "/so-lieu/loc-ninh/mau.xlsx?nam=2024")
		dv.is(t, 404, "", "/so-lieu/loc-ninh?nam=2024")
		dv.is(t, 404, "", "/so-lieu?nam=hai")

		if status, body := dv.send(t, "/so-lieu?nam=2024", "sai.xlsx", filledBook(t, d, "dong-xoai", "nhiều lắm", 5)); status != 422 || !strings.Contains(body, "B5") || !strings.Contains(body, "PL I Tuyên truyền") {
			t.Fatal(status, body)
		} else {
			marked := regexp.MustCompile(`/so-lieu/loi/tep/[A-Z0-9]+`).FindString(body)
			dv.is(t, 200, "PK", marked)
			tam.is(t, 404, "", marked)
		}
		if status, body := dv.send(t, "/so-lieu?nam=2024", "kia.xlsx", filledBook(t, d, "loc-ninh", 12, 340, 0, 0, 0, 0, 0)); status != 422 || !strings.Contains(body, "cần vai trò") {
			t.Error("a unit sends the figures of another:", status)
		}
		if status, body := dv.send(t, "/so-lieu?nam=2024", "a.xlsx", []byte("không phải Excel")); status != 422 || !strings.Contains(body, "Không nhận") {
			t.Error(status)
		}
		if status, body := dv.send(t, "/so-lieu?nam=2024", "dung.xlsx", filledBook(t, d, "dong-xoai", 12, 340, 0, 0, 0, 0, 0)); status != 200 || !strings.Contains(body, "Đã nhận") {
			t.Fatal(status, body)
		}
		page := "/so-lieu/dong-xoai?nam=2024"
		dv.is(t, 200, "dung.xlsx", page)
		const on = "/so-lieu/dong-xoai/sua?nam=2024"
		dv.is(t, 422, "Nêu lý do", on, "so-lieu", "tuyen_truyen.so_buoi", "gia-tri", "13", "ly-do", "")
		dv.is(t, 422, "không phải là số", on, "so-lieu", "tuyen_truyen.so_buoi", "gia-tri", "mười", "ly-do", "nhầm")
		dv.is(t, 422, "Không có", on, "so-lieu", "users.name", "gia-tri", "1", "ly-do", "nhầm")
		dv.is(t, 404, "", "/so-lieu/loc-ninh/sua?nam=2024", "so-lieu", "tuyen_truyen.so_buoi", "gia-tri", "13", "ly-do", "nhầm")
		dv.is(t, 303, page, on, "so-lieu", "tuyen_truyen.so_buoi", "gia-tri", "1.013", "ly-do", "báo nhầm")
		if body := dv.is(t, 200, "sửa trên trang: báo nhầm", page); !strings.Contains(body, ">1.013<") {
			t.Error("the page lacks the corrected figure")
		}
		var before string
		if err := d.Reader.Get(&before, `SELECT before FROM import_changes ORDER BY import_id DESC LIMIT 1`); err != nil || !strings.Contains(before, `"so_buoi":12`) {
			t.Error("the old figure is lost:", before, err)
		}

		dv.is(t, 403, "cần vai trò tham mưu", "/so-lieu/khoa?nam=2024", "viec", "khoa")
		tam.is(t, 303, "/so-lieu?nam=2024", "/so-lieu/khoa?nam=2024", "viec", "khoa")
		dv.is(t, 422, "đã khóa", on, "so-lieu", "tuyen_truyen.so_buoi", "gia-tri", "14", "ly-do", "nhầm")
		if status, body := dv.send(t, "/so-lieu?nam=2024", "muon.xlsx", filledBook(t, d, "dong-xoai", 99, 340, 0, 0, 0, 0, 0)); status != 422 || !strings.Contains(body, "đã khóa") {
			t.Error("figures come into a locked year:", status)
		}
		tam.is(t, 303, "", "/so-lieu/khoa?nam=2024", "viec", "mo")
		dv.is(t, 303, page, on, "so-lieu", "tuyen_truyen.so_buoi", "gia-tri", "14", "ly-do", "nhầm")
	})
}
