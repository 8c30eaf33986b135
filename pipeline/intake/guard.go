package intake

import (
	"archive/zip"
	"bytes"
	"path"
	"strings"
	"unicode/utf16"

	"vanthu/pipeline/people"
)

// Limits of what is read: the workbook of a unit has some 30 KB and 20 sheets.
const (
	maxFile     = 20 << 20  // bytes of the file
	maxInflated = 100 << 20 // bytes of all parts
	maxPart     = 16 << 20  // bytes of one part of XML
	maxRatio    = 200       // inflated against packed, of parts above a megabyte
	maxParts    = 2000
	maxCells    = 400_000   // of a sheet, with those that lie empty before others in their row
	maxEmpty    = 1_000_000 // with those at the end of rows that hold a format alone
	maxRows     = 20_000
	maxSheets   = 100
	maxMerges   = 5000
)

// parts are the parts of a workbook by name.
type parts map[string]*zip.File

// unpack proves that the bytes are a workbook that may be read: no macros, links,
// passwords, and no more than the limits by what the zip says of itself. A zip that lies
// about sizes cannot be read beyond what it says.
func unpack(data []byte) (parts, error) {
	switch {
	case len(data) > maxFile:
		return nil, people.Refuse("tệp lớn hơn %d MB; bỏ bớt hình ảnh, trang tính thừa rồi gửi lại", maxFile>>20)
	case len(data) == 0:
		return nil, people.Refuse("tệp rỗng")
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		if bytes.Contains(data, utf16Bytes("EncryptedPackage")) {
			return nil, people.Refuse("tệp có mật khẩu mở; mở tệp trong Excel, chọn Tệp, Thông tin, Bảo vệ sổ làm việc, bỏ mật khẩu rồi lưu và gửi lại")
		}
		return nil, people.Refuse("tệp Excel kiểu cũ (.xls); mở tệp trong Excel hoặc LibreOffice Calc, chọn Lưu thành (Save As), kiểu “Excel Workbook (.xlsx)” rồi gửi tệp mới")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, people.Refuse("không phải tệp Excel (.xlsx), hoặc tệp tải về chưa hết")
	}
	if len(z.File) > maxParts {
		return nil, people.Refuse("tệp có %d phần, quá giới hạn %d", len(z.File), maxParts)
	}
	all := parts{}
	var total uint64
	for _, f := range z.File {
		name := strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(f.Name, `\`, "/")), "/")
		if err := guardPart(name, f); err != nil {
			return nil, err
		}
		total += f.UncompressedSize64
		if _, twice := all[name]; twice || total > maxInflated {
			return nil, people.Refuse("tệp nén bất thường (bung ra quá %d MB hoặc có hai phần trùng tên); lưu lại bằng Excel rồi gửi", maxInflated>>20)
		}
		all[name] = f
	}
	if all["xl/workbook.xml"] == nil {
		if all["content.xml"] != nil {
			return nil, people.Refuse("tệp OpenDocument (.ods); trong LibreOffice Calc chọn Lưu thành, kiểu “Excel 2007-365 (.xlsx)” rồi gửi tệp mới")
		}
		return nil, people.Refuse("không phải tệp Excel (.xlsx)")
	}
	return all, nil
}

// guardPart refuses by name what can run or reach out, and what grows too much.
func guardPart(name string, f *zip.File) error {
	low := strings.ToLower(name)
	switch {
	case strings.HasPrefix(low, "xl/vbaproject") || strings.HasPrefix(low, "xl/macrosheets/"):
		return people.Refuse("tệp có macro (%s); chọn Lưu thành, kiểu “Excel Workbook (.xlsx)” rồi gửi tệp mới", name)
	case strings.HasPrefix(low, "xl/externallinks/"):
		return people.Refuse("tệp có liên kết tới tệp khác (%s); trong Excel chọn Dữ liệu, Sửa liên kết, Ngắt liên kết rồi lưu và gửi lại", name)
	case low == "xl/connections.xml" || strings.HasPrefix(low, "xl/querytables/"):
		return people.Refuse("tệp có kết nối dữ liệu bên ngoài (%s); xóa kết nối rồi lưu và gửi lại", name)
	case strings.HasPrefix(low, "xl/embeddings/") || strings.HasPrefix(low, "xl/activex/"):
		return people.Refuse("tệp có đối tượng nhúng (%s); xóa đối tượng rồi lưu và gửi lại", name)
	case f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/max(f.CompressedSize64, 1) > maxRatio:
		return people.Refuse("tệp nén bất thường (%s bung ra gấp hơn %d lần); lưu lại bằng Excel rồi gửi", name, maxRatio)
	case f.UncompressedSize64 > maxPart && strings.HasSuffix(low, ".xml"):
		return people.Refuse("phần %s lớn hơn %d MB; xóa các hàng, cột trống có định dạng ở cuối trang rồi gửi lại", name, maxPart>>20)
	}
	return nil
}

// utf16Bytes is how compound files write names.
func utf16Bytes(s string) (b []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}
