"""The tables of a record file and its numbered migrations.

Invariants:
1. `raw` is write-once: triggers refuse updates and deletes.
2. Everything below `report` can be made again from `raw`; ids come from content, so making it again gives the same rows.
3. `body` columns hold the whole record as JSON; the columns beside it are what queries filter and sort by.
"""

from __future__ import annotations

import sqlite3

__all__ = ["APPLICATION_ID", "MIGRATIONS", "SCHEMA_VERSION"]

# "MUST" in ASCII: `file` and Datasette can tell a record from any other SQLite file.
APPLICATION_ID = 0x4D555354

_FIRST = """
CREATE TABLE report (
  report_id TEXT PRIMARY KEY, media_type TEXT NOT NULL, location TEXT NOT NULL, encoding TEXT, retrieved_utc TEXT,
  title TEXT, outlet TEXT, url TEXT, published TEXT, licence TEXT, n_bytes INTEGER NOT NULL,
  given_text TEXT, given_published TEXT, given_language TEXT
) STRICT;
CREATE TABLE raw (
  report_id TEXT PRIMARY KEY REFERENCES report(report_id), zstd BLOB NOT NULL
) STRICT;
CREATE TRIGGER raw_is_write_once BEFORE UPDATE ON raw BEGIN SELECT RAISE(ABORT, 'raw is write-once'); END;
CREATE TRIGGER raw_is_kept BEFORE DELETE ON raw BEGIN SELECT RAISE(ABORT, 'raw is write-once'); END;
CREATE TABLE sighting (
  location TEXT NOT NULL, report_id TEXT NOT NULL REFERENCES report(report_id), PRIMARY KEY (location, report_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  number INTEGER PRIMARY KEY, document_id TEXT NOT NULL UNIQUE, report_id TEXT NOT NULL REFERENCES report(report_id),
  title TEXT, text TEXT NOT NULL, text_sha256 TEXT NOT NULL, published TEXT, published_origin TEXT, language TEXT,
  wire TEXT, outlet TEXT, url TEXT, location TEXT NOT NULL, made_by TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX document_report ON document(report_id);
CREATE INDEX document_published ON document(published);
CREATE TABLE block (
  document_id TEXT NOT NULL REFERENCES document(document_id) ON DELETE CASCADE, number INTEGER NOT NULL,
  kind TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (document_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE fingerprint (
  document_id TEXT PRIMARY KEY REFERENCES document(document_id) ON DELETE CASCADE,
  exact TEXT NOT NULL, signature BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE mention (
  mention_id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES document(document_id) ON DELETE CASCADE,
  kind TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
  actor_id TEXT, place_id TEXT, reading TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_document ON mention(document_id, "start");

CREATE TABLE claim (
  number INTEGER PRIMARY KEY, claim_id TEXT NOT NULL UNIQUE,
  document_id TEXT NOT NULL REFERENCES document(document_id) ON DELETE CASCADE,
  kind TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, sentence TEXT NOT NULL, said_on TEXT,
  earliest TEXT, latest TEXT, low REAL, high REAL, bound TEXT, unit TEXT, actor_id TEXT, actor_name TEXT,
  place_id TEXT, place_name TEXT, country TEXT, adm1_id TEXT, adm2_id TEXT, lat REAL, lon REAL, where_prec INTEGER,
  source_words TEXT, source_kind TEXT NOT NULL, stance TEXT NOT NULL, is_party INTEGER NOT NULL, outlet TEXT,
  state TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX claim_document ON claim(document_id, "start");
CREATE INDEX claim_kind ON claim(kind, said_on);
CREATE TABLE claim_actor (
  claim_id TEXT NOT NULL REFERENCES claim(claim_id) ON DELETE CASCADE, actor_id TEXT NOT NULL, role TEXT NOT NULL,
  PRIMARY KEY (actor_id, claim_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_actor_claim ON claim_actor(claim_id);

CREATE TABLE event (
  number INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE,
  document_id TEXT NOT NULL REFERENCES document(document_id) ON DELETE CASCADE, event_type TEXT NOT NULL,
  country TEXT, earliest TEXT, latest TEXT, status TEXT NOT NULL, is_negated INTEGER NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX event_block ON event(country, earliest);
CREATE INDEX event_document ON event(document_id);

CREATE TABLE copy_group (
  copy_group_id TEXT PRIMARY KEY, kind TEXT NOT NULL, similarity REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE copy_member (
  document_id TEXT PRIMARY KEY REFERENCES document(document_id) ON DELETE CASCADE,
  copy_group_id TEXT NOT NULL REFERENCES copy_group(copy_group_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_member_group ON copy_member(copy_group_id);
CREATE TABLE incident (
  incident_id TEXT PRIMARY KEY, event_type TEXT NOT NULL, country TEXT, adm1_id TEXT, adm2_id TEXT, place_id TEXT,
  place_name TEXT, lat REAL, lon REAL, where_prec INTEGER, earliest TEXT, latest TEXT, clarity INTEGER NOT NULL,
  n_reports INTEGER NOT NULL, n_outlets INTEGER NOT NULL, n_origins INTEGER NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX incident_time ON incident(earliest);
CREATE TABLE incident_event (
  event_id TEXT PRIMARY KEY REFERENCES event(event_id) ON DELETE CASCADE,
  incident_id TEXT NOT NULL REFERENCES incident(incident_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_event_incident ON incident_event(incident_id);
CREATE TABLE incident_actor (
  actor_id TEXT NOT NULL, incident_id TEXT NOT NULL REFERENCES incident(incident_id) ON DELETE CASCADE,
  PRIMARY KEY (actor_id, incident_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE skip (
  stage TEXT NOT NULL, input_id TEXT NOT NULL, location TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (stage, input_id, location, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE log (
  number INTEGER PRIMARY KEY, at_utc TEXT NOT NULL, act TEXT NOT NULL, body TEXT NOT NULL,
  previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER log_is_append_only BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_is_kept BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE document_fts USING fts5(title, text, content='document', content_rowid='number',
  tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER document_fts_insert AFTER INSERT ON document BEGIN
  INSERT INTO document_fts(rowid, title, text) VALUES (new.number, new.title, new.text); END;
CREATE TRIGGER document_fts_delete AFTER DELETE ON document BEGIN
  INSERT INTO document_fts(document_fts, rowid, title, text) VALUES ('delete', old.number, old.title, old.text); END;
CREATE VIRTUAL TABLE claim_fts USING fts5(sentence, content='claim', content_rowid='number',
  tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER claim_fts_insert AFTER INSERT ON claim BEGIN
  INSERT INTO claim_fts(rowid, sentence) VALUES (new.number, new.sentence); END;
CREATE TRIGGER claim_fts_delete AFTER DELETE ON claim BEGIN
  INSERT INTO claim_fts(claim_fts, rowid, sentence) VALUES ('delete', old.number, old.sentence); END;
"""

