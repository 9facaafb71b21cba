//! How OpenRC, FreeBSD's rc.d, System V and macOS are spoken to, and how their
//! answers are understood: exit statuses and words as their manual pages have
//! them.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use host::service::{Autostart, InitScript, Openrc, Rcd, ServiceError, ServiceManager};

use crate::stand_in::StandIn;

#[test]
fn openrc_is_told_by_rc_service_and_rc_update() {
    let machine = StandIn::with(&["rc-service", "rc-update"]);
    let openrc = Openrc::new(machine.machine(), Vec::new());
    let unknown = openrc.start().unwrap_err();
    assert!(matches!(
        unknown,
        ServiceError::Failed { .. } | ServiceError::NoSuchUnit { .. }
    ));
    machine.calls();
    openrc.define(&machine.definition()).unwrap();
    assert!(openrc.defines(&machine.definition()));

    machine.exits("rc-service keepalived status", 3);
    openrc.start().unwrap();
    assert_eq!(
        machine.calls(),
        [
            "rc-service keepalived status",
            "rc-service keepalived start"
        ]
    );
    assert!(matches!(openrc.reload(), Err(ServiceError::NotRunning)));
    for (status, state) in [
        (0, "started"),
        (3, "stopped"),
        (4, "stopping"),
        (8, "starting"),
        (16, "inactive"),
        (32, "crashed"),
    ] {
        machine.exits("rc-service keepalived status", status);
        assert_eq!(openrc.status().unwrap().state, state);
    }
    machine.calls();
    openrc.start().unwrap();
    assert_eq!(
        machine.calls()[1],
        "rc-service keepalived restart",
        "it had crashed"
    );

    assert_eq!(openrc.autostart().unwrap(), Autostart::Disabled);
    openrc.set_autostart(false).unwrap();
    assert!(machine.calls().is_empty(), "it is so already");
    openrc.set_autostart(true).unwrap();
    assert_eq!(machine.calls(), ["rc-update add keepalived default"]);
    fs::create_dir_all(machine.path("etc/runlevels/default")).unwrap();
    let link = machine.path("etc/runlevels/default/keepalived");
    symlink("/etc/init.d/keepalived", &link).unwrap();
    assert_eq!(openrc.autostart().unwrap(), Autostart::Enabled);
    openrc.undefine(&machine.definition()).unwrap();
    assert_eq!(machine.calls(), ["rc-update --all del keepalived"]);
    assert!(!machine.path("etc/init.d/keepalived").exists());
}

#[test]
fn freebsd_is_told_by_service_and_sysrc() {
    let machine = StandIn::with(&["service", "sysrc"]);
    let rcd = Rcd::new(machine.machine(), Vec::new());
    assert!(matches!(rcd.status(), Err(ServiceError::NoSuchUnit { .. })));
    rcd.define(&machine.definition()).unwrap();
    assert!(machine.calls().is_empty());

    machine.exits("service keepalived onestatus", 1);
    assert_eq!(rcd.status().unwrap().state, "stopped");
    rcd.stop().unwrap();
    assert!(matches!(rcd.reload(), Err(ServiceError::NotRunning)));
    machine.calls();
    rcd.start().unwrap();
    rcd.restart().unwrap();
    assert_eq!(
        machine.calls(),
        [
            "service keepalived onestatus",
            "service keepalived onestart",
            "service keepalived onerestart"
        ]
    );
    machine.exits("service keepalived onestatus", 0);
    rcd.start().unwrap();
    rcd.stop().unwrap();
    rcd.reload().unwrap();
    let changes: Vec<_> = machine
        .calls()
        .into_iter()
        .filter(|call| !call.ends_with("onestatus"))
        .collect();
    assert_eq!(
        changes,
        ["service keepalived onestop", "service keepalived onereload"]
    );

    machine.exits("sysrc -n keepalived_enable", 1);
    assert_eq!(rcd.autostart().unwrap(), Autostart::Disabled, "not set");
    machine.exits("sysrc -n keepalived_enable", 0);
    for (value, autostart) in [("YES\n", Autostart::Enabled), ("NO\n", Autostart::Disabled)] {
        machine.answers("sysrc -n keepalived_enable", value);
        assert_eq!(rcd.autostart().unwrap(), autostart);
    }
    machine.calls();
    rcd.set_autostart(true).unwrap();
    rcd.set_autostart(false).unwrap();
    assert_eq!(
        machine.calls(),
        ["sysrc keepalived_enable=YES", "sysrc keepalived_enable=NO"]
    );
}

