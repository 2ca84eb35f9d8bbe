//! What the program can be told.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use rapporteur::intake::{self, Fields};
use rapporteur_exchange::Format;
use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

/// Reads news reports: who did what to whom, when, where, according to whom, and whether it happened.
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version, max_term_width = 100)]
pub(crate) struct Program {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read reports and write what they claim
    #[command(after_help = AFTER_READ)]
    Read(ReadArgs),
    /// Read reports into a ledger, which keeps every claim
    #[command(after_help = AFTER_ADD)]
    Add(AddArgs),
    /// Ask feeds for new reports from time to time and add them to a ledger
    #[command(after_help = AFTER_WATCH)]
    Watch(WatchArgs),
    /// List the events of a ledger that match a query
    #[command(after_help = AFTER_LIST)]
    List(ListArgs),
    /// Show an event with its versions and sources, or a report with its claims and copies, by id
    Show(ShowArgs),
    /// List events by the day on which they happened
    Timeline(ListArgs),
    /// Show what media and quoted sources contribute, or set how reliable one is
    Sources(SourcesArgs),
    /// List who takes part in events
    Entities(ListArgs),
    /// Show a ledger in numbers
    Stats(StatsArgs),
    /// Join ledgers: the reports and claims of the others are taken over into the first
    Merge(MergeArgs),
    /// Write events in the formats that others read
    #[command(after_help = after_export())]
    Export(ExportArgs),
    /// Write one page to hand on: timeline, map, network, claims with their sentences and sources
    #[command(after_help = AFTER_REPORT)]
    Report(ReportArgs),
    /// Judge claims: accept, reject, unsure, edit, merge, split, undo, or set a report's date; the claims stay as they
    /// were read
    Correct(CorrectArgs),
    /// Look through claims, the most doubtful first, with one key for each judgement
    #[command(after_help = AFTER_REVIEW)]
    Review(ReviewArgs),
    /// Show what was judged, when, by whom and why
    History(HistoryArgs),
    /// Read the reports of a ledger again where another model or codebook read them, and tell what changed
    Reread(RereadArgs),
    /// Serve a ledger as an API and a page, to this machine alone unless a token is set
    #[command(after_help = AFTER_SERVE)]
    Serve(ServeArgs),
    /// Check that a ledger holds what it says: digests, spans against the text, references, counts
    Verify(VerifyArgs),
    /// Show for each sentence how it was analysed, which rules fired and why others did not
    Explain(ExplainArgs),
    /// Make a gazetteer of more places than the program carries
    Gazetteer {
        #[command(subcommand)]
        command: GazetteerCommand,
    },
    /// Print the JSON Schema of the output of `read`
    Schema,
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print a manual page: of the program, or of one command
    Man {
        /// The command
        verb: Option<String>,
    },
}

const AFTER_READ: &str = "\
Files are recognised by content: plain text (one report a file), JSONL (one object a line with \"id\" and \"text\", and
optionally \"title\", \"publisher\", \"published\", \"url\", \"language\"), JSON arrays, CSV and TSV with a column of
texts, HTML (the main text), RSS, Atom and JSON Feed, EML and MBOX, WARC, PDF where the program was built with it; .zip, .tar
and .gz of these, and folders. Reports in other languages than English are kept with a notice and not read.

Exit status: 0 when every report was read; 1 when some input could not be opened or decoded (each fault is a line on
standard error, the rest is still read); 2 for wrong usage.

Examples:
  rapporteur read report.txt --published 2025-03-13
  rapporteur read stories.jsonl > readings.jsonl
  rapporteur read --model fast stories.jsonl > readings.jsonl
  rapporteur read saved-pages/ mail.mbox crawl.warc.gz --model fast > readings.jsonl
  rapporteur read export.csv --columns text=Body,published=Day,publisher=Paper
  curl -s https://example.org/feed | rapporteur read --from feed | jq -c '.claims[]'";

#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Make a gazetteer of tables of GeoNames' dump
    #[command(after_help = AFTER_BUILD)]
    Build(BuildArgs),
}

