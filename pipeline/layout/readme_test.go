package layout

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// notShown says for each fact of the kind "feature", by the text with which it begins in the
// sources, under which words README lists it. One fact is said in two ways in places.
var notShown = map[string]string{
	"Biểu đồ của Word thuộc loại không được vẽ":          "charts of other kinds",
	"Biểu đồ ba chiều được vẽ phẳng.":                    "charts of three dimensions",
	"Sơ đồ SmartArt không được vẽ.":                      "SmartArt",
	"Đối tượng nhúng (OLE) chỉ in ảnh thay thế, nếu có.": "OLE objects",
	"Nội dung nhúng từ tệp khác (altChunk)":              "`altChunk`",
	"Ảnh nằm ngoài tệp, không được in.":                  "pictures outside the file",
	"Ảnh “":                        "pictures in EMF, WMF, TIFF, SVG",
	"Hình VML “":                   "unknown shapes",
	"Hình “":                       "unknown shapes",
	"Hình VML vẽ tự do":            "VML outlines drawn by hand",
	"Một cung của hình vẽ tự do":   "arcs in outlines drawn by hand",
	"Nền chuyển màu hoặc hoa văn":  "gradients, patterns",
	"Khung chữ lồng nhau quá sâu":  "text boxes nested more than 24 deep",
	"Công thức toán":               "formulas",
	"Chữ phiên âm (ruby)":          "ruby",
	"Hiệu ứng chữ":                 "letters with outline, shadow, relief, emphasis marks",
	"Khung viền trang bằng hình":   "page borders of pictures",
	"Trường “":                     "fields without a stored result",
	"Từ không được tự ngắt":        "automatic hyphenation",
	"Đoạn viết từ phải sang trái":  "paragraphs from right to left",
	"Trang căn đều theo chiều dọc": "pages justified from top to bottom",
	"Dấu đầu dòng bằng hình":       "bullets that are pictures",
	"Khoảng cách giữa các ô":       "room between the cells of a table",
	"Chữ tránh khung chữ nhật":     "text that follows the outline of a drawing",
	"Chữ trong ô không tránh hình": "text in a cell beside a drawing placed by the page",
	"Hình nổi đứng trên chữ":       "a drawing, frame or table placed by the page over text before its anchor",
	"Khung chữ đứng trên chữ":      "a drawing, frame or table placed by the page over text before its anchor",
	"Bảng nổi đứng trên chữ":       "a drawing, frame or table placed by the page over text before its anchor",
	"Quá nhiều chữ đứng cạnh":      "very much text beside drawings",
}

// TestREADMEListsFacts holds README's list of what is not shown against the facts in the
// sources: none is missing there, and none is listed that no code reports.
func TestREADMEListsFacts(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(readme), "## What the layout engine does not show")
	list, _, _ = strings.Cut(list, "\n## ")
	list = strings.Join(strings.Fields(list), " ")
	seen := map[string]bool{}
	for _, text := range featureTexts(t) {
		found := false
		for begin, words := range notShown {
			if strings.HasPrefix(text, begin) {
				found, seen[begin] = true, true
				if !strings.Contains(list, words) {
					t.Errorf("README's list lacks %q (fact %q)", words, text)
				}
			}
		}
		if !found {
			t.Errorf("fact %q stands in no line of this test and perhaps of README", text)
		}
	}
	for begin := range notShown {
		if !seen[begin] {
			t.Errorf("no code reports %q", begin)
		}
	}
}

// featureTexts returns the texts with which facts of the kind "feature" begin, from the calls
// of Facts.Add and the fact of a reading (layout/draw).
func featureTexts(t *testing.T) (texts []string) {
	var files []string
	for _, pattern := range []string{"*.go", "*/*.go"} {
		more, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, more...)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, textsIn(tree)...)
	}
	return texts
}

func textsIn(tree *ast.File) (texts []string) {
	ast.Inspect(tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		f, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || f.Sel.Name != "fact" && (f.Sel.Name != "Add" || len(call.Args) != 3 || literal(call.Args[0]) != "feature") {
			return true
		}
		if text := literal(call.Args[len(call.Args)-1]); text != "" {
			texts = append(texts, text)
		}
		return true
	})
	return texts
}

// literal is the string with which an expression begins, "" where it begins with none.
func literal(e ast.Expr) string {
	for {
		sum, ok := e.(*ast.BinaryExpr)
		if !ok {
			break
		}
		e = sum.X
	}
	if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
		s, _ := strconv.Unquote(l.Value)
		return s
	}
	return ""
}
