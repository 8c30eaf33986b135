package portal

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/queries"
)

// Quản trị changes terms, recipients and days off, makes backups and checks them, and sees
// what the office lacks; nobody else does.
func TestAdmin(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := atWork(t, d)
		minh, lan := s.admin(t, "minh"), s.by(t, "lan")
		for _, page := range []string{"/quan-tri", "/quan-tri/nguoi-ky", "/quan-tri/noi-nhan", "/quan-tri/lich-nghi", "/quan-tri/sao-luu", "/quan-tri/co-quan.xlsx"} {
			lan.is(t, 403, "quản trị", page)
		}
		for _, page := range []string{"/quan-tri/lich-nghi", "/quan-tri/sao-luu", "/quan-tri/co-quan"} {
			lan.is(t, 403, "quản trị", page, "viec", "sao-luu")
		}
		minh.is(t, 404, "", "/quan-tri/gi-do")
		minh.is(t, 200, "cần gì, có gì", "/quan-tri?nam=2024")

		var signer int64
		if err := d.Reader.Get(&signer, `SELECT MIN(id) FROM nguoi_ky WHERE den_ngay IS NULL`); err != nil {
			t.Fatal(err)
		}
		end := func(table string, id int64, day string) []string {
			return []string{"viec", table, "dong", strconv.FormatInt(id, 10), "ngay", day, "ly-do", "Quyết định điều động"}
		}
		minh.is(t, 200, "Ngày ký cuối", "/quan-tri/nguoi-ky")
		minh.is(t, 422, "không phải là ngày", "/quan-tri/nguoi-ky", end("nguoi_ky", signer, "mai")...)
		minh.is(t, 422, "trước ngày đầu", "/quan-tri/nguoi-ky", end("nguoi_ky", signer, "1990-01-01")...)
		minh.is(t, 404, "", "/quan-tri/nguoi-ky", end("nguoi_ky", 0, "2026-01-01")...)
		minh.is(t, 422, "không có việc này", "/quan-tri/nguoi-ky", end("dia_ban", 1, "2026-01-01")...)
		minh.is(t, 422, "phải nêu lý do", "/quan-tri/nguoi-ky", end("nguoi_ky", signer, "2031-01-31")[:6]...)
		minh.is(t, 303, "/quan-tri/nguoi-ky", "/quan-tri/nguoi-ky", end("nguoi_ky", signer, "2031-01-31")...)
		minh.is(t, 200, "31/01/2031", "/quan-tri/nguoi-ky")

		const to = "/quan-tri/noi-nhan?kieu=ke-hoach"
		minh.is(t, 404, "", "/quan-tri/noi-nhan?kieu=khong-co")
		add := func(name, role, agency, copies, day string) []string {
			return []string{"viec", "them-noi-nhan", "ten", name, "vai-tro", role, "co-quan", agency, "so-ban", copies, "ngay", day, "ly-do", "Công văn đề nghị"}
		}
		for _, wrong := range [][]string{{" ", "noi_nhan", "ubnd-tinh", "1", "2024-12-20", "ghi tên"}, {"Sở A", "luu", "ubnd-tinh", "1", "2024-12-20", "cả chữ Lưu"}, {"Sở A", "x", "ubnd-tinh", "1", "2024-12-20", "chọn Kính gửi"},
			{"Sở A", "noi_nhan", "khong-co", "1", "2024-12-20", "chọn cơ quan"}, {"Sở A", "noi_nhan", "ubnd-tinh", "0", "2024-12-20", "số bản"}, {"Sở A", "noi_nhan", "ubnd-tinh", "1", "x", "không phải là ngày"}} {
			if _, _, body := minh.ask(t, to, add(wrong[0], wrong[1], wrong[2], wrong[3], wrong[4])...); !strings.Contains(strings.ToLower(body), strings.ToLower(wrong[5])) {
				t.Errorf("%q is not refused with %q", wrong[:5], wrong[5])
			}
		}
		minh.is(t, 303, "/quan-tri/noi-nhan?kieu=ke-hoach", to, add("Sở <b>A</b>;", "noi_nhan", "ubnd-tinh", "2", "2024-12-20")...)
		minh.is(t, 200, "Sở &lt;b&gt;A&lt;/b&gt;</th>", to)

		const days = "/quan-tri/lich-nghi?nam=2027"
		minh.is(t, 200, "chưa có lịch nghỉ", days)
		for _, wrong := range [][]string{{"x", "Nghỉ", "", "không phải là ngày"}, {"2027-09-02", " ", "", "ghi tên"}, {"2027-09-02", "Bù", "1", "thứ Bảy"}, {"2027-09-04", "Nghỉ", "", "đã là ngày nghỉ"}} {
			if _, _, body := minh.ask(t, days, "viec", "ngay-nghi", "ngay", wrong[0], "ten", wrong[1], "lam-viec", wrong[2], "ly-do", "Thông báo"); !strings.Contains(strings.ToLower(body), strings.ToLower(wrong[3])) {
				t.Errorf("%q is not refused with %q", wrong[:3], wrong[3])
			}
		}
		minh.is(t, 303, days, days, "viec", "ngay-nghi", "ngay", "2027-09-02", "ten", "Quốc khánh", "ly-do", "Thông báo nghỉ lễ")
		minh.is(t, 200, "02/9/2027", days)
		minh.is(t, 303, days, days, "viec", "bo-ngay", "ngay", "2027-09-02", "ly-do", "Ghi nhầm")
		minh.is(t, 422, "hông có ngày", days, "viec", "bo-ngay", "ngay", "2027-09-02", "ly-do", "Ghi nhầm")

		s.changesLines(t, minh)

		const copies = "/quan-tri/sao-luu"
		minh.is(t, 200, "Chưa có bản sao lưu", copies)
		minh.is(t, 404, "", copies, "viec", "khac")
		minh.is(t, 404, "", copies, "viec", "kiem-tra", "tep", "../x")
		minh.is(t, 404, "", copies, "viec", "kiem-tra", "tep", "vanthu-20000101-000000.db")
		minh.is(t, 303, copies, copies, "viec", "sao-luu")
		name := regexp.MustCompile(`vanthu-\d{8}-\d{6}\.(db|dump)`).FindString(minh.is(t, 200, "Đã sao lưu", copies))
		minh.is(t, 303, copies, copies, "viec", "kiem-tra", "tep", name)
		minh.is(t, 200, "nguyên vẹn", copies)

		var acts int
		if err := d.Reader.Get(&acts, `SELECT COUNT(*) FROM audit WHERE act IN ('office.change', 'database.backup')`); err != nil || acts != 14 {
			t.Errorf("%d acts, want 14: %v", acts, err)
		}
		if err := d.Reader.Get(&acts, `SELECT COUNT(*) FROM audit WHERE act = 'office.change' AND detail NOT LIKE '%; lý do: %'`); err != nil || acts != 0 {
			t.Errorf("%d changes without a reason: %v", acts, err)
		}
	})
}

