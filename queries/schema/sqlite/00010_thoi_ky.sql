-- Hai dòng của cùng một thứ không được cùng hiệu lực một ngày (bản PostgreSQL: postgres/00010_thoi_ky.sql).
-- +goose Up

-- +goose StatementBegin
CREATE TRIGGER ten_co_quan_thoi_ky_insert AFTER INSERT ON ten_co_quan
WHEN (SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = NEW.co_quan_ma
      AND tu_ngay <= COALESCE(NEW.den_ngay, '9999-12-31') AND COALESCE(den_ngay, '9999-12-31') >= NEW.tu_ngay) > 1
BEGIN
    SELECT RAISE(ABORT, 'ten_co_quan: hai dòng cùng hiệu lực một ngày');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ten_co_quan_thoi_ky_update AFTER UPDATE ON ten_co_quan
WHEN (SELECT COUNT(*) FROM ten_co_quan WHERE co_quan_ma = NEW.co_quan_ma
      AND tu_ngay <= COALESCE(NEW.den_ngay, '9999-12-31') AND COALESCE(den_ngay, '9999-12-31') >= NEW.tu_ngay) > 1
BEGIN
    SELECT RAISE(ABORT, 'ten_co_quan: hai dòng cùng hiệu lực một ngày');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER thuat_ngu_thoi_ky_insert AFTER INSERT ON thuat_ngu
WHEN (SELECT COUNT(*) FROM thuat_ngu WHERE khoa = NEW.khoa
      AND tu_ngay <= COALESCE(NEW.den_ngay, '9999-12-31') AND COALESCE(den_ngay, '9999-12-31') >= NEW.tu_ngay) > 1
BEGIN
    SELECT RAISE(ABORT, 'thuat_ngu: hai dòng cùng hiệu lực một ngày');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER thuat_ngu_thoi_ky_update AFTER UPDATE ON thuat_ngu
WHEN (SELECT COUNT(*) FROM thuat_ngu WHERE khoa = NEW.khoa
      AND tu_ngay <= COALESCE(NEW.den_ngay, '9999-12-31') AND COALESCE(den_ngay, '9999-12-31') >= NEW.tu_ngay) > 1
BEGIN
    SELECT RAISE(ABORT, 'thuat_ngu: hai dòng cùng hiệu lực một ngày');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER vien_dan_thoi_ky_insert AFTER INSERT ON vien_dan
WHEN (SELECT COUNT(*) FROM vien_dan WHERE kieu = NEW.kieu AND phan = NEW.phan AND thu_tu = NEW.thu_tu
      AND tu_ngay <= COALESCE(NEW.den_ngay, '9999-12-31') AND COALESCE(den_ngay, '9999-12-31') >= NEW.tu_ngay) > 1
BEGIN
    SELECT RAISE(ABORT, 'vien_dan: hai dòng cùng hiệu lực một ngày');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER vien_dan_thoi_ky_update AFTER UPDATE ON vien_dan
WHEN (SELECT COUNT(*) FROM vien_dan WHERE kieu = NEW.kieu AND phan = NEW.phan AND thu_tu = NEW.thu_tu
      AND tu_ngay <= COALESCE(NEW.den_ngay, '9999-12-31') AND COALESCE(den_ngay, '9999-12-31') >= NEW.tu_ngay) > 1
BEGIN
    SELECT RAISE(ABORT, 'vien_dan: hai dòng cùng hiệu lực một ngày');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER noi_nhan_thoi_ky_insert AFTER INSERT ON noi_nhan
WHEN (SELECT COUNT(*) FROM noi_nhan WHERE kieu = NEW.kieu AND co_quan_ma = NEW.co_quan_ma AND vai_tro = NEW.vai_tro AND thu_tu = NEW.thu_tu
      AND tu_ngay <= COALESCE(NEW.den_ngay, '9999-12-31') AND COALESCE(den_ngay, '9999-12-31') >= NEW.tu_ngay) > 1
BEGIN
    SELECT RAISE(ABORT, 'noi_nhan: hai dòng cùng hiệu lực một ngày');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER noi_nhan_thoi_ky_update AFTER UPDATE ON noi_nhan
WHEN (SELECT COUNT(*) FROM noi_nhan WHERE kieu = NEW.kieu AND co_quan_ma = NEW.co_quan_ma AND vai_tro = NEW.vai_tro AND thu_tu = NEW.thu_tu
      AND tu_ngay <= COALESCE(NEW.den_ngay, '9999-12-31') AND COALESCE(den_ngay, '9999-12-31') >= NEW.tu_ngay) > 1
BEGIN
    SELECT RAISE(ABORT, 'noi_nhan: hai dòng cùng hiệu lực một ngày');
END;
-- +goose StatementEnd
