package portal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/jmoiron/sqlx"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"vanthu/pipeline/access"
	"vanthu/pipeline/archive"
	"vanthu/pipeline/db"
	"vanthu/pipeline/db/dbtest"
	"vanthu/pipeline/people"
	"vanthu/pipeline/sample"
	"vanthu/queries"
)

// described holds calls and their answers against openapi.yaml, and remembers which of the
// described answers it has seen.
type described struct {
	base    string
	doc     any
	paths   map[string]any
	schemas *jsonschema.Compiler
	seen    map[string]bool // "/api/v1/states get 200"
	left    []string        // of the description
}

// at walks into a JSON value.
func at(v any, keys ...string) any {
	for _, k := range keys {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

func describe(t *testing.T, base string) *described {
	t.Helper()
	data, err := yaml.YAMLToJSON(openAPI)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	d := &described{base: base, schemas: jsonschema.NewCompiler(), seen: map[string]bool{}}
	d.schemas.AssertFormat()
	if err := d.schemas.AddResource("openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	if got := at(doc, "openapi"); got != "3.1.0" {
		t.Errorf("openapi.yaml is of version %v", got)
	}
	d.paths, _ = at(doc, "paths").(map[string]any)
	d.doc = doc
	for path, item := range d.paths {
		for method, op := range item.(map[string]any) {
			responses, _ := at(op, "responses").(map[string]any)
			for code := range responses {
				d.left = append(d.left, path+" "+method+" "+code)
			}
		}
	}
	return d
}

// pointer is a JSON pointer into openapi.yaml (RFC 6901).
func pointer(keys ...string) string {
	p := "openapi.json#"
	for _, k := range keys {
		p += "/" + url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(k))
	}
	return p
}

// fault says how a value differs from the schema at a place of openapi.yaml.
func (d *described) fault(data []byte, keys ...string) error {
	schema, err := d.schemas.Compile(pointer(keys...))
	if err != nil {
		return err
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return schema.Validate(v)
}

// call calls and returns an answer that is as it is described.
func (d *described) call(t *testing.T, method, path, token string, body []byte) (*http.Response, []byte) {
	t.Helper()
	r, err := http.NewRequest(method, d.base+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if fault := d.hold(r, resp, data); fault != nil {
		t.Errorf("%s %s: %s is not as described: %v\n%s", method, path, resp.Status, fault, data[:min(len(data), 500)])
	}
	if resp.StatusCode == http.StatusOK && body != nil {
		if fault := d.fault(body, "paths", r.URL.Path, strings.ToLower(method), "requestBody", "content", "application/json", "schema"); fault != nil {
			t.Errorf("%s %s is taken, and not as described: %v", method, path, fault)
		}
	}
	return resp, data
}

// hold holds an answer against its description: status, media type, headers, body.
func (d *described) hold(r *http.Request, resp *http.Response, data []byte) error {
	method, code := strings.ToLower(r.Method), fmt.Sprint(resp.StatusCode)
	for path := range d.paths {
		if !fits(path, r.URL.Path) {
			continue
		}
		keys := []string{"paths", path, method, "responses", code}
		answer := at(d.paths[path], method, "responses", code)
		if ref, isRef := at(answer, "$ref").(string); isRef {
			keys = strings.Split(strings.TrimPrefix(ref, "#/"), "/")
			answer = at(d.doc, keys...)
		}
		if answer == nil {
			return fmt.Errorf("%s %s has no answer %s", method, path, code)
		}
		headers, _ := at(answer, "headers").(map[string]any)
		for name := range headers {
			if resp.Header.Get(name) == "" {
				return fmt.Errorf("no header %s", name)
			}
		}
		media := resp.Header.Get("Content-Type")
		schema := at(answer, "content", media, "schema")
		if schema == nil {
			return fmt.Errorf("it is %s", media)
		}
		d.seen[path+" "+method+" "+code] = true
		if !strings.HasSuffix(media, "json") {
			return nil
		}
		return d.fault(data, append(keys, "content", media, "schema")...)
	}
	return fmt.Errorf("no such path")
}

// fits reports whether a path is one of a template.
func fits(template, path string) bool {
	a, b := strings.Split(template, "/"), strings.Split(path, "/")
	return slices.EqualFunc(a, b, func(x, y string) bool { return x == y || strings.HasPrefix(x, "{") })
}

// token makes a token for a person.
func (s *house) token(t *testing.T, user, scopes string) (token string) {
	t.Helper()
	by := &people.User{Name: "minh", Grants: []people.Grant{{Role: people.Admin}}}
	err := s.d.Write(t.Context(), func(tx *sqlx.Tx) (err error) {
		token, err = access.NewToken(t.Context(), people.Change{Tx: tx, By: by, At: s.clock()}, access.Token{Name: "kế toán", User: user, Scopes: scopes})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// Every call and every answer is as openapi.yaml says, and every answer that it describes is
// met, but for a broken program.
func TestAPI(t *testing.T) {
	dbtest.Each(t, queries.Schema(), func(t *testing.T, d *db.DB) {
		if err := sample.Fill(t.Context(), d, sample.Choice{}); err != nil {
			t.Fatal(err)
		}
		s := open(t, d, Config{Local: true, Kinds: map[string]string{"don-doc": "Công văn đôn đốc"}})
		letters(t, d, 7, "ke-hoach")
		s.add(t, "minh", people.Grant{Role: people.Admin})
		s.add(t, "lan", people.Grant{Role: people.Clerk})
		s.add(t, "dv", people.Grant{Role: people.UnitMember, Unit: "xa-00003"})
		s.add(t, "dx", people.Grant{Role: people.UnitMember, Unit: "dong-xoai"})
		api := describe(t, s.URL)
		lan, dv := s.token(t, "lan", "read send"), s.token(t, "dv", "read")
		const docs = apiRoot + "/documents"

		resp, body := api.call(t, "GET", docs+"?year=2024&limit=3", lan, nil)
		var page struct {
			Documents []apiDoc
			Next      string
		}
		if err := json.Unmarshal(body, &page); err != nil || len(page.Documents) != 3 || page.Next == "" || resp.StatusCode != 200 {
			t.Fatal(resp.Status, string(body), err)
		}
		if first := page.Documents[0]; first.ID != 1 || first.Kind.Code != "ke-hoach" || first.State != (apiName{"du-thao", "dự thảo"}) || len(first.Files) != 3 {
			t.Errorf("%+v", first)
		}
		letters(t, d, 8) // one more comes while a program reads
		met := map[int64]int{}
		for cursor := ""; ; cursor = page.Next {
			page.Next = ""
			_, body := api.call(t, "GET", docs+"?limit=3&cursor="+cursor, lan, nil)
			if err := json.Unmarshal(body, &page); err != nil {
				t.Fatal(err)
			}
			for _, one := range page.Documents {
				met[one.ID]++
			}
			if page.Next == "" {
				break
			}
		}
		if len(met) != 9 || slices.Max(slices.Collect(maps.Values(met))) != 1 {
			t.Errorf("documents met: %v", met)
		}
		for _, none := range []string{"?year=1999", "?kind=x", "?state=da-ky", "?agency=x", "?unit=x", "?period=x"} {
			if _, body := api.call(t, "GET", docs+none, lan, nil); strings.TrimSpace(string(body)) != `{"documents":[]}` {
				t.Errorf("%s: %s", none, body)
			}
		}
		for _, wrong := range []string{"?year=hai", "?limit=0", "?cursor=x", "?cursor=ZDA"} {
			if resp, body := api.call(t, "GET", docs+wrong, lan, nil); resp.StatusCode != 400 {
				t.Errorf("%s: %s %s", wrong, resp.Status, body)
			}
		}
		if _, body := api.call(t, "GET", apiRoot+"/states", lan, nil); !strings.Contains(string(body), `{"code":"trinh-ky","name":"trình ký"}`) {
			t.Error(string(body))
		}
		one := fmt.Sprintf("%s/%d", docs, 5) // the letter to xa-00003
		if _, body := api.call(t, "GET", one, dv, nil); !strings.Contains(string(body), `"versions":[{"number":1,"origin":"made"`) {
			t.Error(string(body))
		}
		for _, format := range []string{"pdf", "docx", "json"} {
			resp, body := api.call(t, "GET", one+"/versions/1/files/"+format, dv, nil)
			if resp.StatusCode != 200 || resp.Header.Get("ETag") != `"`+archive.Hash(body)+`"` {
				t.Errorf("%s: %s %q", format, resp.Status, body)
			}
		}
		for _, gone := range []string{docs + "/99", docs + "/1", docs + "/1/versions/1/files/pdf", one + "/versions/2/files/pdf", one + "/versions/x/files/pdf"} {
			if resp, _ := api.call(t, "GET", gone, dv, nil); resp.StatusCode != 404 {
				t.Errorf("a unit gets %s: %s", gone, resp.Status)
			}
		}
		var logged []string
		if err := d.Reader.Select(&logged, `SELECT detail FROM audit WHERE act = 'file.download' AND actor = 'dv' ORDER BY seq`); err != nil || len(logged) != 3 || logged[0] != "pdf, API: kế toán" {
			t.Error("downloads on record:", logged, err)
		}
		testAPIWorkbooks(t, s, api)
		testAPITokens(t, s, api)
		for _, left := range api.left {
			if !api.seen[left] && !strings.HasSuffix(left, " 500") {
				t.Errorf("described, and not met: %s", left)
			}
		}
	})
}

func testAPIWorkbooks(t *testing.T, s *house, api *described) {
	t.Helper()
	dx := s.token(t, "dx", "send")
	send := func(name string, data []byte, more string) (*http.Response, []byte) {
		t.Helper()
		content, _ := json.Marshal(data)
		return api.call(t, "POST", apiRoot+"/workbooks", dx, fmt.Appendf(nil, `{"name":%q,"content":%s%s}`, name, content, more))
	}
	good := filledBook(t, s.d, "dong-xoai", 12, 340, 0, 0, 0, 0, 0)
	if resp, body := send("dx.xlsx", good, `,"year":2024`); resp.StatusCode != 200 || !strings.Contains(string(body), `"unit":"dong-xoai","year":2024`) {
		t.Error(resp.Status, string(body))
	}
	if resp, body := send("dx.xlsx", good, `,"year":2024,"unit":"dong-xoai"`); resp.StatusCode != 200 || !strings.Contains(string(body), `"import":0`) {
		t.Error("the same again:", resp.Status, string(body))
	}
	if resp, body := send("dx.xlsx", filledBook(t, s.d, "dong-xoai", "nhiều lắm", 5), ""); resp.StatusCode != 422 || !strings.Contains(string(body), `"cell":"B5"`) || !strings.Contains(string(body), `"marked":"UEsD`) {
		t.Error(resp.Status, string(body))
	}
	if resp, body := send("dx.xlsx", []byte("không phải Excel"), ""); resp.StatusCode != 422 {
		t.Error(resp.Status, string(body))
	}
	if resp, body := send("kia.xlsx", filledBook(t, s.d, "loc-ninh", 12, 340, 0, 0, 0, 0, 0), ""); resp.StatusCode != 403 || !strings.Contains(string(body), "cần vai trò") {
		t.Error("a unit sends for another:", resp.Status, string(body))
	}
	for _, wrong := range []string{`,"year":-1`, `,"paper":{"day":"hôm qua"}`, `,"paper":{"kind":"bao_cao"}`, `,"paper":{"kind":"x","symbol":"1","day":"2024-11-20"}`, `,"khac":1`} {
		if resp, body := send("dx.xlsx", good, wrong); resp.StatusCode != 400 {
			t.Errorf("%s: %s %s", wrong, resp.Status, body)
		}
	}
	for _, name := range []string{"../dx.xlsx", "dx.exe", ""} {
		if resp, _ := send(name, good, ""); resp.StatusCode != 400 {
			t.Errorf("%q: %s", name, resp.Status)
		}
	}
	if resp, _ := send("dx.xlsx", bytes.Repeat([]byte("x"), maxAPIBook), ""); resp.StatusCode != 413 {
		t.Error(resp.Status)
	}
	var detail string
	if err := s.d.Reader.Get(&detail, `SELECT detail FROM audit WHERE act = 'import' AND actor = 'dx'`); err != nil || !strings.Contains(detail, "dx.xlsx, API: kế toán") {
		t.Error(detail, err)
	}
}

// testAPITokens: without a token that opens, has the scope and is not too busy, nothing.
func testAPITokens(t *testing.T, s *house, api *described) {
	t.Helper()
	read, send := s.token(t, "lan", "read"), s.token(t, "dx", "send")
	paths := []string{"/documents", "/documents/1", "/documents/1/versions/1/files/pdf", "/states"}
	for _, token := range []string{"", "vanthu_1_x", "x"} {
		for _, path := range paths {
			if resp, _ := api.call(t, "GET", apiRoot+path, token, nil); resp.StatusCode != 401 || resp.Header.Get("WWW-Authenticate") != "Bearer" {
				t.Errorf("%q opens %s: %s", token, path, resp.Status)
			}
		}
		api.call(t, "POST", apiRoot+"/workbooks", token, []byte(`{"name":"a.xlsx","content":"YQ=="}`))
	}
	for _, path := range paths {
		if resp, _ := api.call(t, "GET", apiRoot+path, send, nil); resp.StatusCode != 403 {
			t.Errorf("a token to send reads %s: %s", path, resp.Status)
		}
	}
	if resp, _ := api.call(t, "POST", apiRoot+"/workbooks", read, []byte(`{"name":"a.xlsx","content":"YQ=="}`)); resp.StatusCode != 403 {
		t.Error("a token to read sends:", resp.Status)
	}
	if resp, body := get(t, s.URL+apiRoot+"/khong-co", "Authorization", "Bearer "+read); resp.StatusCode != 404 || resp.Header.Get("Content-Type") != "application/problem+json" {
		t.Error(resp.Status, body)
	}
	if resp, body := get(t, s.URL+apiRoot+"/openapi.yaml"); resp.StatusCode != 200 || body != string(openAPI) {
		t.Error("the description:", resp.Status)
	}
	busy := s.token(t, "dx", "read send")
	for n := range maxCalls + 1 {
		resp, body := get(t, s.URL+apiRoot+"/states", "Authorization", "Bearer "+busy)
		if want := map[bool]int{false: 200, true: 429}[n == maxCalls]; resp.StatusCode != want {
			t.Fatalf("call %d: %s, want %d: %s", n+1, resp.Status, want, body)
		}
	}
	for _, path := range paths {
		if resp, _ := api.call(t, "GET", apiRoot+path, busy, nil); resp.StatusCode != 429 || resp.Header.Get("Retry-After") == "" {
			t.Errorf("a busy token reads %s: %s", path, resp.Status)
		}
	}
	api.call(t, "POST", apiRoot+"/workbooks", busy, []byte(`{"name":"a.xlsx","content":"YQ=="}`))
	if resp, _ := api.call(t, "GET", apiRoot+"/states", read, nil); resp.StatusCode != 200 {
		t.Error("one program keeps out another:", resp.Status)
	}
	s.now.Add(60)
	if resp, _ := api.call(t, "GET", apiRoot+"/states", busy, nil); resp.StatusCode != 200 {
		t.Error("a minute later:", resp.Status)
	}
	s.now.Add(int64(access.TokenTime / time.Second))
	if resp, _ := api.call(t, "GET", apiRoot+"/states", busy, nil); resp.StatusCode != 401 {
		t.Error("after its end:", resp.Status)
	}
}
