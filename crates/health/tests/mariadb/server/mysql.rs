//! MySQL itself, as `cargo xtask environment` prepares it.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::Software;

const SMALL: &[&str] = &[
    "--innodb-buffer-pool-size=8M",
    "--innodb-redo-log-capacity=8M",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--innodb-use-native-aio=OFF",
    "--sync-binlog=0",
    "--skip-name-resolve",
];

/// They are nobody's transactions: a member of a group that has some of its own
/// may not join.
const ACCOUNTS: &str = "
SET sql_log_bin = 0;
CREATE USER vk@'%' IDENTIFIED WITH caching_sha2_password BY 's3cret';
CREATE USER vk@localhost IDENTIFIED WITH caching_sha2_password BY 's3cret';
CREATE USER vk_sha256@'%' IDENTIFIED WITH sha256_password BY 's3cret';
CREATE USER vk_nopassword@'%';
CREATE USER repl@'%' IDENTIFIED BY 'repl';
GRANT REPLICATION SLAVE, BACKUP_ADMIN, CONNECTION_ADMIN, GROUP_REPLICATION_STREAM ON *.* TO repl@'%';
";

/// It, with its data below this folder.
pub(super) fn install(folder: &Path) -> Software {
    let directory = PathBuf::from(std::env::var_os("VIPKEEPER_MYSQL").expect(
        "VIPKEEPER_MYSQL is not set: run `cargo xtask test`, or \
         `eval \"$(cargo xtask environment)\"`",
    ));
    let server = directory.join("mysqld");
    let output = Command::new(&server)
        .args(["--initialize-insecure", "--user=root"])
        .arg(format!("--datadir={}/data", folder.display()))
        .args(SMALL)
        .output()
        .expect("VIPKEEPER_MYSQL has no mysqld: run `cargo xtask environment` again");
    assert!(output.status.success(), "{}: {output:?}", server.display());
    Software {
        server: vec![server.into()],
        options: SMALL,
        client: vec![directory.join("mysql").into()],
        accounts: ACCOUNTS.to_owned(),
    }
}