const AFTER_BUILD: &str = "\
Tables are recognised by content: places (allCountries.txt, cities500.txt, BY.txt), and where given the codes of regions
(admin1CodesASCII.txt, admin2Codes.txt), countries (countryInfo.txt) and names (alternateNamesV2.txt). Unpack a .zip first.
cities500.txt has neither countries nor regions: give admin1CodesASCII.txt and countryInfo.txt with it.

Exit status: 0 when every row was taken; 1 when some rows were at fault (each is a line on standard error, the rest is
used); 2 when no gazetteer could be made.

Examples:
  rapporteur gazetteer build allCountries.txt -o world.gazetteer
  rapporteur gazetteer build cities500.txt admin1CodesASCII.txt countryInfo.txt -o towns.gazetteer
  rapporteur read report.txt --gazetteer world.gazetteer";

#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    /// Tables of GeoNames' dump
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The gazetteer to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

/// Where reports come from, and with what they are read.
#[derive(Debug, Args)]
pub(crate) struct Source {
    /// Files and folders to read; `-`, or nothing, is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How the input is written down; of archives and folders, what lies in them
    #[arg(long, value_enum, default_value_t = From::Auto, value_name = "FORMAT")]
    pub(crate) from: From,
    /// Which columns of tables, or fields of JSON, hold what, where their names do not tell:
    /// text title publisher published url language id, as in text=Body,published=Day
    #[arg(long, value_name = "PAIRS", value_parser = Fields::parse)]
    pub(crate) columns: Option<Fields>,
    /// Publication date of reports that do not tell theirs: 2025-03-13, or with a time
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) published: Option<String>,
    /// Publisher of reports that do not tell theirs
    #[arg(long, value_name = "NAME")]
    pub(crate) publisher: Option<String>,
    /// Headline of reports that do not tell theirs
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    #[command(flatten)]
    pub(crate) with: With,
}

/// With what reports are read.
#[derive(Debug, Clone, Args)]
pub(crate) struct With {
    /// The model that reads: deep, the most accurate; fast, the quickest by far; or a model file
    #[arg(long, value_name = "MODEL", default_value = "deep")]
    pub(crate) model: String,
    #[command(flatten)]
    pub(crate) own: Own,
}

