/** Tables of index.sqlite. A changed version drops the file: it is rebuilt from the documents. */
export const INDEX_VERSION = 1;

export const INDEX_SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS cases (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  site TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  priority REAL NOT NULL,
  decided INTEGER NOT NULL,
  open INTEGER NOT NULL,
  patients INTEGER NOT NULL,
  images INTEGER NOT NULL,
  licence TEXT,
  doi TEXT,
  url TEXT,
  retrieved_at TEXT NOT NULL,
  reviewed_at TEXT,
  thumbnail TEXT,
  rev INTEGER NOT NULL,
  review_rev INTEGER NOT NULL,
  case_mark TEXT NOT NULL,
  review_mark TEXT
);
CREATE INDEX IF NOT EXISTS cases_by_sort ON cases (sort_key);
CREATE INDEX IF NOT EXISTS cases_by_status ON cases (status, sort_key);
CREATE INDEX IF NOT EXISTS cases_by_priority ON cases (priority DESC, sort_key);
CREATE INDEX IF NOT EXISTS cases_by_site ON cases (site, sort_key);
CREATE TABLE IF NOT EXISTS images (
  case_id TEXT NOT NULL, id TEXT NOT NULL, sha256 TEXT, file TEXT NOT NULL, position INTEGER NOT NULL,
  import_table TEXT, import_row INTEGER,
  PRIMARY KEY (case_id, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS images_by_hash ON images (sha256);
CREATE TABLE IF NOT EXISTS terms (
  case_id TEXT NOT NULL, kind TEXT NOT NULL, term TEXT NOT NULL,
  PRIMARY KEY (kind, term, case_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS terms_by_case ON terms (case_id);
CREATE TABLE IF NOT EXISTS dirty (id TEXT PRIMARY KEY, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS damaged (id TEXT PRIMARY KEY, message TEXT NOT NULL, case_mark TEXT);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 2');
`;