// changesLines adds a signer, a unit and books, and ends a unit.
func (s *house) changesLines(t *testing.T, minh *browser) {
	t.Helper()
	const signers, units, books = "/quan-tri/nguoi-ky", "/quan-tri/don-vi", "/quan-tri/so"
	signer := func(form string) []string {
		return []string{"viec", "them-nguoi_ky", "co_quan-0", "Ủy ban nhân dân tỉnh (thành phố)", "ten-0", "Đỗ Thị Én", "gioi_tinh-0", "Nữ", "chuc_vu-0", "Phó Chủ tịch", "hinh_thuc-0", form, "tu_ngay-0", "2024-12-01", "ly-do", "Quyết định bổ nhiệm"}
	}
	if body := minh.is(t, 422, "ghi tên văn bản", signers, signer("TL. (thừa lệnh)")...); !strings.Contains(body, `value="Đỗ Thị Én"`) {
		t.Error("what was typed is lost")
	}
	minh.is(t, 303, signers, signers, signer("KT. (cấp phó ký thay)")...)
	minh.is(t, 200, "Đỗ Thị Én <small>Phó Chủ tịch</small>", signers)
	minh.is(t, 422, "đã ký loại văn bản này", signers, signer("KT. (cấp phó ký thay)")...)

	minh.is(t, 303, units, units, "viec", "them-don_vi", "ten-0", "Xã Thử Nghiệm", "loai-0", "Xã", "cap_tren-0", "Huyện Lộc Ninh", "tu_ngay-0", "2024-12-01", "ly-do", "Nghị quyết thành lập")
	minh.is(t, 422, "Đã có đơn vị", units, "viec", "them-don_vi", "ten-0", "Xã Thử Nghiệm", "loai-0", "Xã", "cap_tren-0", "Huyện Lộc Ninh", "tu_ngay-0", "2024-12-01", "ly-do", "x")
	minh.is(t, 200, "Không có đơn vị nào khớp", units+"?tim=khong+co")
	row := regexp.MustCompile(`Xã Thử Nghiệm</th>(?s:.*?)name="dong" value="(\d+)"`).FindStringSubmatch(minh.is(t, 200, "Huyện Lộc Ninh", units+"?tim=xa+thu+nghiem"))
	if row == nil {
		t.Fatal("the new unit cannot be ended")
	}
	minh.is(t, 303, units+"?tim=thu", units+"?tim=thu", "viec", "don_vi", "dong", row[1], "ngay", "2024-12-10", "ly-do", "Sáp nhập")
	minh.is(t, 200, "đã hết", units+"?tim=thu+nghiem")
	if body := minh.is(t, 200, "", units); strings.Contains(body, "Xã Thử Nghiệm") {
		t.Error("a unit that ended is in the list of those that stand")
	}

	s.addsAgencies(t, minh)

	book := func(name, kind string) []string {
		return []string{"viec", "so", "co-quan", "ubnd-tinh", "ten", name, "nguon", "trong", "so-dau", "7", "loai", kind, "ly-do", "Quy chế văn thư"}
	}
	minh.is(t, 422, "Ghi tên sổ", books, book(" ", "ke-hoach")...)
	minh.is(t, 404, "", books, book("Sổ kế hoạch", "khong-co")...)
	minh.is(t, 422, "ít nhất một loại", books, slices.DeleteFunc(book("Sổ kế hoạch", "-"), func(s string) bool { return s == "-" || s == "loai" })...)
	minh.is(t, 303, books, books, book("Sổ kế hoạch", "ke-hoach")...)
	minh.is(t, 422, "sổ tên này", books, book("Sổ kế hoạch", "ke-hoach")...)
	minh.is(t, 303, books, books, append(book("Sổ kế hoạch, thông báo", "ke-hoach"), "so", "ubnd-tinh-so-ke-hoach", "loai", "quyet-dinh-khen-thuong")...)
	minh.is(t, 404, "", books, append(book("Sổ", "ke-hoach"), "so", "khong-co")...)
	minh.is(t, 200, "Sổ kế hoạch, thông báo</a>", books)
	all, err := archive.Books(t.Context(), s.d.Reader)
	if i := slices.IndexFunc(all, func(b archive.Book) bool { return b.Code == "ubnd-tinh-so-ke-hoach" }); err != nil || i < 0 || len(all[i].Kinds) != 2 || all[i].First != 7 {
		t.Errorf("%+v %v", all, err)
	}
}

