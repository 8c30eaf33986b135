package sample

import (
	"context"
	"strings"

	"vanthu/pipeline/viet"
)

// Days on which the agencies of the sample change their names.
const (
	provinceSince = "1997-01-01"
	cityFrom      = "2026-04-30" // Đồng Nai becomes a city under the centre
	lastProvince  = "2026-04-29"
)

// reign is a stretch of time in which the province has one name and form.
type reign struct{ kind, name, place, from, to string }

var reigns = []reign{
	{"tỉnh", "Bình Phước", "binh-phuoc", provinceSince, lastOfThree},
	{"tỉnh", "Đồng Nai", "dong-nai", firstOfTwo, lastProvince},
	{"thành phố", "Đồng Nai", "dong-nai-tp", cityFrom, ""},
}

const boardName = "Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc"

// agencies writes the names of the issuing agencies, one row for each stretch of time.
func (f *filler) agencies(ctx context.Context) error {
	t := newTable("ten_co_quan", "co_quan_ma tu_ngay den_ngay ten ten_ngan ten_goi chu_quan_ma dong_chu_quan dong_ten ky_hieu dia_danh dia_ban_ma the_thuc tham_muu")
	t.add("bo-cong-an", provinceSince, nil, "Bộ Công an", "Bộ Công an", "Bộ Công an", nil, nil, "BỘ CÔNG AN", "BCA", "Hà Nội", nil, "cand", "V05")
	for _, r := range reigns {
		full, upper := r.kind+" "+r.name, strings.ToUpper(r.kind+" "+r.name)
		to := orNull(r.to)
		police := "CÔNG AN " + upper
		if r.kind != "tỉnh" { // too long for one line beside Quốc hiệu
			police = "CÔNG AN\n" + upper
		}
		t.add("ubnd-tinh", r.from, to, "Ủy ban nhân dân "+full, "UBND "+full, "Ủy ban nhân dân "+r.kind,
			nil, nil, "ỦY BAN NHÂN DÂN\n"+upper, "UBND", r.name, r.place, "nd30", "NC")
		t.add("cong-an-tinh", r.from, to, "Công an "+full, "Công an "+full, "Công an "+r.kind,
			"bo-cong-an", "BỘ CÔNG AN", police, symbol("CA", r), r.name, r.place, "cand", "PV05")
		t.add("ban-chi-dao", r.from, to, boardName+" "+full, "Ban Chỉ đạo "+full, "Ban Chỉ đạo "+r.kind,
			"ubnd-tinh", "UBND "+upper, "BAN CHỈ ĐẠO PHÒNG, CHỐNG\nTỘI PHẠM, TỆ NẠN XÃ HỘI\nVÀ XÂY DỰNG PHONG TRÀO\nTOÀN DÂN BẢO VỆ\nAN NINH TỔ QUỐC", "BCĐ", r.name, r.place, "nd30", "NC")
		t.add("so-noi-vu", r.from, to, "Sở Nội vụ "+full, "Sở Nội vụ", "Sở Nội vụ",
			"ubnd-tinh", "UBND "+upper, "SỞ NỘI VỤ", "SNV", r.name, r.place, "nd30", "TĐKT")
		if r.to == lastOfThree {
			t.add("ban-tdkt", r.from, to, "Ban Thi đua - Khen thưởng "+full, "Ban TĐKT tỉnh", "Ban Thi đua - Khen thưởng tỉnh",
				"so-noi-vu", "SỞ NỘI VỤ", "BAN THI ĐUA - KHEN THƯỞNG", "BTĐKT", r.name, r.place, "nd30", nil)
		}
	}
	return t.insert(ctx, f.tx)
}

// symbol makes the abbreviation of an agency: CAT for a province, CATP for a city.
func symbol(head string, r reign) string {
	if r.kind == "tỉnh" {
		return head + "T"
	}
	return head + "TP"
}

// person is someone who signs.
type person struct{ rank, name, gender, post string }

// signing is a row of nguoi_ky.
type signing struct {
	agency       string
	who          person
	form         string // hinh_thuc
	behalf, head string // thay_mat, thay_cho
	other        string // chuc_vu_khac
	basis        string // can_cu
	field        string // linh_vuc
	rank         int    // uu_tien
	kinds        string // kiểu văn bản, spaces between
	from, to     string
}

