//! `vipkeeper template new`: answers in, both servers' files out.

use std::fs;
use std::process::Command;

use anyhow::{Result, ensure};
use tempfile::TempDir;

use crate::cli_said::{PROGRAM, Said};

/// A network with one interface, in which another virtual router 100 speaks;
/// `$1` a directory, `$2` the program, `$3` the answers.  Everything ends with it.
const ASK: &str = r#"
set -e
ip link set lo up
ip link add eth0 type bridge
ip address add 192.0.2.11/24 dev eth0
ip link set eth0 up
ip route add default via 192.0.2.1
cd "$1"
if [ -e other.conf ]; then
    keepalived --dont-fork --vrrp --use-file other.conf --pid k.pid --vrrp_pid v.pid >k.log 2>&1 &
    until ip -4 address show eth0 | grep -q 192.0.2.200; do :; done
fi
printf "$3" | "$2" template new --output a.conf --peer-output b.conf
"#;

const OTHER: &str = "\
vrrp_instance OTHER {
    interface eth0
    virtual_router_id 100
    priority 200
    version 3
    advert_int 0.1
    virtual_ipaddress {
        192.0.2.200/24
    }
}
";

fn asked(directory: &TempDir, lang: &str, answers: &str) -> Result<Said> {
    let mut command = Command::new("unshare");
    command.args(["--net", "--pid", "--fork", "--kill-child", "--mount-proc"]);
    command.args(["sh", "-c", ASK, "sh"]).arg(directory.path());
    command.args([PROGRAM, answers]).env("LANG", lang);
    Said::by(&mut command)
}

#[test]
fn a_number_in_use_is_named_and_avoided_and_the_files_agree() -> Result<()> {
    let directory = TempDir::new()?;
    fs::write(directory.path().join("other.conf"), OTHER)?;
    // Which, a mistake, the VIP, the interface, unicast, own, peer, the rest.
    let answers = "mysql-pair\\n192.0.2.100\\n192.0.2.100/24\\n1\\nunicast\\n\\n192.0.2.12\\n\\n\\n\\n\\nyes\\n";
    let said = asked(&directory, "C.UTF-8", answers)?;
    ensure!(said.status == 0, "{said:#?}");
    ensure!(
        said.err.contains("in use there: 100 (192.0.2.11)"),
        "{said:#?}"
    );
    ensure!(said.err.contains("[empty: 101] > "), "{said:#?}");
    ensure!(
        !said.err.contains("leave something to be said"),
        "{said:#?}"
    );
    ensure!(
        said.out.contains("Every single failure of a MASTER"),
        "{said:#?}"
    );
    let read = |name: &str| fs::read_to_string(directory.path().join(name));
    let (own, peer) = (read("a.conf")?, read("b.conf")?);
    for (text, address, other, priority) in [(&own, "11", "12", "250"), (&peer, "12", "11", "240")]
    {
        for line in [
            "virtual_router_id 101".to_owned(),
            format!("unicast_src_ip 192.0.2.{address}"),
            format!("        192.0.2.{other}\n"),
            format!("priority {priority}"),
            "nopreempt".to_owned(),
        ] {
            ensure!(text.contains(&line), "no {line:?} in {text}");
        }
    }
    ensure!(read("vipkeeper.toml")?.contains("[checks.mysql]"));
    Ok(())
}

#[test]
fn an_end_before_the_last_answer_leaves_nothing_behind() -> Result<()> {
    let directory = TempDir::new()?;
    let said = asked(&directory, "zh_CN.UTF-8", "\\n192.0.2.100/24\\n")?;
    assert_eq!(said.status, 2, "{said:#?}");
    ensure!(
        said.err
            .ends_with("错误：问题尚未答完输入就结束了，未写入任何文件\n"),
        "{said:#?}"
    );
    assert_eq!(fs::read_dir(directory.path())?.count(), 0);
    Ok(())
}