// addsAgencies adds an agency that issues papers of its own, changes it, and makes it sign and keep copies.
func (s *house) addsAgencies(t *testing.T, minh *browser) {
	t.Helper()
	const page = "/quan-tri/co-quan-khac"
	form := func(code string, more ...string) []string {
		front := "co_quan_khac-"
		if code != "" {
			front += code + "-"
		}
		list := []string{"viec", "co_quan_khac", "dong", code, "ly-do", "Quyết định thành lập"}
		for i := 0; i < len(more); i += 2 {
			list = append(list, front+more[i]+"-0", more[i+1])
		}
		return list
	}
	justice := []string{"ten", "Sở Tư pháp", "loai", "Sở, ban, ngành cấp tỉnh", "ky_hieu", "STP", "tham_muu", "VP"}
	minh.is(t, 200, "Chưa thêm cơ quan nào", page)
	if body := minh.is(t, 422, "“Loại cơ quan”", page, form("", "ten", "Sở Tư pháp", "ky_hieu", "STP")...); !strings.Contains(body, `value="Sở Tư pháp"`) {
		t.Error("what was typed is lost")
	}
	minh.is(t, 422, "có sẵn ở trang Cơ quan", page, form("", "ten", "Sở Nội vụ", "loai", "Sở, ban, ngành cấp tỉnh", "ky_hieu", "SNV")...)
	minh.is(t, 422, "Không có cơ quan ấy", page, form("so-noi-vu", "ten", "Sở Y tế", "loai", "Sở, ban, ngành cấp tỉnh", "ky_hieu", "SYT")...)
	minh.is(t, 303, page, page, form("", justice...)...)
	minh.is(t, 422, "Đã có cơ quan này", page, form("", justice...)...)
	minh.is(t, 200, "UBND TỈNH", page)
	minh.is(t, 303, page, page, form("so-tu-phap", append(justice[:6:6], "tham_muu", "HC", "cap_tren", "", "dong_ten", "SỞ\r\nTƯ PHÁP")...)...)
	minh.is(t, 200, "<option>Sở Tư pháp", "/quan-tri/nguoi-ky")
	to := "/quan-tri/noi-nhan?kieu=cong-van-giao-viec"
	minh.is(t, 200, "Lưu: VT, HC", to)
	minh.is(t, 303, to, to, "viec", "them-noi-nhan", "ten", "Lưu: VT, VP2", "vai-tro", "luu", "co-quan", "so-tu-phap", "so-ban", "1", "ngay", "2024-12-20", "ly-do", "Quy chế")
	minh.is(t, 200, `<option value="so-tu-phap">Sở Tư pháp</option>`, "/tao/cong-van-giao-viec")
	var lines string
	if err := s.d.Reader.Get(&lines, `SELECT dong_ten FROM ten_co_quan WHERE co_quan_ma = 'so-tu-phap'`); err != nil || lines != "SỞ\nTƯ PHÁP" {
		t.Errorf("%q %v", lines, err)
	}
}

