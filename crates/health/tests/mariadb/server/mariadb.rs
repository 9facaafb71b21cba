//! Debian's MariaDB.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::Software;

const SMALL: &[&str] = &[
    "--innodb-buffer-pool-size=8M",
    "--innodb-log-file-size=4M",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--skip-log-bin",
    "--skip-name-resolve",
];

const ACCOUNTS: &str = "
CREATE USER vk@'%' IDENTIFIED BY 's3cret', vk@localhost IDENTIFIED BY 's3cret';
CREATE USER vk_old@'%' IDENTIFIED BY 's3cret', vk_old@localhost IDENTIFIED BY 's3cret';
CREATE USER vk_nopassword@'%', vk_nopassword@localhost;
";

const ED25519_ACCOUNTS: &str = "
CREATE USER vk_ed25519@'%' IDENTIFIED VIA ed25519 USING PASSWORD('s3cret');
CREATE USER vk_ed25519@localhost IDENTIFIED VIA ed25519 USING PASSWORD('s3cret');
";

/// It, with its data below this folder.
pub(super) fn install(folder: &Path, arguments: &[&str]) -> Software {
    let output = Command::new("mariadb-install-db")
        .args(["--no-defaults", "--auth-root-authentication-method=normal"])
        .args(["--skip-test-db", "--user=root"])
        .arg(format!("--datadir={}/data", folder.display()))
        // A server that starts deletes the temporary files of all others.
        .arg(format!("--tmpdir={}/tmp", folder.display()))
        .output()
        .expect("mariadb-install-db is missing: apt-get install mariadb-server");
    assert!(output.status.success(), "mariadb-install-db: {output:?}");
    let has_ed25519 = arguments.iter().any(|words| words.contains("ed25519"));
    let more = if has_ed25519 { ED25519_ACCOUNTS } else { "" };
    Software {
        server: vec![program().into(), "--no-defaults".into()],
        options: SMALL,
        client: vec!["mariadb".into(), "--no-defaults".into()],
        accounts: format!("{ACCOUNTS}{more}"),
    }
}

/// Root's daemons are not on everyone's path.
fn program() -> PathBuf {
    let usual = Path::new("/usr/sbin/mariadbd");
    if usual.exists() {
        usual.to_owned()
    } else {
        "mariadbd".into()
    }
}