# No key to the claim: reading a report again writes its claims anew, and what a person chose stays.
_CHOICES = """
CREATE TABLE choice (
  claim_id TEXT PRIMARY KEY, person TEXT NOT NULL, reason TEXT NOT NULL, at_utc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

# Claims of an origin that were read again go with their claims; linking finds all origins anew.
_ORIGINS = """
CREATE TABLE origin (
  origin_id TEXT PRIMARY KEY, reason TEXT NOT NULL, chain TEXT NOT NULL, is_party INTEGER NOT NULL,
  n_reports INTEGER NOT NULL, n_outlets INTEGER NOT NULL, links TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE origin_claim (
  claim_id TEXT PRIMARY KEY REFERENCES claim(claim_id) ON DELETE CASCADE, origin_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX origin_claim_origin ON origin_claim(origin_id);
UPDATE setting SET value = 'no' WHERE key = 'is_linked';
"""

# No key to event or incident: both are written anew, and an id is for life. `incident_member` is what linking remembers.
_IDENTITIES = """
CREATE TABLE incident_member (event_id TEXT PRIMARY KEY, incident_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX incident_member_incident ON incident_member(incident_id);
INSERT INTO incident_member SELECT event_id, incident_id FROM incident_event;
CREATE TABLE incident_trace (
  number INTEGER PRIMARY KEY, incident_id TEXT NOT NULL, state TEXT NOT NULL, into_ids TEXT NOT NULL,
  at_utc TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE INDEX incident_trace_incident ON incident_trace(incident_id);
CREATE TABLE ruling (
  number INTEGER PRIMARY KEY, act TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL,
  person TEXT NOT NULL, reason TEXT NOT NULL, at_utc TEXT NOT NULL
) STRICT;
UPDATE setting SET value = 'no' WHERE key = 'is_linked';
"""

_IMPORTED = """
CREATE TABLE imported (
  dataset TEXT NOT NULL, row_key TEXT NOT NULL, report_id TEXT NOT NULL REFERENCES report(report_id),
  PRIMARY KEY (dataset, row_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_report ON imported(report_id);
"""

# A report is looked for among the skips before it is read, and a summary among the incidents of its type and time.
_INDICES = """
CREATE INDEX skip_input ON skip(input_id);
CREATE INDEX incident_type ON incident(event_type, earliest);
"""

# Reports of which no outlet is known, beside the outlets that are; linking counts both anew.
_UNNAMED = """
ALTER TABLE origin ADD COLUMN n_unnamed INTEGER NOT NULL DEFAULT 0;
UPDATE setting SET value = 'no' WHERE key = 'is_linked';
"""

# (number, name, statements), applied once each, in order, each in one transaction.
MIGRATIONS: tuple[tuple[int, str, str], ...] = (
    (1, "first tables", _FIRST),
    (2, "choices of persons", _CHOICES),
    (3, "origins", _ORIGINS),
    (4, "incident ids for life", _IDENTITIES),
    (5, "rows of data sets", _IMPORTED),
    (6, "indices for skips and summaries", _INDICES),
    (7, "reports of unknown outlets", _UNNAMED),
)
SCHEMA_VERSION = MIGRATIONS[-1][0]


def apply_migrations(connection: sqlite3.Connection, *, current: int) -> None:
    """Bring the file from version `current` to SCHEMA_VERSION; the caller holds no transaction."""
    for number, _name, statements in MIGRATIONS:
        if number > current:
            connection.executescript(f"BEGIN;{statements};PRAGMA user_version = {number:d};COMMIT;")