// From the one-time link to a decision ready to sign: a password, the second factor, the
// questions of an office, the list that its council decided on.
func TestOfficeByQuestions(t *testing.T) {
	s := atStart(t)
	b := s.browser(t)
	link := s.link(t, "")
	b.is(t, 200, "Dựng cơ quan</a>", "/")
	b.is(t, 303, "/", link, "ten", "minh", "ho-ten", "Trần Minh", "mat-khau", good, "mat-khau-2", good)
	secret := regexp.MustCompile(`Khóa: <code>([A-Z2-7 ]+)</code>`).FindStringSubmatch(b.is(t, 200, "Khóa:", "/ma-xac-nhan"))[1]
	b.is(t, 303, "/quan-tri/dung/1", "/ma-xac-nhan", "ma", onDevice(t, secret, s.clock()))

	const step = "/quan-tri/dung/"
	b.is(t, 200, "bước 1 trên 10", step+"1")
	b.is(t, 404, "", step+"11")
	b.is(t, 404, "", step+"0")
	b.is(t, 200, "cần ghi", step+"10")
	if body := b.is(t, 422, "Còn 1 ô cần xem lại", step+"1", "nam", "2024", "loai-0", "", "ten-0", "Yên Hà"); !strings.Contains(body, `value="Yên Hà"`) || !strings.Contains(body, `aria-invalid="true"`) {
		t.Error("a fault is not told at its field, or what was typed is lost")
	}
	b.is(t, 422, "bốn chữ số", step+"1", "nam", "24", "loai-0", "tỉnh", "ten-0", "Yên Hà")
	b.is(t, 303, step+"2", step+"1", "nam", "2024", "loai-0", "tỉnh", "ten-0", "Yên Hà")
	b.is(t, 200, "Bộ phận soạn thảo", step+"2")
	b.is(t, 303, step+"3", step+"2", "ky_hieu-2", "CAT", "tham_muu-2", "PV05", "ky_hieu-3", "SNV", "tham_muu-3", "VP", "ky_hieu-4", "UBND", "tham_muu-4", "NC")
	b.is(t, 303, step+"4", step+"3", "ten-0", "Sở Tư pháp", "loai-0", "Sở, ban, ngành cấp tỉnh", "ky_hieu-0", "STP")
	b.is(t, 303, step+"4", step+"4", "viec", "them-dong", "ten-0", "Xã Bình Minh", "loai-0", "Xã")
	if body := b.is(t, 200, "Dòng 4", step+"4"); !strings.Contains(body, `value="Xã Bình Minh"`) {
		t.Error("more rows lose what was typed")
	}
	b.is(t, 303, step+"5", step+"4", "so-dong", "4", "ten-0", "Xã Bình Minh", "loai-0", "Xã", "ten-3", "Ấp 1", "loai-3", "Khu dân cư", "cap_tren-3", "Xã Khác")
	const board = "Ủy ban nhân dân tỉnh (thành phố)"
	b.is(t, 303, step+"6", step+"5", "co_quan-0", board, "ten-0", "Trần Văn Bình", "gioi_tinh-0", "Nam", "chuc_vu-0", "Chủ tịch", "hinh_thuc-0", "Người đứng đầu",
		"co_quan-1", "Sở Tư pháp", "ten-1", "Lê Thị Hoa", "gioi_tinh-1", "Nữ", "chuc_vu-1", "Giám đốc", "hinh_thuc-1", "Người đứng đầu")
	b.is(t, 303, step+"7", step+"6", "kieu-0", "Quyết định tặng Bằng khen", "co_quan-0", board, "vai_tro-0", "Nơi nhận", "ten-0", "Như Điều 3")
	b.is(t, 303, step+"8", step+"7", "co_quan-0", board, "ten-0", "Sổ chung", "nguon-0", "Chương trình")
	b.is(t, 303, step+"9", step+"8", "chu_de-0", "Giữ vững an ninh, trật tự", "han_ke_hoach-0", "2024-03-01", "han_bao_cao-0", "2024-11-20")
	b.is(t, 303, step+"10", step+"9", "ten-0", "Tổng kết năm 2024", "loai-0", "Tổng kết", "hinh_thuc-0", "Bằng khen UBND tỉnh", "ngay_du_kien-0", "2024-12-20")
	b.is(t, 422, "Đơn vị, dòng 2, “Đơn vị cấp trên”", step+"10", "viec", "dung")
	b.is(t, 303, step+"5", step+"4", "ten-0", "Xã Bình Minh", "loai-0", "Xã", "ten-1", "Ấp 1", "loai-1", "Khu dân cư", "cap_tren-1", "Xã Bình Minh")
	book := b.is(t, 200, "PK", "/quan-tri/dung/co-quan.xlsx")
	b.is(t, 303, step+"2", step+"4", "viec", "buoc-2", "ten-0", "Xã Bình Minh", "loai-0", "Xã", "ten-1", "Ấp 1", "loai-1", "Khu dân cư", "cap_tren-1", "Xã Bình Minh", "ten-2", "Chưa rõ loại")
	if body := b.is(t, 200, "Ấp 1", step+"4"); !strings.Contains(body, `value="Chưa rõ loại"`) {
		t.Error("stepping back loses what was typed")
	}
	b.is(t, 303, step+"5", step+"4", "ten-0", "Xã Bình Minh", "loai-0", "Xã", "ten-1", "Ấp 1", "loai-1", "Khu dân cư", "cap_tren-1", "Xã Bình Minh")
	b.is(t, 303, "/quan-tri?nam=2024", step+"10", "viec", "dung")
	b.is(t, 200, "Đã dựng cơ quan", "/quan-tri?nam=2024")
	b.is(t, 200, "Cơ quan đã dựng rồi", step+"1")
	b.is(t, 422, "đã dựng rồi", step+"10", "viec", "dung")

	list := []byte(book)
	for cell, value := range map[string]string{"B5": "Cá nhân", "C5": "Điểu Đức Hòa", "D5": "Nam", "F5": "Ấp đội trưởng", "G5": "Xã Bình Minh", "H5": "Thành viên lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", "I5": "Xã Bình Minh", "L5": "Có", "M5": "Khen"} {
		list = filledIn(t, list, "Danh sách khen", cell, value)
	}
	if status, body := b.sendForm(t, "/quan-tri/co-quan", "co-quan-2024.xlsx", list); status != 200 || !strings.Contains(body, "Đã nhận") {
		t.Fatalf("the office's workbook is not taken: %d\n%s", status, body)
	}
	b.is(t, 200, "co-quan-2024.xlsx", "/nhat-ky?viec=office")
	_, making, _ := b.ask(t, "/tao/quyet-dinh-khen-thuong", "nam", "2024", "dot", "tong-ket", "ngay", "2024-12-20")
	ended(t, b, making)
	page := b.is(t, 200, "Lưu vào kho", making)
	if strings.Contains(page, `class="fault"`) {
		t.Error(page)
	}
	_, kept, _ := b.ask(t, making+"/luu", "x", "x")
	_, _, paper := b.ask(t, kept)
	for _, want := range []string{"Quyết định", "Xác nhận đã kiểm tra nội dung"} {
		if !strings.Contains(paper, want) {
			t.Errorf("%s lacks %q", kept, want)
		}
	}
}

