//! `rapporteur serve`: one ledger as an API and a page.

use crate::args::{ServeArgs, With};
use crate::overlay;
use rapporteur::Reader;
use rapporteur_server::{Options, Readers, Server};

/// Serves until it is stopped.
pub(crate) fn serve(args: &ServeArgs) -> anyhow::Result<usize> {
    let options = Options {
        bind: args.bind,
        port: args.port,
        token: args.token.clone(),
        hosts: args.host.clone(),
        origins: args.allow_origin.clone(),
        ..Options::local(&args.ledger.ledger)
    };
    let server = Server::bind(options, readers(&args.with))?;
    let url = server.url()?;
    // While the first requests come in; a model that cannot be loaded is told at once.
    let app = server.app();
    let loading = std::thread::spawn(move || app.readers.get(None).map(|_| ()));
    eprintln!("rapporteur: {} at {url} (Ctrl-C stops)", args.ledger.ledger.display());
    if args.token.is_some() {
        eprintln!("rapporteur: the token is asked for at {url}login");
    }
    server.run()?;
    drop(loading);
    Ok(0)
}

/// The reading models, with the user's codebook, dictionaries and gazetteer.
fn readers(with: &With) -> Readers {
    let with = with.clone();
    Readers::new(&with.model.clone(), move |name| {
        let with = With { model: name.to_owned(), ..with.clone() };
        overlay::resources(&with).map(Reader::new).map_err(|error| format!("{error:#}"))
    })
}