/// What a user knows better than the program.
#[derive(Debug, Clone, Args)]
pub(crate) struct Own {
    /// A folder of codebook files that add to the program's own, or override entries with the same id
    #[arg(long, value_name = "DIR")]
    pub(crate) codebook: Option<PathBuf>,
    /// A dictionary of actors or agents as Phoenix and PETRARCH have them, laid over the codebook's actors; lines that are
    /// malformed are told, the rest is used. May be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) actors: Vec<PathBuf>,
    /// A gazetteer made by `rapporteur gazetteer build`, in place of the one that the program
    /// carries; it is mapped, so leave the file alone while the program runs
    #[arg(long, value_name = "FILE")]
    pub(crate) gazetteer: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    #[command(flatten)]
    pub(crate) source: Source,
    /// How readings are written: a page for people, JSONL, or CoNLL-U [default: page on a terminal, else jsonl]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<To>,
    /// Number of threads; the output does not depend on it [default: one for each core]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
    /// No progress and no notices on standard error; faults are still shown
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

const AFTER_ADD: &str = "\
Reports are told apart by content (text, title, publisher, publication date, address): adding one twice changes nothing.
What is read is committed every five seconds; after Ctrl-C, a power cut or a full disk run the same command again, and it goes on
where it stopped.

Exit status: 0 when every report was added or known; 1 when some input could not be opened or decoded, or the work was
stopped; 2 for wrong usage or a ledger that cannot be used.

Examples:
  rapporteur add stories.jsonl --ledger war.ledger
  rapporteur add archive-of-pages.zip mail.mbox crawl.warc.gz --ledger war.ledger
  RAPPORTEUR_LEDGER=war.ledger rapporteur add --publisher Tasnim --published 2025-03-13 report.txt";

/// Which ledger.
#[derive(Debug, Args)]
pub(crate) struct LedgerFile {
    /// The ledger
    #[arg(short, long, value_name = "FILE", env = "RAPPORTEUR_LEDGER")]
    pub(crate) ledger: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    #[command(flatten)]
    pub(crate) source: Source,
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,
    /// Number of threads that read; the ledger does not depend on it [default: one for each core]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// No progress and no closing line on standard error; faults are still shown
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

const AFTER_WATCH: &str = "\
The only command that goes out. It asks for the feeds that are named and for nothing else, and for the articles that their
entries link to with --articles. Servers are asked only for what has changed; one that wants to be left alone, or fails, is
left alone, longer each time. What it remembers of feeds lies beside the ledger, in LEDGER.feeds.json.

A file of feeds has an address a line, after which the publisher's name may stand; lines that begin with # are remarks.

Exit status: 0 when all went well; 1 when a feed could not be had or read (each fault is a line on standard error); 2 for
wrong usage or a ledger that cannot be used. Without --once it runs until it is stopped with Ctrl-C.

Examples:
  rapporteur watch feeds.txt --ledger war.ledger
  rapporteur watch https://example.org/rss --every 1h --articles --ledger war.ledger
  rapporteur watch feeds.txt --once --ledger war.ledger        # from a timer of the system";

#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    /// Addresses of feeds, and files of addresses
    #[arg(value_name = "FEEDS", required = true)]
    pub(crate) feeds: Vec<String>,
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,
    /// Ask each feed once and end
    #[arg(long)]
    pub(crate) once: bool,
    /// How long a feed is left alone, at least a minute: 15m, 2h
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = at_least_a_minute)]
    pub(crate) every: Duration,
    /// Fetch the article that an entry links to, and read that
    #[arg(long)]
    pub(crate) articles: bool,
    /// How long to wait between two articles
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = span)]
    pub(crate) pause: Duration,
    /// How long one request may take
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = span)]
    pub(crate) timeout: Duration,
    /// What the program calls itself; say here how you can be reached
    #[arg(long, value_name = "TEXT", default_value = concat!("rapporteur/", env!("CARGO_PKG_VERSION"), " (feed reader)"))]
    pub(crate) user_agent: String,
    /// Over HTTPS, speak only to servers for which a certificate in this file (PEM) vouches, not to those of public trust
    #[arg(long, value_name = "FILE")]
    pub(crate) certificates: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) with: With,
    /// Number of threads that read [default: one for each core]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Only faults on standard error
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

const AFTER_LIST: &str = "\
A query has words of the sentence and fields, which must all hold of one claim; OR, - and brackets work as expected:
  by: to: with:     actor, recipient, either: a code (IRN, GOV, IRN/MIL) or words of a name
  from:             who says so            publisher:  who prints it      at:      where
  type: mode: context: status:             PLOVER's codes; status is actual, future, hypothetical or negated
  on: reported:     days of the event or of publication: 2023, 2023-03, 2023-03-12, or a range 2023-03..2023-06
  about:            words, participant, place or source
  origins: reports: 2, 2.., 1..3           conflict:   any who when where whether numbers
  judged:           accepted, rejected, unsure, none; what was rejected is hidden unless asked for

Examples:
  rapporteur list by:IRN to:BLR type:SUPPORT on:2023-03..2023-06 -l war.ledger
  rapporteur list '(drones OR missiles) -status:future origins:2..' --as-of 2025-03-13 --format csv -l war.ledger
  rapporteur list 'conflict:any from:\"Tasnim News\"' -l war.ledger
  rapporteur list -l war.ledger -- -by:RUS";

/// A question to a ledger.
#[derive(Debug, Args)]
pub(crate) struct AskArgs {
    /// What to look for; everything, where nothing is said (see rapporteur help list). Quote it for the shell;
    /// one that begins with - goes after --, at the end
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,
    /// Only what was reported up to this day, month or year
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// Only events of these days: 2023-03, 2023-03-12..2023-03-20
    #[arg(long, value_name = "DAYS")]
    pub(crate) on: Option<String>,
    /// Only what the ledger held at this day or moment (UTC)
    #[arg(long, value_name = "MOMENT")]
    pub(crate) known_at: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// What comes first
    #[arg(long, value_enum, default_value_t = Sort::Worth, value_name = "ORDER")]
    pub(crate) sort: Sort,
    /// At most so many rows [default: 40 in a table, else all]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
    /// How rows are written [default: table on a terminal, else jsonl]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<TableFormat>,
    /// Without the first so many events: with --limit, the next page
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) skip: u64,
}

