package sample

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"
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

// everyReign gives each list without days one for every stretch of time, its words in braces
// those of the stretch.
func (r *recipientLists) everyReign() {
	lists := r.Lists
	r.Lists = nil
	for _, l := range lists {
		if l.From != "" {
			r.Lists = append(r.Lists, l)
			continue
		}
		for _, in := range reigns {
			board, below, group := "Sở Nội vụ", "các xã, phường", "cap-xa"
			if in.to == lastOfThree {
				board, below, group = "Ban Thi đua - Khen thưởng tỉnh", "các huyện, thị xã, thành phố", "cap-huyen"
			}
			words := strings.NewReplacer("{tinh}", in.kind, "{tdkt}", board, "{duoi}", below, "{nhom-duoi}", group)
			own := l
			own.From, own.To, own.Lines = in.from, in.to, slices.Clone(l.Lines)
			for i := range own.Lines {
				own.Lines[i].Name, own.Lines[i].Group = words.Replace(own.Lines[i].Name), words.Replace(own.Lines[i].Group)
			}
			r.Lists = append(r.Lists, own)
		}
	}
}

// recipients writes who receives which kind of document, and the groups.
func (f *filler) recipients(ctx context.Context) error {
	lists, err := decode[recipientLists]("noi-nhan.yaml", recipientText)
	if err != nil {
		return err
	}
	lists.everyReign()
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
