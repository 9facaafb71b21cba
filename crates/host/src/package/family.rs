//! How each package manager is called, and how its answers are read.
//!
//! One table: what one of them does differently from the others is seen at a
//! glance.

/// One package manager.
#[derive(Debug)]
pub(super) struct Family {
    /// Its command, by which it is found and known.
    pub(super) name: &'static str,
    pub(super) install: &'static [&'static str],
    pub(super) remove: &'static [&'static str],
    /// Removes the configuration too, for those that keep it otherwise.
    pub(super) purge: Option<&'static [&'static str]>,
    /// Fetches the lists, for those that do not do it by themselves.
    pub(super) refresh: Option<&'static [&'static str]>,
    pub(super) candidate: &'static [&'static str],
    pub(super) read_candidate: fn(&str) -> Option<String>,
    pub(super) installed: &'static [&'static str],
    pub(super) read_installed: fn(&str) -> Option<String>,
    pub(super) owner: &'static [&'static str],
    pub(super) read_owner: fn(&str) -> Option<String>,
}

/// Unattended upgrades hold apt's lock for a minute or two.
const APT_WAITS: &str = "-oDPkg::Lock::Timeout=120";

/// In the order in which they are looked for: a Debian may have others' tools
/// installed beside its own, and openSUSE has a dnf.
#[rustfmt::skip]
pub(super) const FAMILIES: [Family; 6] = [
    Family {
        name: "apt-get",
        install: &["apt-get", APT_WAITS, "install", "-y", "-q", "--no-install-recommends"],
        remove: &["apt-get", APT_WAITS, "remove", "-y", "-q"],
        purge: Some(&["apt-get", APT_WAITS, "purge", "-y", "-q"]),
        refresh: Some(&["apt-get", APT_WAITS, "update", "-q"]),
        candidate: &["apt-cache", "policy"],
        read_candidate: |text| field(text, "Candidate").filter(|version| version != "(none)"),
        installed: &["dpkg-query", "--show", "--showformat=${db:Status-Status} ${Version}\n"],
        read_installed: |text| some(text.trim().strip_prefix("installed ")?),
        owner: &["dpkg-query", "--search"],
        read_owner: |text| some(text.lines().next()?.split([':', ',']).next()?),
    },
    Family {
        name: "zypper",
        install: &["zypper", "--non-interactive", "install", "--no-recommends"],
        remove: &["zypper", "--non-interactive", "remove"],
        purge: None,
        refresh: None,
        candidate: &["zypper", "--non-interactive", "info"],
        read_candidate: |text| field(text, "Version"),
        installed: RPM_INSTALLED,
        read_installed: some,
        owner: RPM_OWNER,
        read_owner: some,
    },
    Family {
        name: "dnf",
        install: &["dnf", "install", "-y", "-q"],
        remove: &["dnf", "remove", "-y", "-q"],
        purge: None,
        refresh: None,
        candidate: &["dnf", "info", "-q"],
        read_candidate: |text| field(text, "Version"),
        installed: RPM_INSTALLED,
        read_installed: some,
        owner: RPM_OWNER,
        read_owner: some,
    },
    Family {
        name: "yum",
        install: &["yum", "install", "-y", "-q"],
        remove: &["yum", "remove", "-y", "-q"],
        purge: None,
        refresh: None,
        candidate: &["yum", "info", "-q"],
        read_candidate: |text| field(text, "Version"),
        installed: RPM_INSTALLED,
        read_installed: some,
        owner: RPM_OWNER,
        read_owner: some,
    },
    Family {
        name: "apk",
        install: &["apk", "add", "--no-progress"],
        remove: &["apk", "del", "--no-progress"],
        purge: None,
        refresh: Some(&["apk", "update"]),
        candidate: &["apk", "policy"],
        // keepalived policy:\n  2.2.8-r2:\n    https://…
        read_candidate: |text| some(text.lines().nth(1)?.trim().strip_suffix(':')?),
        installed: &["apk", "info", "--installed", "--verbose"],
        read_installed: |text| some(without_name(text.trim())?),
        owner: &["apk", "info", "--who-owns", "--quiet"],
        read_owner: |text| some(name_of(text.trim())?),
    },
    Family {
        name: "pacman",
        install: &["pacman", "-S", "--needed", "--noconfirm", "--noprogressbar"],
        remove: &["pacman", "-R", "--noconfirm", "--noprogressbar"],
        purge: None,
        // Fetching the lists without upgrading everything is not supported there.
        refresh: None,
        candidate: &["pacman", "-Si"],
        read_candidate: |text| field(text, "Version"),
        installed: &["pacman", "-Q"],
        read_installed: |text| some(text.split_whitespace().nth(1)?),
        owner: &["pacman", "-Qqo"],
        read_owner: some,
    },
];