#[derive(Debug, Args)]
pub(crate) struct SourcesArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// Set how reliable the medium named by QUERY is: A (reliable) to E (unreliable), F (cannot be judged)
    #[arg(long, value_name = "GRADE")]
    pub(crate) grade: Option<String>,
    /// Who sets it
    #[arg(long, value_name = "NAME", env = "RAPPORTEUR_REVIEWER")]
    pub(crate) reviewer: Option<String>,
    /// How rows are written [default: table on a terminal, else jsonl]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<TableFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The id of an event, claim or report, or the beginning of one
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,
    /// Only what was reported up to this day, month or year
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// Only what the ledger held at this day or moment (UTC)
    #[arg(long, value_name = "MOMENT")]
    pub(crate) known_at: Option<String>,
    /// A page for people (table), or JSON [default: table on a terminal, else jsonl]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<TableFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct StatsArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,
    /// Lines for people (table), or JSON [default: table on a terminal, else jsonl]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<TableFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct MergeArgs {
    /// The ledger that takes the others over; it is made where it is missing
    #[arg(value_name = "INTO")]
    pub(crate) into: PathBuf,
    /// The ledgers that are taken over, and stay as they are
    #[arg(value_name = "FILE", required = true)]
    pub(crate) others: Vec<PathBuf>,
    /// No progress and no closing line on standard error
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// Columns for people
    Table,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated, with a head
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sort {
    /// Contradictions, then what was reported last, then what more origins tell
    Worth,
    /// By the day of the event, undated ones at the end
    Day,
    /// What was reported last
    Reported,
    /// What most origins tell
    Origins,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// The format: one of those below
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, value_parser = format_parser())]
    pub(crate) to: Format,
    /// The file to write [default: standard output]; it takes the place of an older one when it is complete
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// At most so many events, by their days
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
    /// Do not say what the format has no place for
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

const AFTER_REPORT: &str = "\
The page is one file: it opens from disk without a server or a network, prints, and carries its events as JSON (in the element
rapporteur-data). It runs no script. The query is that of list.

Examples:
  rapporteur report by:IRN to:BLR -o iran-belarus.html -l war.ledger
  rapporteur report conflict:any --as-of 2025-03-13 --limit 50 -o contradictions.html -l war.ledger";

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// The file to write; - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// At most so many events, those most worth a look
    #[arg(long, value_name = "N", default_value_t = 300)]
    pub(crate) limit: u64,
}

/// Takes the names of the formats of `export`, which the room `exchange` knows.
fn format_parser() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(names).try_map(|name| Format::named(&name).ok_or("no such format"))
}

/// The formats of `export`, with what each loses, and examples.
fn after_export() -> String {
    let line = |format: Format| {
        let (name, about) = (format.name(), format.about());
        let filled = |text: &str| textwrap::fill(text, textwrap::Options::new(100).subsequent_indent(&" ".repeat(18)));
        let loses = format.loses().unwrap_or("nothing");
        filled(&format!("  {name:<16}{about}")) + "\n" + &filled(&format!("{:18}loses {loses}", "")) + "\n"
    };
    format!("Formats:\n{}\n{EXAMPLES_OF_EXPORT}", Format::ALL.map(line).concat())
}

const EXAMPLES_OF_EXPORT: &str = "\
Cells that a spreadsheet would run as formulas get an apostrophe before them. A query is as for list.

Examples:
  rapporteur export --to geojson type:ASSAULT -l war.ledger > map.geojson
  rapporteur export --to parquet -o claims.parquet -l war.ledger
  rapporteur export --to csv by:IRN on:2023-03 --limit 100 -l war.ledger
  rapporteur export --to stix 'origins:2..' -l war.ledger | jq '.objects | length'";

