package outgoing

import (
	"bytes"
	"errors"
	"testing"

	"vanthu/pipeline/archive"
	"vanthu/pipeline/check"
	"vanthu/pipeline/dataset"
	"vanthu/pipeline/docx/docxtest"
	"vanthu/pipeline/layout"
	"vanthu/pipeline/layout/font"
	"vanthu/pipeline/pdf"
)

// TestEntryOfTheData: where a paper does not say it in its own words, the register tells signer, recipients and keeper
// as the data have them.
func TestEntryOfTheData(t *testing.T) {
	columns, err := dataset.NewColumns("ten")
	if err != nil {
		t.Fatal(err)
	}
	var list []dataset.Value
	for _, name := range []string{"Sở Nội vụ", "Lưu: VT, NC", "Công an tỉnh (để báo cáo)"} {
		list = append(list, dataset.OfRecord(dataset.NewRecord(columns, []dataset.Value{dataset.OfText(name)})))
	}
	set := new(dataset.Set)
	if err := errors.Join(set.Put("nguoi_ky", dataset.OfText("Trần Văn Mẫu")), set.Put("noi_nhan", dataset.OfList(list))); err != nil {
		t.Fatal(err)
	}
	e := archive.Entry{Copies: 3}
	if err := new(Papers).entry(t.Context(), &e, nil, set); err != nil {
		t.Fatal(err)
	}
	if e.Signer != "Trần Văn Mẫu" || e.Recipients != "Sở Nội vụ\nCông an tỉnh (để báo cáo)" || e.Keeper != "VT, NC" || e.Copies != 3 {
		t.Errorf("%+v", e)
	}
}

// TestSecretPDF: a mark of secrecy is refused wherever it stands in a PDF, the word in prose is not; of a scan nobody
// can tell.
func TestSecretPDF(t *testing.T) {
	for _, c := range []struct {
		paragraphs []string
		secret     bool
	}{
		{[]string{"MẬT", "Kính gửi các đơn vị"}, true}, {[]string{"Kính gửi các đơn vị", "TỐI MẬT"}, true},
		{[]string{"tài liệu MẬT phải được bảo quản"}, false}, {[]string{""}, false},
	} {
		doc, err := layout.Lay(docxtest.Word(c.paragraphs...), layout.Options{Fonts: font.Shipped()})
		if err != nil {
			t.Fatal(err)
		}
		data, err := buffer(func(b *bytes.Buffer) error { return pdf.Write(b, doc, pdf.Info{}) })
		if err != nil {
			t.Fatal(err)
		}
		if err := refuseSecretPDF(data); errors.Is(err, check.ErrSecret) != c.secret || !c.secret && err != nil {
			t.Errorf("%q: %v", c.paragraphs, err)
		}
	}
}
