//! `template` at the command line: what is printed and written, in both
//! languages, and the exit status.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::cli_session::Session;

const PAIR: &str = "template render mysql-pair --set vip=10.0.0.100/24";

#[test]
fn templates_are_listed_shown_and_rendered() -> Result<()> {
    let mut session = Session::new()?;
    session.types("template list")?;
    session.types("template show tcp-pair")?;
    session.types(PAIR)?;
    session.types(&format!(
        "{PAIR} --set interface=eth0 --set priority=240 --set address=10.0.0.2 --set peer=10.0.0.1"
    ))?;
    session.types(&format!(
        "{PAIR} --set credentials=/root/my.cnf --part checks"
    ))?;
    session.types(&format!(
        "{PAIR} --profile classic --set auth-pass=k8sT2x9q --set nopreempt=yes --peer"
    ))?;
    insta::assert_snapshot!(session.transcript());
    Ok(())
}

#[test]
fn a_wrong_template_or_value_says_what_would_be_right() -> Result<()> {
    let mut session = Session::new()?;
    session.types("template show nope")?;
    session.types("template render nope")?;
    session.types("template render mysql-pair")?;
    for set in [
        "vip",
        "=10.0.0.100/24",
        "vpi=10.0.0.100/24",
        "vip=10.0.0.100",
        "vip=10.0.0.100/24 --set VIP=10.0.0.101/24",
        "vip=10.0.0.100/24 --set priority=255",
        "vip=10.0.0.100/24 --set vrid=0",
        "vip=10.0.0.100/24 --set advert-int=1s",
        "vip=10.0.0.100/24 --set credentials=my.cnf",
        "vip=10.0.0.100/24 --set target=3306",
        "vip=10.0.0.100/24 --set nopreempt=true",
        "vip=10.0.0.100/24 --set address=10.0.0.1",
        "vip=10.0.0.100/24 --set auth-pass=secret",
        "vip=10.0.0.100/24 --profile classic --set auth-pass=longsecret",
        "vip=10.0.0.100/24 --profile classic --set advert-int=0.1",
        "vip=10.0.0.100/24 --profile hmac --target-version 2.4.1",
        "vip=10.0.0.100/24 --profile slow",
        "vip=10.0.0.100/24 --peer --peer-output /www/server/b.conf",
        "vip=10.0.0.100/24 --output /www/server/a.conf --peer-output /www/server/a.conf",
        "vip=10.0.0.100/24 --part checks --peer-output /www/server/b.conf",
    ] {
        session.types(&format!("template render mysql-pair --set {set}"))?;
    }
    insta::assert_snapshot!(session.transcript());
    Ok(())
}

#[test]
fn a_users_own_template_is_one_of_them_and_a_broken_one_hides_none() -> Result<()> {
    let mut session = Session::new()?;
    session.file(
        "vipkeeper/templates/panel.conf",
        "! from the panel\nscript \"{$SERVER_PATH}/keepalived/scripts/chk.sh\"\n\
         plugin {$PLUGIN_PATH}\ninterface {$ETH_XX}\n",
    )?;
    session.file(
        "vipkeeper/templates/shop.conf",
        "#: title = { en = \"the shop\", zh-CN = \"商店\" }\n\
         #: [param.SHOP]\n#: type = \"name\"\n#: help = { en = \"its name\", zh-CN = \"名称\" }\n\
         #[en] the shop\n#[zh-CN] 商店\nrouter_id {$SHOP}\nmcast_src_ip {$SHIP}\n",
    )?;
    session.file("vipkeeper/templates/torn.conf", "#: title = {\n")?;
    session.types("template list")?;
    session.types("template show shop")?;
    session.types("template show torn")?;
    session.types("template render panel")?;
    session.types("template render panel --profile fast")?;
    session.types("template render shop --set shop=books")?;
    insta::assert_snapshot!(session.transcript());
    Ok(())
}

/// A password is made anew each time, so that there is no snapshot.
#[test]
fn both_files_of_a_pair_are_written_with_one_password_and_agree() -> Result<()> {
    let session = Session::new()?;
    let [own, peer] = ["a.conf", "b.conf"].map(|name| session.server().join(name));
    let render = format!(
        "{PAIR} --profile classic --output /www/server/a.conf --peer-output /www/server/b.conf"
    );
    let said = session.asks(&render)?;
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{}", said.err);
    ensure!(!said.err.contains("--peer-output"), "{}", said.err);
    let password = |text: &str| {
        let line = text.lines().find(|line| line.contains("auth_pass"));
        line.map(str::to_owned).context("a password")
    };
    let [own_text, peer_text] = [fs::read_to_string(&own)?, fs::read_to_string(&peer)?];
    assert_eq!(password(&own_text)?, password(&peer_text)?);
    let said = session.asks("simulate /www/server/a.conf --peer /www/server/b.conf")?;
    assert_eq!(said.status, 0, "{}", said.out);

    let again = session.asks(&render)?;
    assert_eq!(again.status, 1);
    ensure!(again.err.contains("exists already"), "{}", again.err);
    assert_eq!(fs::read_to_string(&own)?, own_text);

    let alone = session.asks(&format!("{PAIR} --profile classic"))?;
    ensure!(alone.err.contains("--peer-output"), "{}", alone.err);
    ensure!(password(&alone.out)? != password(&own_text)?);
    Ok(())
}