// signersOf lists who signs in the stretch from r1 to r2, which have the same people.
func signersOf(of []person, r reign, from string) []signing {
	chair, deputy, office, chief, vice, home, awards := of[0], of[1], of[2], of[3], of[4], of[5], of[6]
	const council = "Ủy ban nhân dân"
	full, board := r.kind, chair
	board.post = "Trưởng ban"
	rows := []signing{
		{agency: "ubnd-tinh", who: deputy, form: "TM_KT", behalf: council, head: "Chủ tịch", field: "nội chính", rank: 1, kinds: "ke-hoach ke-hoach-ngay-hoi bao-cao-tong-ket cong-van-giao-viec"},
		{agency: "ubnd-tinh", who: chair, form: "TM", behalf: council, rank: 2, kinds: "ke-hoach ke-hoach-ngay-hoi bao-cao-tong-ket cong-van-giao-viec"},
		{agency: "ubnd-tinh", who: chair, form: "truong", rank: 1, kinds: "quyet-dinh-khen-thuong bang-khen quyet-dinh-cong-nhan-antt giay-cong-nhan-antt"},
		{agency: "ubnd-tinh", who: deputy, form: "KT", head: "Chủ tịch", field: "nội chính; thi đua, khen thưởng", rank: 2, kinds: "quyet-dinh-khen-thuong bang-khen quyet-dinh-cong-nhan-antt giay-cong-nhan-antt"},
		{agency: "ubnd-tinh", who: office, form: "TL", head: "Chủ tịch", basis: "Quy chế làm việc của Ủy ban nhân dân " + full, rank: 3, kinds: "don-doc"},
		{agency: "cong-an-tinh", who: chief, form: "truong", rank: 1, kinds: "bao-cao-tong-ket bao-cao-phan-loai to-trinh-khen-thuong quyet-dinh-giay-khen giay-khen"},
		{agency: "cong-an-tinh", who: vice, form: "KT", head: "Giám đốc", field: "xây dựng phong trào", rank: 2, kinds: "*"},
		{agency: "ban-chi-dao", who: board, form: "TM", behalf: "Ban Chỉ đạo", other: "Chủ tịch Ủy ban nhân dân " + full, rank: 1, kinds: "*"},
		{agency: "so-noi-vu", who: home, form: "truong", rank: 1, kinds: "*"},
	}
	if r.to == lastOfThree {
		rows = append(rows, signing{agency: "ban-tdkt", who: awards, form: "truong", rank: 1, kinds: "*"})
	}
	for i := range rows {
		rows[i].from, rows[i].to = from, r.to
	}
	return rows
}

// The people who sign are made up.
var (
	signersBefore = []person{
		{"", "Trần Văn Mẫu", "nam", "Chủ tịch"},
		{"", "Lê Thị Ví Dụ", "nu", "Phó Chủ tịch"},
		{"", "Đặng Minh Họa", "nam", "Chánh Văn phòng"},
		{"Đại tá", "Phạm Giả Định", "nam", "Giám đốc"},
		{"Thượng tá", "Nguyễn Hữu Mẫu", "nam", "Phó Giám đốc"},
		{"", "Võ Thị Minh Họa", "nu", "Giám đốc"},
		{"", "Huỳnh Văn Thí Dụ", "nam", "Trưởng ban"},
	}
	signersAfter = []person{
		{"", "Hoàng Văn Mẫu", "nam", "Chủ tịch"},
		{"", "Vũ Thị Thí Dụ", "nu", "Phó Chủ tịch"},
		{"", "Cao Minh Họa", "nam", "Chánh Văn phòng"},
		{"Thiếu tướng", "Bùi Giả Định", "nam", "Giám đốc"},
		{"Đại tá", "Lý Hữu Mẫu", "nam", "Phó Giám đốc"},
		{"", "Đỗ Thị Ví Dụ", "nu", "Giám đốc"},
		{},
	}
)

func (f *filler) signers(ctx context.Context) error {
	people := newTable("nguoi", "ho_ten khoa_ten gioi_tinh cap_bac chuc_vu phan_loai mau")
	for _, p := range append(signersBefore[:len(signersBefore):len(signersBefore)], signersAfter...) {
		if p.name != "" {
			people.add(p.name, viet.NameKey(p.name), p.gender, orNull(p.rank), p.post, "lanh_dao_tinh", true)
		}
	}
	ids, err := people.insertIDs(ctx, f.tx, "ho_ten")
	if err != nil {
		return err
	}
	rows := signersOf(signersBefore, reigns[0], since)
	rows = append(rows, signersOf(signersAfter, reigns[1], firstOfTwo)...)
	rows = append(rows, signersOf(signersAfter, reigns[2], cityFrom)...)
	for _, s := range rows {
		if err := f.addSigning(ctx, s, ids[s.who.name]); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) addSigning(ctx context.Context, s signing, person int64) error {
	t := newTable("nguoi_ky", "co_quan_ma nguoi_id cap_bac chuc_vu chuc_vu_khac hinh_thuc thay_mat thay_cho can_cu linh_vuc tu_ngay den_ngay uu_tien")
	t.add(s.agency, person, orNull(s.who.rank), s.who.post, orNull(s.other), s.form, orNull(s.behalf), orNull(s.head),
		orNull(s.basis), orNull(s.field), s.from, orNull(s.to), s.rank)
	ids, err := t.insertIDs(ctx, f.tx, "hinh_thuc")
	if err != nil {
		return err
	}
	kinds := newTable("nguoi_ky_kieu", "nguoi_ky_id kieu")
	for _, kind := range strings.Fields(s.kinds) {
		kinds.add(ids[s.form], kind)
	}
	return kinds.insert(ctx, f.tx)
}
