//! vipkeeper's own kinds of check, each over what it holds open between two tries.

use health::{ExecSpec, MysqlConditions, ProcessSpec, RedisRole, Session, Spec};

use crate::mariadb_server::Server;
use crate::postgres_server::PostgresServer;
use crate::redis_server::RedisServer;
use crate::web_server::WebServer;
use crate::{COMMANDS, Cost, LONG, TRIES, UNHURRIED, processor};

/// Measures all of them.
pub(crate) async fn measure() {
    mysql().await;
    let redis = RedisServer::start(&[]).await;
    let pid = redis.daemon.pid();
    ask("redis, ping", redis.spec(), Some(pid), TRIES).await;
    let role = redis.expecting(Some(RedisRole::Master), false);
    ask("redis, ping and role", role, Some(pid), TRIES).await;
    let postgres = PostgresServer::start(&[]).await;
    let spec = Spec::Postgres(postgres.spec());
    // Its sessions are processes of their own, so only our side is measured.
    ask("postgres", spec, None, TRIES).await;
    let web = WebServer::start("HTTP/1.1").await;
    // A server in Python: its side says nothing of other servers.
    ask("http", web.get("/health"), None, UNHURRIED).await;
    let process = Spec::Process(ProcessSpec::Name("redis-server".into()));
    ask("process", process, None, TRIES).await;
    let command = Spec::Exec(ExecSpec {
        program: "/bin/true".into(),
        arguments: Vec::new(),
    });
    ask("exec, /bin/true", command, None, COMMANDS).await;
}

async fn mysql() {
    let server = Server::start(&[]).await;
    let pid = Some(server.pid());
    let (tcp, unix) = (server.tcp_target(), server.unix_target());
    let login = |target| Server::login(target, "vk", "s3cret");
    ask("tcp", Spec::Tcp(tcp.clone()), pid, TRIES).await;
    ask("mysql, ping", login(&tcp), pid, TRIES).await;
    ask("mysql, ping over the socket", login(&unix), pid, TRIES).await;
    let writable = MysqlConditions {
        is_read_only: Some(false),
        ..MysqlConditions::default()
    };
    ask(
        "mysql, ping and mode",
        server.expecting(writable),
        pid,
        TRIES,
    )
    .await;
    ask("mysql, greeting only", server.greeting(), pid, TRIES).await;
}

async fn ask(name: &'static str, spec: Spec, server: Option<u32>, tries: u32) {
    let interval = spec.suggested_interval();
    let mut session = Session::new(spec, LONG);
    let first = session.probe().await;
    assert!(first.is_success(), "{name}: {:?}", first.outcome);
    let server_before = server.map(processor::of_process);
    let before = processor::here();
    for _ in 0..tries {
        let result = session.probe().await;
        assert!(result.is_success(), "{name}: {:?}", result.outcome);
    }
    let here = processor::here() - before;
    let server = server.map(processor::of_process);
    Cost {
        name,
        is_ours: true,
        tries,
        interval,
        here,
        server: server
            .zip(server_before)
            .map(|(after, before)| after.saturating_sub(before)),
    }
    .print();
}