// An office is set up from one workbook: faults cell by cell, what is missing after it.
func TestSetUpOffice(t *testing.T) {
	d := dbtest.SQLite(t, queries.Schema())
	s := open(t, d, Config{As: "minh", Local: true})
	b := s.browser(t)
	resp, err := b.Get(s.URL + "/quan-tri/co-quan.xlsx?nam=2024")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	book, err := io.ReadAll(resp.Body)
	if err != nil || !bytes.HasPrefix(book, []byte("PK")) {
		t.Fatalf("no workbook: %s %v", resp.Status, err)
	}
	for _, c := range []struct {
		name string
		data []byte
		says string
	}{{"x.csv", book, "không phải là tệp .xlsx"}, {"x.xlsx", []byte("no zip"), "Không nhận"}, {"x.xlsx", filledIn(t, book, "Đơn vị", "B5", "Xã thử"), "Chưa nhận vì tệp có lỗi"}} {
		if status, body := b.sendForm(t, "/quan-tri/co-quan", c.name, c.data); status != 422 || !strings.Contains(body, c.says) {
			t.Errorf("%s: %d without %q", c.name, status, c.says)
		}
	}
	if body := b.is(t, 200, "còn thiếu", "/quan-tri?nam=2024"); !strings.Contains(body, "Tệp cơ quan đã điền") {
		t.Error("an empty office is not offered the form")
	}
	d.Writer.MustExec(`UPDATE co_so_du_lieu SET so_lieu_mau = TRUE`)
	if status, body := b.sendForm(t, "/quan-tri/co-quan", "x.xlsx", book); status != 422 || !strings.Contains(body, "số liệu mẫu") {
		t.Errorf("sample data take an office: %d", status)
	}
}

