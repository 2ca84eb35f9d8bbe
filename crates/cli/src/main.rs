//! The program `rapporteur`.
//!
//! Invariant: data goes to standard output, messages and progress to standard error; the program opens files and asks
//! the terminal, everything else is the façade's.

mod add;
mod args;
mod ask;
mod correct;
mod explain;
mod export;
mod gazetteer;
mod input;
mod merge;
mod opening;
mod overlay;
mod page;
mod progress;
mod read;
mod report;
mod reread;
mod review;
mod sentence;
mod serve;
mod show;
mod table;
mod verify;
mod watch;
mod whole;

use args::{Command, GazetteerCommand, Program};
use clap::{CommandFactory, Parser};
use std::io::{self, Write};
use std::process::ExitCode;

/// Every report was read.
const DONE: u8 = 0;
/// Some input could not be opened or decoded; the rest was read.
const SOME_FAULTS: u8 = 1;
/// The program was called wrongly, or its resources are at fault.
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let program = Program::parse();
    match run(program.command) {
        Ok(faults) => ExitCode::from(if faults == 0 { DONE } else { SOME_FAULTS }),
        Err(error) if is_closed_pipe(&error) => ExitCode::from(DONE),
        Err(error) => {
            eprintln!("rapporteur: {error:#}");
            ExitCode::from(WRONG_USAGE)
        }
    }
}

/// Runs a command and returns how many pieces of input were at fault.
fn run(command: Command) -> anyhow::Result<usize> {
    match command {
        Command::Read(args) => read::read(&args),
        Command::Add(args) => add::add(&args),
        Command::Watch(args) => watch::watch(&args),
        Command::List(args) => ask::list(&args),
        Command::Show(args) => show::show(&args),
        Command::Timeline(args) => ask::timeline(&args),
        Command::Sources(args) => ask::sources(&args),
        Command::Entities(args) => ask::entities(&args),
        Command::Stats(args) => ask::stats(&args),
        Command::Merge(args) => merge::merge(&args),
        Command::Export(args) => export::export(&args),
        Command::Report(args) => report::report(&args),
        Command::Correct(args) => correct::correct(&args),
        Command::Review(args) => review::review(&args),
        Command::History(args) => correct::history(&args),
        Command::Reread(args) => reread::reread(&args),
        Command::Serve(args) => serve::serve(&args),
        Command::Verify(args) => verify::verify(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Gazetteer { command: GazetteerCommand::Build(args) } => gazetteer::build(&args),
        Command::Schema => {
            let schema = serde_json::to_string_pretty(&rapporteur::output::json_schema())?;
            writeln!(io::stdout(), "{schema}")?;
            Ok(0)
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Program::command(), "rapporteur", &mut script);
            io::stdout().write_all(&script)?;
            Ok(0)
        }
        Command::Man { verb } => {
            let mut program = Program::command();
            program.build();
            let page = match verb {
                None => clap_mangen::Man::new(program),
                Some(verb) => match program.find_subcommand(&verb) {
                    Some(sub) => clap_mangen::Man::new(sub.clone()),
                    None => anyhow::bail!("no command {verb:?} (see rapporteur help for the commands)"),
                },
            };
            let mut roff = Vec::new();
            page.render(&mut roff)?;
            io::stdout().write_all(&roff)?;
            Ok(0)
        }
    }
}

/// Whether the reader of our output went away, which is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io_kind = |cause: &(dyn std::error::Error + 'static)| {
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        let csv = cause.downcast_ref::<csv::Error>().and_then(|error| match error.kind() {
            csv::ErrorKind::Io(error) => Some(error.kind()),
            _ => None,
        });
        cause.downcast_ref::<io::Error>().map(io::Error::kind).or(json).or(csv)
    };
    error.chain().any(|cause| io_kind(cause) == Some(io::ErrorKind::BrokenPipe))
}
