# Messages in English.  One source for the command line, the API and the panel.

## Panel

ui-language = Language
ui-theme = Theme
ui-theme-auto = As the system
ui-theme-light = Light
ui-theme-dark = Dark

ui-link-live = Live
ui-link-connecting = Connecting…
ui-link-lost = Reconnecting · { $age } old
ui-age-seconds = { $count } s
ui-age-minutes = { $count } min
ui-age-hours = { $count } h
ui-waiting = Waiting for the first picture of this node…
ui-waiting-lost = This node does not answer. Trying again every second.

ui-engine-running = Keepalived is running
ui-engine-pid = process { $pid }
ui-engine-started = Keepalived is running.
ui-engine-stopped = Keepalived is not running.
ui-engine-stopped-meaning = This node takes part in no election and will not take over a VIP.
ui-drained = This node is out of service.
ui-drained-by = by { $author }; vipkeeper undrain brings it back
ui-drained-drill = by { $author }; a drill is under way

ui-instances = Instances
ui-instances-none = keepalived.conf has no vrrp_instance.

ui-first-why = Three answers make this node's first configuration. The page changes nothing: it makes the command to type as root.
ui-first-vip = Virtual IP with its prefix
ui-first-interface = Interface that carries it (empty: the one of the default route)
ui-first-peer = Address of the other server, for unicast (empty: multicast)
ui-first-type = Type this on the node, with its --server-path if it has one:
ui-first-wrong = What is marked cannot be right, and is left out:
ui-priority = Priority
ui-interface = Interface
ui-vips = Virtual IPs
ui-vip-held = held here
ui-vip-elsewhere = not here
ui-vip-missing = MASTER, but not here
ui-vip-orphan = here without being MASTER
ui-state-word-unknown = UNKNOWN
ui-state-master = This node holds the VIP.
ui-state-backup = Standing by, ready to take over.
ui-state-fault = Out of the election until well again.
ui-state-init = Starting, not taking part yet.
ui-state-stop = Keepalived has stopped this instance.
ui-state-unknown = Keepalived has not told its state yet.

ui-checks = Checks
ui-checks-none = vipkeeper.toml has no checks.
ui-health-up = Up
ui-health-down = Down
ui-health-unknown = Not yet known
ui-takeover = Says whether this node may take over.
ui-takeover-not = This node may not take over.
ui-takeover-last = This node takes over only when no better one can.
ui-since = since
ui-latency-none = No try yet
ui-latency-longest = longest of the last { $count } tries: { $longest } ms

ui-changes = Recent changes
ui-changes-none = No change of state so far.
ui-change-arrow = to
ui-change-priority = Priority { $priority }.
ui-change-master = This node took over the VIP.
ui-change-backup = This node stands by.
ui-change-handed-over = Another node took over the VIP.
ui-change-recovered = Well again; this node stands by.
ui-change-gave-up = A check or interface failed; this node gave up the VIP.
ui-change-fault = A check or interface failed; this node is out of the election.
ui-change-init = Starting.
ui-change-stop = Keepalived stopped.

ui-news-instance = { $name } is now { $state }.
ui-news-check-up = Check { $name } is up.
ui-news-check-down = Check { $name } is down.
ui-news-check-unknown = Check { $name } is not known.
ui-news-link-lost = The connection to this node is lost; what you see is out of date.
ui-news-link-back = The connection to this node is back.

## Errors

label-error = error:{" "}
label-cause = caused by:{" "}
label-hint = hint:{" "}
label-warning = warning:{" "}

error-read-file = cannot read { $path }
error-make-path = cannot make { $path }
error-program-run = cannot run { $program }
error-settings = { $path } is not valid
error-check-name = { $path } names a check "{ $name }", which cannot be the name of a file
hint-check-name = a check's name has letters, digits, - and _, at most 64
error-check-unknown = there is no check { $name } in { $path }
hint-check-unknown = add [checks.{ $name }] to that file, or give the target: vipkeeper check mysql 127.0.0.1:3306
error-check-no-kind = a check needs a kind
error-check-kind = there is no kind of check "{ $kind }"
hint-check-kinds = it is one of { $kinds }
error-check-keys = a check of kind { $kind } cannot be asked like this
hint-check-keys = every check may have { $keys }
error-check-target = "{ $target }" cannot be asked
error-credentials-open = { $path } is open to group or others (mode { $mode })
hint-credentials-open = chmod 600 { $path }
error-credentials-port = { $path }, line { $line }: { $value } is not a port
error-credentials-user = { $path } names no user
hint-credentials-user = write it under [client]: user = … and password = …
error-credential-missing = systemd has handed over no credential { $name }
hint-credential-missing = add LoadCredential={ $name }:/path/to/file to the unit that asks, by systemctl edit: vipkeeper.service for the daemon, and keepalived.service for its backstop
error-credential-name = "{ $name }" cannot be the name of a credential
hint-credential-name = write credential:NAME, as it stands before the colon of LoadCredential=NAME:/path/to/file
error-check-tls = TLS cannot be spoken as it is asked for
error-check-write = the verdict could not be written to { $path }
error-template-unknown = there is no template { $name }
hint-template-unknown = there are: { $known }
error-template-head = the head of template { $name } cannot be read
error-template-parameter = template { $template } has no parameter { $name }
hint-template-parameter = it has: { $known }
error-template-missing-value = template { $template } needs a value for { $name }
hint-template-missing-value = give it with --set { $name }=…; vipkeeper template show { $template } explains it
error-template-bad-value = "{ $value }" cannot be the value of { $name }
error-template-placeholder = unknown placeholder { $name } in line { $line } of template { $template }
error-template-not-text = { $path } is not text in UTF-8
error-template-no-profiles = template { $template } has no profiles
error-template-profile-too-new = profile { $profile } needs Keepalived { $needs } or newer, and this is { $release }
hint-template-profile-too-new = take profile fast, or say with --target-version which release will read the file
error-template-other-profile = profile { $profile } has no { $name }
hint-template-other-profile = it belongs to: { $profiles }
error-template-half = { $name } is given, but not { $peer }
hint-template-half = the two belong together, one is this server's and one the other's: give --set { $peer }=… too
error-template-nothing-here = { $name } stands for nothing here
hint-template-nothing-here = it needs a server directory: --server-path DIR
error-output-exists = { $path } exists already
hint-output-exists = remove it, or choose another name
error-output-same = both files would be { $path }
error-output-checks = --peer-output writes configurations, and --part checks prints none
error-random = the kernel gives no random bytes
warning-new-secret = a new secret was made: give the other server the same one, or write both files at once with --output FILE --peer-output FILE
error-set-malformed = "{ $text }" is not of the form name=value
hint-set-malformed = for example: --set vip=10.0.0.100/24
error-set-twice = { $name } is set twice
expect-cidr = expected an address with its prefix length, such as 10.0.0.100/24
expect-address = expected an address, such as 10.0.0.1
expect-priority = expected a whole number from 1 to 254
expect-vrid = expected a whole number from 1 to 255
expect-advert-int = expected seconds from 0.01 to 40.95 with at most two decimals
expect-interface = expected the name of a network interface, at most 15 letters
expect-name = expected one word of letters, digits, - _ and .
expect-path = expected an absolute path without spaces or quotes
expect-target = expected address:port, such as 127.0.0.1:3306, or the absolute path of a socket
expect-whole-seconds = expected whole seconds from 1 to 255
expect-port = expected a port from 1 to 65535
expect-password = expected one word of at most 8 letters, digits and signs other than " ' \ ! # $ @ ~ and braces
expect-hmac-key = expected hex: and 64 to 128 hexadecimal digits
expect-redis-role = expected any, master or replica
expect-postgres-role = expected any, primary or standby
expect-scheduler = expected a scheduler of the kernel, such as rr, wlc or sh
expect-switch = expected yes or no
warning-no-default-route = this machine has no default route, so the interface { $interface } is assumed: give yours with --set interface=…

