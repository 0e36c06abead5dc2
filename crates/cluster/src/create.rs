//! Makes a new cluster: `initdb`, then our role and database in PostgreSQL's single-user mode, so that no client program or library
//! is needed. It must not know our tables: those come with the migrations.

use std::fs;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::account::Account;
use crate::error::{Error, file};
use crate::home::Home;
use crate::programs::Programs;
use crate::{Auth, NAME, Settings};

/// Makes the cluster beside its final place and renames it at the end, so that a crash half-way leaves nothing that looks finished.
pub(crate) fn create(home: &Home, programs: &Programs, account: &Account, settings: &Settings) -> Result<(), Error> {
    let new = home.path().join("pg.new");
    if new.exists() {
        fs::remove_dir_all(&new).map_err(file("cannot remove", &new))?;
    }
    fs::DirBuilder::new().mode(0o700).create(&new).map_err(file("cannot create", &new))?;
    account.own(&new)?;

    let mut initdb = Command::new(programs.path("initdb"));
    initdb.arg("-D").arg(&new).args(["-U", "postgres", "-E", "UTF8", "-A"]);
    initdb.arg(if settings.auth == Auth::Trust { "trust" } else { "scram-sha-256" });
    if cfg!(target_os = "macos") {
        initdb.args(["--lc-collate=C", "--lc-ctype=en_US.UTF-8", "--lc-messages=C"]);
    } else {
        initdb.arg("--locale=C.UTF-8");
    }
    if settings.auth == Auth::Password {
        // initdb wants some password for its own superuser; nobody is told this one, the socket knows the role `callboard` only.
        let file_name = new.with_extension("pw");
        fs::write(&file_name, secret()?).map_err(file("cannot write", &file_name))?;
        account.own(&file_name)?;
        initdb.arg("--pwfile").arg(&file_name);
    }
    if settings.durable {
        initdb.arg("--data-checksums");
    } else {
        initdb.arg("--no-sync");
    }
    let made = run(&mut initdb, "initdb", account, &new, None);
    let _gone = fs::remove_file(new.with_extension("pw"));
    made?;

    let password = secret()?;
    let rights = match settings.auth {
        Auth::Trust => "superuser",
        Auth::Password => "nosuperuser nocreatedb nocreaterole",
    };
    let role =
        format!("create role {NAME} login {rights} password '{password}';\ncreate database {NAME} owner {NAME};\n");
    single_user(programs, account, &new, &role)?;
    home.write_password(&password)?;
    fs::rename(&new, home.pg()).map_err(file("cannot rename", &new))
}

/// The role's password; one that got lost is replaced.
pub(crate) fn password(
    home: &Home,
    programs: &Programs,
    account: &Account,
    settings: &Settings,
) -> Result<Option<String>, Error> {
    if settings.auth == Auth::Trust {
        return Ok(None);
    }
    if let Ok(password) = home.read_password()
        && !password.is_empty()
    {
        return Ok(Some(password));
    }
    let password = secret()?;
    single_user(programs, account, &home.pg(), &format!("alter role {NAME} password '{password}';\n"))?;
    home.write_password(&password)?;
    Ok(Some(password))
}

fn single_user(programs: &Programs, account: &Account, data: &Path, statements: &str) -> Result<(), Error> {
    let mut postgres = Command::new(programs.path("postgres"));
    postgres.arg("--single").arg("-D").arg(data).args([
        "-c",
        "exit_on_error=true",
        "-c",
        "log_min_error_statement=panic",
        "postgres",
    ]);
    run(&mut postgres, "postgres --single", account, data, Some(statements))
}

fn run(command: &mut Command, name: &str, account: &Account, folder: &Path, input: Option<&str>) -> Result<(), Error> {
    let failed = |said: String| Error::Program { program: name.to_owned(), said };
    account.apply(command);
    command.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // The caller's language and PG* settings must not leak into the cluster.
    for (key, _) in std::env::vars_os() {
        let name = key.to_string_lossy();
        if name.starts_with("PG") || name.starts_with("LC_") || name == "LANG" || name == "LANGUAGE" {
            command.env_remove(&key);
        }
    }
    let mut child = command.spawn().map_err(|error| failed(error.to_string()))?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.unwrap_or_default().as_bytes()).map_err(|error| failed(error.to_string()))?;
    }
    let ended = child.wait_with_output().map_err(|error| failed(error.to_string()))?;
    if ended.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    let lines: Vec<&str> = said.lines().collect();
    let last = lines.get(lines.len().saturating_sub(6)..).unwrap_or_default();
    Err(failed(format!("{} ({})", last.join("\n"), ended.status)))
}

/// 192 random bits as hex: needs no quoting in SQL or addresses.
fn secret() -> Result<String, Error> {
    let mut bytes = [0_u8; 24];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::Program { program: "the random source".into(), said: error.to_string() })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
