-- A ledger of schema 2, as SQL.
-- Schema 1: reports, their readings, and the claims of the current reading laid out for search.
-- Spans are half-open and count code points of the report's text; days count from 1970-01-01.

CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,                 -- the id that the input gave it
    title TEXT,
    publisher INTEGER REFERENCES name,
    published TEXT,                     -- as the input gives it
    published_day INTEGER,
    url TEXT,
    language TEXT,
    text TEXT NOT NULL,
    sha256 BLOB NOT NULL,               -- of the text
    added_at TEXT NOT NULL              -- RFC 3339, UTC
);
CREATE INDEX report_published ON report (published_day);
CREATE INDEX report_publisher ON report (publisher);

CREATE TABLE coder (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    model TEXT NOT NULL,
    codebook TEXT NOT NULL,
    UNIQUE (version, model, codebook)
);

-- A report has one current reading; those before it are kept, with their claims in the body.
CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report,
    coder INTEGER NOT NULL REFERENCES coder,
    read_at TEXT NOT NULL,
    superseded_at TEXT,
    claims INTEGER NOT NULL,
    body BLOB NOT NULL                  -- zlib over JSON: sentences, entities, attributions, claims, notices
);
CREATE UNIQUE INDEX reading_current ON reading (report) WHERE superseded_at IS NULL;
CREATE INDEX reading_report ON reading (report);

-- Names of participants, sources, places and publishers, and the folded words in them.
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE name_word (
    word TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES name,
    PRIMARY KEY (word, name)
) WITHOUT ROWID;

-- Sentences that hold claims.
CREATE TABLE sentence (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL
);
CREATE INDEX sentence_report ON sentence (report);
CREATE VIRTUAL TABLE sentence_text USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    report INTEGER NOT NULL REFERENCES report,
    reading INTEGER NOT NULL REFERENCES reading,
    n INTEGER NOT NULL,                 -- its place among the reading's claims
    sentence INTEGER NOT NULL REFERENCES sentence,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    mode TEXT NOT NULL,                 -- with a space before and after each
    context TEXT NOT NULL,              -- likewise
    day_from INTEGER,
    day_to INTEGER,
    place INTEGER REFERENCES name,
    place_country TEXT,
    confidence REAL NOT NULL
);
CREATE INDEX claim_report ON claim (report);
CREATE INDEX claim_reading ON claim (reading);
CREATE INDEX claim_sentence ON claim (sentence);
CREATE INDEX claim_type ON claim (type, status);
CREATE INDEX claim_day ON claim (day_from);
CREATE INDEX claim_place ON claim (place);

CREATE TABLE participant (
    claim INTEGER NOT NULL REFERENCES claim,
    role INTEGER NOT NULL,              -- 0 actor, 1 recipient
    n INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES name,
    country TEXT,
    sector TEXT,
    PRIMARY KEY (claim, role, n)
) WITHOUT ROWID;
CREATE INDEX participant_name ON participant (name, role);
CREATE INDEX participant_country ON participant (country, role);

-- The chain of sources, outermost first.
CREATE TABLE voice (
    claim INTEGER NOT NULL REFERENCES claim,
    depth INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES name,
    PRIMARY KEY (claim, depth)
) WITHOUT ROWID;
CREATE INDEX voice_name ON voice (name);
-- Schema 2: tellings, events merged from them, and where words were first printed.

-- What claims have in common that tell the same in the same words: the unit that is compared.
CREATE TABLE telling (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    features TEXT NOT NULL,             -- JSON
    event INTEGER REFERENCES event
);
CREATE INDEX telling_event ON telling (event);

-- Tellings that share a block are compared.
CREATE TABLE block (
    hash INTEGER NOT NULL,
    telling INTEGER NOT NULL REFERENCES telling,
    PRIMARY KEY (hash, telling)
) WITHOUT ROWID;
CREATE INDEX block_telling ON block (telling);

