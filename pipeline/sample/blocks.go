package sample

import "context"

// clusters and blocks of emulation; an area belongs to the cluster that clusterOf names.
var blockNames = []struct{ kind, code, name, head, second string }{
	{"cum", "cum-1", "Cụm thi đua số 1", "dong-xoai", "chon-thanh"},
	{"cum", "cum-2", "Cụm thi đua số 2", "loc-ninh", "bu-dang"},
	{"khoi", "khoi-tong-hop", "Khối tổng hợp", "tinh.so-noi-vu", "tinh.so-tu-phap"},
	{"khoi", "khoi-kinh-te", "Khối kinh tế", "tinh.so-cong-thuong", "tinh.so-xay-dung"},
	{"khoi", "khoi-van-xa", "Khối văn hóa - xã hội", "tinh.so-giao-duc-va-dao-tao", "tinh.so-y-te"},
	{"khoi", "khoi-doan-the", "Khối Mặt trận Tổ quốc, đoàn thể", "tinh.tinh-doan", "tinh.hoi-nong-dan-tinh"},
	{"khoi", "khoi-trung-uong", "Khối cơ quan Trung ương", "tinh.cuc-thue-tinh", "tinh.bao-hiem-xa-hoi-tinh"},
}

// clusterOf puts towns in the first cluster and rural districts in the second.
func clusterOf(d district) string {
	if d.kind == "huyện" {
		return "Cụm thi đua số 2"
	}
	return "Cụm thi đua số 1"
}

func (f *filler) addBlocks(ctx context.Context) error {
	t := newTable("khoi_cum", "ma loai ten thu_tu tu_ngay den_ngay")
	for i, b := range blockNames {
		t.add(b.code, b.kind, b.name, i+1, since, lastOfThree)
	}
	ids, err := t.insertIDs(ctx, f.tx, "ten")
	f.blocks = ids
	return err
}

// leaders names the heads of clusters and blocks of the year.
func (f *filler) leaders(ctx context.Context) error {
	t := newTable("truong_khoi_cum", "khoi_cum_id nam vai_tro don_vi_id")
	for _, b := range blockNames {
		t.add(f.blocks[b.name], Year, "truong", f.units[b.head])
		t.add(f.blocks[b.name], Year, "pho", f.units[b.second])
	}
	return t.insert(ctx, f.tx)
}