#[derive(Debug, Args)]
pub(crate) struct CorrectArgs {
    #[command(subcommand)]
    pub(crate) command: Correction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Correction {
    /// The claim is right
    Accept(Judge),
    /// The claim is wrong: events no longer count it
    Reject(Judge),
    /// It was looked at, and cannot be said: it counts as before, and the review does not show it again
    Unsure(Judge),
    /// A field of the claim is another
    Edit {
        #[command(flatten)]
        judge: Judge,
        /// type, status, date, place, actors or recipients
        #[arg(long, value_name = "NAME")]
        field: String,
        /// Its value; actors and recipients as `Iran/IRN/GOV + Belarus/BLR/GOV`; empty takes it away
        #[arg(long, value_name = "VALUE")]
        value: String,
    },
    /// The claim tells the same event as another claim
    Merge {
        #[command(flatten)]
        judge: Judge,
        /// The other claim, or event
        #[arg(long = "with", value_name = "ID")]
        other: String,
    },
    /// The claim tells another event than those it was merged with
    Split(Judge),
    /// The report was published on another day: it is read again with that, so that its dates move
    #[command(after_help = AFTER_PUBLISHED)]
    Published(PublishedArgs),
    /// Take a judgement back, by the id that `history` shows
    Undo(Judge),
}

const AFTER_PUBLISHED: &str = "\
The reading before is kept, and comes back when the judgement is undone (rapporteur correct undo ID).

Examples:
  rapporteur correct published 1f3c09aa 2025-03-13 --reviewer anna --reason 'the page says so' -l war.ledger
  rapporteur correct published 1f3c09aa '' -l war.ledger";

#[derive(Debug, Args)]
pub(crate) struct PublishedArgs {
    /// The id of the report, or the beginning of it
    #[arg(value_name = "REPORT")]
    pub(crate) id: String,
    /// When it was published: 2025-03-13, or with a time; an empty one says that it is not known
    #[arg(value_name = "DATE")]
    pub(crate) date: String,
    #[command(flatten)]
    pub(crate) by: By,
    /// The model that reads: deep, fast, or a model file [default: the one that read the report before]
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: Option<String>,
    #[command(flatten)]
    pub(crate) own: Own,
}

const AFTER_REVIEW: &str = "\
Shows claim after claim that nobody judged yet, the most doubtful first: those that were read with little confidence, that
other reports contradict, that one origin alone tells. One key is a judgement:

  a accept   x reject   u unsure   s skip   z undo the last   q quit   ? help

Where standard input is no terminal, keys are read line by line.

Examples:
  rapporteur review --reviewer anna -l war.ledger
  rapporteur review 'type:ASSAULT on:2025-03' --limit 20 -l war.ledger
  printf 'a\\nx\\nq\\n' | rapporteur review -l war.ledger";

#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    /// Which claims; all, where nothing is said (see rapporteur help list)
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    #[command(flatten)]
    pub(crate) by: By,
    /// At most so many claims
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) limit: u64,
}

/// Who judges what, and why.
#[derive(Debug, Args)]
pub(crate) struct Judge {
    /// The id of the claim (of an event: the claim it is named by), or the beginning of one
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) by: By,
}