error-config-missing = { $path } does not exist
hint-config-missing = make one from a template: vipkeeper template render mysql-pair --set vip=10.0.0.100/24
error-config-rejected = Keepalived rejects { $path } (exit status { $status })
error-write-file = cannot write { $path }
error-config-not-a-file = { $path } is not a regular file
error-config-too-large = { $path } is larger than { $mebibytes } MiB, the most that a configuration may have
error-config-path = this is not the path of a value
hint-config-path = for example: vrrp_instance.VI_1.priority, or vrrp_instance.VI_1.virtual_ipaddress[0]
error-config-edit = this change is not possible
error-config-fix-stdin = --fix changes a file, and standard input is none
error-history-damaged = the history { $path } is damaged
hint-history-damaged = Keepalived and its configuration do not need it; to begin a new one, move the file aside: mv { $path } { $path }.old
error-history-foreign = { $path } is a database, and not a history of vipkeeper's
error-history-too-new = the history { $path } has version { $version }, and this vipkeeper knows up to { $known }
hint-history-too-new = use the vipkeeper that wrote it, or a later one
error-history-no-revision = there is no revision { $number }
hint-history-no-revision = vipkeeper history lists them
error-history-text-damaged = the text of revision { $number } in { $path } is not what was kept
error-history-import = line { $line } is not a revision; nothing was imported
hint-history-import = vipkeeper history export FILE makes a file that can be imported
error-history-use = the history { $path } cannot be used
error-apply-busy = another change is being made
error-apply-busy-by = another change is being made: { $command } (by { $author }, process { $pid }, since { $since })
error-apply-awaits = a change waits to be confirmed until { $until }
hint-apply-awaits = vipkeeper confirm lets it stay, vipkeeper rollback takes it back
error-apply-no-confirm = no change waits to be confirmed
error-apply-no-earlier = there is no earlier revision to go back to
error-apply-lint = the configuration has errors; nothing was changed
error-apply-rejected = Keepalived rejects the configuration (exit status { $status }); nothing was changed
error-apply-misplaced = { $instance }: { $address } would be on { $interface }, but its network is on { $belongs }; nothing was changed
error-apply-state = cannot use { $path }
error-apply-intent = { $path } tells of a change under way and cannot be read
hint-apply-intent = it holds the files before and after that change in base64; once they are as you want them, move it aside: mv { $path } { $path }.old
error-apply-yes = nobody can be asked here; nothing was changed
hint-apply-yes = add --yes when the change is meant, or --dry-run to see only what it would do
hint-write-read-only = the file system is read-only; see findmnt --target { $path }
hint-write-full = the disk is full; see df { $path }
hint-write-immutable = the file may be immutable; see lsattr { $path }, and chattr -i { $path } if that is not meant
error-not-installed = Keepalived is not installed
hint-not-installed = install it: vipkeeper install
error-manager-reach = cannot reach { $manager }
error-manager-unit = { $manager } knows no service { $unit }
error-manager-failed = Keepalived did not { $action ->
    [start] start
    [stop] stop
    [restart] restart
    [enable] get its autostart
    [disable] lose its autostart
   *[reload] reload
  }: { $result }
error-manager-timeout = Keepalived did not { $action ->
    [start] start
    [stop] stop
    [restart] restart
    [enable] get its autostart
    [disable] lose its autostart
   *[reload] reload
  } within { $seconds } s
error-not-running = Keepalived is not running
hint-not-running = start it: vipkeeper start
error-runs-supervised = Keepalived runs under vipkeeper's own supervisor, and not under { $manager }
hint-runs-supervised = stop it (vipkeeper stop), enable its autostart again, and start it: vipkeeper start then uses the machine's service manager
error-no-autostart = { $manager } starts nothing at boot
hint-no-autostart = let whatever starts at boot on this machine run: vipkeeper start
error-unit-foreign = { $path } exists and was not made by vipkeeper for this node
hint-unit-foreign = it stays as it is; move it away if it is no longer needed, and try again
error-unit-masked = { $path } masks the service, so nothing can start it
hint-unit-masked = unmask it: systemctl unmask keepalived
error-unit-path = { $path } cannot be written into a service's definition
error-install-no-manager = missing: { $programs }; and no package manager was found to install them with
hint-install-by-hand = install them by hand and try again
error-install-failed = cannot install { $packages }
hint-install-failed = what the package manager said stands above; mend that and try again
error-remove = cannot remove { $path }
error-fetch = cannot fetch { $url }
error-fetch-scheme = { $url } is not an http or https address
error-fetch-status = { $url } answers with status { $status }
error-fetch-too-large = { $url } is larger than { $mebibytes } MiB, the most that a release may have
hint-fetch = run the same command again to go on from there; --mirror names another server, --tarball a file on this machine
error-install-locked = another installation is at work: process { $pid } holds { $path }
hint-install-locked = wait until it has ended
error-install-disk = too little room for { $path }: { $needed } MiB are needed and { $free } MiB are free
error-install-path = { $path } has characters that a build cannot bear
error-install-in-way = { $path } is not vipkeeper's and is in the way
hint-install-in-way = an installation of another kind is there: uninstall it, or move { $path } away, and try again
error-install-missing = missing for the build: { $things }
error-install-no-package-manager = no package manager was found that vipkeeper can work with
error-install-no-package = the distribution has no package keepalived
error-install-old-package = the distribution's Keepalived { $version } is older than 2.1.0, the first whose track files fail closed
hint-install-source = build a release instead: vipkeeper install --method source
error-install-package = the package manager failed
error-install-no-pin = no SHA-256 is known for Keepalived { $version }
hint-install-no-pin = give the one that you trust: --sha256 HEX
error-install-unknown-archive = { $path } is none of the releases whose SHA-256 is known
hint-install-unknown-archive = say which release it is and what it must hash to: --version VERSION --sha256 HEX
error-install-mismatch = the archive is not the release: its { $sum } is { $found }, expected was { $expected }
hint-install-mismatch = it was put aside as { $path } and nothing was done with it; run the command again to fetch it anew, or take another --mirror
error-install-unpack = the archive cannot be unpacked
error-install-not-a-release = { $path } holds no release of Keepalived
error-install-command = a command of the build could not be run
error-install-ended = { $command } { $ending }
error-install-wrong-program = the program should be Keepalived { $expected } and says that it is { $found }
error-install-smoke = the new program does not accept the simplest configuration
error-install-rejected = Keepalived rejects the first configuration (exit status { $status }); it was not written
hint-install-rejected = change the values and run the command again; vipkeeper template show explains them
hint-install-log = everything that was said is in { $path }; run the same command again to go on from there
error-root = this needs root
hint-root = run it with sudo: sudo { $command }
error-netlink = the kernel could not be asked about the network
error-listen = cannot listen on { $address }
error-listen-public = { $address } is not a loopback address
hint-listen-public = the panel has no password yet and listens on this machine only; use an SSH tunnel to reach it
error-listen-inherited = the listening socket that was handed over cannot be used
error-serve = the panel has ended
error-internal = something that must not happen has happened
hint-internal = please report it, with what stands above

