package pipeline

import (
	"context"

	"vanthu/pipeline/cite"
	"vanthu/pipeline/db"
	"vanthu/pipeline/query"
)

// queryRegister gives the office's register of legal documents.
const queryRegister = "so_van_ban_phap_ly"

// Register is what citations are held against: the office's register of legal documents,
// then the one that ships. A library without that query, as of an office with kinds of its
// own alone, has the shipped one.
func Register(ctx context.Context, d *db.DB, lib *query.Library) (*cite.Register, error) {
	if _, has := lib.Contract(queryRegister); !has {
		return cite.Known(), nil
	}
	results, err := lib.Run(ctx, d, []string{queryRegister}, nil)
	if err != nil {
		return nil, err
	}
	var own []cite.Entry
	for _, row := range results[queryRegister].Items() {
		get := func(name string) string {
			v, _ := row.Record().Get(name)
			return v.Literal()
		}
		verified, _ := row.Record().Get("da_kiem_chung")
		own = append(own, cite.Entry{Symbol: get("so_ky_hieu"), Kind: get("loai"), Date: get("ngay"), Issuer: get("co_quan"), Title: get("trich_yeu"),
			From: get("tu_ngay"), Until: get("het_ngay"), Verified: verified.IsTrue(), By: get("thay_bang")})
	}
	return cite.NewRegister(own, cite.Shipped()), nil
}
