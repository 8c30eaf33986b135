-- +goose Up
-- Whether a run has parts that wait is asked at the end of each of them: of a run with
-- thousands the answer must not take a look at all.
CREATE INDEX run_parts_state ON run_parts (run, state);

-- +goose Down
DROP INDEX run_parts_state;
