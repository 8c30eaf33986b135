package refresh

import (
	"strings"
	"testing"

	"vanthu/pipeline/dataset"
	"vanthu/pipeline/fill"
)

// conditional is a template with paragraphs and a table under a condition, a list whose
// table vanishes with its last row, and one whose table has a head.
var conditional = para("BÁO CÁO năm {nam}") +
	para("{#co_muc}") + para("II. Tồn tại") + para("Còn {so | so} xã chưa đạt.") +
	`<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>` + row("Xã còn lại: {so | so}") + `</w:tbl>` + para("{/co_muc}") +
	para("III. Danh sách") +
	`<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>` + row("{#bang}{$stt}", "{don_vi}{/bang}") + `</w:tbl>` +
	para("IV. Bảng có đầu") +
	`<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>` + row("TT", "Đơn vị") + row("{#hang}{$stt}", "{don_vi}{/hang}") + `</w:tbl>` +
	para("Kết thúc báo cáo.")

func conditionalSet(t *testing.T, json string) *dataset.Set {
	t.Helper()
	return parsed(t, []byte(json))
}

// TestConditions: what a condition shows now, and lists that were empty, come at their
// places; what is not shown any more goes; where people stand in the way both are told.
func TestConditions(t *testing.T) {
	tpl := compiled(t, conditional)
	without := conditionalSet(t, `{"nam": 2024, "co_muc": false, "so": 4, "bang": [], "hang": []}`)
	with := conditionalSet(t, `{"nam": 2024, "co_muc": true, "so": 5, "bang": [{"don_vi": "Xã An Phú"}], "hang": [{"don_vi": "Xã An Khương"}]}`)
	for _, tc := range []struct {
		name      string
		was, now  *dataset.Set
		edit      []string // old, new
		want      Decision
		count     int
		reads     string // behind it all is as the template makes it; "": it is
		commented bool
	}{
		{name: "all comes", was: without, now: with, want: Added, count: 3},
		{name: "all goes", was: with, now: without, want: Removed, count: 5},
		{name: "a person wrote where it comes", was: without, now: with, edit: []string{"III. Danh sách", "Đoạn gõ tay</w:t></w:r></w:p><w:p><w:r><w:t>III. Danh sách"}, want: ByHand, count: 1, reads: "Đoạn gõ tay\nIII. Danh sách\n1\nXã An Phú", commented: true},
		{name: "the paragraph before it is another one", was: without, now: with, edit: []string{"III. Danh sách", "III. Danh sách các xã"}, want: Added, count: 3, reads: "II. Tồn tại\nCòn 5 xã chưa đạt.\nXã còn lại: 5\nIII. Danh sách các xã\n1\nXã An Phú"},
		{name: "a person wrote in what goes", was: with, now: without, edit: []string{"II. Tồn tại", "II. Tồn tại, hạn chế"}, want: Removed, count: 4, reads: "BÁO CÁO năm 2024\nII. Tồn tại, hạn chế\nIII. Danh sách", commented: true},
		{name: "a person wrote beside a value in what goes", was: with, now: without, edit: []string{" xã chưa đạt.", " xã chưa đạt chuẩn."}, want: Removed, count: 4, reads: "BÁO CÁO năm 2024\nCòn 5 xã chưa đạt chuẩn.\nIII. Danh sách", commented: true},
		{name: "a person took what goes away", was: with, now: without, edit: []string{para("II. Tồn tại"), ""}, want: Removed, count: 4},
	} {
		t.Run(tc.name, func(t *testing.T) {
			l := &law{t: t, tpl: tpl, made: tc.was, now: tc.now, edited: filled(t, tpl, tc.was)}
			if src := body(t, l.edited); tc.edit != nil {
				if !strings.Contains(src, tc.edit[0]) {
					t.Fatalf("no %s in %s", tc.edit[0], src)
				}
				l.edited = withBody(t, l.edited, strings.Replace(src, tc.edit[0], tc.edit[1], 1))
				l.did = tc.edit
			}
			res := l.refresh(l.edited, l.made, false)
			text := reading(t, settled(t, res.DOCX, true))
			if tc.reads == "" {
				if want := reading(t, filled(t, tpl, tc.now)); text != want {
					t.Errorf("got\n%s\nwant\n%s", text, want)
				}
			} else if !strings.Contains(text, tc.reads) {
				t.Errorf("got\n%s\nwant\n%s", text, tc.reads)
			}
			if res.Count(tc.want) != tc.count {
				t.Errorf("%d %q, want %d: %+v", res.Count(tc.want), tc.want, tc.count, res.Changes)
			}
			if has := strings.Contains(body(t, res.DOCX), "commentReference"); has != tc.commented {
				t.Errorf("commented: %t", has)
			}
			l.hold(1)
		})
	}
}

