//! The server whose role follows the VIP: what it is, and what it is told.
//!
//! Speaks both spellings: MySQL 8.4 no longer knows `SLAVE`, MySQL 5.7 does not
//! know `REPLICA`, MariaDB knows both since 10.5.

use std::time::Duration;

use health::{Failure, MysqlClient, MysqlTable as Table, Reason};

use super::backlog::{Progress, lacks};
use super::decide::{Backlog, Replica, Server, Step};
use super::error::RoleError;
use crate::checks;
use crate::settings::Role;

/// For one statement.  Refusing writes waits for commits that are under way,
/// stopping replication for the transaction that is being applied.
const STATEMENT: Duration = Duration::from_secs(10);

/// ER_PARSE_ERROR
const SYNTAX: u16 = 1064;
/// ER_UNKNOWN_SYSTEM_VARIABLE
const NO_VARIABLE: u16 = 1193;

/// A session with the rights to change the server.
#[derive(Debug)]
pub(super) struct Admin {
    client: MysqlClient,
}

impl Admin {
    pub(super) async fn log_in(role: &Role) -> Result<Self, RoleError> {
        let target = checks::target(&role.target)?;
        let credentials = checks::login(&role.credentials)?;
        let (name, authorities) = (role.tls_name.as_deref(), role.ca_file.as_deref());
        let tls = role
            .is_tls()
            .then(|| checks::tls(&target, name, authorities))
            .transpose()?;
        let connected = MysqlClient::connect(&target, &credentials, tls.as_ref(), STATEMENT).await;
        Ok(Self {
            client: connected.map_err(RoleError::Server)?,
        })
    }

    /// What the server is now.
    pub(super) async fn look(&mut self) -> Result<Server, RoleError> {
        let read_only = self.ask("SELECT @@global.read_only").await?;
        let status = self
            .either(["SHOW REPLICA STATUS", "SHOW SLAVE STATUS"])
            .await?;
        Ok(Server {
            // MariaDB 12 has more values than on and off; all but off refuse.
            is_writable: matches!(read_only.first(), Some("0" | "OFF")),
            replica: self.replica(&status).await?,
        })
    }

    /// All of the server's sources as one: what holds for any of them.
    async fn replica(&mut self, status: &Table) -> Result<Option<Replica>, RoleError> {
        let mut whole: Option<Replica> = None;
        for row in 0..status.rows.len() {
            let one = Replica {
                receives: field(status, row, "_IO_Running") != "No",
                applies: field(status, row, "_SQL_Running") != "No",
                backlog: self.progress(status, row).await?.backlog(),
                error: field(status, row, "Last_SQL_Error").to_owned(),
            };
            whole = Some(match whole {
                None => one,
                Some(before) => before.joined(one),
            });
        }
        Ok(whole)
    }

    async fn progress(&mut self, status: &Table, row: usize) -> Result<Progress, RoleError> {
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        let either = |newer: Option<&str>, older: Option<&str>| text(newer.or(older));
        let starting = |prefix| status.value_starting(row, prefix);
        let received = (
            either(
                status.value(row, "Source_Log_File"),
                status.value(row, "Master_Log_File"),
            ),
            text(starting("Read_")),
        );
        let applied = (
            either(starting("Relay_Source"), starting("Relay_Master")),
            text(starting("Exec_")),
        );
        let is_mariadb = status.value(row, "Gtid_IO_Pos").is_some();
        let missing = match is_mariadb {
            true => self.mariadb_misses(status, row).await?,
            false => self.mysql_misses(status, row).await?,
        };
        Ok(Progress {
            received,
            applied,
            missing,
        })
    }

    async fn mariadb_misses(
        &mut self,
        status: &Table,
        row: usize,
    ) -> Result<Option<bool>, RoleError> {
        let received = field(status, row, "Gtid_IO_Pos").to_owned();
        if matches!(field(status, row, "Using_Gtid"), "" | "No") || received.is_empty() {
            return Ok(None);
        }
        let applied = self.ask("SELECT @@global.gtid_slave_pos").await?;
        Ok(Some(lacks(&received, applied.first().unwrap_or_default())))
    }

    async fn mysql_misses(
        &mut self,
        status: &Table,
        row: usize,
    ) -> Result<Option<bool>, RoleError> {
        let received = field(status, row, "Retrieved_Gtid_Set");
        let is_plain = |c: char| c.is_ascii_alphanumeric() || ":-,_ \n".contains(c);
        if field(status, row, "Auto_Position") != "1" || !received.chars().all(is_plain) {
            return Ok(None);
        }
        let question = format!("SELECT GTID_SUBTRACT('{received}', @@global.gtid_executed)");
        let missing = self.ask(&question).await?;
        Ok(Some(missing.first().is_none_or(|set| !set.is_empty())))
    }

    /// Makes one step, which does nothing when it was made before.
    pub(super) async fn take(&mut self, step: Step) -> Result<(), RoleError> {
        match step {
            Step::StopReceiving => {
                let words = ["STOP REPLICA IO_THREAD", "STOP SLAVE IO_THREAD"];
                self.either(words).await?;
            }
            Step::StopReplica => {
                self.either(["STOP REPLICA", "STOP SLAVE"]).await?;
            }
            // On MySQL this ends super_read_only too.
            Step::AllowWrites => {
                self.ask("SET GLOBAL read_only = OFF").await?;
            }
            Step::RefuseWrites => self.refuse_writes().await?,
        }
        Ok(())
    }

    /// MySQL's wider one sets the other too; MariaDB has none.
    async fn refuse_writes(&mut self) -> Result<(), RoleError> {
        match self.client.query("SET GLOBAL super_read_only = ON").await {
            Err(failure) if is_code(&failure, NO_VARIABLE) => {
                self.ask("SET GLOBAL read_only = ON").await.map(drop)
            }
            outcome => outcome.map(drop).map_err(RoleError::Server),
        }
    }

    async fn either(&mut self, [newer, older]: [&str; 2]) -> Result<Table, RoleError> {
        match self.client.query(newer).await {
            Err(failure) if is_code(&failure, SYNTAX) => self.ask(older).await,
            outcome => outcome.map_err(RoleError::Server),
        }
    }

    async fn ask(&mut self, sql: &str) -> Result<Table, RoleError> {
        self.client.query(sql).await.map_err(RoleError::Server)
    }
}

impl Replica {
    fn joined(self, other: Self) -> Self {
        Self {
            receives: self.receives || other.receives,
            applies: self.applies || other.applies,
            backlog: Backlog::max(self.backlog, other.backlog),
            error: match self.error.is_empty() {
                true => other.error,
                false => self.error,
            },
        }
    }
}

fn field<'a>(status: &'a Table, row: usize, name: &str) -> &'a str {
    status.value(row, name).unwrap_or_default()
}

fn is_code(failure: &Failure, expected: u16) -> bool {
    matches!(&failure.reason, Reason::ServerError { code, .. } if *code == expected)
}