## Usage

error-usage = { $text }
error-usage-unknown-argument = unknown argument { $argument }
error-usage-unknown-command = there is no command { $command }
error-usage-missing = missing: { $arguments }
error-usage-bad-value = "{ $value }" cannot be the value of { $argument }
error-usage-conflict = { $argument } and { $other } cannot go together
hint-usage-did-you-mean = did you mean { $suggestion }?
hint-usage-values = it can be: { $values }
hint-usage-help = vipkeeper --help lists commands and options

usage-heading = Usage:
commands-heading = Commands:
arguments-heading = Arguments:
options-heading = Options:

cli = Keeps a service reachable on a virtual IP: configures, runs, checks and watches Keepalived
cli--server-path = keep everything under this directory, as web panels do, instead of the system's paths
cli--lang = the language of the output, en or zh-CN; by default the one of the environment
cli--json = print JSON
cli--help = print help
cli--version = print the version
cli-template = work with configuration templates
cli-template-list = list the templates
cli-template-show = explain a template and its parameters
cli-template-show--name = the template's name
cli-template-render = fill in a template and print the result
cli-template-render--name = the template's name
cli-template-render--set = a parameter's value, name=value; may be given again
cli-template-render--part = which text: config is keepalived.conf, checks its share of vipkeeper.toml
cli-template-render--profile = how the servers talk: classic (version 2, every second, a password), fast (version 3, every 100 ms), hmac (fast, and signed; Keepalived 2.4.2 or newer)
cli-template-render--peer = print the other server's text instead of this one's
cli-template-render--output = write it to this new file instead of printing it
cli-template-render--peer-output = also write the other server's text, with the same values, to this new file
cli-template-render--target-version = the release that is to read the file; by default the installed one, else the newest
cli-install = install Keepalived: the one there is, a package, or a verified build
cli-install--method = auto uses what is there, else the package, else the source
cli-install--version = the release to build; the newest that two packagers have pinned by default
cli-install--sha256 = what the release's archive must hash to, when no sum is known for it
cli-install--tarball = the release's archive on this machine, instead of a download
cli-install--mirror = where the releases are: a directory, or the archive's own address
cli-install--template = the template of the first configuration
cli-install--set = a parameter of the template, name=value; may be given again
cli-install--vip = the virtual IP with its prefix, such as 10.0.0.100/24; short for --set vip=…
cli-install--interface = the interface that carries it; short for --set interface=…
cli-install--address = this server's own address, for unicast; short for --set address=…
cli-install--peer = the other server's own address, for unicast; short for --set peer=…
cli-install--start = start Keepalived although its configuration was there before
cli-install--no-autostart = do not start Keepalived with the machine
cli-uninstall = take away what install has made; configuration and logs stay
cli-uninstall--purge = take configuration, logs and history away as well
cli-start = start Keepalived
cli-stop = stop Keepalived; its addresses move to the peer
cli-restart = stop Keepalived if it runs, and start it
cli-reload = make Keepalived read its configuration again
cli-status = tell whether Keepalived runs
cli-autostart = Keepalived's start at boot
cli-autostart-status = tell whether Keepalived starts at boot; exit status 0 when it does
cli-autostart-enable = start Keepalived at boot; what the service manager lacks for that is written first
cli-autostart-disable = do not start Keepalived at boot; what runs now goes on
cli-heal = start Keepalived when it should run and does not; for a timer or cron
cli-check = ask a service once; exit status 0 is healthy, 1 is not
cli-check--name = a check of vipkeeper.toml, or a kind: exec, http, https, mysql, postgres, process, redis, systemd, tcp
cli-check--target = address:port, the path of a socket, a URL, a program, a unit, or -- and a command; a database on its usual port of 127.0.0.1 by default
cli-check--set = a key of this kind of check, as in vipkeeper.toml: --set role=master
cli-check--credentials = an option file (mode 600) with user and password to log in with
cli-check--timeout = limit of one try, such as 500ms or 2s
cli-check--backstop = as Keepalived's own script: trust the daemon while it lives, else ask and write the track file
cli-role = bring a MySQL server's role in line with who holds the VIP
cli-role--name = the role in vipkeeper.toml: NAME of [roles.NAME]
cli-role--dry-run = change nothing; tell what would be done
cli-serve = run the daemon: checks, watching, and the panel
cli-serve--listen = the panel's address; 127.0.0.1:7800 by default
cli-supervise = keep Keepalived running in the foreground (used by start)
cli-prepare = make what must be there before Keepalived starts (used by the service manager)
cli-release = take away the addresses that a killed Keepalived left behind (used by the service manager)
cli-demo = show the whole thing on this machine: two servers, one virtual IP, real faults
cli-demo--service = what to protect: mysql (real MariaDB) or tcp (needs no database)
cli-demo--headless = no keys and no screen: play a script of faults and print the result
cli-demo--repeat = how many times to play the script
cli-demo--compare-classic = also measure the classic design: a script every 2 s, priorities 100/99, 1 s advertisements
cli-demo--clean = remove what a killed demo left behind
cli-lab-tcp-service = a TCP service for the demo
cli-lab-tcp-service--listen = its address
cli-lab-tcp-service--name = the name that it greets with

## Templates

template-parameters = Parameters:
template-required = required
template-optional = may be left out
template-default = default { $value }
template-default-by-profile = default by profile: { $values }
template-only-profile = profile { $profiles } only
template-profile = Profile: { $profile } unless --profile says otherwise
template-own = your own: { $path }
template-render-example = For example:

## Installation

install-failed = failed
install-built = Keepalived { $version } is built already
install-adopted = Keepalived { $version } is there ({ $program }) and is used as it is
install-preflight = ready to build Keepalived { $version }{ $packages ->
    [none] {""}
   *[other] ; installed: { $packages }
  }
install-packages = missing for the build, to be installed with { $manager }: { $packages }
install-without = { $thing } is not there; what needs it is left out
install-cached = { $path } is there
install-copied = { $path } was copied
install-fetched = { $url }
install-verified = SHA-256 { $sha256 }{ $pins ->
    [0] , as it was given
   *[other] , as pinned by { $pins } packagers of distributions
  }
install-unpacked = { $path }
install-configured = with { $features }
install-compiled = { $files ->
    [0] compiled already
   *[other] files compiled: { $files }
  }
install-installed = { $path }
install-smoke = it is Keepalived { $version } and tests configurations
install-switched = { $before ->
    [same] Keepalived { $version } is the one in use
    [none] Keepalived { $version } is in use
   *[other] from Keepalived { $before } to { $version }; { $before } is kept
  }
