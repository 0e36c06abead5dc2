//! A real IMAP server beside a test: pymap from PyPI, in the Python environment that `cargo xtask test-servers` makes, behind TLS with a
//! certificate of an authority of its own. Its one account is `demouser` with the password `demopass`; mails are delivered as another program
//! would, by IMAP.

use std::{
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use services::{Parts, Services, calendar_replies::MailboxForm, ctx::Chance};

use crate::{
    World,
    caldav::{python, run_python},
};

/// Who signs the server's certificate.
const AUTHORITY: &[u8] = include_bytes!("../doubles/imap/ca.pem");

/// A running server; it ends when dropped.
pub struct ImapServer {
    port: u16,
    child: Option<Child>,
}

impl ImapServer {
    /// Starts one with an empty inbox on a free port.
    pub async fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port();
        let mut server = Self { port, child: None };
        server.run().await;
        server
    }

    /// Starts the process and waits until it answers. What was in the mailbox before is gone, and its numbering is another.
    pub async fn run(&mut self) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("doubles/imap");
        let mut command = Command::new(python().join("python"));
        command.arg(folder.join("server.py")).arg(self.port.to_string()).current_dir(folder);
        self.child = Some(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a server"));
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(60), "the mailbox does not come up");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Ends the process.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// How it is set as an organisation's mailbox.
    pub fn form(&self) -> MailboxForm {
        MailboxForm {
            host: "localhost".to_owned(),
            port: self.port.to_string(),
            user: "demouser".to_owned(),
            password: "demopass".to_owned(),
            folder: String::new(),
        }
    }

    /// Puts mails into the inbox, in this order.
    pub fn deliver(&self, mails: &[String]) {
        let program = format!(
            "{}for mail in sys.stdin.buffer.read().split(b'\\0'):\n    assert m.append('INBOX', None, '\"22-Nov-2026 06:00:00 +0000\"', mail)[0] == 'OK'\n",
            self.signed_in()
        );
        run_python(&program, &mails.join("\0"));
    }

    /// How many mails are in the inbox, and how many of them nobody has seen.
    pub fn counts(&self) -> (usize, usize) {
        let program = format!(
            "{}m.select('INBOX', readonly=True)\nfor what in ['ALL', 'UNSEEN']:\n    print(len(m.search(None, what)[1][0].split()))\n",
            self.signed_in()
        );
        let said = run_python(&program, "");
        let mut numbers = said.lines().map(|line| line.parse().expect("a number"));
        (numbers.next().expect("all"), numbers.next().expect("unseen"))
    }

    fn signed_in(&self) -> String {
        let authority = Path::new(env!("CARGO_MANIFEST_DIR")).join("doubles/imap/ca.pem");
        format!(
            "import imaplib, ssl, sys\nm = imaplib.IMAP4_SSL('localhost', {}, ssl_context=ssl.create_default_context(cafile={:?}))\n\
             m.login('demouser', 'demopass')\n",
            self.port, authority
        )
    }
}

impl Drop for ImapServer {
    fn drop(&mut self) {
        self.stop();
    }
}

impl World {
    /// The same world, whose mailboxes may have certificates of the test's own authority.
    pub fn trusting_mailboxes(mut self) -> Self {
        let old = &self.services;
        let parts = Parts {
            store: old.store().clone(),
            clock: old.clock().clone(),
            chance: Chance::seeded(993),
            mailer: old.mailer().clone(),
            hooks: old.hooks().clone().trusting(AUTHORITY).expect("the authority"),
            settings: old.settings().clone(),
        };
        self.services = Services::new(parts);
        self
    }
}