-- Pairs that seem to tell the same event: how likely, and why.
CREATE TABLE link (
    a INTEGER NOT NULL REFERENCES telling,
    b INTEGER NOT NULL REFERENCES telling,
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX link_b ON link (b);

-- An event is named by the first of its claims, by publication and key.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    shown INTEGER NOT NULL,             -- the claim that tells most
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    claims INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    first_day INTEGER,                  -- of publication
    last_day INTEGER,
    day_from INTEGER,                   -- of the event
    day_to INTEGER,
    conflicts TEXT NOT NULL             -- with a space before and after each: who when where whether numbers
);
CREATE INDEX event_day ON event (day_from);
-- What is worth a look first: contradictions, then what was reported last, then what more origins tell.
CREATE INDEX event_worth ON event (conflicts = '', last_day DESC, origins DESC, key);
CREATE INDEX event_reported ON event (last_day DESC, key);
CREATE INDEX event_origins ON event (origins DESC, key);

-- Paragraphs by their words; those that are nearly the same form a group, which leads to the first report that has one.
CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    grp INTEGER NOT NULL REFERENCES passage_group,
    report INTEGER NOT NULL REFERENCES report,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL
);
CREATE INDEX passage_grp ON passage (grp);
CREATE INDEX passage_report ON passage (report);
CREATE TABLE passage_group (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report
);
CREATE TABLE band (
    hash INTEGER NOT NULL,
    passage INTEGER NOT NULL REFERENCES passage,
    PRIMARY KEY (hash, passage)
) WITHOUT ROWID;
CREATE TABLE report_passage (
    report INTEGER NOT NULL REFERENCES report,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    passage INTEGER NOT NULL REFERENCES passage,
    PRIMARY KEY (report, start)
) WITHOUT ROWID;
CREATE INDEX report_passage_passage ON report_passage (passage);

ALTER TABLE claim ADD COLUMN telling INTEGER REFERENCES telling;
ALTER TABLE claim ADD COLUMN passage INTEGER REFERENCES passage;
ALTER TABLE claim ADD COLUMN medium INTEGER REFERENCES name;    -- the medium that the claim is taken from
CREATE INDEX claim_telling ON claim (telling);
CREATE INDEX claim_passage ON claim (passage);

-- How reliable people hold a medium to be; the last row counts.
CREATE TABLE reliability (
    id INTEGER PRIMARY KEY,
    medium TEXT NOT NULL,
    grade TEXT NOT NULL,
    at TEXT NOT NULL,
    reviewer TEXT NOT NULL
);

-- What people judged of claims, named by key so that it outlives re-reading. Rows are only ever added.
CREATE TABLE judgement (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    act BLOB NOT NULL,                  -- what was done at once is undone at once
    kind TEXT NOT NULL,                 -- accept reject edit together apart undo
    claim BLOB NOT NULL,                -- for undo the act that is undone
    other BLOB,
    field TEXT,
    value TEXT,
    at TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    reason TEXT
);
CREATE INDEX judgement_claim ON judgement (claim, kind);
CREATE INDEX judgement_kind ON judgement (kind);
CREATE VIEW in_force AS SELECT * FROM judgement j
    WHERE j.kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM judgement u WHERE u.claim = j.act AND u.kind = 'undo');