const RPM_INSTALLED: &[&str] = &["rpm", "-q", "--qf", "%{VERSION}-%{RELEASE}"];
const RPM_OWNER: &[&str] = &["rpm", "-qf", "--qf", "%{NAME}"];

/// `  Candidate: 1:2.2.7-1+b2` → the last such line's value: managers that list
/// several have the newest last.
fn field(text: &str, name: &str) -> Option<String> {
    let value = |line: &str| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim().to_owned())
    };
    text.lines().filter_map(value).next_back()
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// `keepalived-common-2.2.8-r2` → where its version begins: behind the last dash
/// but one.
fn version_at(text: &str) -> Option<usize> {
    let (front, _) = text.rsplit_once('-')?;
    front.rfind('-')
}

fn without_name(text: &str) -> Option<&str> {
    Some(&text[version_at(text)? + 1..])
}

fn name_of(text: &str) -> Option<&str> {
    Some(&text[..version_at(text)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(name: &str) -> &'static Family {
        FAMILIES.iter().find(|family| family.name == name).unwrap()
    }

    #[test]
    fn the_answers_of_each_are_read_as_they_write_them() {
        let apt = family("apt-get");
        let policy = "keepalived:\n  Installed: (none)\n  Candidate: 1:2.2.7-1+b2\n  Version table:\n     1:2.2.7-1+b2 500\n";
        assert_eq!(
            (apt.read_candidate)(policy).as_deref(),
            Some("1:2.2.7-1+b2")
        );
        assert_eq!((apt.read_candidate)("k:\n  Candidate: (none)\n"), None);
        assert_eq!(
            (apt.read_installed)("installed 1:2.2.7-1\n").as_deref(),
            Some("1:2.2.7-1")
        );
        assert_eq!((apt.read_installed)("config-files 1:2.2.7-1\n"), None);
        assert_eq!(
            (apt.read_owner)("libc6:amd64: /lib/x\n").as_deref(),
            Some("libc6")
        );
        let dnf = "Last metadata …\nAvailable Packages\nName         : keepalived\nVersion      : 2.2.8\nRelease      : 3.el9\n";
        assert_eq!(
            (family("dnf").read_candidate)(dnf).as_deref(),
            Some("2.2.8")
        );
        let zypper = "Information for package keepalived:\nName           : keepalived\nVersion        : 2.2.8-150.1\n";
        assert_eq!(
            (family("zypper").read_candidate)(zypper).as_deref(),
            Some("2.2.8-150.1")
        );
        let apk = family("apk");
        let policy = "keepalived policy:\n  2.3.1-r0:\n    https://host/community\n";
        assert_eq!((apk.read_candidate)(policy).as_deref(), Some("2.3.1-r0"));
        assert_eq!(
            (apk.read_installed)("keepalived-common-2.3.1-r0\n").as_deref(),
            Some("2.3.1-r0")
        );
        assert_eq!(
            (apk.read_owner)("keepalived-2.3.1-r0\n").as_deref(),
            Some("keepalived")
        );
        let pacman = family("pacman");
        assert_eq!(
            (pacman.read_candidate)("Repository : extra\nVersion : 2.3.4-1\n").as_deref(),
            Some("2.3.4-1")
        );
        assert_eq!(
            (pacman.read_installed)("keepalived 2.3.4-1\n").as_deref(),
            Some("2.3.4-1")
        );
        for family in &FAMILIES {
            assert_eq!((family.read_candidate)(""), None, "{}", family.name);
            assert_eq!((family.read_installed)(""), None, "{}", family.name);
            assert_eq!((family.read_owner)(""), None, "{}", family.name);
        }
    }
}
