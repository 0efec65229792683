/** Words to search for: whatever looks for them must divide texts alike. */
export const WORDS_TABLE =
  "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(title, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');";

/** Tables of index.sqlite. A changed version drops the file: it is rebuilt from the documents. */
export const INDEX_VERSION = 7;

/**
 * `terms` holds what lists are filtered by (status and site among them): the cases of each term as bits, 4,096 to a
 * blob (`case-set.ts`). `counts` says how many cases have each term, so that the numbers beside the filters cost
 * nothing to show. Of an image of an imported table `own` is 0, and its table and row say where it stands in an export; the
 * others follow by the key of their case. `cases.terms` repeats a case's own as JSON pairs, so that a save writes only what changed. The
 * words are kept for searching alone: the texts stand in the documents.
 */
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
  review_mark TEXT,
  terms TEXT NOT NULL,
  images_out INTEGER NOT NULL,
  patients_out INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS cases_by_sort ON cases (sort_key);
CREATE INDEX IF NOT EXISTS cases_by_priority ON cases (priority DESC, sort_key);
CREATE INDEX IF NOT EXISTS cases_by_retrieval ON cases (retrieved_at DESC, sort_key);
CREATE INDEX IF NOT EXISTS cases_by_review ON cases (reviewed_at IS NULL, reviewed_at DESC, sort_key);
CREATE INDEX IF NOT EXISTS cases_by_doi ON cases (doi COLLATE NOCASE);
CREATE TABLE IF NOT EXISTS images (
  case_id TEXT NOT NULL, id TEXT NOT NULL, sha256 TEXT, file TEXT NOT NULL, position INTEGER NOT NULL,
  own INTEGER NOT NULL, import_table TEXT NOT NULL, import_row INTEGER NOT NULL, sort_key TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS images_by_export ON images (own, import_table, import_row, sort_key, case_id, position);
CREATE INDEX IF NOT EXISTS images_by_hash ON images (sha256);
CREATE TABLE IF NOT EXISTS terms (
  kind TEXT NOT NULL, term TEXT NOT NULL, chunk INTEGER NOT NULL, bits BLOB NOT NULL,
  PRIMARY KEY (kind, term, chunk)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counts (
  kind TEXT NOT NULL, term TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (kind, term)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dirty (id TEXT PRIMARY KEY, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS damaged (id TEXT PRIMARY KEY, message TEXT NOT NULL, case_mark TEXT);
${WORDS_TABLE}
`;
