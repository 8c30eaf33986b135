package portal

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/catalog"
)

// paramWord is a parameter of a kind as the form asks for it. The zero value shows what the
// kind says itself.
type paramWord struct {
	Label  string
	About  string            // in the place of what the kind says, which names codes
	Form   bool              // how the paper looks, which few people change
	Values map[string]string // values as people call them: of a choice, or of an input words that stand for a code
	Hidden bool              // a person has no need to choose
}

// paramWords are the parameters that the shipped kinds ask for, by name, or by kind and name
// where a kind means something else.
var paramWords = map[string]paramWord{
	"nam":                           {Label: "Năm", About: "năm của phong trào"},
	"ngay":                          {Label: "Ngày của văn bản"},
	"dot":                           {Label: "Đợt khen thưởng", About: "các đợt của năm"},
	"ky":                            {Label: "Tháng đôn đốc", About: "năm và tháng, như 2026-11"},
	"co_quan":                       {Label: "Cơ quan ban hành", About: "tên cơ quan ở đầu văn bản"},
	"bien-ban-xet-khen-thuong/ngay": {Label: "Ngày họp", About: "cũng là ngày của biên bản"},
	"dau_moi":                       {Label: "Phòng đầu mối"},
	"cong_van":                      {Label: "Công văn giao việc", About: "để trống thì mọi công văn của cơ quan ấy trong năm; một công văn thì ghi mã của nó"},
	"de_nghi":                       {Label: "Ai đề nghị", About: "sau chữ “Theo đề nghị của”, khi đợt không ghi cơ quan đề nghị; để trống thì theo lệ thường"},
	"giay-khen/quyet_dinh":          {Label: "Số quyết định", About: "để trống thì lấy số của quyết định trong kho; quyết định không lập trong chương trình này thì ghi số, ký hiệu, như 287/QĐ-CAT-PV05"},
	"quyet-dinh-giay-khen/thi_hanh": {Form: true, Label: "Ai thi hành", About: "ở điều cuối, trước những người có tên tại Điều 1"},
	"neu_han":                       {Label: "Nêu hạn gửi", About: "hạn đơn vị gửi kế hoạch, báo cáo"},
	"che_do":                        {Label: "Lời văn", About: "phần lời văn chung của kế hoạch", Values: map[string]string{"nguyen-van": "nguyên văn bản năm 2024", "da-sua": "đã sửa lỗi"}},
	"danh_sach_mo_hinh":             {Label: "Danh sách mô hình", About: "mô hình in ở Phụ lục II; bảng tính luôn có tất cả", Values: map[string]string{"moi": "mô hình mới trong kỳ", "tat-ca": "tất cả mô hình"}},
	"quyet_dinh":                    {Label: "Số quyết định", About: "để trống thì lấy số của quyết định trong kho; quyết định không lập trong chương trình này thì ghi số, ký hiệu, như 2871/QĐ-UBND"},
	"chi_in_chu":                    {Label: "Chỉ in phần chữ", About: "“Có” để in lên phôi đã in sẵn; “Không” để xem cả khung"},
	"ke_hoach_tu":                   {Label: "Đôn đốc kế hoạch từ ngày", About: "dùng khi kế hoạch phát động không nêu hạn gửi"},
	"bao_cao_tu":                    {Label: "Đôn đốc báo cáo từ ngày", About: "dùng khi kế hoạch phát động không nêu hạn gửi"},
	"han_bao_cao_hoi":               {Label: "Hạn báo cáo kết quả Ngày hội", About: "của địa phương, đơn vị"},
	"hoi_tu":                        {Label: "Ngày hội từ ngày"},
	"hoi_den":                       {Label: "Ngày hội đến ngày"},
	"hoi_dong_xet":                  {Label: "Tên hội đồng", About: "đứng trước tên cơ quan"},
	"so_bo_ho_so":                   {Label: "Số bộ hồ sơ", About: "hồ sơ đề nghị khen thưởng, do tỉnh quy định (Luật Thi đua, khen thưởng Đ.84.6)"},
	"so_diem_mau":                   {Label: "Số điểm tổ chức mẫu", About: "của tỉnh"},
	"phieu-trinh/van_ban":           {Label: "Văn bản phải trình", About: "để trống thì mọi văn bản của năm đã kiểm tra thể thức hoặc đang trình ký; một văn bản thì ghi tên của nó trong kho"},
	"van_ban":                       {Label: "Văn bản", About: "số của văn bản trong kho"},
	"kieu":                          {Label: "Loại văn bản của người ký, nơi nhận", Hidden: true},
	"viec":                          {Label: "Việc", Hidden: true},
	"loi_chinh_ta":                  {Label: "Lỗi chính tả", Hidden: true},

	"kieu_danh_sach": {Form: true, Label: "Danh sách khen", About: "trình bày thành", Values: map[string]string{"bang": "bảng", "hai-cot": "bảng hai cột", "dong": "các dòng đánh số",
		"trong-dieu-1": "các dòng trong Điều 1", "tung-truong-hop": "mỗi trường hợp một quyết định"}},
	"thu_tu_nhom":   {Form: true, Label: "Nhóm đứng trước", About: "số sổ vàng theo thứ tự này: tờ trình, quyết định, Bằng khen chọn như nhau", Values: map[string]string{"tap-the-truoc": "tập thể", "ca-nhan-truoc": "cá nhân"}},
	"neu_tien":      {Form: true, Label: "Nêu tiền thưởng"},
	"ten_ubnd":      {Form: true, Label: "Tên Ủy ban nhân dân", About: "trong tên văn bản và lời văn", Values: map[string]string{"day-du": "viết đầy đủ", "viet-tat": "viết tắt UBND"}},
	"ten_danh_sach": {Form: true, Label: "Tên danh sách", Values: map[string]string{"day-du": "viết đầy đủ", "ngan": "chỉ “DANH SÁCH”"}},
	"thi_hanh": {Form: true, Label: "Ai thi hành", About: "thêm ở điều cuối; để trống thì là Chủ tịch Ủy ban nhân dân cấp dưới và Thủ trưởng các cơ quan; không thêm ai thì ghi: không",
		Values: map[string]string{"khong": "không"}},
	"ngay_can_cu": {Form: true, Label: "Ngày ở phần căn cứ", Values: map[string]string{"ngan": "viết ngắn: 20/01/2022", "dai": "viết dài: 20 tháng 01 năm 2022"}},
	"ngay_loi_van": {Form: true, Label: "Ngày trong lời văn", About: "trừ ngày ban hành, luôn viết dài",
		Values: map[string]string{"ngan": "viết ngắn: 20/01/2022", "dai": "viết dài: 20 tháng 01 năm 2022"}},
	"can_cu_dong": {Form: true, Label: "Phần căn cứ", Values: map[string]string{"rieng": "mỗi căn cứ một dòng", "gop-luat": "luật chung một dòng với luật sửa đổi nó",
		"mot-cau": "trong câu mở đầu “Thực hiện …, căn cứ …”"}},
	"neu_kinh_gui":  {Form: true, Label: "Có phần Kính gửi", About: "nơi văn bản gửi đến, dưới tên văn bản"},
	"neu_qua_trinh": {Form: true, Label: "Kể quá trình xét", About: "việc hướng dẫn, nhận hồ sơ, họp xét; không kể thì câu mở đầu nêu Biên bản rồi đề nghị ngay"},
	"neu_vang":      {Form: true, Label: "Ghi số vắng mặt", About: "cả khi không ai vắng"},
	"ve_viec":       {Form: true, Label: "Tên văn bản mở đầu bằng", Values: map[string]string{"ve-viec": "“Về việc”", "v-v": "“V/v”", "khong": "không có"}},
	"xet_khen":      {Form: true, Label: "Dùng “đề nghị xét khen thưởng”", About: "thay cho “đề nghị tặng …” ở tên văn bản"},
}

