package sample

import (
	"context"
	_ "embed"
)

//go:embed giao-viec.yaml
var taskText []byte

// taskLetter is a letter of giao-viec.yaml.
type taskLetter struct {
	Year    int    `yaml:"nam"`
	Code    string `yaml:"ma"`
	Agency  string `yaml:"co_quan"`
	Day     string `yaml:"ngay"`
	Subject string `yaml:"ve_viec"`
	Basis   string `yaml:"can_cu"`
	Gathers string `yaml:"noi_tong_hop"`
	Due     string `yaml:"han_bao_cao"`
	Tasks   []struct {
		Who  string `yaml:"noi_lam"`
		What string `yaml:"noi_dung"`
		Due  string `yaml:"han"`
	} `yaml:"nhiem_vu"`
}

// tasks writes the letters by which the province and its board give tasks.
func (f *filler) tasks(ctx context.Context) error {
	letters, err := decode[[]taskLetter]("giao-viec.yaml", taskText)
	if err != nil {
		return err
	}
	t := newTable("cong_van_giao_viec", "nam ma co_quan_ma ngay ve_viec can_cu noi_tong_hop han_bao_cao mau")
	for _, l := range letters {
		t.add(l.Year, l.Code, l.Agency, l.Day, l.Subject, orNull(l.Basis), orNull(l.Gathers), orNull(l.Due), true)
	}
	ids, err := t.insertIDs(ctx, f.tx, "ve_viec")
	if err != nil {
		return err
	}
	tasks := newTable("nhiem_vu_giao", "cong_van_id thu_tu noi_lam noi_dung han")
	for _, l := range letters {
		for i, one := range l.Tasks {
			tasks.add(ids[l.Subject], i+1, one.Who, one.What, orNull(one.Due))
		}
	}
	return tasks.insert(ctx, f.tx)
}