ALTER TABLE claim ADD COLUMN judged TEXT NOT NULL DEFAULT '';   -- '' accepted rejected
ALTER TABLE event ADD COLUMN judged TEXT NOT NULL DEFAULT '';   -- rejected where all claims are, accepted where one is
INSERT INTO coder (id,version,model,codebook) VALUES (1, '0.1.0', 'fast-30c0872d28f5', '9e15ede3e5b3');
INSERT INTO name (id,name) VALUES (1, 'Diário');
INSERT INTO name (id,name) VALUES (2, 'Portugal');
INSERT INTO name (id,name) VALUES (3, 'Morocco');
INSERT INTO name (id,name) VALUES (4, 'ministry');
INSERT INTO name (id,name) VALUES (5, 'France');
INSERT INTO name (id,name) VALUES (6, 'Police');
INSERT INTO name (id,name) VALUES (7, '12 protesters near the ministry');
INSERT INTO name (id,name) VALUES (8, 'Le Matin');
INSERT INTO name (id,name) VALUES (9, 'The Echo');
INSERT INTO name_word (word,name) VALUES ('12', 7);
INSERT INTO name_word (word,name) VALUES ('diario', 1);
INSERT INTO name_word (word,name) VALUES ('echo', 9);
INSERT INTO name_word (word,name) VALUES ('france', 5);
INSERT INTO name_word (word,name) VALUES ('le', 8);
INSERT INTO name_word (word,name) VALUES ('matin', 8);
INSERT INTO name_word (word,name) VALUES ('ministry', 4);
INSERT INTO name_word (word,name) VALUES ('ministry', 7);
INSERT INTO name_word (word,name) VALUES ('morocco', 3);
INSERT INTO name_word (word,name) VALUES ('near', 7);
INSERT INTO name_word (word,name) VALUES ('police', 6);
INSERT INTO name_word (word,name) VALUES ('portugal', 2);
INSERT INTO name_word (word,name) VALUES ('protesters', 7);
INSERT INTO name_word (word,name) VALUES ('the', 7);
INSERT INTO name_word (word,name) VALUES ('the', 9);
INSERT INTO report (id,key,name,title,publisher,published,published_day,url,language,text,sha256,added_at) VALUES (1, x'c5762ab70793f90da97e8b8cff9ce032', 'a', 'Fishing', 1, '2024-03-14', 19796, NULL, NULL, 'Portugal signed a fishing agreement with Morocco in Lisbon on Wednesday, the ministry said.

France praised the agreement. Police arrested 12 protesters near the ministry on Thursday.', x'12d6300a254c15806cb5f475ebc2095c25098b4cd1f8a2844d8995c19456d0c9', '2026-11-28T01:23:52Z');
INSERT INTO report (id,key,name,title,publisher,published,published_day,url,language,text,sha256,added_at) VALUES (2, x'998547c9999977d838370bd24b40fcb9', 'b', NULL, 8, '2024-03-15', 19797, NULL, NULL, 'Morocco and Portugal signed an agreement on fishing in Lisbon on Wednesday, Diário reported.', x'9138215f18dc00cf240e36eea97b28cecbe1139b946f5f81960444ae0d73f1f8', '2026-11-28T01:23:52Z');
INSERT INTO report (id,key,name,title,publisher,published,published_day,url,language,text,sha256,added_at) VALUES (3, x'85d3a01ce9778d8382c190c180d30a86', 'c', NULL, 9, '2024-03-16', 19798, NULL, NULL, 'A new lead was written here by the desk of the paper.

Portugal signed a fishing agreement with Morocco in Lisbon on Wednesday, the ministry said.', x'd0aaef9b66d05ebeea3886c8ae04c159f6daa56dde06ae74ba4b278d749d7570', '2026-11-28T01:23:52Z');
INSERT INTO reading (id,report,coder,read_at,superseded_at,claims,body) VALUES (1, 1, 1, '2026-11-28T01:23:52Z', NULL, 3, x'789cc557cb4ee33014fd15e4753acd0b9274872a60036ad561980542c8246e6b4d1a47b6c30caaf2ef633b0f3b69e80381d8d537c97d9c73efb9ee1630947194c58881c9e316300e290713db02284bc024724aab35465e6d755cd7303b6e6b0fbdf249fee698e3da211676801c6001fe9623f1fb763615870c6ee4614e282f56301596981419a76fd2b8b8176786624ea838decc1ec411a61832e5534678c589cc194cb6fabb2da0452a9dd696b18a6181bf84264c3ee6e81fefc6ec551b96a58edbbaab0c63f12e3fd95d2971aa20f0df81e08e5012c7a483c0dde5e22b11d021eb8c7da74ed9ff1004fbfd1918041a83d9e24663b0c11966b284af68038a7241d1684d4c2cb2224df7544a493a54a891675d691034649f772a0dc130dbd714ca84cd3aaf17979f52e73b64b711fb531c451fe17aaf3b0380080c533d2729ee01d0237a3a9b83ef26bacd7257e3dc6e9d8ead0b9d5f2d74a18e7b9653c211e388b2b30c417ac6d7e8ec98569f3edc7e3b023a770305df6d503877250a2231c839c52f05c724635af0a1147c460a2a33d66b25f0f4b4886fe3a2f334bc685ac9564f895c4c7c682d054ebb67247c4a57aa68cf7fb07c0190e5f2409b5573268e244b9ed7507eb584294316a85db01ca1785d55af9007192a38ad9755b66c08b17f8442ee724855b2126dabe5a540e357445fc60cbe0155530af1c6c0293616e3cf5ff3f94ce5b82109aa685718483e1e0145359e4f2a235e308973cc8b66f508cbb342b4e5904111c41a82577fd02924f2453614af56889a6ef02a4386a3a86d02e1074a38ab8af8c185f881bdaf4976809cba2356cee9ab5507f1154d14c538c7c25a4f5f22b55003f21b2519620934f6c085dbb6a6055e612a7900aeedfa23db1b399e787149c9a66fe3a46f41095f766d02e33c85929faab58c817b67deda3c7b7ab33b84430bd89caab29ed1233a4ac2d65c2515e3bd11f1dba160452e556a2cdb6a045714a18d9c1cf185c84502629f07a015d8d805474ec8c1b9a8f03ba1f1730a31333bdfb19b5676ec60b0f9f7acc793ef009a89704f575655ed69910e31ce11c454657708710c423c4dc87476b5985e693e00a442a638f8625eaa281d62bc96182f2c875569cf463ff976a2a98976a9696376ae0066b25a41ddcfbb2f184a69aba47aaa75bf2e6857b49cc06f1209dd01d9f2c1ae6ca9bf31a46fe9cb967f40b63a3de9eef464e0ea154a9010b571dd58ba279dc053456684e3eacfeb53f91f600db24d');
INSERT INTO reading (id,report,coder,read_at,superseded_at,claims,body) VALUES (2, 2, 1, '2026-11-28T01:23:52Z', NULL, 1, x'789cb595db8eda301086dfc5d7a12481ddb0dc556dd59b56207aba5821e44d06b01aecc8075a8478983e4b5fac1ec78913ba5b76917a174fe27fc6dfccef1c8902ae81e7a0c8f4fe4894a65293691c11e00599dea5a7253e6aa699ff82d930818444441f2ab0cf1f666fec82d31d2e3e0a29f25cd8402e0cd7f280b1d70bbb56906b21edf2fdecab5dd29251e52431c19e155803991ec3be2391a6444d1f19ba1411f92164a1f0b5869fba97f2acf8ec740a695bb53a30b4dfea97aa59bde6fce913e79f0ba9cd86963d00f3c5e7ff09a093d3d79ca4bee834be86c105c10e862c6098bf5b040c6fd9ef5f92897f50e0a62caf8220a1b2e50db6a2cb02d56c5d56846a2dd983d14cf0cebc529c57258c44f530e6d9ad3fd6c4cd796e7a6f27a3c605897b2bd028fa319b64e3d62687064b9d6df59de1078e4b31a8402ac12f52b12bc18bd596e2d6352d1544c4eba80a20dfd68d71a80807a3a51f38be6e08c6af2649442a2a5dc5b56c03d2c0700ff2c19324ee6c2565bb0eafbce3ef4f5fe6f399ab72270aa85be558e0acdc13099eebd215a58d42deb936cdfcd8c8ca916de7ab4e0c4598af2eeab0a9779ebbb1ad48b2cd0664474ab10def0aa54933a89915a248b53ed6457bbffc0a0bfd4e085ae239eeb9e2a2086952d72b0939ab988d7adb1468e240e41b141c54410f21ffed4d3ba711d9d3129b41d2381d0fe2d12019d90fd752ecce635a9c47a0d0eb7ecc32ae4a8a0df27e0eee7bc27c6d9de18af8db8c8fdc235d739dbc559f395008adf9cbb9869f1965dc5a43990a8586385503ba91003bf48fdd61cb411cf14de67ac08566f52f7379fa03184e522e');
INSERT INTO reading (id,report,coder,read_at,superseded_at,claims,body) VALUES (3, 3, 1, '2026-11-28T01:23:52Z', NULL, 1, x'789cb5954b8fda3010c7bf4ae573280904d8e556f5b097ae40f4755821e44d266035b1233f6811ca77af2709b143d92e8bb4b778ec79fdc67fe74814700d3c0145e64f47a234959accc380004fc97c32ae82ce3899b4d6289e566bfcd64cb3d691593b819804441f4ab0df5f169fed82d302174b21b5d9d2dc5a1261b8960734aebed9b582440b69970f8b1f76497346551d1333ec598ab591f9d1f91d893439066d2dc33a47407e0b992adcd6f047f7739e37301d5795cbdc056c0c437b5adf10b042540d86d90b181e851449227a141e3fadde93824bd9d67c3f3d4d31bc89c22b013d0a51e8302c560f0e43c13853d8c57bdc0609a59dd360277c1cdce4f97f7a9522bfd4aa5767db6b341e751a08b1595b16d55ab267a399e09e14e808bd849158af135634baf30258efc4f4f7e3a8db9fd4fb02e5a9fd334e8723a7c34347bc49baf9c5f0081159c612789db45d0a9e6e7614bd329a2b08481b429500c9ae8150e3271c8c96ad9a79769a4af8f1ce165f5259d78bc8836e3806867b90cf43450fa46e2ba7acf0702591bb2b5fbf2f978bbac642a4d0ccbec680437922125aacebba226d14e24eb43929d35a3635d66e908ada24c165c6cea5d7ca7d6ceb916cbb05e907625b0e5ea869dc469a85361045a24d53d73c1937bc8e6ed43141a15da3c9b7bf3e2ecbac1e96848495cc5a5b21a6f83238283f21e5a052eaeb249ab93b1a903dcd711e64148ee241381e44637b3493a238b769716e8154677d9b055de614a7d45c314f7f2fc8afab54efe0c30551fb9abcf448f50456b59abdea7221bdd30fd65afed14bdc29449912dfad21deb001dd4a800265643d6c3948259c34c3e042b3e66fbdaefe0210c37258');
INSERT INTO sentence (id,report,start,end) VALUES (4, 2, 0, 92);
INSERT INTO sentence (id,report,start,end) VALUES (5, 3, 55, 146);
INSERT INTO sentence (id,report,start,end) VALUES (6, 1, 0, 91);
INSERT INTO sentence (id,report,start,end) VALUES (7, 1, 93, 122);
INSERT INTO sentence (id,report,start,end) VALUES (8, 1, 123, 183);
INSERT INTO event (id,key,shown,type,status,claims,reports,origins,first_day,last_day,day_from,day_to,conflicts,judged) VALUES (7, x'a268d42f1149bfcfda400187c9c4d30f', 6, 'SUPPORT', 'actual', 3, 3, 2, 19796, 19798, 19795, 19795, '', '');
INSERT INTO event (id,key,shown,type,status,claims,reports,origins,first_day,last_day,day_from,day_to,conflicts,judged) VALUES (8, x'1678923237f97238374b913dc3de6537', 8, 'COERCE', 'actual', 1, 1, 1, 19796, 19796, 19796, 19796, '', 'accepted');
INSERT INTO event (id,key,shown,type,status,claims,reports,origins,first_day,last_day,day_from,day_to,conflicts,judged) VALUES (9, x'b0ad644cf62b198a1dc49ffa6d0a8c86', 7, 'SUPPORT', 'actual', 1, 1, 1, 19796, 19796, 19795, 19795, '', '');
INSERT INTO telling (id,key,features,event) VALUES (1, x'a35ed4cdea3d4995f550d943ea6cd2c1', '{"ty":"SUPPORT","status":"actual","rule":"support/sign-agreement","trigger":"sign","at":9,"words":["agreement","fish","lisbon","ministr","morocco","portugal","sign","wednesda"],"actors":[{"name":["portugal"],"country":"PRT","sector":"GOV","named":true},{"name":["morocco"],"country":"MAR","sector":"GOV","named":true}],"recipients":[],"days":[19795,19795],"published":19796,"place":null,"counts":[]}', 7);
INSERT INTO telling (id,key,features,event) VALUES (3, x'3ee033b2e046c32697b5920978ac5bf2', '{"ty":"COERCE","status":"actual","rule":"coerce/arrest","trigger":"arrest","at":7,"words":["12","arrest","ministr","near","polic","protester","thursda"],"actors":[{"name":["police"],"country":"PRT","sector":"COP","named":true}],"recipients":[{"name":["12","protesters","near","the","ministry"],"country":"PRT","sector":"CVL","named":false}],"days":[19796,19796],"published":19796,"place":null,"counts":[{"kind":"arrested","number":12},{"kind":"protesting","number":12}]}', 8);
INSERT INTO telling (id,key,features,event) VALUES (4, x'2ac04a980203a11e1c65f5e9ebe5a5e3', '{"ty":"SUPPORT","status":"actual","rule":"support/sign-agreement","trigger":"sign","at":21,"words":["agreement","diario","fish","lisbon","morocco","portugal","report","sign","wednesda"],"actors":[{"name":["morocco"],"country":"MAR","sector":"GOV","named":true},{"name":["portugal"],"country":"PRT","sector":"GOV","named":true}],"recipients":[],"days":[19795,19795],"published":19797,"place":null,"counts":[]}', 7);
INSERT INTO telling (id,key,features,event) VALUES (5, x'5ad375232676adc4dda44f3a06b2beb9', '{"ty":"SUPPORT","status":"actual","rule":"support/sign-agreement","trigger":"sign","at":9,"words":["agreement","fish","lisbon","ministr","morocco","portugal","sign","wednesda"],"actors":[{"name":["portugal"],"country":"PRT","sector":"GOV","named":true},{"name":["morocco"],"country":"MAR","sector":"GOV","named":true}],"recipients":[],"days":[19795,19795],"published":19798,"place":null,"counts":[]}', 7);
INSERT INTO telling (id,key,features,event) VALUES (6, x'ac2bb0eebd5c60cf9691d300001b9ed2', '{"ty":"SUPPORT","status":"actual","rule":"support/praise","trigger":"prais","at":7,"words":["agreement","franc","prais"],"actors":[{"name":["france"],"country":"FRA","sector":"GOV","named":true}],"recipients":[],"days":[19795,19795],"published":19796,"place":null,"counts":[]}', 9);
INSERT INTO passage_group (id,report) VALUES (1, 1);
INSERT INTO passage_group (id,report) VALUES (2, 1);
INSERT INTO passage_group (id,report) VALUES (3, 2);
INSERT INTO passage_group (id,report) VALUES (4, 3);
INSERT INTO passage (id,hash,grp,report,start,end) VALUES (1, x'8aac53063509020370ae092e3c202e24', 1, 1, 0, 91);
INSERT INTO passage (id,hash,grp,report,start,end) VALUES (2, x'4773044517c7b0c9a7e86db391fcc703', 2, 1, 93, 183);
INSERT INTO passage (id,hash,grp,report,start,end) VALUES (3, x'45c0ced121d74229dac0ad3213974fde', 3, 2, 0, 92);
INSERT INTO passage (id,hash,grp,report,start,end) VALUES (4, x'a0abe0acae1637e92311ecd4d0ab73ac', 4, 3, 0, 53);
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (4, x'89d3ad0b176d4f11fb14d0a9465276e7', 2, 2, 0, 4, 'SUPPORT', 'actual', '', ' resource ', 19795, 19795, NULL, NULL, 0.84, 4, 3, NULL, '');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (5, x'5d05f57a62294509ec6bad411e99c110', 3, 3, 0, 5, 'SUPPORT', 'actual', '', ' resource ', 19795, 19795, NULL, NULL, 0.84, 5, 1, NULL, '');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (6, x'a268d42f1149bfcfda400187c9c4d30f', 1, 1, 0, 6, 'SUPPORT', 'actual', '', ' resource ', 19795, 19795, NULL, NULL, 0.84, 1, 1, NULL, '');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (7, x'b0ad644cf62b198a1dc49ffa6d0a8c86', 1, 1, 1, 7, 'SUPPORT', 'actual', '', '', 19795, 19795, NULL, NULL, 0.84, 6, 2, NULL, '');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (8, x'1678923237f97238374b913dc3de6537', 1, 1, 2, 8, 'COERCE', 'actual', ' arrest ', '', 19796, 19796, NULL, NULL, 0.872, 3, 2, NULL, 'accepted');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (4, 0, 0, 3, 'MAR', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (4, 0, 1, 2, 'PRT', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (5, 0, 0, 2, 'PRT', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (5, 0, 1, 3, 'MAR', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (6, 0, 0, 2, 'PRT', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (6, 0, 1, 3, 'MAR', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (7, 0, 0, 5, 'FRA', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (8, 0, 0, 6, 'PRT', 'COP');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (8, 1, 0, 7, 'PRT', 'CVL');
INSERT INTO voice (claim,depth,name) VALUES (4, 0, 1);
INSERT INTO voice (claim,depth,name) VALUES (5, 0, 4);
INSERT INTO voice (claim,depth,name) VALUES (6, 0, 4);
INSERT INTO block (hash,telling) VALUES (289939193444299106, 1);
INSERT INTO block (hash,telling) VALUES (1372227971493055686, 1);
INSERT INTO block (hash,telling) VALUES (1781703383921299934, 1);
INSERT INTO block (hash,telling) VALUES (2967241104622577285, 1);
INSERT INTO block (hash,telling) VALUES (3524925252702038364, 1);
INSERT INTO block (hash,telling) VALUES (8736326510383840830, 1);
INSERT INTO block (hash,telling) VALUES (-1991707717074364784, 3);
INSERT INTO block (hash,telling) VALUES (-824805792178122450, 3);
INSERT INTO block (hash,telling) VALUES (1617666591658896507, 3);
INSERT INTO block (hash,telling) VALUES (1631962460750088908, 3);
INSERT INTO block (hash,telling) VALUES (3005416131309596096, 3);
INSERT INTO block (hash,telling) VALUES (5478810813719980969, 3);
INSERT INTO block (hash,telling) VALUES (-255402035173754479, 4);
INSERT INTO block (hash,telling) VALUES (1372227971493055686, 4);
INSERT INTO block (hash,telling) VALUES (1781703383921299934, 4);
INSERT INTO block (hash,telling) VALUES (2859956715986501980, 4);
INSERT INTO block (hash,telling) VALUES (2967241104622577285, 4);
INSERT INTO block (hash,telling) VALUES (8736326510383840830, 4);
INSERT INTO block (hash,telling) VALUES (289939193444299106, 5);
INSERT INTO block (hash,telling) VALUES (1372227971493055686, 5);
INSERT INTO block (hash,telling) VALUES (1781703383921299934, 5);
INSERT INTO block (hash,telling) VALUES (2967241104622577285, 5);
INSERT INTO block (hash,telling) VALUES (3524925252702038364, 5);
INSERT INTO block (hash,telling) VALUES (8736326510383840830, 5);
INSERT INTO block (hash,telling) VALUES (-6718526310018766582, 6);
INSERT INTO block (hash,telling) VALUES (-3027243834696129235, 6);
INSERT INTO block (hash,telling) VALUES (6181991164344225560, 6);
INSERT INTO block (hash,telling) VALUES (6889899716787209828, 6);
INSERT INTO link (a,b,score,reasons) VALUES (1, 4, 0.9925385144463935, 'prior -3.3, same-type +0.5, same-day +1.6, actor-same +1.4, recipient-untold +0.0, words +3.5, same-word +1.2');
INSERT INTO link (a,b,score,reasons) VALUES (1, 5, 0.9933071490757153, 'prior -3.3, same-type +0.5, same-day +1.6, actor-same +1.4, recipient-untold +0.0, words +3.6, same-word +1.2');
INSERT INTO link (a,b,score,reasons) VALUES (4, 5, 0.9925385144463935, 'prior -3.3, same-type +0.5, same-day +1.6, actor-same +1.4, recipient-untold +0.0, words +3.5, same-word +1.2');
INSERT INTO band (hash,passage) VALUES (-9032777036357725872, 4);
INSERT INTO band (hash,passage) VALUES (-7481516355855857528, 2);
INSERT INTO band (hash,passage) VALUES (-7217014797517828240, 2);
INSERT INTO band (hash,passage) VALUES (-7043313338744044104, 1);
INSERT INTO band (hash,passage) VALUES (-6794098561097956969, 3);
INSERT INTO band (hash,passage) VALUES (-6544818572606015402, 3);
INSERT INTO band (hash,passage) VALUES (-6085257603804434098, 3);
INSERT INTO band (hash,passage) VALUES (-5842570159670251276, 4);
INSERT INTO band (hash,passage) VALUES (-5425881023716480375, 3);
INSERT INTO band (hash,passage) VALUES (-4453339016215187928, 2);
INSERT INTO band (hash,passage) VALUES (-4435136577160771523, 4);
INSERT INTO band (hash,passage) VALUES (-3221316624409944020, 4);
INSERT INTO band (hash,passage) VALUES (-3030260163833016319, 2);
INSERT INTO band (hash,passage) VALUES (-2742932967433099255, 1);
INSERT INTO band (hash,passage) VALUES (-1669510757941991908, 1);
INSERT INTO band (hash,passage) VALUES (170599495478710728, 1);
INSERT INTO band (hash,passage) VALUES (2932102243577506141, 1);
INSERT INTO band (hash,passage) VALUES (3736763753583378620, 2);
INSERT INTO band (hash,passage) VALUES (4244795466987881603, 3);
INSERT INTO band (hash,passage) VALUES (5377313775785479761, 4);
INSERT INTO band (hash,passage) VALUES (6765428329096842856, 2);
INSERT INTO band (hash,passage) VALUES (6931795211653835207, 4);
INSERT INTO band (hash,passage) VALUES (7708443897767902397, 1);
INSERT INTO band (hash,passage) VALUES (7959614397303012874, 3);
INSERT INTO report_passage (report,start,end,passage) VALUES (1, 0, 91, 1);
INSERT INTO report_passage (report,start,end,passage) VALUES (1, 93, 183, 2);
INSERT INTO report_passage (report,start,end,passage) VALUES (2, 0, 92, 3);
INSERT INTO report_passage (report,start,end,passage) VALUES (3, 0, 53, 4);
INSERT INTO report_passage (report,start,end,passage) VALUES (3, 55, 146, 1);
INSERT INTO reliability (id,medium,grade,at,reviewer) VALUES (1, 'le matin', 'B', '2026-11-28T01:23:56Z', 'unnamed');
INSERT INTO judgement (id,key,act,kind,claim,other,field,value,at,reviewer,reason) VALUES (1, x'c3bd4580ec569b875535bd620e0c8779', x'5c45623bb20197b685f473b3b4f022cf', 'accept', x'1678923237f97238374b913dc3de6537', NULL, NULL, NULL, '2026-11-28T01:23:54Z', 'anna', NULL);
INSERT INTO judgement (id,key,act,kind,claim,other,field,value,at,reviewer,reason) VALUES (2, x'cac5d5495e00c99be18f743fb3283130', x'aad61c0525cbf3defcd9d0850bff1dd0', 'edit', x'b0ad644cf62b198a1dc49ffa6d0a8c86', NULL, 'date', '2024-03-13', '2026-11-28T01:23:56Z', 'anna', 'told before');
INSERT INTO sentence_text (rowid, text) VALUES (4, 'Morocco and Portugal signed an agreement on fishing in Lisbon on Wednesday, Diário reported.');
INSERT INTO sentence_text (rowid, text) VALUES (5, 'Portugal signed a fishing agreement with Morocco in Lisbon on Wednesday, the ministry said.');
INSERT INTO sentence_text (rowid, text) VALUES (6, 'Portugal signed a fishing agreement with Morocco in Lisbon on Wednesday, the ministry said.');
INSERT INTO sentence_text (rowid, text) VALUES (7, 'France praised the agreement.');
INSERT INTO sentence_text (rowid, text) VALUES (8, 'Police arrested 12 protesters near the ministry on Thursday.');
PRAGMA application_id = 1382117488;
PRAGMA user_version = 2;