/// Who judges, and why.
#[derive(Debug, Args)]
pub(crate) struct By {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,
    /// Who judges
    #[arg(long, value_name = "NAME", env = "RAPPORTEUR_REVIEWER")]
    pub(crate) reviewer: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    /// Only what is about this claim
    pub(crate) id: Option<String>,
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,
    /// How rows are written [default: table on a terminal, else jsonl]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<TableFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct RereadArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,
    #[command(flatten)]
    pub(crate) with: With,
    /// Only tell what would change
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Number of threads that read [default: one for each core]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// How changes are written [default: table on a terminal, else jsonl]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<TableFormat>,
    /// No progress and no closing line on standard error
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

const AFTER_SERVE: &str = "\
The API is described at /api/v1/docs, and for programs at /api/v1/openapi.json. Where the ledger is missing an empty one is made.
Nothing is asked of any other machine. Ctrl-C lets what is under way come to its end.

Examples:
  rapporteur serve --ledger war.ledger
  rapporteur serve --ledger war.ledger --port 0 --model fast
  RAPPORTEUR_TOKEN=$(openssl rand -hex 16) rapporteur serve --ledger war.ledger --bind 0.0.0.0 --host news.lan
  curl 'http://127.0.0.1:7676/api/v1/events?q=by:IRN+to:BLR&format=csv'";

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,
    #[command(flatten)]
    pub(crate) with: With,
    /// The port; 0 takes any that is free
    #[arg(long, value_name = "PORT", default_value_t = 7676)]
    pub(crate) port: u16,
    /// The address to listen at; one that others can reach needs a token
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(crate) bind: IpAddr,
    /// What clients must show, as `Authorization: Bearer TOKEN` or in a form
    #[arg(long, value_name = "TOKEN", env = "RAPPORTEUR_TOKEN", hide_env_values = true)]
    pub(crate) token: Option<String>,
    /// A further name under which the server may be asked
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Vec<String>,
    /// The origin of an OpenRefine whose page may ask the reconciliation service: http://127.0.0.1:3333
    #[arg(long, value_name = "ORIGIN")]
    pub(crate) allow_origin: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,
    /// No progress and no closing line on standard error
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) source: Source,
    /// Only the sentence that has this word of the text in it
    #[arg(long, value_name = "WORD")]
    pub(crate) word: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// Recognised by content
    Auto,
    /// One report a file
    Text,
    /// One JSON object a line
    Jsonl,
    /// An array of JSON objects, or one object after the other
    Json,
    /// A table with a head and a column of texts, parted by commas, semicolons, tabs or bars
    #[value(alias = "tsv")]
    Csv,
    /// Pages, of which the main text is read
    Html,
    /// RSS, Atom, JSON Feed
    Feed,
    /// A message
    #[value(alias = "eml")]
    Mail,
    /// Messages one after the other
    Mbox,
    /// A web archive
    Warc,
    /// A document with a layer of text
    Pdf,
    /// Parsed reports in CoNLL-U
    Conllu,
}

impl From {
    /// What intake calls it; `None` where it is to be recognised.
    pub(crate) fn format(self) -> Option<intake::Format> {
        match self {
            Self::Auto | Self::Conllu => None,
            Self::Text => Some(intake::Format::Text),
            Self::Jsonl => Some(intake::Format::Jsonl),
            Self::Json => Some(intake::Format::Json),
            Self::Csv => Some(intake::Format::Table),
            Self::Html => Some(intake::Format::Html),
            Self::Feed => Some(intake::Format::Feed),
            Self::Mail => Some(intake::Format::Mail),
            Self::Mbox => Some(intake::Format::Mbox),
            Self::Warc => Some(intake::Format::Warc),
            Self::Pdf => Some(intake::Format::Pdf),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum To {
    /// Each paragraph with its claims
    Page,
    /// One JSON object a report
    Jsonl,
    /// Sentences, words and trees
    Conllu,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A date as ISO 8601 has it, with or without a time.
fn date(given: &str) -> Result<String, String> {
    let day = given.parse::<jiff::civil::Date>().is_ok();
    let moment = given.parse::<jiff::civil::DateTime>().is_ok() || given.parse::<jiff::Timestamp>().is_ok();
    if day || moment { Ok(given.to_owned()) } else { Err("give a date such as 2025-03-13".into()) }
}

/// A time such as `15m` or `1s`.
fn span(given: &str) -> Result<Duration, String> {
    let time: jiff::SignedDuration = given.parse().map_err(|_| "give a time such as 15m, 2h or 30s".to_owned())?;
    Duration::try_from(time).map_err(|_| "give a time that is not negative".to_owned())
}

fn at_least_a_minute(given: &str) -> Result<Duration, String> {
    let time = span(given)?;
    if time < Duration::from_mins(1) {
        Err("servers are to be left alone for a minute at least".into())
    } else {
        Ok(time)
    }
}

/// How many threads read: as many as asked for, else as the machine has.
pub(crate) fn threads(asked: Option<NonZeroUsize>) -> NonZeroUsize {
    asked.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

/// Who judges, where no name is given.
pub(crate) fn reviewer(name: Option<&str>) -> String {
    name.unwrap_or("unnamed").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Program::command().debug_assert();
    }

    #[test]
    fn only_dates_that_exist_are_taken() {
        assert!(date("2024-02-29").is_ok() && date("2024-02-29T10:00:00Z").is_ok());
        assert!(date("2023-02-29").is_err() && date("yesterday").is_err());
    }
}
