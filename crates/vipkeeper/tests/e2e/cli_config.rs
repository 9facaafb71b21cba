//! `config` and `simulate` at the command line: what is printed, in both
//! languages, and the exit status.

use anyhow::Result;

use crate::cli_session::Session;

/// A misspelt keyword, a weight with an en dash, a check that moves nothing.
const MISTAKES: &str = "\
global_defs {
    router_id node-a
    enable_script_security
    script_user root
}
vrrp_script chk {
    script \"/usr/bin/true\"
    interval 2
    timeout 1
    weight –5
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 77
    prioritee 150
    advert_int 1
    virtual_ipaddress {
        10.0.0.100/24
    }
}
";

/// Two nodes whose only check can never move the VIP.
fn pair(priority: u8) -> String {
    format!(
        "global_defs {{\n    enable_script_security\n    script_user root\n}}\n\
         vrrp_script chk {{\n    script \"/usr/bin/true\"\n    interval 2\n    timeout 1\n    weight -5\n}}\n\
         vrrp_instance VI_1 {{\n    state BACKUP\n    interface eth0\n    virtual_router_id 77\n    \
         priority {priority}\n    track_script {{\n        chk\n    }}\n    \
         virtual_ipaddress {{\n        10.0.0.100/24\n    }}\n}}\n"
    )
}

#[test]
fn mistakes_are_shown_with_their_place_and_put_right() -> Result<()> {
    let mut session = Session::new()?;
    session.file("bad.conf", MISTAKES)?;
    session.types("config check /www/server/keepalived/bad.conf --target-version 2.2.7")?;
    session.types("config check --fix /www/server/keepalived/bad.conf --target-version 2.2.7")?;
    session.types(
        "config get vrrp_instance.VI_1.virtual_router_id -f /www/server/keepalived/bad.conf",
    )?;
    session
        .types("config set vrrp_instance.VI_1.priority 150 -f /www/server/keepalived/bad.conf")?;
    session.types("config get vrrp_instance.VI_1.priority -f /www/server/keepalived/bad.conf")?;
    session.types("config get vrrp_instance.VI_1.nothing -f /www/server/keepalived/bad.conf")?;
    session.types("config fmt --check /www/server/keepalived/bad.conf")?;
    session.types("config check /www/server")?;
    session.types("config check /www/server/keepalived/none.conf")?;
    insta::assert_snapshot!(session.transcript());
    Ok(())
}

#[test]
fn a_simulation_says_which_failure_moves_nothing() -> Result<()> {
    let mut session = Session::new()?;
    session.file("node-a.conf", &pair(100))?;
    session.file("node-b.conf", &pair(90))?;
    let command =
        "simulate /www/server/keepalived/node-a.conf --peer /www/server/keepalived/node-b.conf";
    session.types(command)?;
    session.types(
        "config diff /www/server/keepalived/node-b.conf --with /www/server/keepalived/node-a.conf",
    )?;
    insta::assert_snapshot!(session.transcript());
    Ok(())
}