#[test]
fn system_v_uses_the_program_that_is_there() {
    for (program, on, off) in [
        (
            "update-rc.d",
            &[
                "update-rc.d keepalived defaults",
                "update-rc.d keepalived enable",
            ][..],
            "update-rc.d keepalived disable",
        ),
        (
            "chkconfig",
            &["chkconfig --add keepalived", "chkconfig keepalived on"],
            "chkconfig keepalived off",
        ),
        ("insserv", &["insserv keepalived"], "insserv -r keepalived"),
    ] {
        let machine = StandIn::with(&[program]);
        let sysv = InitScript::sysv(machine.machine(), Vec::new());
        sysv.define(&machine.definition()).unwrap();
        assert_eq!(sysv.autostart().unwrap(), Autostart::Disabled);
        sysv.set_autostart(true).unwrap();
        assert_eq!(machine.calls(), on);
        sysv.set_autostart(false).unwrap();
        assert_eq!(machine.calls(), [off]);
        fs::create_dir_all(machine.path("etc/rc2.d")).unwrap();
        fs::write(machine.path("etc/rc2.d/K01keepalived"), "").unwrap();
        assert_eq!(
            sysv.autostart().unwrap(),
            Autostart::Disabled,
            "a stop link"
        );
        fs::write(machine.path("etc/rc2.d/S05keepalived"), "").unwrap();
        assert_eq!(sysv.autostart().unwrap(), Autostart::Enabled);
    }
    let bare = StandIn::with(&[]);
    let sysv = InitScript::sysv(bare.machine(), Vec::new());
    assert!(matches!(
        sysv.set_autostart(true),
        Err(ServiceError::NoAutostart { .. })
    ));
}

#[test]
fn an_init_script_answers_by_the_statuses_of_the_lsb() {
    let machine = StandIn::with(&[]);
    let script = machine.path("etc/init.d/keepalived");
    let sysv = InitScript::sysv(machine.machine(), Vec::new());
    assert!(matches!(
        sysv.status(),
        Err(ServiceError::NoSuchUnit { .. })
    ));
    for (status, state) in [(0, "running"), (1, "dead"), (3, "stopped"), (4, "unknown")] {
        machine.script(&script, &format!("#!/bin/sh\nexit {status}\n"));
        assert_eq!(sysv.status().unwrap().state, state);
    }
    machine.script(&script, "#!/bin/sh\nexit 7\n");
    assert!(matches!(sysv.reload(), Err(ServiceError::NotRunning)));
    machine.script(&script, "#!/bin/sh\necho the moon; exit 1\n");
    let Err(ServiceError::Failed { action, log, .. }) = sysv.start() else {
        panic!("it failed");
    };
    assert_eq!((action, log), ("start", vec!["the moon".to_owned()]));
}

#[test]
fn macos_runs_the_script_and_has_no_autostart() {
    let machine = StandIn::with(&[]);
    let script = machine.path("www/init.d/keepalived");
    let macos = InitScript::macos(machine.machine(), script.clone(), Vec::new());
    assert_eq!(macos.files(&machine.definition()), [script]);
    macos.define(&machine.definition()).unwrap();
    assert_eq!(macos.autostart().unwrap(), Autostart::Unsupported);
    assert!(matches!(
        macos.set_autostart(true),
        Err(ServiceError::NoAutostart { manager: "macos" })
    ));
    macos.undefine(&machine.definition()).unwrap();
    assert!(
        macos
            .files(&machine.definition())
            .iter()
            .all(|path| !path.exists())
    );
}

#[test]
fn the_distributions_script_serves_the_distributions_program_and_nothing_else() {
    let machine = StandIn::with(&["rc-service", "update-rc.d", "service", "sysrc"]);
    let managers: [(&str, Box<dyn ServiceManager>); 3] = [
        (
            "etc/init.d/keepalived",
            Box::new(Openrc::new(machine.machine(), Vec::new())),
        ),
        (
            "etc/init.d/keepalived",
            Box::new(InitScript::sysv(machine.machine(), Vec::new())),
        ),
        (
            "usr/local/etc/rc.d/keepalived",
            Box::new(Rcd::new(machine.machine(), Vec::new())),
        ),
    ];
    let ours = machine.definition();
    let adopted = host::service::Definition {
        is_ours: false,
        ..ours.clone()
    };
    for (place, manager) in managers {
        let script = machine.path(place);
        machine.script(&script, "#!/bin/sh\n# the distribution's\n");
        assert!(manager.files(&adopted).is_empty());
        manager.define(&adopted).unwrap();
        let refused = manager.define(&ours).unwrap_err();
        assert!(matches!(refused, ServiceError::Foreign { .. }), "{refused}");
        manager.undefine(&ours).unwrap();
        assert!(
            fs::read_to_string(&script)
                .unwrap()
                .contains("the distribution's")
        );
    }
}

#[test]
fn every_script_is_a_shell_script() {
    let machine = StandIn::with(&["rc-update", "sysrc"]);
    let definition = machine.definition();
    let managers: [Box<dyn ServiceManager>; 3] = [
        Box::new(Openrc::new(machine.machine(), Vec::new())),
        Box::new(Rcd::new(machine.machine(), Vec::new())),
        Box::new(InitScript::macos(
            machine.machine(),
            machine.path("script"),
            Vec::new(),
        )),
    ];
    for manager in managers {
        manager.define(&definition).unwrap();
        for file in manager.files(&definition) {
            for shell in ["dash", "bash"] {
                let checked = Command::new(shell).arg("-n").arg(&file).output().unwrap();
                assert!(
                    checked.status.success(),
                    "{shell} {}: {checked:?}",
                    file.display()
                );
            }
            let text = fs::read_to_string(&file).unwrap();
            let places = text.matches('@').count() - text.matches("$@").count();
            assert_eq!(places, 0, "{text}");
        }
        manager.undefine(&definition).unwrap();
    }
}
