-- A ledger of schema 1, as SQL.
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

INSERT INTO name (id,name) VALUES (1, 'The Harbour Post');
INSERT INTO name (id,name) VALUES (2, 'Lisbon');
INSERT INTO name (id,name) VALUES (3, 'Portugal');
INSERT INTO name (id,name) VALUES (4, 'Morocco');
INSERT INTO name (id,name) VALUES (5, 'officials');
INSERT INTO name (id,name) VALUES (6, 'France');
INSERT INTO name (id,name) VALUES (7, 'Police');
INSERT INTO name (id,name) VALUES (8, '12 protesters near the ministry');
INSERT INTO name (id,name) VALUES (9, 'Riverside Wire');
INSERT INTO name (id,name) VALUES (10, 'minister');
INSERT INTO name_word (word,name) VALUES ('12', 8);
INSERT INTO name_word (word,name) VALUES ('france', 6);
INSERT INTO name_word (word,name) VALUES ('harbour', 1);
INSERT INTO name_word (word,name) VALUES ('lisbon', 2);
INSERT INTO name_word (word,name) VALUES ('minister', 10);
INSERT INTO name_word (word,name) VALUES ('ministry', 8);
INSERT INTO name_word (word,name) VALUES ('morocco', 4);
INSERT INTO name_word (word,name) VALUES ('near', 8);
INSERT INTO name_word (word,name) VALUES ('officials', 5);
INSERT INTO name_word (word,name) VALUES ('police', 7);
INSERT INTO name_word (word,name) VALUES ('portugal', 3);
INSERT INTO name_word (word,name) VALUES ('post', 1);
INSERT INTO name_word (word,name) VALUES ('protesters', 8);
INSERT INTO name_word (word,name) VALUES ('riverside', 9);
INSERT INTO name_word (word,name) VALUES ('the', 1);
INSERT INTO name_word (word,name) VALUES ('the', 8);
INSERT INTO name_word (word,name) VALUES ('wire', 9);
INSERT INTO report (id,key,name,title,publisher,published,published_day,url,language,text,sha256,added_at) VALUES (1, x'b163509716413c106194b026cdeb4c0e', 'one', 'Talks in Lisbon', 1, '2025-03-13', 20160, NULL, NULL, 'Portugal signed a fishing agreement with Morocco in Lisbon on March 12, officials said.

France praised the agreement. Police arrested 12 protesters near the ministry on Thursday.', x'4b1d60711d3a317ba684ddc6437edef118f5c034e22fcf430798db13bd4930f3', '2026-11-27T22:40:44Z');
INSERT INTO report (id,key,name,title,publisher,published,published_day,url,language,text,sha256,added_at) VALUES (2, x'ce3226c8219baf072ebe23b95833141e', 'two', NULL, 9, '2025-03-14', 20161, NULL, NULL, 'Morocco and Portugal signed an agreement on fishing in Lisbon on Wednesday – a “first step”, the minister said.', x'508a994c7065a47ddc108f59a98f60e76fda896d3a005dded268b159a633b37d', '2026-11-27T22:40:44Z');
INSERT INTO coder (id,version,model,codebook) VALUES (1, '0.1.0', 'deep-d26017047dc5', '99e8368b0d22');
INSERT INTO reading (id,report,coder,read_at,superseded_at,claims,body) VALUES (1, 1, 1, '2026-11-27T22:40:44Z', NULL, 3, x'789cc557cd6edb38107e1581673b36a5d892732b82742f096c78bbbd1441404bb44dac2c0a2495ae1108e883ecbe5c9f6439d40f2945719c6cbbbd99239233f37d33dfd04f48d24cd12ca6125d7d79425211a1d0d574846896a0ab282c47ad315ad4568c23c78c716b0f17e53dfc564cb1fa42a6ed88623442ea9853fdfb7679ad171939c062c5852a7624d596981799124730ae3fe9b5a4b1e2422f7f5b7ed64b923222cd9de0e191251033ba7ab2e79e902852b8b4b64c8c8f11faca4522e1b3a27fa9aecf7eb66569fdb6d7558689deabde7c5d093855105cbe00c11d173c8e790781bb0feb9f89807559477c89eb902fdf05c1e9fb1c0c228bc1ea666d31e0db2d8b194925fa19752068ae391aefb90b4656a4e989544d4443b9baa1d6d9867e4338ee64bb40c38c7f14243377db543fae3ffc90545f20bcf5d8efe4c5ec3d7c9fbcce01004fd130df2b9eb21e023db2af972bf4bf912d783adcd97594cf85ceef258a5f4814fb5e2eb8a2525121bd8c12e1a93df50e2c6312e23f85c0e7db5f8e808ddd4121881a14aaeed68111a504db148af14c5ad527808ae4858088ed6c71db459f8d8bced7a8fd3a375f394c2735349bc2693b6c003e232e95b7873f196c4045063424e39de0458e5e9516bde459f2b0277078ab5b9c8e507d93cc298df71508860094d142897a7065db8697e945a4a52f27c2c40ca08f5a7a0a3a79a4623391e4884c6a29610707aed829a2dfff58ad9626c6034f68c5be810268f98204ad61bd3711a94202dcb12a9a31a42d0f06d8964a49b493d110cadaa960bb1d15ee6eb6cba8b3bf2dfc99de4e00b52a70f5ea0c7cc7a8b79462043d76c69479fb34b54e2e0d1b82c62c67da5af75a02d26701b92322de7bd8b7dee77e5b8723f44852401bf9537f369e0663b3712bf8a16f53bc6fa189da766d1ae23c25b1ebfe96c90dcfacf359e37c66536ff7f4e1dd510e5be4039499efcfc3e92cd42e2063a93b56ef53fc2b1c4c89be3a882e423cd71b52f8345e5ce02008ca4e8fbfd0e267cec8c1a9efb671598bc219b50bcc350f585374dd660c676dfbc92207599c40658fc94e507a801ed5277430408a0605b58a1e1baecee9c5573bb01281e72d960bc264a7c7e64d934d83c12e3b3176dffcb6b0782f4e947f157b5d8cd5a25b061df8f119f057597760c70eec8185fd7a79b3bebeb1a82322b4ec29f463d0af2e73e1c77e8b7f70590eabdc89f7c09bdf368eca4d9f53d03aedbc201cdfc1acf1eda8df7f7e6e38416113544f063fed0b2113727402091ba9c761342084c0685f080dcbbc6fe90b61e008e1abb5e7f76b2fb2b51773aaf56952d78f2d3d1c0626c78c2bd6fcff8d4db121c50e7472d4f88d59b6a5faa053281de1d7b22ac90e8e7cfff6773324be7ffbc763d21394241e919e95f691b7391a46f262a3ab8440261e40ece93787f9a0d3d1ed51de97ff02e7caefbe');
INSERT INTO reading (id,report,coder,read_at,superseded_at,claims,body) VALUES (2, 2, 1, '2026-11-27T22:40:44Z', NULL, 1, x'789cb5554b8fda3010fe2b95cfa1796cd9146e5555f5d20a445f876a85bcc904ac2676e4072d42f9eff5382f83d86541da5b663ccf6fe69b1c8802ae8167a0c8fcf781284da526f32820c073328fe3b879c06fcd34eb4c98d513884940f4be06fbfd65f1d10a9c56287c15526499b08a4c18aee51e751f565656906921adf879f1d38ab46454b9909860c7722c82cc0fa3df81485362cc4e13ba1401f92b64aef059c33f7d94f2a4fab469c6b443b456115a5b7d6d341bafef3f79a2ffa590da6c687904c072f5fd3501f0727635c749577412dd82c185801e0ce908c3f2d36a84a1629c290df2320ca2285876e2720334126a5bf4642b7c84b829cb664c3138b58a900b9bd375790a80574b07c02ced29114d9f83b4cb757dc8068946b596ecd16826b847368a6453c2486c6224e9eccef3b7ce99397a8ea3fb81c5917b17c8747d8ee7b391e6fb7eac6dc2f51f860664e8ebc238ad2878bede52f42a68a920205d08550364dbb67f374fc2c168d9718517fd98a3b7efe380d454ba627186c1306d03e10ee463a8e89eb89e4aca2a0faaccbb4bdf7e2c970b576325726897c96180f34001d7df280438d3a6df76ab593b2487c9296a4307e761b5c924db6c40faf66cc3c1f348e29e3ba9b5a708575bf1c58b73fd551d47181364e94b087dc3ed1ad3246e0c12325633abed389be35d1911f905390795db990df9efa77d93ef02b2a325224e9228994ea2bb499c58c3428aea54a7c5a906725d1ceb2cc675497191dad5f138f504a5863af516de9ce1a9c7b37307cea74dd3d1f045cb83c8f5bf5f37f56316a4d361ef95a9f1bc85b85a13ba91001592c37ad86a1093689aba4170a159fb2f7f68fe03d14d7e6d');
INSERT INTO sentence (id,report,start,end) VALUES (1, 1, 0, 87);
INSERT INTO sentence (id,report,start,end) VALUES (2, 1, 89, 118);
INSERT INTO sentence (id,report,start,end) VALUES (3, 1, 119, 179);
INSERT INTO sentence (id,report,start,end) VALUES (4, 2, 0, 111);
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence) VALUES (1, x'cbbd2d8caeb3a032d99abee12fca12c4', 1, 1, 0, 1, 'SUPPORT', 'actual', '', ' resource ', 20159, 20159, 2, 'PRT', 0.75);
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence) VALUES (2, x'1051237d63c497d506b48e5678368872', 1, 1, 1, 2, 'SUPPORT', 'actual', '', '', NULL, NULL, NULL, NULL, 0.75);
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence) VALUES (3, x'a10b0437d6adecf5491c1793b4ec36ca', 1, 1, 2, 3, 'COERCE', 'actual', ' arrest ', '', 20160, 20160, NULL, NULL, 0.85);
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence) VALUES (4, x'85410b881db218777638c630c4425ba3', 2, 2, 0, 4, 'SUPPORT', 'actual', '', '', 20159, 20159, NULL, NULL, 0.75);
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (1, 0, 0, 3, 'PRT', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (1, 0, 1, 4, 'MAR', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (2, 0, 0, 6, 'FRA', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (3, 0, 0, 7, 'PRT', 'COP');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (3, 1, 0, 8, 'PRT', 'CVL');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (4, 0, 0, 4, 'MAR', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (4, 0, 1, 3, 'PRT', 'GOV');
INSERT INTO voice (claim,depth,name) VALUES (1, 0, 5);
INSERT INTO voice (claim,depth,name) VALUES (4, 0, 10);
INSERT INTO sentence_text (rowid, text) VALUES (1, 'Portugal signed a fishing agreement with Morocco in Lisbon on March 12, officials said.');
INSERT INTO sentence_text (rowid, text) VALUES (2, 'France praised the agreement.');
INSERT INTO sentence_text (rowid, text) VALUES (3, 'Police arrested 12 protesters near the ministry on Thursday.');
INSERT INTO sentence_text (rowid, text) VALUES (4, 'Morocco and Portugal signed an agreement on fishing in Lisbon on Wednesday – a “first step”, the minister said.');
PRAGMA application_id = 1382117488;
PRAGMA user_version = 1;
