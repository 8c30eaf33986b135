-- Hai dòng của cùng một thứ không được cùng hiệu lực một ngày (bản SQLite: sqlite/00010_thoi_ky.sql).
-- Trigger thay cho EXCLUDE vì EXCLUDE cần phần mở rộng btree_gist mà máy chủ có thể thiếu.
-- +goose Up

-- +goose StatementBegin
CREATE FUNCTION kiem_tra_thoi_ky() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    khoa text := '';
    trung bigint;
    cot text;
BEGIN
    FOREACH cot IN ARRAY TG_ARGV LOOP
        khoa := khoa || format(' AND %1$I = ($1).%1$I', cot);
    END LOOP;
    EXECUTE format('SELECT COUNT(*) FROM %I WHERE tu_ngay <= COALESCE(($1).den_ngay, ''infinity'')
        AND COALESCE(den_ngay, ''infinity'') >= ($1).tu_ngay', TG_TABLE_NAME) || khoa INTO trung USING NEW;
    IF trung > 1 THEN
        RAISE EXCEPTION '%: hai dòng cùng hiệu lực một ngày', TG_TABLE_NAME USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd

CREATE TRIGGER ten_co_quan_thoi_ky AFTER INSERT OR UPDATE ON ten_co_quan FOR EACH ROW EXECUTE FUNCTION kiem_tra_thoi_ky(co_quan_ma);
CREATE TRIGGER thuat_ngu_thoi_ky AFTER INSERT OR UPDATE ON thuat_ngu FOR EACH ROW EXECUTE FUNCTION kiem_tra_thoi_ky(khoa);
CREATE TRIGGER vien_dan_thoi_ky AFTER INSERT OR UPDATE ON vien_dan FOR EACH ROW EXECUTE FUNCTION kiem_tra_thoi_ky(kieu, phan, thu_tu);
CREATE TRIGGER noi_nhan_thoi_ky AFTER INSERT OR UPDATE ON noi_nhan FOR EACH ROW EXECUTE FUNCTION kiem_tra_thoi_ky(kieu, co_quan_ma, vai_tro, thu_tu);
