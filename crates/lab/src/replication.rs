//! Real replication between the servers of two nodes, by GTID.
//!
//! Both servers start as an operator is told to configure them: with a binary log, and refusing
//! writes until somebody allows them.

use std::net::Ipv4Addr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use host::exec;

use crate::error::LabError;
use crate::lab::Lab;
use crate::mariadb::{Mariadb, option};
use crate::network::SERVICE_PORT;
use crate::node::Node;

/// Far above what a statement of the lab's takes.
const STATEMENT_LIMIT: Duration = Duration::from_secs(20);

/// What the servers of one replication have in common.
#[derive(Debug)]
pub struct Replication {
    password: String,
}

impl Replication {
    /// The one of this lab.  Nobody else reaches its network, so any password does.
    pub(crate) fn of(lab: &Lab) -> Self {
        Self {
            password: lab.id().to_owned(),
        }
    }

    /// What a server is started with beside what every one is.
    pub(crate) fn options(&self, node: &Node, dir: &Path) -> Vec<String> {
        let [.., id] = node.address().octets();
        vec![
            format!("--server-id={id}"),
            option("log-bin", &dir.join("binary-log")),
            option("relay-log", &dir.join("relay-log")),
            "--log-slave-updates=ON".to_owned(),
            "--read-only=ON".to_owned(),
            // How soon a dead source is tried again.
            "--slave-net-timeout=5".to_owned(),
        ]
    }

    /// The replica's account on its source, and what the account for checks and roles may do.
    pub(crate) fn grants(&self) -> String {
        let (user, password) = (Mariadb::USER, &self.password);
        format!(
            "CREATE OR REPLACE USER 'replica'@'%' IDENTIFIED BY '{password}';\n\
             GRANT REPLICATION SLAVE ON *.* TO 'replica'@'%';\n\
             GRANT REPLICA MONITOR, REPLICATION SLAVE ADMIN, READ_ONLY ADMIN ON *.* \
             TO '{user}'@'localhost', '{user}'@'127.0.0.1';\n"
        )
    }

    /// Makes the server of `node` follow the one at `source`, from what it has.
    pub fn follow(&self, node: &Node, source: Ipv4Addr) -> Result<(), LabError> {
        let password = &self.password;
        let statements = format!(
            "CHANGE MASTER TO master_host='{source}', master_port={SERVICE_PORT}, \
             master_user='replica', master_password='{password}', master_use_gtid=slave_pos, \
             master_connect_retry=1; START SLAVE"
        );
        statement(node, &statements).map(drop)
    }
}

/// Has the server of `node` carry out statements, as its administrator, and gives what it answered:
/// a line for each row, without headings.
pub fn statement(node: &Node, sql: &str) -> Result<String, LabError> {
    let mut command = Command::new("mariadb");
    command
        .args([
            "--no-defaults",
            "--user=root",
            "--batch",
            "--skip-column-names",
        ])
        .arg(option("socket", &node.dir().join("mariadb/mariadb.sock")))
        .arg(format!("--execute={sql}"));
    let finished =
        exec::run(&mut node.enter(command), STATEMENT_LIMIT).map_err(|source| LabError::Exec {
            action: "carry out a statement",
            source,
        })?;
    if finished.succeeded() {
        return Ok(finished.stdout_text().trim_end().to_owned());
    }
    Err(LabError::Statement {
        node: node.name().to_owned(),
        said: finished.stderr_text().trim_end().to_owned(),
    })
}