install-package-there = the distribution's package { $version } is installed already
install-package-done = the distribution's package { $version } was installed with { $manager }
install-config-kept = { $path } was there before and stays as it is
install-config-none = no virtual IP was given, so { $path } is not made yet
install-config-written = { $path }, from the template { $template }
install-restarted = Keepalived was restarted
install-started = Keepalived was started
install-not-started = Keepalived is not started
install-running = Keepalived is running and goes on
install-reloaded = Keepalived was running and has read the new configuration
install-switched-back = Keepalived { $version } is in use and running again
install-no-autostart = this machine has nothing that could start Keepalived by itself after a boot
uninstall-stopped = Keepalived has stopped
uninstall-package = the package { $package } was removed
uninstall-removed = files and directories removed: { $count }
uninstall-kept = kept: { $path }
uninstall-foreign = not made by vipkeeper, left: { $path }
uninstall-build-packages = installed for a build, and left: { $packages }
uninstall-nothing = nothing to remove
install-end-running = Keepalived { $version } is installed and running.
install-end-stopped = Keepalived { $version } is installed. { $path } was not made by vipkeeper: look at it, then start with { $command } start
install-end-no-config = Keepalived { $version } is installed and has no configuration yet. Next: { $command } install --vip 10.0.0.100/24 makes one and starts it; with one of your own in { $path }: { $command } start
ask-vip = Virtual IP with its prefix, such as 10.0.0.100/24 (empty: configure later):
ask-interface = Interface that carries it (empty: { $default }):
ask-peer = Address of the other server (empty: multicast):

## Service

service-started = Keepalived is running (process { $pid }, by { $manager })
service-stopped = Keepalived has stopped
service-reloaded = Keepalived reads its configuration again
service-not-running = Keepalived is not running ({ $manager }: { $state })
service-running-since = Keepalived { $version } is running since { $since } (process { $pid }, by { $manager })
service-autostart = { $autostart ->
    [enabled] Keepalived starts at boot
    [unsupported] nothing is started at boot by this service manager
   *[disabled] Keepalived does not start at boot
  }

status-last-exit = last exit: { $exit }
status-program = program: { $program } ({ $origin ->
    [own-build] built by vipkeeper
    [package] the distribution's
   *[other] from elsewhere
  })
status-autostart = autostart: { $autostart ->
    [enabled] enabled
    [unsupported] not supported by the service manager
   *[disabled] disabled
  }
status-config = configuration: { $path } ({ $valid ->
    [true] valid
   *[false] not valid
  }; errors: { $errors }, warnings: { $warnings })
status-config-missing = configuration: { $path } does not exist
status-config-unreadable = configuration: { $path } cannot be read
status-instance = { $name } on { $interface }: { $state }, priority { $priority }
status-instance-unknown = { $name } on { $interface }
status-takeover = check { $check }: { $may ->
    [yes] this node may take over
    [last] this node takes over only when no better one can: { $reason }
   *[no] this node may not take over: { $reason }
  }
status-vip = { "  " }{ $address }: { $held ->
    [true] held here
   *[false] not here
  }

release-running = Keepalived runs (process { $pid }); nothing is taken away
release-removed = removed { $address } from { $interface }: { $instance } left it behind

heal = { $reason ->
    [started] Keepalived did not run and has been started
    [stopped] check { $check } has failed, and Keepalived has been stopped
    [drained] this node is out of service; nothing to do
    [running] Keepalived runs; nothing to do
    [not-installed] Keepalived is not installed; nothing to do
    [not-configured] Keepalived has no configuration; nothing to do
    [not-wanted] Keepalived is not to start by itself; nothing to do
    [stopped-by-hand] Keepalived was stopped by vipkeeper stop; nothing to do
    [unhealthy] Keepalived does not run, and stays so while check { $check } fails
    [not-yet-risen] check { $check } is well again, but not for long enough yet
    [cooling-down] something was done a moment ago; waiting
   *[another-runs] another heal runs
  }

## Drill and drain

cli-drill = give the virtual IPs to the peer on purpose, measure the outage, and take them back
cli-drill--port = the port on the virtual IP that is measured; by default the one that the checks ask
cli-drill--dry-run = tell what would happen, by the simulator; exit status 3 when something would not move
cli-drill--yes = do not ask
cli-drain = take this node out of service, also over reboots; refused when the peer does not take over
cli-undrain = bring this node back into service
drill-ask = Give the virtual IPs to the peer and take them back?
drill-phase-away = the peer is to take over …
drill-phase-back = this node is to take over again …
drill-away = away: { $master } is MASTER after { $took } ms, { $silence } ms of them without any MASTER; { $measured ->
    [yes] new connections failed for { $outage } ms ({ $failed } of one every millisecond)
   *[no] no connections were measured
 }
drill-back = back: { $master } is MASTER after { $took } ms, { $silence } ms of them without any MASTER; { $measured ->
    [yes] new connections failed for { $outage } ms ({ $failed } of one every millisecond)
   *[no] no connections were measured
 }
drill-stays = back: with nopreempt the virtual IPs stay with the peer; this node takes part again, and a drill on the peer brings them back
drill-felt = new connections failed for { $outage } ms ({ $failed } of one every millisecond)
drill-dry-now = { $master ->
    [yes] now: this node is MASTER
   *[no] now: this node is not MASTER of everything; a drill is run on the one that is
 }
drill-dry-not-preferred = by their priorities this node is not the MASTER of the pair; simulated is only the one that is
drill-dry-away = away: { $moves ->
    [yes] the peer takes { $instance } over within { $within } ms; { $way ->
        [ask] this node serves until then
       *[trial] this node leaves the election first
     }
   *[no] the peer does not take { $instance } over
 }
drill-dry-back = back: { $returns ->
    [yes] { $instance } is here again within { $within } ms
   *[no] { $instance } stays with the peer (nopreempt)
 }
drill-dry-ready = not simulated: whether the peer is ready; the drill itself finds out before anything moves{ $assumed ->
    [yes] {". "}The peer's file is not known and was assumed to be the same with a priority lower by 10 (config below [peer] in vipkeeper.toml shows it)
   *[no] {""}
 }
drain-done = { $count ->
    [0] this node is out of service; no virtual IP had to move
   *[other] this node is out of service; { $to } has taken { $instances } over after { $took } ms
 }
undrain-done = { $drained ->
    [yes] this node takes part again
   *[no] this node was not out of service
 }
status-drained = out of service since { $since }, by { $author } ({ $purpose ->
    [drill] a drill is under way
   *[maintenance] vipkeeper undrain brings it back
 })
warning-drill-no-port = no check of vipkeeper.toml has a port, so no connections are measured; --port names one
warning-drill-unreachable = nothing answers on { $address } port { $port }, so no connections are measured; --port names another one
error-drill-unreachable = port { $port } on the virtual IP cannot be reached steadily
hint-drill-unreachable = is the service listening on the virtual IP too, and not on 127.0.0.1 only?  Nothing is left moved
error-drill-not-master = this node has no virtual IP to give away; { $count ->
    [0] nobody else is heard either
   *[other] MASTER is { $masters }
 }
