-- +goose Up
-- Năm mà số liệu đã khóa: không nhập, không sửa nữa cho đến khi mở.
CREATE TABLE khoa_so_lieu (
    nam   INTEGER NOT NULL PRIMARY KEY CHECK (nam BETWEEN 2000 AND 2100),
    nguoi TEXT    NOT NULL CHECK (nguoi <> ''),
    luc   {time}  NOT NULL
);

-- +goose Down
DROP TABLE khoa_so_lieu;
