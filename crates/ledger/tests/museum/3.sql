-- A ledger of schema 3, as SQL.
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
    features BLOB NOT NULL,             -- JSON, packed
    event INTEGER REFERENCES event
);
CREATE TABLE block (
    hash INTEGER NOT NULL,
    rank INTEGER NOT NULL,              -- from the telling's key, so that it does not tell when it came in
    telling INTEGER NOT NULL REFERENCES telling,
    PRIMARY KEY (hash, rank, telling)
) WITHOUT ROWID;
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
CREATE TABLE crowded (
    hash INTEGER PRIMARY KEY,
    rank INTEGER NOT NULL               -- of the last that stands for the others
);
INSERT INTO report (id,key,name,title,publisher,published,published_day,url,language,sha256,added_at,given,characters,body) VALUES (1, x'e6a753dbfe29f8a6998cc7c66b5de42b', 'm1', 'Iran and Belarus sign a defence agreement', 1, '2025-03-12', 20159, NULL, NULL, x'563bb2292610aabee6acd50aecea1b888cdb7d7d07338bea8db6c6254a1cc4de', '2026-11-28T06:36:36Z', '2025-03-12', 181, x'78bb954a5bdef3f5f40bf6d681a6744323055d48a4435bc489906d22e025cfb0339fc1e593536a4e625129d805be9979a093f6f210190d74c519b2b3f5b8b802207e827bdfd0043904c091049a1c02053724db428a394fd0782e68c5223c7183cd0300d3ca3f04');
INSERT INTO report (id,key,name,title,publisher,published,published_day,url,language,sha256,added_at,given,characters,body) VALUES (2, x'76cc4c1ed64477134c74e04c8962d49b', 'm2', 'Defence pact in Minsk', 9, '2025-03-13', 20160, NULL, NULL, x'c1370c302f93880063f20a389e52c0ff13ec973acc95d0b036dacd58e3d2660e', '2026-11-28T06:36:36Z', '2025-03-13', 149, x'78bb954a5bde03473128533aa5e6241681c6ac216d619028fc9867f0414a905496094e79a0a3f5f2a0d9c3d048472124b1382f3317be675f8f8b0b643da80e851e7198980c59fe8a3666095eee0a59fa86dc360300688f3550');
INSERT INTO report (id,key,name,title,publisher,published,published_day,url,language,sha256,added_at,given,characters,body) VALUES (3, x'12c2936de68a618966554ab616eaf883', 'm3', 'Arrests in Brest', 1, '2025-03-13', 20160, NULL, NULL, x'16c332253eb124947a2d09f25e0ac42146a64a15c6207b27b260cae59088f3e6', '2026-11-28T06:36:36Z', '2025-03-13', 164, x'78bb954a5bde0b805896920a0aaad41405437364a781430f346b030a07487e82943f9ea08156d0524278aa8318c705b2162d9041732ba9b9d0be193404209d47c8e94cf0493670b6877708e1aed00300f6813b4d');
INSERT INTO coder (id,version,model,codebook) VALUES (1, '0.1.0', 'fast-30c0872d28f5', '387684802485');
INSERT INTO reading (id,report,coder,read_at,superseded_at,claims,body,published) VALUES (1, 1, 1, '2026-11-28T06:36:36Z', NULL, 2, x'78bb0fa50238cd5a3d6f833010fd2b55f7a61c94afb59d2a556a86aa9d3aa0c66a91a210993064c87faf0cf838836d3e424876649fcff77cefdea3d73205c53295c981080c16a83793c336afb306887ff77c674d598c88bfc17ccedaec969a2fbb40302901f6f506781ba56c9c26dbcb648133c1961efe329a0c4160a6183a3454e9bc4904c6be49ee570cc475b6add6361ef5e57dbddc510d5e2346d985b7e807e49ce018ae159eeef63c3b30291098cffbf976f5f32a917607684fade452bcd75deeab606e69c66bb6ca8f3753d28673eb0246f28c143df4a7382814195d813bc6cee53826fb4406d056b7a38eba5dec2a7dfb9767c5be3fe90bc9db7972ecb54ca8cbaccb138498a8c898a8069dbedbeb33e1eb7643495aca0068d4b22425d44e29c6b3543757de84f871cc30d66ae9c24836d4dcb0e0f4839af178d2d16c120c19edbed866c7f24d421e91506e2f048c0b4d763a89d73a57d9bbb89697a873f6fde05a3a2de06dd4ffac36d646c239cb0faab3311519eaf3330a1a55188a248d432b805e92b6f28ed11cca2a4de09e6da282c1c64dfb9fca6ac8435ccdbf2dc87c142dc0006a32e0bb1ac8800632d0810c6820033a31e4b9ac1422cbe16d0ba75ebe17f5473d62481c783631c45d39b128a64a0ff15641149635a0c52ded9518ac1856ad848574522b25b32b22b905007d326d489510c67fd8630d46621d85de142544ea20703919e4fbf40f805f07ef', '2025-03-12');
INSERT INTO reading (id,report,coder,read_at,superseded_at,claims,body,published) VALUES (2, 2, 1, '2026-11-28T06:36:36Z', NULL, 2, x'78bb0fa50238c59a3d6fc2301086ff4ac4dc48242a56b276ae54c4cc42d115aaa21ad981aa43ff7be5b88ecf8e13c78ea12303b9f8ee721fef630f32ad0822a0952ee7b51f80cee26b69b99a3acde37caa861e35012b4630b5e430ad56412349581a7e9c1b4119284d162bbfc699ce019dc5de763dea004b920d7aaa9bedc84b099d27e8f94cf9bbadf85a30f165bd4e08130d932a7ee50044ac072278a057609f6afc4c9ec60cc4a09b1f290ea6f0ca1825701fd77853553d0b35fe14e52a0611e040f7155ca123c842b91ad06fd5df49354dbcfd0f34e095706590ee27e1762195867183c61e9f279d7443875be51da8fb812d0dcd6578761f29abe1cd43db28e38673a293f466a3b94ba39b30183b2b6ebfbb98dbdb2224897eeea04cff5d57d4c2f4ee74820398ba74fa8d7cb7df5fb891f34b35dd16c5d299f5be96e169677682ca7e362ae94e2fdf512dc9de5c63e4e3be5253eaac904e1608f5c201abc722fdc3972182bfc59baf42701551905722d8774edf720e8da9e298d1d76fd450fa916d511e6c175943b3571057fe9e9e370fd9d71118b4765b331965ed0ff9398a23706897905fb5d901f0', '2025-03-13');
INSERT INTO reading (id,report,coder,read_at,superseded_at,claims,body,published) VALUES (3, 3, 1, '2026-11-28T06:36:36Z', NULL, 3, x'78bb0fa50238cd9a5f4f833014c5bf0af1d9fd290c18af337b3059e2629c4f7ba9e31a89db3a0bccf0e07737ed286da10559d0f868b258e0b6e79efb3bed884cc3b99280ceab2035987507a05aa2b226fb0b2fb6a528770feb0153946ab9daeb04b6305083b528744e946420a61eeb333faf067c666d4951fbc89ce1d982ab7bd6541242cb464a8bce0879a8a737ad2c06e52a37d753abc0f212cb9c9213e0a3b339d6f1e872a3f6a672eceb4fc42d396463e17aee165d05997d814343d7c000595316c3bf99008acd3be3045a0abddfc07f552ad35ef33fe27e292e3aa15f791547121b4c29a4990e6c3aadaa1c8f71a268b9fa697b39d918329c6873b66850c8ec63ad7ad3228075a3755140a58f378d56b55e5da1845c8846e146578a995cdee5cbd77cdd530e698c95b33dab307e643075c860ea50c3d42183a9432653b7e05b43ba23515e3666884b0ce54f3a2c5d14786d96ce1d4fa33010aece1b0773d607fbb83ad672db24514a42ab76ab87bd61eaec9bfdab037e69560ee80e26e5b153d857e899216b79f34e61ac498a4f274ace50c3ac7bfc42e82fcc994cbce0a01dcf48f449343553b01f48fbb5fd47d628188c57b6a101bcdbe5294bb1f957504bc64f8d01578a6b86b2664502fbb8a7c8f6ae530c077c8c755a29ac00f2bc7f55a77617e68bb385026f50613d0eb62b287ce4906693cb475777c5d4b7cd6470666f7fb90f418b11791da590e90847696472ecc8087977b6654bdbde3819715e805df45bac1e6f9dcf37a0c0670efeff1d42f91f1418d062234a0a7cf4f8066c84fe36', '2025-03-13');
INSERT INTO name (id,name) VALUES (1, 'Harbour Wire');
INSERT INTO name (id,name) VALUES (2, 'Iran');
INSERT INTO name (id,name) VALUES (3, 'Belarus');
INSERT INTO name (id,name) VALUES (4, 'officials');
INSERT INTO name (id,name) VALUES (5, 'Brest');
INSERT INTO name (id,name) VALUES (6, 'Police');
INSERT INTO name (id,name) VALUES (7, '14 protesters');
INSERT INTO name (id,name) VALUES (8, 'Interior Ministry');
INSERT INTO name (id,name) VALUES (9, 'North Gazette');
INSERT INTO name (id,name) VALUES (10, 'Tasnim');
INSERT INTO name (id,name) VALUES (11, 'opposition');
INSERT INTO name (id,name) VALUES (12, 'government');
INSERT INTO name (id,name) VALUES (13, '17 protesters');
INSERT INTO name (id,name) VALUES (14, 'European Union');
INSERT INTO name_word (word,name) VALUES ('14', 7);
INSERT INTO name_word (word,name) VALUES ('17', 13);
INSERT INTO name_word (word,name) VALUES ('belarus', 3);
INSERT INTO name_word (word,name) VALUES ('brest', 5);
INSERT INTO name_word (word,name) VALUES ('european', 14);
INSERT INTO name_word (word,name) VALUES ('gazette', 9);
INSERT INTO name_word (word,name) VALUES ('government', 12);
INSERT INTO name_word (word,name) VALUES ('harbour', 1);
INSERT INTO name_word (word,name) VALUES ('interior', 8);
INSERT INTO name_word (word,name) VALUES ('iran', 2);
INSERT INTO name_word (word,name) VALUES ('ministry', 8);
INSERT INTO name_word (word,name) VALUES ('north', 9);
INSERT INTO name_word (word,name) VALUES ('officials', 4);
INSERT INTO name_word (word,name) VALUES ('opposition', 11);
INSERT INTO name_word (word,name) VALUES ('police', 6);
INSERT INTO name_word (word,name) VALUES ('protesters', 7);
INSERT INTO name_word (word,name) VALUES ('protesters', 13);
INSERT INTO name_word (word,name) VALUES ('tasnim', 10);
INSERT INTO name_word (word,name) VALUES ('union', 14);
INSERT INTO name_word (word,name) VALUES ('wire', 1);
INSERT INTO sentence (id,report,start,end) VALUES (3, 2, 0, 86);
INSERT INTO sentence (id,report,start,end) VALUES (4, 2, 88, 149);
INSERT INTO sentence (id,report,start,end) VALUES (5, 3, 0, 78);
INSERT INTO sentence (id,report,start,end) VALUES (6, 3, 80, 164);
INSERT INTO sentence (id,report,start,end) VALUES (7, 1, 0, 101);
INSERT INTO sentence (id,report,start,end) VALUES (8, 1, 103, 181);
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (3, x'455df1572d6df12422d65b29829b27f2', 2, 2, 0, 3, 'SUPPORT', 'actual', '', ' military ', 20159, 20159, NULL, NULL, 0.84, 3, 3, 10, '');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (4, x'60b8c47b15b56807b33b7f4231896688', 2, 2, 1, 4, 'ACCUSE', 'actual', ' allege ', '', NULL, NULL, NULL, NULL, 0.824, 4, 4, NULL, '');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (5, x'98bccf8ce2d07a4c2dce2a88ba17aa72', 3, 3, 0, 5, 'COERCE', 'actual', ' arrest ', '', 20158, 20158, 5, 'BLR', 0.792, 5, 5, NULL, '');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (6, x'fec83fcc535ecfccc7cdc65459a0c007', 3, 3, 1, 6, 'ACCUSE', 'actual', ' disapprove ', ' labor ', NULL, NULL, NULL, NULL, 0.84, 6, 6, NULL, '');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (7, x'b0088a77fb404acb6490b258a0458d00', 3, 3, 2, 6, 'REQUEST', 'actual', ' yield ', '', NULL, NULL, NULL, NULL, 0.84, 7, 6, NULL, '');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (8, x'8560ab02aeb895386adadccea1985f8f', 1, 1, 0, 7, 'SUPPORT', 'actual', '', ' military ', 20159, 20159, NULL, NULL, 0.84, 1, 1, NULL, '');
INSERT INTO claim (id,key,report,reading,n,sentence,type,status,mode,context,day_from,day_to,place,place_country,confidence,telling,passage,medium,judged) VALUES (9, x'fc1487daa9e8c8ab82b623c46848049a', 1, 1, 1, 8, 'COERCE', 'actual', ' arrest ', '', 20158, 20158, 5, 'BLR', 0.872, 2, 2, NULL, 'accepted');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (3, 0, 0, 2, 'IRN', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (3, 0, 1, 3, 'BLR', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (4, 0, 0, 11, 'BLR', 'OPP');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (4, 1, 0, 12, 'BLR', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (5, 0, 0, 6, 'BLR', 'COP');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (5, 1, 0, 13, NULL, 'CVL');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (6, 0, 0, 14, 'EUR', NULL);
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (7, 0, 0, 14, 'EUR', NULL);
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (7, 1, 0, 13, NULL, 'CVL');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (8, 0, 0, 2, 'IRN', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (8, 0, 1, 3, 'BLR', 'GOV');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (9, 0, 0, 6, 'BLR', 'COP');
INSERT INTO participant (claim,role,n,name,country,sector) VALUES (9, 1, 0, 7, 'BLR', 'CVL');
INSERT INTO voice (claim,depth,name) VALUES (8, 0, 4);
INSERT INTO voice (claim,depth,name) VALUES (5, 0, 8);
INSERT INTO voice (claim,depth,name) VALUES (9, 0, 8);
INSERT INTO voice (claim,depth,name) VALUES (3, 0, 10);
INSERT INTO event (id,key,shown,type,status,claims,reports,origins,first_day,last_day,day_from,day_to,conflicts,judged) VALUES (3, x'60b8c47b15b56807b33b7f4231896688', 4, 'ACCUSE', 'actual', 1, 1, 1, 20160, 20160, NULL, NULL, '', '');
INSERT INTO event (id,key,shown,type,status,claims,reports,origins,first_day,last_day,day_from,day_to,conflicts,judged) VALUES (4, x'fec83fcc535ecfccc7cdc65459a0c007', 6, 'ACCUSE', 'actual', 1, 1, 1, 20160, 20160, NULL, NULL, '', '');
INSERT INTO event (id,key,shown,type,status,claims,reports,origins,first_day,last_day,day_from,day_to,conflicts,judged) VALUES (5, x'b0088a77fb404acb6490b258a0458d00', 7, 'REQUEST', 'actual', 1, 1, 1, 20160, 20160, NULL, NULL, '', '');
INSERT INTO event (id,key,shown,type,status,claims,reports,origins,first_day,last_day,day_from,day_to,conflicts,judged) VALUES (6, x'8560ab02aeb895386adadccea1985f8f', 8, 'SUPPORT', 'actual', 2, 2, 2, 20159, 20160, 20159, 20159, '', '');
INSERT INTO event (id,key,shown,type,status,claims,reports,origins,first_day,last_day,day_from,day_to,conflicts,judged) VALUES (7, x'fc1487daa9e8c8ab82b623c46848049a', 9, 'COERCE', 'actual', 2, 2, 1, 20159, 20160, 20158, 20158, ' numbers ', 'accepted');
INSERT INTO judgement (id,key,act,kind,claim,other,field,value,at,reviewer,reason) VALUES (1, x'478824e67368cc072ea082ba4766ea4a', x'6f1c1aa0f939d0a58dc7f108c2360b7c', 'accept', x'fc1487daa9e8c8ab82b623c46848049a', NULL, NULL, NULL, '2026-11-28T06:36:36.968Z', 'anna', 'seen');
INSERT INTO telling (id,key,features,event) VALUES (1, x'ba5a1c3a60fe19a5b7e350d0f7302a3e', x'78bb6f9dbe1eab26ebc0045de46deb588f4e3032463a3ac1d0086da77b526a4e2278cf0b783f0478190874ae0f36350cf534d21c11d4707826c59ebac0e6a0242acf203fa21315c45d68a91212dc780cc099aac0516d098e6a4bd4a88648e04c5e00bda881c3', 6);
INSERT INTO telling (id,key,features,event) VALUES (2, x'03ad2a665e09e48f3e38c2d1ad8688b4', x'78bb6f9dbe1e837ac4d9df35c8d915df7909c9f9a061737d503e845609b00313e042a02313cc914e4c3034016f2e86ca26612e1e419c05001fb1060d1842fbc7d02a067b2ac212fdd070c11eff25a0e4831efd08e3c04e855b8e962cd1cd0df3c192ae08452e48c812337661a1822f762dcd8c89885d484043a61ca1316c68521b5b0b00c28899fa', 7);
INSERT INTO telling (id,key,features,event) VALUES (3, x'855b91ab1f249dd715501629dcafa151', x'78bb6f9dbe1eab26ebc0045de46debd88f4e30473a3ac1d0086da77b526a4e2278cf0b783f0478190874ae2f113a350cf5347c7804764c4362715e662e8e9405360325417906f9119da0206e424b9190a0c66300ce14058e664b70345ba2463381a40500a46a805e', 6);
INSERT INTO telling (id,key,features,event) VALUES (4, x'de857f1943fbf37f7f8cf32c8c27f08f', x'78bb6f9dbe1e8379c4d93934d815df790989c9c9a5c5a9fa100ae5c004b01078e3ae9295a129f28909508964d8d61394357528332fc5a93938920b923294b40209047864fb07108c6c849948eec067264afa839b495e820100f2a2764c', 3);
INSERT INTO telling (id,key,features,event) VALUES (5, x'5318165530308e6f105b7d9df32c245e', x'78bb6f9dbe1e837ac4d9df35c8d915df7909c9f9a061737d503e845609b00313e08bff41472698239d9860680ed99409560f5785b478047116007cc41a346008ed1f43ab18eca9084bf443c3057bfc9780920f7af4238c033b156e396ab2444f56613e589215a1b8454d4ff0c885850ebec8b5343326227221110399718446b0a1796d6c2d007f489a5a', 7);
INSERT INTO telling (id,key,features,event) VALUES (6, x'66ecc284ac921f071b359ee9ad396d35', x'78bb6f9dbe1e8379c4d93934d815df790989c9c9a5c5a9faa03e556a2eea8909c97031f0a10996c887261441978c20d4c07732a4968206172183dba07142f8681074d4065250634f44487ae1ca1001e41a0a0a20584280042b7232a25a320000ecf26947', 4);
INSERT INTO telling (id,key,features,event) VALUES (7, x'30229b5b5a4feaf73f4557090abdea2a', x'78bb6f9dbe1e837a24c83530d43518ef8109d0e1057df84e04c491097021d0a10926a6c887261441978c80fa62a9b9a0f404579c5a0a1a5c4c848e04829a2ad09101e8a80da4a0c69e8890f4c2952102c835141440b084000956e464849e0c10e61a9a23bb063579a227af301f2cc98bbce4040014398136', 5);
INSERT INTO block (hash,rank,telling) VALUES (-1868616187, -561676519, 4);
INSERT INTO block (hash,rank,telling) VALUES (-1775843175, -561676519, 4);
INSERT INTO block (hash,rank,telling) VALUES (-1770568458, 61680230, 2);
INSERT INTO block (hash,rank,telling) VALUES (-1622595798, -1168499654, 1);
INSERT INTO block (hash,rank,telling) VALUES (-1475750612, 1394087509, 5);
INSERT INTO block (hash,rank,telling) VALUES (-1417533727, -2057596501, 3);
INSERT INTO block (hash,rank,telling) VALUES (-1417533727, -1168499654, 1);
INSERT INTO block (hash,rank,telling) VALUES (-1401996889, 61680230, 2);
INSERT INTO block (hash,rank,telling) VALUES (-1145573415, -2057596501, 3);
INSERT INTO block (hash,rank,telling) VALUES (-1145573415, -1168499654, 1);
INSERT INTO block (hash,rank,telling) VALUES (-989190091, 61680230, 2);
INSERT INTO block (hash,rank,telling) VALUES (-989190091, 1394087509, 5);
INSERT INTO block (hash,rank,telling) VALUES (-902193960, -561676519, 4);
INSERT INTO block (hash,rank,telling) VALUES (-802250268, -2057596501, 3);
INSERT INTO block (hash,rank,telling) VALUES (-773758235, -2057596501, 3);
INSERT INTO block (hash,rank,telling) VALUES (-704190029, 1726792324, 6);
INSERT INTO block (hash,rank,telling) VALUES (-497374504, -2057596501, 3);
INSERT INTO block (hash,rank,telling) VALUES (-208922495, 1394087509, 5);
INSERT INTO block (hash,rank,telling) VALUES (-182307183, 807574363, 7);
INSERT INTO block (hash,rank,telling) VALUES (-182307183, 1726792324, 6);
INSERT INTO block (hash,rank,telling) VALUES (-154315777, 1394087509, 5);
INSERT INTO block (hash,rank,telling) VALUES (-101178509, 1394087509, 5);
INSERT INTO block (hash,rank,telling) VALUES (-100830248, 1394087509, 5);
INSERT INTO block (hash,rank,telling) VALUES (10519058, -2057596501, 3);
INSERT INTO block (hash,rank,telling) VALUES (10519058, -1168499654, 1);
INSERT INTO block (hash,rank,telling) VALUES (136966337, -561676519, 4);
INSERT INTO block (hash,rank,telling) VALUES (402369454, -2057596501, 3);
INSERT INTO block (hash,rank,telling) VALUES (423427875, 1394087509, 5);
INSERT INTO block (hash,rank,telling) VALUES (672361573, 61680230, 2);
INSERT INTO block (hash,rank,telling) VALUES (755053924, 807574363, 7);
INSERT INTO block (hash,rank,telling) VALUES (755053924, 1726792324, 6);
INSERT INTO block (hash,rank,telling) VALUES (778332358, 1394087509, 5);
INSERT INTO block (hash,rank,telling) VALUES (881259530, -2057596501, 3);
INSERT INTO block (hash,rank,telling) VALUES (1117609901, -2057596501, 3);
INSERT INTO block (hash,rank,telling) VALUES (1117609901, -1168499654, 1);
INSERT INTO block (hash,rank,telling) VALUES (1339867372, 61680230, 2);
INSERT INTO block (hash,rank,telling) VALUES (1339867372, 1394087509, 5);
INSERT INTO block (hash,rank,telling) VALUES (1407382000, 61680230, 2);
INSERT INTO block (hash,rank,telling) VALUES (1634878421, 61680230, 2);
INSERT INTO block (hash,rank,telling) VALUES (1741712955, 807574363, 7);
INSERT INTO block (hash,rank,telling) VALUES (1847704406, -2057596501, 3);
INSERT INTO block (hash,rank,telling) VALUES (1912567925, -2057596501, 3);
INSERT INTO block (hash,rank,telling) VALUES (1922108286, -2057596501, 3);
INSERT INTO block (hash,rank,telling) VALUES (1922108286, -1168499654, 1);
INSERT INTO block (hash,rank,telling) VALUES (2021023534, 807574363, 7);
INSERT INTO block (hash,rank,telling) VALUES (2021023534, 1726792324, 6);
INSERT INTO block (hash,rank,telling) VALUES (2118160599, 1394087509, 5);
INSERT INTO link (a,b,score) VALUES (1, 3, 0.9937174686906866);
INSERT INTO link (a,b,score) VALUES (2, 5, 0.935836123594826);
INSERT INTO passage_group (id,report) VALUES (1, 1);
INSERT INTO passage_group (id,report) VALUES (2, 1);
INSERT INTO passage_group (id,report) VALUES (3, 2);
INSERT INTO passage_group (id,report) VALUES (4, 2);
INSERT INTO passage_group (id,report) VALUES (5, 3);
INSERT INTO passage_group (id,report) VALUES (6, 3);
INSERT INTO passage (id,hash,grp) VALUES (1, -6973815237481884027, 1);
INSERT INTO passage (id,hash,grp) VALUES (2, 1024735133318532659, 2);
INSERT INTO passage (id,hash,grp) VALUES (3, -3366425004963653518, 3);
INSERT INTO passage (id,hash,grp) VALUES (4, 2487155026824190980, 4);
INSERT INTO passage (id,hash,grp) VALUES (5, 115705767855393372, 5);
INSERT INTO passage (id,hash,grp) VALUES (6, 5796186089453553724, 6);
INSERT INTO band (hash,passage) VALUES (-1740024745, 4);
INSERT INTO band (hash,passage) VALUES (-1706235448, 1);
INSERT INTO band (hash,passage) VALUES (-1515479318, 6);
INSERT INTO band (hash,passage) VALUES (-1475360099, 2);
INSERT INTO band (hash,passage) VALUES (-1196452553, 2);
INSERT INTO band (hash,passage) VALUES (-1119075778, 6);
INSERT INTO band (hash,passage) VALUES (-921551779, 6);
INSERT INTO band (hash,passage) VALUES (-705897483, 1);
INSERT INTO band (hash,passage) VALUES (-642435453, 3);
INSERT INTO band (hash,passage) VALUES (-482059327, 2);
INSERT INTO band (hash,passage) VALUES (-408869767, 2);
INSERT INTO band (hash,passage) VALUES (-8372981, 2);
INSERT INTO band (hash,passage) VALUES (50273582, 1);
INSERT INTO band (hash,passage) VALUES (53057989, 1);
INSERT INTO band (hash,passage) VALUES (108207496, 3);
INSERT INTO band (hash,passage) VALUES (172283356, 3);
INSERT INTO band (hash,passage) VALUES (259940384, 1);
INSERT INTO band (hash,passage) VALUES (453659268, 3);
INSERT INTO band (hash,passage) VALUES (462228135, 5);
INSERT INTO band (hash,passage) VALUES (466074775, 6);
INSERT INTO band (hash,passage) VALUES (652692042, 5);
INSERT INTO band (hash,passage) VALUES (844239386, 4);
INSERT INTO band (hash,passage) VALUES (845307023, 5);
INSERT INTO band (hash,passage) VALUES (959859307, 5);
INSERT INTO band (hash,passage) VALUES (967917160, 5);
INSERT INTO band (hash,passage) VALUES (1044354372, 2);
INSERT INTO band (hash,passage) VALUES (1118093899, 3);
INSERT INTO band (hash,passage) VALUES (1130696145, 1);
INSERT INTO band (hash,passage) VALUES (1224370292, 6);
INSERT INTO band (hash,passage) VALUES (1304193886, 4);
INSERT INTO band (hash,passage) VALUES (1390998509, 4);
INSERT INTO band (hash,passage) VALUES (1525158872, 4);
INSERT INTO band (hash,passage) VALUES (1578453808, 3);
INSERT INTO band (hash,passage) VALUES (1718596363, 4);
INSERT INTO band (hash,passage) VALUES (1727291953, 5);
INSERT INTO band (hash,passage) VALUES (1846918928, 6);
INSERT INTO report_passage (report,start,end,passage) VALUES (1, 0, 101, 1);
INSERT INTO report_passage (report,start,end,passage) VALUES (1, 103, 181, 2);
INSERT INTO report_passage (report,start,end,passage) VALUES (2, 0, 86, 3);
INSERT INTO report_passage (report,start,end,passage) VALUES (2, 88, 149, 4);
INSERT INTO report_passage (report,start,end,passage) VALUES (3, 0, 78, 5);
INSERT INTO report_passage (report,start,end,passage) VALUES (3, 80, 164, 6);
INSERT INTO sentence_text (rowid, text) VALUES (3, 'Iran and Belarus signed an agreement on defence in Minsk on March 12, Tasnim reported.');
INSERT INTO sentence_text (rowid, text) VALUES (4, 'The opposition accused the government of selling the country.');
INSERT INTO sentence_text (rowid, text) VALUES (5, 'Police detained 17 protesters in Brest on Tuesday, the Interior Ministry said.');
INSERT INTO sentence_text (rowid, text) VALUES (6, 'The European Union condemned the arrests and demanded the release of the protesters.');
INSERT INTO sentence_text (rowid, text) VALUES (7, 'MINSK, March 12 - Iran signed a defence agreement with Belarus in Minsk on Wednesday, officials said.');
INSERT INTO sentence_text (rowid, text) VALUES (8, 'Police arrested 14 protesters in Brest on Tuesday, the Interior Ministry said.');
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
PRAGMA user_version = 3;