hint-drill-not-master = run the drill on the node that is MASTER
error-drain-no-instance = keepalived.conf has no vrrp_instance with an interface and a virtual_router_id
hint-drain-no-instance = vipkeeper template list shows configurations to begin with
error-drain-not-followed = { $instance } cannot be drained: it does not follow the maintenance file
hint-drain-tracker = add to keepalived.conf: track_file drain {"{"} file { $path } weight -253 {"}"}, and drain to the instance's track_file block; then vipkeeper apply
error-drain-weight = { $instance } follows the maintenance file with weight { $weight }, which does not take it out of the election
hint-drain-weight = -253 lets the peer take over first; -254 suits nopreempt, and 0 a sync group
error-drain-busy = another drill, drain or undrain is under way
hint-drain-busy = wait until it has ended; vipkeeper status shows it
error-drain-drained = this node is out of service since { $since }, by { $author }
hint-drain-undrain = vipkeeper undrain brings it back
error-drain-wire = the wire cannot be heard, so nobody could tell whether the peer takes over
error-drain-not-taken = nobody took { $instances } over within { $waited } ms: the peer is not ready; { $served ->
    [yes] this node has served all the time
   *[no] this node has taken part again at once
 }
hint-drain-not-taken = on the peer: does Keepalived run there, does its service answer (vipkeeper status), has it the same nopreempt?  If keepalived.conf was just changed here: vipkeeper reload
error-drain-not-home = { $instances } did not come back within { $waited } ms, although this node takes part again
hint-drain-not-home = vipkeeper status tells whether a check keeps it out; the peer serves meanwhile
error-drain-stopped = interrupted; this node takes part as before

## Roles

role-dry-run = nothing is changed; this would be done:
role-step = { $name }: { $step ->
    [stop-receiving] no longer receives from its source
    [stop-replica] replication is stopped; its settings are kept
    [allow-writes] takes writes (read_only off)
   *[refuse-writes] refuses writes (read_only on)
  }
role-rest = { $name }: { $rest ->
    [primary] this node holds the VIP, and its server takes writes
    [contested] this node and another one hold the VIP for the moment: nobody is promoted while that is so
    [replica] this node does not hold the VIP, and its server refuses writes
    [undecided] this node does not hold the VIP, its server takes writes, and no other node is heard as MASTER: it is left as it is
    [promote-is-off] this node holds the VIP, and its server refuses writes; it is left so, as promote is off
    [demote-is-off] this node does not hold the VIP, and its server takes writes; it is left so, as demote is off
    [behind] NOT promoted: what was received is not all applied after { $seconds } s; writes stay refused until it is (when_behind = "stale" would lose the rest)
    [apply-stopped] NOT promoted: what was received is not all applied, and applying has stopped: { $told ->
        [no] the SQL thread does not run
       *[yes] { $error }
      }
    [never-received] NOT promoted: this replica has never received anything from its source, so what it has is not known to be the source's
   *[applying] what was received is being applied; what comes then depends on it
  }
error-role-unknown = there is no role { $name } in { $path }
hint-role-unknown = add [roles.{ $name }] with target, credentials, promote and demote to it
error-role-which-instance = { $path } has not exactly one vrrp_instance, and the role does not say which one it follows
error-role-no-instance = there is no vrrp_instance { $name } in { $path }
hint-role-instance = name it below [roles.…]: instance = "…"; there are: { $instances }
error-role-incomplete = vrrp_instance { $name } in { $path } has no interface or no virtual_router_id
error-role-wire = whether another node is MASTER could not be heard, and without that nothing is demoted
error-role-no-effect = the server said that it did "{ $step }", and is as it was before
error-role-busy = another one has been changing this role for { $seconds } s
hint-role-server = the server is left as it is; run this again when it answers (the daemon does so by itself)

## Checks

check-healthy = { $kind } { $target }: healthy, answered in { $milliseconds } ms
check-agent-up = the daemon says: healthy
check-agent-down = the daemon says: not healthy

failure-not-resolved = { $kind } { $target }: the name { $host } does not resolve: { $message }
failure-refused = { $kind } { $target }: connection refused
failure-socket-missing = { $kind } { $target }: the socket file does not exist
failure-unreachable = { $kind } { $target }: unreachable: { $message }
failure-queue-full = { $kind } { $target }: the server accepts no connections: its queue is full
failure-timed-out = { $kind } { $target }: { $stage ->
    [resolve] no answer from the name service
    [connect] no connection
    [greeting] no greeting
    [login] no answer to the login
    [query] no answer to a query
    [write] the heartbeat write did not return (a full disk, or hung storage?)
    [tls] no TLS handshake
    [response] no response
    [start] no start of the command
    [exit] no end of the command
    [search] no answer from /proc
   *[ping] no answer to a ping
  } within { $milliseconds } ms
failure-silent = { failure-timed-out }, over two connections
failure-closed = { $kind } { $target }: the server closed the connection { $stage ->
    [greeting] before its greeting
    [login] during the login
    [ping] instead of answering a ping
    [query] instead of answering a query
    [write] instead of finishing the heartbeat write
    [tls] during the TLS handshake
    [response] instead of responding
    [exit] before the command's end
   *[other] at once
  }
failure-not-mysql = { $kind } { $target }: not a MySQL server (its greeting starts with "{ $start }")
failure-protocol = { $kind } { $target }: the server speaks protocol { $version }, not 10
failure-malformed = { $kind } { $target }: malformed packet: { $what }
failure-access-denied = { $kind } { $target }: access denied for user { $user } ({ $code })
failure-access-denied-in-clear = { $kind } { $target }: access denied for user { $user } ({ $code }): the password is wrong, or the account needs TLS, which the server offers ("tls = true")
failure-account-unusable = { $kind } { $target }: the account { $user } cannot be used ({ $code }): { $message }
failure-too-many-connections = { $kind } { $target }: too many connections ({ $code })
failure-host-blocked = { $kind } { $target }: this host is blocked (1129); FLUSH HOSTS on the server unblocks it
failure-host-not-allowed = { $kind } { $target }: this host is not allowed to connect (1130)
failure-shutting-down = { $kind } { $target }: the server is shutting down (1053)
failure-tls-required = { $kind } { $target }: the server requires TLS ({ $code }): set "tls = true" in the check
failure-tls-not-offered = { $kind } { $target }: the server does not offer TLS, and the check asks for it: switch TLS on in the server, or take "tls" and "ca_file" out of the check
failure-unsupported-plugin = { $kind } { $target }: the account logs in with { $plugin }, which this check does not speak
failure-server-error = { $kind } { $target }: the server answered error { $code }: { $message }
failure-stranger = { $kind } { $target }: not a { $protocol } server (it says "{ $start }")
failure-login-refused = { $kind } { $target }: the login of { $user } was refused: { $message }
failure-password-required = { $kind } { $target }: the server wants a password, and the check has none: { $message }
failure-too-many-clients = { $kind } { $target }: too many clients: { $message }
failure-not-ready = { $kind } { $target }: the server is not ready: { $message }
failure-cannot-save = { $kind } { $target }: the server cannot save its data: { $message }
failure-refusal = { $kind } { $target }: the server answered: { $message }
failure-role = { $kind } { $target }: it is { $is }, expected { $expected }
failure-link-down = { $kind } { $target }: the link to its master is down: { $message }
failure-http-status = { $kind } { $target }: HTTP status { $status }, expected { $expected }
failure-body-lacks = { $kind } { $target }: the body does not contain "{ $text }"
failure-certificate = { $kind } { $target }: the certificate is not accepted: { $message }
failure-certificate-ends = { $kind } { $target }: the certificate ends in { $days } days, expected at least { $expected }
failure-tls-failed = { $kind } { $target }: TLS failed: { $message }
failure-not-started = { $kind } { $target }: cannot be started: { $message }
failure-exit-status = { $kind } { $target }: exit status { $code }: { $line }
failure-signalled = { $kind } { $target }: ended by signal { $signal }: { $line }
failure-no-process = { $kind } { $target }: there is no such process
failure-pid-file = { $kind } { $target }: the pid file cannot be used: { $message }
failure-unit-state = { $kind } { $target }: the unit is { $state }, expected active
failure-lag = { $kind } { $target }: it lags { $lag } s behind, expected at most { $expected } s
failure-lag-unknown = { $kind } { $target }: how far it lags behind is not known
failure-no-replica = { $kind } { $target }: it is no replica
failure-replica-stopped = { $kind } { $target }: the replica's { $thread } thread is stopped: { $message }
# MySQL: clusters and transactions
failure-gtid-gap = { $kind } { $target }: { $gap } transactions are received and not yet applied, expected at most { $expected }
failure-no-gtid = { $kind } { $target }: it replicates without GTID, so how many transactions are missing is not known; use lag_at_most, or let the replica use GTID
failure-galera = { $kind } { $target }: { $variable } is { $is }, expected { $expected }
failure-no-galera = { $kind } { $target }: it is no node of a Galera cluster (it has no wsrep variables)
failure-group-state = { $kind } { $target }: its state in group replication is { $state }, expected ONLINE
failure-group-minority = { $kind } { $target }: { $reachable } of { $members } members of its group are in reach, and that is no majority: its writes hang
failure-connections-used = { $kind } { $target }: { $used } of { $most } connections are in use, expected at most { $expected } %
failure-other = { $kind } { $target }: { $message }

