package sample

import (
	"context"
	_ "embed"
	"fmt"
)

//go:embed noi-nhan.yaml
var recipientText []byte

// recipientLists is the form of noi-nhan.yaml.
type recipientLists struct {
	Groups []struct {
		Code    string   `yaml:"ma"`
		Name    string   `yaml:"ten"`
		Members []string `yaml:"gom"`  // named places
		Kinds   []string `yaml:"loai"` // all units of a kind
	} `yaml:"nhom"`
	Lists []struct {
		Kind   string `yaml:"kieu"`
		Agency string `yaml:"co_quan"`
		From   string `yaml:"tu"`
		To     string `yaml:"den"`
		Lines  []struct {
			Role    string `yaml:"vai_tro"` // default noi_nhan
			Name    string `yaml:"ten"`
			First   string `yaml:"goc"` // as the plan of 2024 has it
			Group   string `yaml:"nhom"`
			Copies  int    `yaml:"so_ban"`
			Printed bool   `yaml:"in_so_ban"`
		} `yaml:"noi"`
	} `yaml:"danh_sach"`
}

// recipients writes who receives which kind of document, and the groups.
func (f *filler) recipients(ctx context.Context) error {
	lists, err := decode[recipientLists]("noi-nhan.yaml", recipientText)
	if err != nil {
		return err
	}
	groups := newTable("nhom_noi_nhan", "ma ten")
	members := newTable("thanh_vien_nhom", "nhom_ma thu_tu ten loai_don_vi_ma")
	for _, g := range lists.Groups {
		groups.add(g.Code, g.Name)
		for i, name := range g.Members {
			members.add(g.Code, i+1, name, nil)
		}
		for i, kind := range g.Kinds {
			members.add(g.Code, len(g.Members)+i+1, nil, kind)
		}
	}
	t := newTable("noi_nhan", "kieu co_quan_ma vai_tro thu_tu ten ten_goc nhom_ma so_ban in_so_ban tu_ngay den_ngay")
	for _, l := range lists.Lists {
		place := map[string]int{}
		for _, r := range l.Lines {
			if r.Role == "" {
				r.Role = "noi_nhan"
			}
			place[r.Role]++
			t.add(l.Kind, l.Agency, r.Role, place[r.Role], r.Name, orNull(r.First), orNull(r.Group), max(r.Copies, 1), r.Printed, l.From, orNull(l.To))
		}
	}
	for _, t := range []*table{groups, members, t} {
		if err := t.insert(ctx, f.tx); err != nil {
			return fmt.Errorf("noi-nhan.yaml: %w", err)
		}
	}
	return nil
}