// admin enters as quản trị, with the second factor.
func (s *house) admin(t *testing.T, name string) *browser {
	t.Helper()
	b := s.by(t, name)
	secret := regexp.MustCompile(`Khóa: <code>([A-Z2-7 ]+)</code>`).FindStringSubmatch(b.is(t, 200, "Khóa:", "/ma-xac-nhan"))[1]
	b.is(t, 303, "/", "/ma-xac-nhan", "ma", onDevice(t, secret, s.clock()))
	return b
}

// filledIn is a workbook with one more cell filled.
func filledIn(t *testing.T, book []byte, sheet, cell, value string) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.SetCellValue(sheet, cell, value); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The movement, award rounds and reporting periods of a year are written on a page of their
// own, row by row, each with a reason; what a form leaves empty is empty afterwards.
func TestAdminYear(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		s := atWork(t, d)
		minh, lan := s.admin(t, "minh"), s.by(t, "lan")
		const page = "/quan-tri/nam?nam=2027"
		lan.is(t, 403, "quản trị", page)
		minh.is(t, 200, "Ghi phong trào năm 2027", page)
		movement := []string{"viec", "nam-phong_trao", "dong", "", "phong_trao-chu_de-0", "Giữ vững bình yên", "phong_trao-han_bao_cao-0", "2027-11-20"}
		lan.is(t, 403, "quản trị", page, movement...)
		if body := minh.is(t, 422, "phải nêu lý do", page, movement...); !strings.Contains(body, "Giữ vững bình yên") {
			t.Error("what was typed is lost")
		}
		reason := []string{"ly-do", "Kế hoạch năm"}
		minh.is(t, 303, page, page, append(movement, reason...)...)
		minh.is(t, 200, "báo cáo trước 20/11/2027", page)
		minh.is(t, 303, page, page, "viec", "nam-phong_trao", "dong", "ubnd-tinh", "phong_trao-ubnd-tinh-chu_de-0", "Giữ vững bình yên ở cơ sở", "ly-do", "Sửa chủ đề")

		round := []string{"viec", "nam-dot_khen_thuong", "dong", "", "dot_khen_thuong-ten-0", "Tổng kết năm 2027", "dot_khen_thuong-loai-0", "Tổng kết", "ly-do", "Kế hoạch năm"}
		minh.is(t, 422, "“Hình thức”", page, round...)
		minh.is(t, 303, page, page, append(round, "dot_khen_thuong-hinh_thuc-0", "Bằng khen UBND tỉnh")...)
		minh.is(t, 303, page, page, append(round, "dot_khen_thuong-hinh_thuc-0", "Bằng khen UBND tỉnh")...) // a second of the kind
		front := "dot_khen_thuong-tong-ket-"
		minh.is(t, 303, page, page, "viec", "nam-dot_khen_thuong", "dong", "tong-ket", front+"ten-0", "Tổng kết phong trào năm 2027", front+"loai-0", "Tổng kết", front+"hinh_thuc-0", "Bằng khen UBND tỉnh", front+"ngay_du_kien-0", "2027-12-20", "ly-do", "Có ngày ký")
		minh.is(t, 422, "không có đợt ấy", page, "viec", "nam-dot_khen_thuong", "dong", "la", "dot_khen_thuong-la-ten-0", "x", "dot_khen_thuong-la-loai-0", "Tổng kết", "dot_khen_thuong-la-hinh_thuc-0", "Bằng khen UBND tỉnh", "ly-do", "x")
		minh.is(t, 200, "Bằng khen UBND tỉnh, ký 20/12/2027", page)

		const this = "/quan-tri/nam?nam=2024"
		period := []string{"viec", "nam-ky_so_lieu", "dong", "mo_hinh", "ho", "Mô hình", "ky_so_lieu-mo_hinh-tu_ngay-0", "2023-12-01", "ly-do", "Công văn hướng dẫn"}
		minh.is(t, 422, "“Đến hết ngày”", this, period...)
		minh.is(t, 303, this, this, append(period, "ky_so_lieu-mo_hinh-den_ngay-0", "2024-11-30")...)
		minh.is(t, 200, "01/12/2023 – 30/11/2024", this)
		minh.is(t, 422, "không có việc này", this, "viec", "nam-nguoi_ky", "ly-do", "x")
		for query, want := range map[string]int{
			`SELECT COUNT(*) FROM phong_trao WHERE nam = 2027 AND chu_de = 'Giữ vững bình yên ở cơ sở' AND han_bao_cao IS NULL`:                                  1,
			`SELECT COUNT(*) FROM dot_khen_thuong WHERE nam = 2027`:                                                                                              2,
			`SELECT COUNT(*) FROM dot_khen_thuong WHERE nam = 2027 AND ma = 'tong-ket' AND ten = 'Tổng kết phong trào năm 2027' AND ngay_du_kien = '2027-12-20'`: 1,
			`SELECT COUNT(*) FROM ky_so_lieu WHERE nam = 2024 AND ho = 'mo_hinh' AND tu_ngay = '2023-12-01' AND den_ngay = '2024-11-30'`:                         1,
			`SELECT COUNT(*) FROM audit WHERE act = 'office.change' AND detail LIKE '%Có ngày ký'`:                                                               1,
		} {
			var n int
			if err := d.Reader.Get(&n, query); err != nil || n != want {
				t.Errorf("%s: %d, %v; want %d", query, n, err, want)
			}
		}
	})
}