## Log

log-started = Keepalived { $version } starts.
log-stopped = Keepalived has ended.
log-reloading = Keepalived reads its configuration again.
log-reloaded = The new configuration is in force.
log-refused = Keepalived does not start: its configuration cannot be used. The lines above say why.
log-config-missing = Keepalived does not start: { $path } does not exist.
log-config-error = Keepalived objects to line { $line } of { $path }: { $problem }. What the line should have set may not be in force.
log-child-died = Keepalived's process { $child } died and is started again. For a moment nobody guarded the VIP.
log-state = { $state ->
    [master] This node took over the VIP of { $instance }.
    [fault] { $instance } is out of the election until well again.
    [stop] { $instance } was stopped.
   *[backup] { $instance } stands by.
  }
log-group-state = { $state ->
    [master] The whole group { $group } takes over.
    [fault] The whole group { $group } leaves the election.
   *[backup] The whole group { $group } stands by.
  }
log-silence = { $instance }: the other node is not heard any more, so this node takes over.
log-resigned = { $instance }: this node told the others that it gives up.
log-peer-resigned = { $instance }: the other node gave up by itself; the takeover takes only this node's skew time.
log-peer-higher = { $instance }: { $peer } has priority { $priority }, this node only { $own }; it takes over.
log-peer-lower = { $instance }: { $peer } is MASTER too, with the lower priority { $priority } (here: { $own }). When this goes on, there are two masters: they do not hear each other.
log-lower-discarded = { $instance }: { $peer } is MASTER with the lower priority { $priority }; this node waits until it may take over.
log-priority-changed = { $instance }: a check moved this node's priority from { $from } to { $to }.
log-fault-script = { $instance }: out of the election, because script { $name } fails.
log-fault-interface = { $instance }: out of the election, because interface { $name } is down.
log-fault-file = { $instance }: out of the election, because track file { $name } says so.
log-fault-process = { $instance }: out of the election, because process { $name } is missing.
log-fault-address = { $instance }: out of the election, because there is no address to send from.
log-script-succeeded = Check { $script } is healthy.
log-script-failed = Check { $script } has failed as often as its fall says (exit status { $status }).
log-script-timed-out = Check { $script } did not answer in time.
log-script-returned = Check { $script } answers { $status } from now on; the verdict follows when rise or fall is reached.
log-script-still-runs = Check { $script } still runs when it should run again: it takes longer than its interval.
log-timer-expired = Keepalived did not run for { $seconds } s: the machine was paused, or too busy. Meanwhile it neither sent nor heard anything, and the other node may have taken over.
log-interface = { $state ->
    [up] Interface { $interface } is up.
   *[down] Interface { $interface } is down.
  }
log-unknown-vrid = Another cluster, or a node with another virtual_router_id, uses VRID { $vrid } on { $interface }.
log-interval-mismatch = { $instance }: the nodes have different advert_int (here { $own } s, there { $received } s) and do not accept each other: there will be two masters.
log-authentication-mismatch = { $instance }: the nodes have different passwords or authentication and do not accept each other: there will be two masters.
log-address-mismatch = { $instance }: the nodes do not have the same virtual_ipaddress.
log-owner-clash = { $instance }: two nodes have priority 255 or the same address; only one may own the addresses.
log-scripts-unsafe = Scripts run as root although others could change them: enable_script_security is not set.
log-script-disabled = Script { $script } cannot be run, and its check has no effect.
error-log-none = there is no log of Keepalived on this machine; looked for:
hint-log-none = start it: vipkeeper start
error-log-journal = cannot read the journal
error-log-since = "{ $text }" is not a time in the past
hint-log-since = for example: 10m, 2h, 09:30, 2026-11-22 or "2026-11-22 09:30"
warning-log-no-lines = no line matches

cli-logs = show Keepalived's log, and say what its lines mean
cli-logs--follow = go on with what is written from now on
cli-logs--lines = the newest lines only; 50 by default, all with --since
cli-logs--grep = only lines that hold this text
cli-logs--since = only lines from this time on: 10m, 09:30, 2026-11-22 or "2026-11-22 09:30"

## Daemon

serve-panel = panel: http://{ $address }/
serve-check-skipped = check { $name } is not run: { $reason }
serve-check-kept = check { $name } goes on as it was: { $reason }
serve-settings-kept = what was read before stays in force

## Demo

demo-installing = installing from the distribution: { $packages }
demo-building = building two servers, a switch and a client as network namespaces …
demo-up = { $design ->
    [classic] classic design
   *[resident] vipkeeper
  }: the VIP is up on node-a after { $seconds } s
demo-panel = { $node }: http://{ $address }/
demo-fault = { $kind ->
    [service_frozen] service frozen
    [link_cut] link cut
    [node_frozen] node frozen
    [node_lost] node lost
   *[service_killed] service killed
  }: outage { $outage } ms, VIP { $from } → { $to }, healed in { $heal } s
demo-design = { $design ->
    [classic] classic design (script every 2 s, fall 2, priorities 100/99, advertisements every 1 s)
   *[resident] vipkeeper (resident check, priorities 250/240, advertisements every 100 ms)
  }: service killed { $count } times, outage median { $median } ms, longest { $max } ms
demo-began = { $kind ->
    [service_killed] killing the service on the MASTER …
    [service_frozen] freezing the service on the MASTER …
    [link_cut] cutting the MASTER's link …
    [node_frozen] freezing everything on the MASTER …
    [node_lost] taking the MASTER's power away …
   *[heal] healing everything …
  }
demo-struck = { $kind ->
    [service_frozen] service frozen
    [link_cut] link cut
    [node_frozen] node frozen
    [node_lost] node lost
   *[service_killed] service killed
  }: clients were without it for { $outage } ms; the VIP went from { $from } to { $to }
