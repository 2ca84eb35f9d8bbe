-- A ledger of schema 4, as SQL.
PRAGMA foreign_keys = off;
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
    sha256 BLOB NOT NULL,               -- of the text
    added_at TEXT NOT NULL              -- RFC 3339, UTC
, given TEXT, characters INTEGER NOT NULL DEFAULT 0, body BLOB NOT NULL DEFAULT x'');
CREATE TABLE coder (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    model TEXT NOT NULL,
    codebook TEXT NOT NULL,
    UNIQUE (version, model, codebook)
);
CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report,
    coder INTEGER NOT NULL REFERENCES coder,
    read_at TEXT NOT NULL,
    superseded_at TEXT,
    claims INTEGER NOT NULL,
    body BLOB NOT NULL                  -- zlib over JSON: sentences, entities, attributions, claims, notices
, published TEXT);
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE name_word (
    word TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES name,
    PRIMARY KEY (word, name)
) WITHOUT ROWID;
CREATE TABLE sentence (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL
);
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
, telling INTEGER REFERENCES telling, passage INTEGER REFERENCES passage, medium INTEGER REFERENCES name, judged TEXT NOT NULL DEFAULT '');
CREATE TABLE participant (
    claim INTEGER NOT NULL REFERENCES claim,
    role INTEGER NOT NULL,              -- 0 actor, 1 recipient
    n INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES name,
    country TEXT,
    sector TEXT,
    PRIMARY KEY (claim, role, n)
) WITHOUT ROWID;
CREATE TABLE voice (
    claim INTEGER NOT NULL REFERENCES claim,
    depth INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES name,
    PRIMARY KEY (claim, depth)
) WITHOUT ROWID;
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
, judged TEXT NOT NULL DEFAULT '');
CREATE TABLE reliability (
    id INTEGER PRIMARY KEY,
    medium TEXT NOT NULL,
    grade TEXT NOT NULL,
    at TEXT NOT NULL,
    reviewer TEXT NOT NULL
);
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
CREATE TABLE telling (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    event INTEGER REFERENCES event
);
CREATE TABLE link (
    a INTEGER NOT NULL REFERENCES telling,
    b INTEGER NOT NULL REFERENCES telling,
    score REAL NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE TABLE passage_group (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report
);
CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL UNIQUE,
    grp INTEGER NOT NULL REFERENCES passage_group
, sketch BLOB NOT NULL DEFAULT x'');
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
CREATE TABLE crowded (
    hash INTEGER PRIMARY KEY,
    rank INTEGER NOT NULL               -- of the last that stands for the others
);
CREATE TABLE wording (
    telling INTEGER PRIMARY KEY,
    features BLOB NOT NULL              -- JSON, packed
);
CREATE TABLE block (
    hash INTEGER NOT NULL,              -- of what is shared, and the bucket of days in its lowest 20 bits
    rank INTEGER NOT NULL,              -- from the telling's key, so that it does not tell when it came in
    telling INTEGER NOT NULL,
    PRIMARY KEY (hash, rank, telling)
) WITHOUT ROWID;
CREATE TABLE change (n INTEGER NOT NULL);
CREATE TABLE answer (
    question TEXT PRIMARY KEY,
    change INTEGER NOT NULL,
    body TEXT NOT NULL                  -- JSON
) WITHOUT ROWID;
INSERT INTO report (id,key,name,title,publisher,published,published_day,url,language,sha256,added_at,given,characters,body) VALUES (1, x'c5762ab70793f90da97e8b8cff9ce032', 'a', 'Fishing', 1, '2024-03-14', 19796, NULL, NULL, x'12d6300a254c15806cb5f475ebc2095c25098b4cd1f8a2844d8995c19456d0c9', '2026-11-28T09:02:41Z', '2024-03-14', 183, x'78bb954a5bde0b00d572a0356dd0367022682d3678a20e71ca33b844f2cd2fca4f4e061f5ee693599c0459f307cf5b9052095aea5542cde6824644415162262c3fc34dd5530880f8131e248646c8a1021a3b4435141417d01cac0700f616429d');
INSERT INTO report (id,key,name,title,publisher,published,published_day,url,language,sha256,added_at,given,characters,body) VALUES (2, x'998547c9999977d838370bd24b40fcb9', 'b', NULL, 8, '2024-03-15', 19797, NULL, NULL, x'9138215f18dc00cf240e36eea97b28cecbe1139b946f5f81960444ae0d73f1f8', '2026-11-28T09:02:41Z', '2024-03-15', 92, x'78bb954a5bdef3cd2fca4f4e866cf30900d578a0f56dd0f630a811043fea19d43f826eeec9cc53f0c92c4e822cfb83672f1d0597ccc30b8b32615383a9297a004a782293');
INSERT INTO report (id,key,name,title,publisher,published,published_day,url,language,sha256,added_at,given,characters,body) VALUES (3, x'85d3a01ce9778d8382c190c180d30a86', 'c', NULL, 9, '2024-03-16', 19798, NULL, NULL, x'd0aaef9b66d05ebeea3886c8ae04c159f6daa56dde06ae74ba4b278d749d7570', '2026-11-28T09:02:41Z', '2024-03-16', 146, x'78bb954a5bde7304efbe03d539908d3245a0de08689931e86c5348c19f920a3e490fda4d2b482dd2e3e20a00558ea0a570d0a67322680937787e0f713834b820f3cd2fca4f4e069f79e693599c04592a08cf9290c20c5a5856429c0400cea43422');
INSERT INTO coder (id,version,model,codebook) VALUES (1, '0.1.0', 'fast-30c0872d28f5', '54487f7487f3');
INSERT INTO reading (id,report,coder,read_at,superseded_at,claims,body,published) VALUES (1, 1, 1, '2026-11-28T09:02:41Z', NULL, 3, x'78bb0fa50238c55a3d6fc23010fd2b157b55ec04251951253644842a75ea108155902a8c2e3030f0dfab7cd8be731c270402ab87d8b93bbfbbf79e3b2cd38421073451a1619c632395ebf538e8364689e9944a389d7f6b5941ddc2b41cad5b5da77bed26b4a7f5b7f110b7c9fb39240d872d21584a909b8d241158ced76346c06ca9089d52ecc24121f07fcf6d5411c3ade2987019a50c4014a3d4fb4ee25814d38d4f8776bb73e89c8abb2be88a676d1e0fc9f6024a3d0dffe7623d1f33d97a47fb1627834c66efe7dc4e0849752aff2ae7a835d19fabf4e589d6a76c629c65a7b3698be5c3f8db11e44954cf200e22831288fb947af1e4e6d5113067475108b5da30e343fc96620255b7a52987c7aacf25d316315c0b659d9e8136283bf0e4491a789e5dee15c041d4f1ec646e462dcaf668b4c1e1bd4b744a741138499da7210ee8fb68b025e4c7d3726e6fad6693b00fbdf916db83c8b719ea03dacf8a1861376139190684dd9835c56ecc8a61376aedea9539bddcc2c29be6257435604a84277d2beafa0481df7f431eaf681c21dbe7446e9d9ab7846eadded31e6f9e01c650c2fb884ed56f938430b7105ebfa435864b0620f2d364e4bc54bb90c468a795056e1ddcdbd16f9e4ebc7a88de938c00f8b00641f9e3e6056190b2a2e1166a7dedce40418b45faf153cc1db05550161bb64a1a4360ab58b1612bec802d5293bc519311d61a046cc4475d58c89c89024b6bf8b9fe03600db24d', '2024-03-14');
INSERT INTO reading (id,report,coder,read_at,superseded_at,claims,body,published) VALUES (2, 2, 1, '2026-11-28T09:02:41Z', NULL, 1, x'78bb0fa502382330656a694478a6136516c937bf283f39391f2557f93ae29d45a274fa0861259ae3cdc9993cc2671a11138901f94525a5e9d0711258000480fb0a340b00243be1dd0258863220270c081848c4cc934be6e1854599f9784201da67233d108a52412d23dd8c7ce4b0009946c6f8af392c67591861199e035515905c608863700e9e36c81f99c3162a741a98838424a5037345a9d07025d8a284a72f88c5c8c52e725053d4210615dad0d60ed61627eeec4d7a118654e722b7cbf0e61e320a0a843546c4b4bdc25353f2528b531291da1166f0952b26284d2f1370b5658cd2f44288c19a5e081144d30b26568b770c066fc30751446066462ce5086afb1cad7d833f41a1b66c281f7b4469e1c4d60200184e522e', '2024-03-15');
INSERT INTO reading (id,report,coder,read_at,superseded_at,claims,body,published) VALUES (3, 3, 1, '2026-11-28T09:02:41Z', NULL, 1, x'78bb0fa50238bd99b10e823010869fc88402c138fa0024c4c5c98140a32e36293a10c3bb9b02bdebc9d14650d70ea5fcf48eeffe3f10999a09181350db49c4e0563001683a132e154adf1fe7d13eb0d556f4083d9b2ead8d959c67bebf40962cc995021bf2810c9121575a5595222ae4fbc32f55c0478e67dec16d8a16a910d8d051414433f9da3052eaf627b7414b434e9b8b72e53030e3b39df930ce3927200dcc5b69e4779c79f35498460e1b4c2d4101e6a96126de12c43a8cb10e5b509c5a8290d40494fe9319d894ed5a2750cb51d620c2e2d85c5edda19968bc6afece2c7b6e231670bd2d634177c44f9d1214f4d5e4e7dd87b07098f68eb2bec9a62edd3a0124167146702fed7f9509c13d5cb3b8872b887b76adf3fa3e4fa6fce0a4e64fc814b55b935c93220536812bdfe5faf6c447e0ead4bd0010c37258', '2024-03-16');
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
INSERT INTO sentence (id,report,start,end) VALUES (4, 2, 0, 92);
INSERT INTO sentence (id,report,start,end) VALUES (5, 3, 55, 146);
INSERT INTO sentence (id,report,start,end) VALUES (6, 1, 0, 91);
INSERT INTO sentence (id,report,start,end) VALUES (7, 1, 93, 122);
INSERT INTO sentence (id,report,start,end) VALUES (8, 1, 123, 183);
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (4, x'89d3ad0b176d4f11fb14d0a9465276e7', 2, 2, 0, 4, 'SUPPORT', 'actual', '', ' resource ', 19795, 19795, NULL, NULL, 0.84, 4, 3, NULL, '');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (5, x'5d05f57a62294509ec6bad411e99c110', 3, 3, 0, 5, 'SUPPORT', 'actual', '', ' resource ', 19795, 19795, NULL, NULL, 0.84, 5, 1, NULL, '');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (6, x'a268d42f1149bfcfda400187c9c4d30f', 1, 1, 0, 6, 'SUPPORT', 'actual', '', ' resource ', 19795, 19795, NULL, NULL, 0.84, 1, 1, NULL, 'accepted');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (7, x'b0ad644cf62b198a1dc49ffa6d0a8c86', 1, 1, 1, 7, 'SUPPORT', 'actual', '', '', NULL, NULL, NULL, NULL, 0.84, 2, 2, NULL, '');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (8, x'1678923237f97238374b913dc3de6537', 1, 1, 2, 8, 'COERCE', 'actual', ' arrest ', '', 19796, 19796, NULL, NULL, 0.872, 3, 2, NULL, '');
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
INSERT INTO event (id,key,shown,type,status,claims,reports,origins,first_day,last_day,day_from,day_to,conflicts,judged) VALUES (4, x'a268d42f1149bfcfda400187c9c4d30f', 6, 'SUPPORT', 'actual', 3, 3, 2, 19796, 19798, 19795, 19795, '', 'accepted');
INSERT INTO event (id,key,shown,type,status,claims,reports,origins,first_day,last_day,day_from,day_to,conflicts,judged) VALUES (5, x'b0ad644cf62b198a1dc49ffa6d0a8c86', 7, 'SUPPORT', 'actual', 1, 1, 1, 19796, 19796, NULL, NULL, '', '');
INSERT INTO event (id,key,shown,type,status,claims,reports,origins,first_day,last_day,day_from,day_to,conflicts,judged) VALUES (6, x'1678923237f97238374b913dc3de6537', 8, 'COERCE', 'actual', 1, 1, 1, 19796, 19796, 19796, 19796, '', '');
INSERT INTO judgement (id,key,act,kind,claim,other,field,value,at,reviewer,reason) VALUES (1, x'51fd2b22b5e7f91befa4e111c07d6126', x'20345c6903fdc6dc8b4d35bf1fbbe58e', 'accept', x'a268d42f1149bfcfda400187c9c4d30f', NULL, NULL, NULL, '2026-11-28T09:02:42.212Z', 'anna', NULL);
INSERT INTO telling (id,key,event) VALUES (1, x'a35ed4cdea3d4995f550d943ea6cd2c1', 4);
INSERT INTO telling (id,key,event) VALUES (2, x'6ee11080221ffcfbff4efd1ea3357646', 5);
INSERT INTO telling (id,key,event) VALUES (3, x'969fd35b446c90d7091243f3b077b674', 6);
INSERT INTO telling (id,key,event) VALUES (4, x'2ac04a980203a11e1c65f5e9ebe5a5e3', 4);
INSERT INTO telling (id,key,event) VALUES (5, x'5ad375232676adc4dda44f3a06b2beb9', 4);
INSERT INTO link (a,b,score) VALUES (1, 4, 0.9925385144463935);
INSERT INTO link (a,b,score) VALUES (1, 5, 0.9933071490757153);
INSERT INTO link (a,b,score) VALUES (4, 5, 0.9925385144463935);
INSERT INTO passage_group (id,report) VALUES (1, 1);
INSERT INTO passage_group (id,report) VALUES (2, 1);
INSERT INTO passage_group (id,report) VALUES (3, 2);
INSERT INTO passage_group (id,report) VALUES (4, 3);
INSERT INTO passage (id,hash,grp,sketch) VALUES (1, -3228517561009618770, 1, x'5e2f6bd242ec81e01e2de41f76ed7bda');
INSERT INTO passage (id,hash,grp,sketch) VALUES (2, -1567622983759136830, 2, x'775ced5bfba6b9c3c6b25ad6e878ad55');
INSERT INTO passage (id,hash,grp,sketch) VALUES (3, -1207384965625414576, 3, x'd0af3fccd1ad45a90a1c2695b38e7a5f');
INSERT INTO passage (id,hash,grp,sketch) VALUES (4, 5358798566546516791, 4, x'93caf274c8bbba423ae5f0203d553a8f');
INSERT INTO band (hash,passage) VALUES (-1954410927, 4);
INSERT INTO band (hash,passage) VALUES (-1648930815, 2);
INSERT INTO band (hash,passage) VALUES (-1584387747, 1);
INSERT INTO band (hash,passage) VALUES (-1540577764, 1);
INSERT INTO band (hash,passage) VALUES (-1533570736, 4);
INSERT INTO band (hash,passage) VALUES (-1317984247, 1);
INSERT INTO band (hash,passage) VALUES (-1040169853, 3);
INSERT INTO band (hash,passage) VALUES (-832476729, 4);
INSERT INTO band (hash,passage) VALUES (-606557559, 3);
INSERT INTO band (hash,passage) VALUES (-496761416, 1);
INSERT INTO band (hash,passage) VALUES (-319021012, 4);
INSERT INTO band (hash,passage) VALUES (-303791940, 2);
INSERT INTO band (hash,passage) VALUES (-121405033, 3);
INSERT INTO band (hash,passage) VALUES (201164861, 4);
INSERT INTO band (hash,passage) VALUES (562999540, 4);
INSERT INTO band (hash,passage) VALUES (611350614, 3);
INSERT INTO band (hash,passage) VALUES (1232846013, 1);
INSERT INTO band (hash,passage) VALUES (1316876622, 3);
INSERT INTO band (hash,passage) VALUES (1457426888, 1);
INSERT INTO band (hash,passage) VALUES (1542441096, 2);
INSERT INTO band (hash,passage) VALUES (1549057546, 3);
INSERT INTO band (hash,passage) VALUES (1865830256, 2);
INSERT INTO band (hash,passage) VALUES (1914383912, 2);
INSERT INTO band (hash,passage) VALUES (1965985384, 2);
INSERT INTO report_passage (report,start,end,passage) VALUES (1, 0, 91, 1);
INSERT INTO report_passage (report,start,end,passage) VALUES (1, 93, 183, 2);
INSERT INTO report_passage (report,start,end,passage) VALUES (2, 0, 92, 3);
INSERT INTO report_passage (report,start,end,passage) VALUES (3, 0, 53, 4);
INSERT INTO report_passage (report,start,end,passage) VALUES (3, 55, 146, 1);
INSERT INTO wording (telling,features) VALUES (1, x'78bb6f9dbe1eab26ebc0045de46deb588f4eb0443e3901493174b9644e6671126c1a127a1c406e7e517e327892133c4d0399c7879a08cf99d893145c034a6a0a80f887a8d404b31cc5005f475038e3310067728a36b434b734d50193a8710c1232c39dae00900d81f7');
INSERT INTO wording (telling,features) VALUES (2, x'78bb6f9dbe1eab26f9c08402d02019c883882313c042e0adbb4a56e6c84726206d6e4f832e3481a8c59e34c06a50e354c92d88409a203e4e0d2dcd2dcd70c729008a165768');
INSERT INTO wording (telling,features) VALUES (3, x'78bb6f9dbe1e837ac4d9df35c8d915df7909c9f9a061737d503e845609b00313e042a02313cc914e4c3034026f2e86ca2236fe4367cfe0a3d4a04142689f18d630c09e74b0c4b95200e49807ac910e4e33e8718e300eec3eb8eda02c03755949062802a10eaec46f5f980f9644068d69434b734b331d30891ad310091ca90b1e5f90a0834c2242e3ccd0a836b616007f348bed');
INSERT INTO wording (telling,features) VALUES (4, x'78bb6f9dbe1eab26ebc0045de46deb588f4e3032443e3a0149754a666211786a07ba703227b338093a1f58949f0c9ee42c0015dc90797cf8f008d4687816c59eb66066a0a42a5f475070119baaa056a39810000919dc26e04c57d18696e696a63a601235b24142e6b8131800d3f384a0');
INSERT INTO wording (telling,features) VALUES (5, x'78bb6f9dbe1eab26ebc0045de46deb588f4eb0443e3901493174b9644e6671126c1a127a1c406e7e517e327892133c4d0399c7879a08cf99d893145c034a6a0a80f887a8d404b31cc5005f475038e3310067728a36b434b734d50193a8710c12b2c09dae00904381f9');
INSERT INTO block (hash,rank,telling) VALUES (-138766269806661, -1767910565, 3);
INSERT INTO block (hash,rank,telling) VALUES (-114626942990405, -1554066227, 1);
INSERT INTO block (hash,rank,telling) VALUES (-114626942990405, 717245080, 4);
INSERT INTO block (hash,rank,telling) VALUES (-114626942990405, 1523807523, 5);
INSERT INTO block (hash,rank,telling) VALUES (-93158033061957, -1767910565, 3);
INSERT INTO block (hash,rank,telling) VALUES (-68514547759173, -1767910565, 3);
INSERT INTO block (hash,rank,telling) VALUES (-46461988894789, -1554066227, 1);
INSERT INTO block (hash,rank,telling) VALUES (-46461988894789, 1523807523, 5);
INSERT INTO block (hash,rank,telling) VALUES (-20774259259461, 1860243584, 2);
INSERT INTO block (hash,rank,telling) VALUES (-18053431031877, -1554066227, 1);
INSERT INTO block (hash,rank,telling) VALUES (-18053431031877, 717245080, 4);
INSERT INTO block (hash,rank,telling) VALUES (-18053431031877, 1523807523, 5);
INSERT INTO block (hash,rank,telling) VALUES (-14502213449797, -1554066227, 1);
INSERT INTO block (hash,rank,telling) VALUES (-14502213449797, 717245080, 4);
INSERT INTO block (hash,rank,telling) VALUES (-14502213449797, 1523807523, 5);
INSERT INTO block (hash,rank,telling) VALUES (-1475025041477, -1554066227, 1);
INSERT INTO block (hash,rank,telling) VALUES (-1475025041477, 1523807523, 5);
INSERT INTO block (hash,rank,telling) VALUES (-453730891845, -1767910565, 3);
INSERT INTO block (hash,rank,telling) VALUES (51041011643, -1767910565, 3);
INSERT INTO block (hash,rank,telling) VALUES (10169228986299, 1860243584, 2);
INSERT INTO block (hash,rank,telling) VALUES (24849254188987, -1554066227, 1);
INSERT INTO block (hash,rank,telling) VALUES (24849254188987, 717245080, 4);
INSERT INTO block (hash,rank,telling) VALUES (24849254188987, 1523807523, 5);
INSERT INTO block (hash,rank,telling) VALUES (30886848890811, 717245080, 4);
INSERT INTO block (hash,rank,telling) VALUES (47628682790843, -1767910565, 3);
INSERT INTO block (hash,rank,telling) VALUES (95646408771515, 1860243584, 2);
INSERT INTO block (hash,rank,telling) VALUES (97861400790971, 717245080, 4);
INSERT INTO block (hash,rank,telling) VALUES (105430082127803, 1860243584, 2);
INSERT INTO change (n) VALUES (3);
INSERT INTO sentence_text (rowid, text) VALUES (4, 'Morocco and Portugal signed an agreement on fishing in Lisbon on Wednesday, Diário reported.');
INSERT INTO sentence_text (rowid, text) VALUES (5, 'Portugal signed a fishing agreement with Morocco in Lisbon on Wednesday, the ministry said.');
INSERT INTO sentence_text (rowid, text) VALUES (6, 'Portugal signed a fishing agreement with Morocco in Lisbon on Wednesday, the ministry said.');
INSERT INTO sentence_text (rowid, text) VALUES (7, 'France praised the agreement.');
INSERT INTO sentence_text (rowid, text) VALUES (8, 'Police arrested 12 protesters near the ministry on Thursday.');
CREATE INDEX report_published ON report (published_day);
CREATE INDEX report_publisher ON report (publisher);
CREATE UNIQUE INDEX reading_current ON reading (report) WHERE superseded_at IS NULL;
CREATE INDEX reading_report ON reading (report);
CREATE INDEX sentence_report ON sentence (report);
CREATE INDEX claim_report ON claim (report);
CREATE INDEX claim_reading ON claim (reading);
CREATE INDEX claim_sentence ON claim (sentence);
CREATE INDEX claim_type ON claim (type, status);
CREATE INDEX claim_day ON claim (day_from);
CREATE INDEX claim_place ON claim (place);
CREATE INDEX participant_name ON participant (name, role);
CREATE INDEX participant_country ON participant (country, role);
CREATE INDEX voice_name ON voice (name);
CREATE INDEX event_worth ON event (conflicts = '', last_day DESC, origins DESC, key);
CREATE INDEX event_reported ON event (last_day DESC, key);
CREATE INDEX event_origins ON event (origins DESC, key);
CREATE INDEX claim_telling ON claim (telling);
CREATE INDEX claim_passage ON claim (passage);
CREATE INDEX judgement_claim ON judgement (claim, kind);
CREATE INDEX judgement_kind ON judgement (kind);
CREATE VIEW in_force AS SELECT * FROM judgement j
    WHERE j.kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM judgement u WHERE u.claim = j.act AND u.kind = 'undo');
CREATE INDEX telling_event ON telling (event);
CREATE INDEX link_b ON link (b);
CREATE INDEX passage_grp ON passage (grp);
CREATE INDEX report_passage_passage ON report_passage (passage);
CREATE INDEX claim_country ON claim (place_country) WHERE place_country IS NOT NULL;
CREATE INDEX participant_sector ON participant (sector, role) WHERE sector IS NOT NULL;
CREATE INDEX claim_medium ON claim (medium) WHERE medium IS NOT NULL;
CREATE INDEX claim_long ON claim (day_to) WHERE day_to - day_from > 31;
CREATE INDEX event_day_order ON event (day_from IS NULL, day_from, day_to, key);
PRAGMA application_id = 1382117488;
PRAGMA user_version = 4;
