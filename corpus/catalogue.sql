-- The catalogue of a dataset: what was read, from which files, by which versions of the program.
CREATE TABLE IF NOT EXISTS contents ( -- one row per content
    document_id TEXT PRIMARY KEY,     -- first 16 hex digits of its SHA-256
    size INTEGER,
    status TEXT NOT NULL,             -- ok, partial, failed
    error_code TEXT,
    error_message TEXT,
    extract TEXT NOT NULL,            -- versions that read it
    rules TEXT NOT NULL,
    ontology TEXT NOT NULL,
    paged INTEGER NOT NULL,           -- 1 where rows have the pages of a rendered Word document
    read_at TEXT NOT NULL,            -- UTC
    seconds REAL NOT NULL,
    counts TEXT NOT NULL,             -- JSON: what the summary of a run adds up
    region_id TEXT,
    part TEXT,                        -- the part of the dataset that holds its rows; null until they are published
    shown TEXT                        -- JSON: its paths as the dataset prints them
);
CREATE TABLE IF NOT EXISTS recognised (document_id TEXT PRIMARY KEY, data BLOB NOT NULL); -- so that new rules need not read files again
CREATE TABLE IF NOT EXISTS pending (document_id TEXT PRIMARY KEY, data BLOB NOT NULL);    -- rows that are not in the dataset yet
CREATE TABLE IF NOT EXISTS decided (document_id TEXT PRIMARY KEY, digest TEXT NOT NULL);    -- the decisions of people that its rows were made with
CREATE TABLE IF NOT EXISTS files (    -- one row per file that was ever seen; an archive is one file
    file TEXT PRIMARY KEY,            -- absolute path
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,        -- 0 where the file may have changed after it was read
    removed_at TEXT                   -- UTC, where the file is gone
);
CREATE TABLE IF NOT EXISTS names (    -- the documents of a file
    path TEXT PRIMARY KEY,            -- as the dataset prints it
    file TEXT NOT NULL,
    document_id TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS names_of_file ON names (file);
CREATE INDEX IF NOT EXISTS names_of_document ON names (document_id);
CREATE TABLE IF NOT EXISTS orders (   -- the act that a content is, to link its editions
    document_id TEXT PRIMARY KEY, issuer TEXT, number TEXT, date TEXT, amends TEXT
);
CREATE TABLE IF NOT EXISTS planned (document_id TEXT PRIMARY KEY, part TEXT, shown TEXT); -- of a publication under way
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