demo-healed = healed: the VIP is back on node-a after { $seconds } s
demo-interrupted = interrupted; everything has been removed
demo-removed = everything has been removed
demo-clean-nothing = nothing to remove
demo-clean-removed = removed what demo { $id } left behind
demo-column-node = NODE
demo-column-state = STATE
demo-column-priority = PRIORITY
demo-column-vip = VIP
demo-column-check = CHECK
demo-column-panel = PAGE
demo-vip-here = here
demo-vip-not-here = –
demo-keys = k kill the service   f freeze it   c cut the link   h heal all   q quit
error-demo = the demo went wrong
error-demo-command = one of vipkeeper's own commands failed: { $command }
error-demo-holders = { $count ->
    [none] no node holds the VIP
   *[other] the VIP is not where it should be, but on { $holders }
  }
error-demo-no-terminal = the demo needs a terminal for its screen and keys
hint-demo-no-terminal = vipkeeper demo --headless plays the faults without one
error-demo-no-ip = the program ip is missing
hint-demo-no-ip = install the package iproute2
error-demo-name-taken = the network namespace { $name } exists already
hint-demo-name-taken = vipkeeper demo --clean removes what a killed demo left behind
error-demo-clean = what demo { $id } left behind could not be removed
hint-demo-tcp = vipkeeper demo --service tcp needs no database

## Configuration

level-error = error
level-warning = warning
level-hint = hint
level-note = note
level-fix = fix
config-clean = no findings
config-summary = errors: { $errors }, warnings: { $warnings }, hints: { $hints }
config-fixed = fixes applied: { $count }
config-unformatted = white space is not in order; vipkeeper config fmt changes that

cli-config = examine and edit keepalived.conf
cli-config-check = say what is wrong with a configuration, why, and how to put it right; exit status 3 with errors
cli-config-check--file = the file, or - for standard input; this node's keepalived.conf by default
cli-config-check--peer = the other node's file, to compare with
cli-config-check--fix = apply the fixes that keep beyond doubt what was meant
cli-config-check--deny = also exit with 3 for these findings
cli-config-check--target-version = the release that is to read the file; by default the installed one, else the newest
cli-config-check--format = how findings are printed
cli-config-fmt = put the white space of a configuration in order, and change nothing else
cli-config-fmt--file = the file, or - for standard input; this node's keepalived.conf by default
cli-config-fmt--check = change nothing; exit status 3 when something would change
cli-config-get = print a value
cli-config-get--path = for example vrrp_instance.VI_1.priority
cli-config-get--file = the file, or - for standard input; this node's keepalived.conf by default
cli-config-set = set a value; every other byte stays
cli-config-set--path = for example vrrp_instance.VI_1.priority
cli-config-set--value = the value, as it shall stand in the file
cli-config-set--file = the file, or - for standard input; this node's keepalived.conf by default
cli-config-diff = show what a file would change; exit status 3 when it differs
cli-config-diff--file = the file
cli-config-diff--with = compare with this file; this node's keepalived.conf by default

## Wizard

wizard-template = What is to be reachable?
wizard-unicast = How do the two servers talk to each other?
wizard-multicast-means = multicast: nothing to configure; for one ordinary network
wizard-unicast-means = unicast: from address to address; for clouds and networks without multicast
wizard-profile = How fast, and with what proof of who speaks?
wizard-profile-classic = VRRP version 2, once a second, a password in clear: what every release speaks
wizard-profile-fast = VRRP version 3, ten times a second
wizard-profile-hmac = as fast, and every advertisement signed
wizard-required = this needs an answer
wizard-choose = choose one of the { $count } by its number or its name
wizard-default = empty: { $default }
wizard-optional = empty: none
wizard-listening = listening on { $interface } for other virtual routers …
wizard-heard = in use there: { $vrids }
wizard-heard-one = { $vrid } ({ $speakers })
wizard-heard-none = none is heard
wizard-not-heard = the wire cannot be heard, so it is not known which numbers others use
wizard-written = written: { $own } for this server, { $peer } for the other
wizard-written-checks = written: { $path }, for both servers
wizard-findings = the two files leave something to be said:
wizard-next = next, on this server: { $command } apply { $own } — and on the other, with its file: vipkeeper apply { $peer }
wizard-next-checks = before that, put { $path } to { $place } on both servers
error-wizard-ended = the questions ended before the last answer; nothing was written
error-wizard-json = a wizard asks a person
hint-wizard-json = for programs: vipkeeper template render, with --set, --output and --peer-output

cli-template-new = ask what is wanted, and write the files of both servers
cli-template-new--output = this server's file, which must not exist yet
cli-template-new--peer-output = the other server's file, which must not exist yet

## Scripts

error-script-unknown = there is no script { $name }
hint-script-unknown = there are: { $known }
hint-script-none = this node has no scripts: make one with vipkeeper script new NAME
error-script-nothing = { $name } opens a file and runs no program
error-script-run = the script could not be run
error-script-isolate = no network could be made for the script to fail in
error-script-name = "{ $name }" cannot be the name of a script
hint-script-name = a script's name has letters, digits, - _ and ., at most 64
error-script-exists = { $path } is there already
hint-script-exists = edit it with vipkeeper script edit, or choose another name
error-script-syntax = { $path } was not changed: its shell cannot read the new text
error-script-editor = the editor { $editor } did not end well, so nothing was changed
hint-script-editor = choose another with EDITOR=…, or give the new text with --with FILE
script-not-absolute = { $program } is not an absolute path, so what runs depends on how Keepalived was started
script-missing = there is no file { $path }
script-not-a-file = { $path } is not a file
script-not-executable = { $user } may not execute { $path }
script-no-such-account = there is no user or group { $name } on this machine
script-not-roots = { $path } belongs to user { $owner } and not to root, so Keepalived with enable_script_security refuses the script
script-writable = others than root may change { $path } (mode { $mode }), so Keepalived with enable_script_security refuses the script
script-no-interpreter = { $path } is no program and its first line names no interpreter; begin it with #!/bin/sh
script-interpreter-missing = the first line of { $path } names { $interpreter }, which is not here
script-use-check = check
script-use-notify = notify
script-use-none = unused
script-run-success = success: exit status 0 after { $duration } ms as { $user }
script-run-failure = failure: exit status { $code } after { $duration } ms as { $user }
script-run-killed = killed by signal { $signal } after { $duration } ms as { $user }
script-run-too-long = failure: not done after { $duration } ms as { $user }, and ended
script-proof-here = here: { $said }
script-proof-isolated = where nothing answers: { $said }
script-proof-can-fail = This check can say no.
script-proof-cannot-fail = This check says yes where no port answers: it does not ask over the network (or asks through a socket file), and may never move the VIP.
script-comment-asks = Exit status 0 is healthy, anything else is not.
script-comment-empty = Says no until somebody writes what it asks: exit status 0 is healthy.
script-made = made { $path }
script-saved = saved { $path }
script-unchanged = nothing has changed