// wordOf is how the form of a kind asks for a parameter.
func wordOf(k *catalog.Kind, p *catalog.Param) paramWord {
	word, ok := paramWords[k.Slug+"/"+p.Name]
	if !ok {
		word = paramWords[p.Name]
	}
	if word.Label == "" {
		word.Label = strings.ReplaceAll(p.Name, "_", " ")
	}
	if word.About == "" {
		word.About = p.About
	}
	if word.Values != nil && word.About == p.About {
		word.About = "" // it names codes, and the choices speak for themselves
	}
	if !p.HasDefault {
		word.Hidden = false
	}
	return word
}

// isCode reports a default that is a word of the program and not of the paper, in a field
// that a person writes into: the field is left empty for it.
func isCode(p *catalog.Param, value string) bool {
	return p.Type == catalog.Text && len(p.Choices) == 0 && p.HasDefault && value == p.Default && strings.Contains(" mac-dinh tu-kho cho-trinh tat-ca ", " "+value+" ")
}

// typedValue is the value of a parameter that a person has typed or chosen.
func (w paramWord) typedValue(p *catalog.Param, typed string) string {
	if len(p.Choices) == 0 {
		for code, said := range w.Values {
			if strings.EqualFold(typed, said) {
				return code
			}
		}
	}
	return typed
}

// judgeOf is the agency that appraises the rounds of a year, in the place of a default that
// has ended; "" where none does.
func (p *portal) judgeOf(ctx context.Context, year string) (code string, err error) {
	err = sqlx.GetContext(ctx, p.DB.Reader, &code, p.DB.Reader.Rebind(`SELECT co_quan_tham_dinh_ma FROM dot_khen_thuong
		WHERE CAST(nam AS TEXT) = ? AND co_quan_tham_dinh_ma IS NOT NULL ORDER BY ngay_du_kien DESC, ma LIMIT 1`), year)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return code, err
}

// optionsOf are the values of a parameter from which a person chooses.
func (p *portal) optionsOf(ctx context.Context, param catalog.Param, word paramWord, year string) (list []choiceOption, err error) {
	isAgency := param.Name == catalog.ArgAgency
	switch {
	case param.Name == "dot":
		var rounds []coded
		err := sqlx.SelectContext(ctx, p.DB.Reader, &rounds, p.DB.Reader.Rebind(`SELECT ma, ten FROM dot_khen_thuong WHERE CAST(nam AS TEXT) = ? ORDER BY ma DESC`), year)
		for _, c := range rounds {
			list = append(list, choiceOption{c.Ma, c.Ten})
		}
		return list, err
	case param.Type == catalog.Bool:
		return []choiceOption{{"false", "Không"}, {"true", "Có"}}, nil
	case isAgency && len(param.Choices) == 0:
		agencies, err := p.agencies(ctx)
		for _, a := range agencies {
			list = append(list, choiceOption{a.Ma, a.Ten})
		}
		return list, err
	case len(param.Choices) == 0:
		return nil, nil
	}
	var docs []archive.Document
	for _, c := range param.Choices {
		docs = append(docs, archive.Document{Key: archive.Key{Agency: c}})
	}
	n, err := p.names(ctx, docs...)
	if err != nil {
		return nil, err
	}
	for _, c := range param.Choices {
		name := word.Values[c]
		if isAgency {
			name = n.of(n.agencies, c)
		} else if name == "" {
			name = c
		}
		list = append(list, choiceOption{c, name})
	}
	return list, nil
}
