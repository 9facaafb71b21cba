//! Test hosts on one machine: network namespaces with a switch between them, a real MariaDB in each,
//! faults, and a prober that measures the outage a client sees.
//!
//! Serves the demonstration, the end-to-end tests and the benchmarks. [`Pair`] puts vipkeeper onto two
//! such hosts, by its program and never by its code; everything below it knows neither Keepalived
//! nor vipkeeper. No interface is ever made in the namespace of the machine itself, and every process
//! lives in one of the lab's own namespaces, which is what makes removal certain.

mod error;
mod faults;
mod greeting;
mod ip;
mod lab;
mod leftover;
mod mariadb;
mod network;
mod node;
mod pair;
mod prober;
mod record;
mod replication;
mod service;
mod site;
mod tcp_service;

pub use error::LabError;
pub use faults::Fault;
pub use greeting::Greeting;
pub use lab::Lab;
pub use leftover::Leftover;
pub use mariadb::{DataDir, Mariadb};
pub use network::{CLIENT_ADDRESS, GATEWAY_ADDRESS, PREFIX_LENGTH, SERVICE_PORT, VIRTUAL_IP};
pub use node::Node;
pub use pair::{
    Design, EngineFault, Member, Pair, PairError, PairPlan, Profile, Protects, Strike, Timing,
};
pub use prober::{
    Attempt, Failure, Mark, Outage, Outcome, ProbeConfig, Prober, ProberError, is_steady, outage,
};
pub use replication::{Replication, statement};
pub use service::{Process, Service};
pub use site::RemoveError;
pub use tcp_service::{TcpService, serve};
