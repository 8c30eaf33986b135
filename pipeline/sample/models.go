package sample

import (
	"context"
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed mo-hinh.yaml
var modelText []byte

// How many models there were: the year before ended with 401 of 413, Year adds 46,
// dissolves 21 and so ends with 426.
const (
	modelsBefore, dissolvedBefore = 413, 12
	modelsNew, dissolvedNow       = 46, 21
)

// model is a model in the making.
type model struct {
	unit, name, kind string
	members          int
	day              string
}

// models writes the models of the people's movement and how each did in both years.
func (f *filler) models(ctx context.Context) error {
	all, err := f.makeModels()
	if err != nil {
		return err
	}
	t := newTable("mo_hinh", "don_vi_id ten loai ngay_ra_mat quyet_dinh_so quyet_dinh_ngay thu_tu")
	for i, m := range all {
		t.add(f.units[m.unit], m.name, m.kind, m.day, fmt.Sprintf("%d/QĐ-UBND", f.dice.between(21, 640)), m.day, i+1)
	}
	ids, err := t.insertIDs(ctx, f.tx, "thu_tu")
	if err != nil {
		return err
	}
	years := newTable("mo_hinh_nam", "nam mo_hinh_id so_thanh_vien xep_loai noi_nhan_rong")
	for i, m := range all {
		id := ids[strconv.Itoa(i+1)]
		if i < modelsBefore {
			class := "hieu_qua"
			switch {
			case i%34 == 33: // 12 of 413
				class = "giai_the"
			case i%7 == 3:
				class = "can_cung_co"
			}
			years.add(Year-1, id, m.members, class, 0)
			if class == "giai_the" {
				continue
			}
		}
		class, copied := "hieu_qua", 0
		switch {
		case i < modelsBefore && i%20 == 4: // 21, none of them dissolved before
			class = "giai_the"
		case i%8 == 2:
			class = "can_cung_co"
		case i%13 == 0:
			copied = f.dice.between(1, 4)
		}
		years.add(Year, id, m.members+f.dice.IntN(5), class, copied)
	}
	return years.insert(ctx, f.tx)
}

// makeModels lists the models in the order of their launch days' years: old ones first.
func (f *filler) makeModels() ([]model, error) {
	kinds, err := decode[[]string]("mo-hinh.yaml", modelText)
	if err != nil {
		return nil, err
	}
	var communes []string
	for _, d := range f.districts {
		for _, c := range d.communes {
			communes = append(communes, c.code)
		}
	}
	var all []model
	for n := range modelsBefore + modelsNew {
		// 19 kinds and 111 communes have no common divisor: no pair comes twice.
		part := strings.Split(kinds[n%len(kinds)], " | ")
		least, _ := strconv.Atoi(part[2])
		most, err := strconv.Atoi(part[3])
		if err != nil {
			return nil, fmt.Errorf("mo-hinh.yaml: %s: %w", kinds[n%len(kinds)], err)
		}
		day := fmt.Sprintf("%d-%02d-%02d", f.dice.between(2015, 2022), f.dice.between(1, 12), f.dice.between(1, 28))
		if n >= modelsBefore {
			day = fmt.Sprintf("2024-%02d-%02d", f.dice.between(1, 10), f.dice.between(1, 28))
		}
		all = append(all, model{communes[n*41%len(communes)], part[0], part[1], f.dice.between(least, most), f.workday(day, 0)})
	}
	return all, nil
}

// inspections writes the checks that were held, on working days: every district once, some
// communes and departments.
func (f *filler) inspections(ctx context.Context) error {
	t := newTable("kiem_tra", "nam don_vi_id ngay co_quan_ma noi_dung ket_qua")
	task := "Kiểm tra việc triển khai Kế hoạch phát động phong trào thi đua “Toàn dân bảo vệ an ninh Tổ quốc” năm 2024"
	good := "Triển khai nghiêm túc, có chỉ tiêu cụ thể"
	weak := "Cần bổ sung chỉ tiêu cụ thể, duy trì chế độ báo cáo"
	tours := []string{"2024-05-06", "2024-06-14", "2024-07-08"}
	for i, d := range f.districts {
		result := good
		if i%4 == 3 {
			result = weak
		}
		t.add(Year, f.units[d.code], f.workday(tours[i/4], 2*(i%4)), "cong-an-tinh", task, result)
		t.add(Year, f.units[d.communes[i%len(d.communes)].code], f.workday("2024-09-09", i), "ban-chi-dao", task, good)
	}
	for i := 0; i < len(f.provincial); i += 7 {
		t.add(Year, f.units[f.provincial[i].code], fmt.Sprintf("2024-10-%02d", 7+i/2), "cong-an-tinh", task, good)
	}
	return t.insert(ctx, f.tx)
}