// TestConditionInACell: what a condition shows within a cell of a row that always stands comes and goes there.
func TestConditionInACell(t *testing.T) {
	tpl := compiled(t, para("Mở đầu.")+`<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:tc><w:tcPr/>`+para("Tình hình")+
		`</w:tc><w:tc><w:tcPr/>`+para("Kết quả")+para("{#co_muc}")+para("Còn {so | so} xã.")+para("{/co_muc}")+`</w:tc></w:tr></w:tbl>`+para("Hết."))
	without, with := conditionalSet(t, `{"co_muc": false, "so": 4}`), conditionalSet(t, `{"co_muc": true, "so": 5}`)
	for _, tc := range []struct {
		was, now *dataset.Set
		want     Decision
	}{{without, with, Added}, {with, without, Removed}} {
		l := &law{t: t, tpl: tpl, made: tc.was, now: tc.now, edited: filled(t, tpl, tc.was)}
		res := l.refresh(l.edited, l.made, false)
		if got, want := reading(t, settled(t, res.DOCX, true)), reading(t, filled(t, tpl, tc.now)); got != want || res.Count(tc.want) != 1 || len(res.Changes) != 1 {
			t.Errorf("%+v; got\n%s\nwant\n%s", res.Changes, got, want)
		}
	}
}

// TestJoinedByAPerson: two paragraphs that go, and that a person made one of, are told of once.
func TestJoinedByAPerson(t *testing.T) {
	tpl := compiled(t, conditional)
	l := &law{t: t, tpl: tpl, did: []string{"joined"}, made: conditionalSet(t, `{"nam": 2024, "co_muc": true, "so": 5, "bang": [], "hang": []}`), now: conditionalSet(t, `{"nam": 2024, "co_muc": false, "so": 5, "bang": [], "hang": []}`)}
	l.edited = filled(t, tpl, l.made)
	src := body(t, l.edited)
	from := strings.LastIndex(src[:strings.Index(src, "II. Tồn tại")], "<w:p>")
	to := strings.Index(src, " xã chưa đạt.")
	to += strings.Index(src[to:], "</w:p>") + len("</w:p>")
	l.edited = withBody(t, l.edited, src[:from]+para("II. Tồn tại. Còn 5 xã chưa đạt.")+src[to:])
	res := l.refresh(l.edited, l.made, false)
	if res.Count(Conflict) != 1 || !strings.Contains(reading(t, settled(t, res.DOCX, true)), "Còn 5 xã chưa đạt.") {
		t.Errorf("%+v", res.Changes)
	}
}

// TestOtherOrder: paragraphs that only change places with the data stay where they are.
func TestOtherOrder(t *testing.T) {
	tpl := keyed(t, para("Mở đầu.")+para("{#muc}")+para("{#$dau}")+para("Gồm:")+para("{/}")+para("- {ten}")+para("{/muc}")+para("{#them}")+para("Thêm.")+para("{/them}")+para("Hết."))
	l := &law{t: t, tpl: tpl, made: conditionalSet(t, `{"them": false, "muc": [{"ten": "Mục A"}, {"ten": "Mục B"}]}`), now: conditionalSet(t, `{"them": true, "muc": [{"ten": "Mục B"}, {"ten": "Mục A"}]}`)}
	l.edited, l.did = l.document(l.made), []string{"nothing"}
	text := reading(t, settled(t, l.refresh(l.edited, l.made, false).DOCX, true))
	for _, want := range []string{"Mục A", "Mục B", "Thêm."} {
		if strings.Count(text, want) != 1 {
			t.Errorf("%q is not once in\n%s", want, text)
		}
	}
	l.hold(1)
}

// TestWithoutDocuments: without the documents of then and now, what a condition shows now
// is told for people to do.
func TestWithoutDocuments(t *testing.T) {
	tpl := compiled(t, report)
	without := november
	without.TonTai = 0
	res, err := Refresh(filled(t, tpl, without.set(t)), Base{tpl.Map(), without.set(t)}, november.set(t), Options{Day: day})
	if err != nil || res.Count(ByHand) != 1 || res.DOCX != nil {
		t.Errorf("%+v, %v", res, err)
	}
}

// TestSameStyles: what comes into a paper that LibreOffice saved has the styles that it
// gave other identifiers.
func TestSameStyles(t *testing.T) {
	style := func(id, name string) string {
		return `<w:style w:type="paragraph" w:customStyle="1" w:styleId="` + id + `"><w:name w:val="` + name + `"/></w:style>`
	}
	same := sameStyles(style("ThanVanBan", "Thân văn bản")+style("Muc", "Mục"), style("Thnvnbn", "Thân văn bản")+style("Khac", "Khác"))
	if len(same) != 1 || same["ThanVanBan"] != "Thnvnbn" {
		t.Errorf("%v", same)
	}
}

func keyed(t *testing.T, body string) *fill.Template {
	t.Helper()
	tpl, err := fill.Compile(packed(t, body), fill.Options{Link: &fill.Link{Keys: map[string][]string{"muc": {"ten"}}}})
	if err != nil {
		t.Fatal(err)
	}
	return tpl
}