cli-script = see, try and write the scripts that Keepalived runs
cli-script-list = list the scripts of keepalived.conf and of the scripts' directory, and what keeps Keepalived from running them
cli-script-show = print a script, and what keeps Keepalived from running it
cli-script-show--name = the name of a vrrp_script, of an instance and its keyword (VI_1.notify_master), or of a file
cli-script-run = run a script as Keepalived would: same user, same environment, same time limit
cli-script-run--name = the name of a vrrp_script, of an instance and its keyword (VI_1.notify_master), or of a file
cli-script-run--timeout = end it after this time, such as 500ms or 2s; by default when Keepalived would
cli-script-prove = show that a check can say no: run it where every port is closed; exit status 0 when it does
cli-script-prove--name = the name of a vrrp_script or of a file
cli-script-prove--timeout = end it after this time, such as 500ms or 2s; by default when Keepalived would
cli-script-edit = change a script in an editor; a text that its shell cannot read is refused
cli-script-edit--name = the name of a vrrp_script, of an instance and its keyword (VI_1.notify_master), or of a file
cli-script-edit--with = take the new text from this file, or from standard input with -
cli-script-new = make a script in the scripts' directory
cli-script-new--name = its file's name
cli-script-new--check = what it asks, such as mysql or tcp; without it the script says no until it is written
cli-script-new--target = whom it asks: address:port or the path of a socket
cli-script-history = list the texts that a script has had
cli-script-history--name = the name of a vrrp_script, of an instance and its keyword, or of a file
cli-script-restore = put a text back that a script had
cli-script-restore--name = the name of a vrrp_script, of an instance and its keyword, or of a file
cli-script-restore--revision = its number in script history
## Changes

apply-ask = Make this change?
apply-declined = nothing was changed
apply-not-tested = Keepalived's own test came to no verdict
apply-no-history = the change goes on without a history
apply-phase = { $phase ->
    [writing] writing the files …
    [reloading] telling Keepalived …
    [verifying] looking at what becomes of it …
    [awaiting-confirmation] it is well
    [keeping] it stays
   *[taking-back] taking it back …
  }
apply-ended = { $result ->
    [unchanged] nothing to change: the files are as they should be
    [applied] revision { $revision } is in place; Keepalived is not running, so it was tested only
    [verified] revision { $revision } is in place, and Keepalived runs it as it says
    [awaiting-confirmation] revision { $revision } is in place until { $until }, and stays when it is confirmed: vipkeeper confirm
    [confirmed] revision { $revision } stays
   *[taken-back] revision { $revision } was taken back; the files are as they were before
  }
apply-reason = {"  "}because: { $line }
apply-left = with the old files: { $line }
apply-recovered = revision { $revision } had been left half done; it has been dealt with (vipkeeper history)

plan-nothing = nothing changes for Keepalived
plan-changed = { $block }: { $keyword } { $from } → { $to }
plan-added = { $block }: { $keyword } { $to } is added
plan-removed = { $block }: { $keyword } { $from } is removed
plan-block-added = { $block } is added
plan-block-removed = { $block } is removed
plan-hand-over = { $instance }: this node hands over the VIP if another node's priority is above { $priority }
plan-take-over = { $instance }: this node will take over the VIP ({ $priority } is above the MASTER's { $master })
plan-address-leaves = { $instance }: { $address } leaves this node
plan-peer-must-follow = { $instance }: the other nodes must be changed alike, or they do not understand this one and two are MASTER

fault-ended = Keepalived has ended
fault-restarted = Keepalived ended and was started again (process { $before }, now { $now })
fault-complaint = Keepalived says: { $line }
fault-not-reloaded = Keepalived does not say that it has read its configuration
fault-no-answer = Keepalived does not tell what it runs
fault-instance-missing = { $instance } is in the file and does not run
fault-instance-left = { $instance } runs and is not in the file
fault-value = { $instance }: { $keyword } is { $file } in the file, and Keepalived runs { $running }
fault-not-settled = { $instance } is neither MASTER nor BACKUP but { $state }
fault-address-missing = { $instance } is MASTER, and { $address } is not on { $interface }
fault-address-left = { $address } is on { $interface } and should not be
fault-deaf = { $instance } throws away what another node sends ({ $counter } grew by { $count }): the nodes do not understand each other
fault-two-masters = { $instance } is MASTER, and so is { $source }
reason-not-reloaded = Keepalived was not reloaded: { $said }
reason-not-watched = nobody would have taken it back in time: { $said }
reason-not-confirmed = it was not confirmed in time
reason-declined = it was asked for
reason-broken-off = the command that made it was ended ({ $phase })

history-empty = there are no revisions yet
history-line = { $mark }{ $revision }  { $at }  { $result ->
    [candidate] not in place
    [applied] in place
    [verified] verified
    [rejected] rejected
   *[rolled-back] taken back
  } · { $origin ->
    [apply] apply
    [adopted] found
    [outside] by hand
    [rollback] rollback
   *[import] import
  } · { $author }  { $message }
history-reason = {"       "}{ $reason }
history-exported = revisions exported: { $count }
history-imported = revisions imported: { $count }

cli-apply = change keepalived.conf: examine, test, show what will change, write, reload, verify; a bad change is taken back
cli-apply--file = the new file, or a directory with a keepalived.conf, or - for standard input
cli-apply--dry-run = only say what would change
cli-apply--peer-follows = the other node is changed alike right now: do not take this back for not understanding it
cli-apply--confirm-within = take it back unless vipkeeper confirm comes within this time, such as 60s
cli-apply--message = what the history says of it
cli-apply--yes = do not ask
cli-confirm = let the change that waits for it stay
cli-rollback = make an earlier revision live again; without a number take back what waits to be confirmed, else go to the revision before
cli-rollback--revision = the revision's number
cli-rollback--confirm-within = take it back unless vipkeeper confirm comes within this time, such as 60s
cli-rollback--message = what the history says of it
cli-rollback--yes = do not ask
cli-history = list the revisions of keepalived.conf
cli-history-show = print the text of a revision
cli-history-show--revision = the revision's number
cli-history-diff = show what a revision changed, or what differs between two; exit status 3 when they differ
cli-history-diff--revision = the revision's number
cli-history-diff--with = the later revision; without it, the first is compared with the one before
cli-history-export = write all revisions to a file
cli-history-export--file = the file
cli-history-import = take in the revisions of a file; none of them becomes live
cli-history-import--file = the file
cli-apply-watch = take a change back when it is not confirmed in time (used by apply)

## Simulation

cli-simulate = tell who is MASTER when something fails, before anything fails; exit status 3 when a failure does not move the VIP
cli-simulate--file = one node's file
cli-simulate--peer = the other node's file
cli-simulate--all = show every combination of failures, not only single ones
simulate-nothing = these files have no vrrp_instance to simulate
simulate-every-failure-moves = Every single failure of a MASTER brings its addresses to the other node.
simulate-stuck = These single failures do not bring the addresses to a node that can serve:

## Checks and keepalived.conf
wiring-not-followed = nothing in keepalived.conf follows check { $check }: its failure moves nothing
wiring-otherwise = check { $check } has policy "{ $policy }", and { $instance } follows it with "{ $weight }" in place of "{ $wanted }"
wiring-moves-nothing = check { $check } moves nothing: when it fails, this node's priority is still { $own }, and { $assumed ->
    [yes] the peer's is taken to be { $peer }
   *[no] the peer's is { $peer }
}
hint-wiring-otherwise = change the tracker in keepalived.conf, or the check's policy in vipkeeper.toml
hint-wiring-moves-nothing = take a larger weight; where the peer's priority is another one, show its file: config = "/path/of/the/peer's/keepalived.conf" below [peer] in vipkeeper.toml
