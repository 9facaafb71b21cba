//! The loop of a prober: one epoll instance, a timer, and at most so many connections in flight.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use rustix::buffer::spare_capacity;
use rustix::event::{Timespec, epoll};
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketFlags, SocketType, connect, ipproto, socket_with, sockopt};
use rustix::time::{
    Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, timerfd_create, timerfd_settime,
};

use super::outage::{Failure, Outcome};
use super::{ProbeConfig, Shared};
use crate::greeting::{Greeting, Heard};

/// Marks the timer among the events; attempts are numbered from 0.
const TICK: u64 = u64::MAX;

/// A connection that was asked for and has not greeted yet.
struct Connection {
    socket: OwnedFd,
    started_at: Instant,
    heard: Vec<u8>,
}

/// The state of the loop.
pub(super) struct Engine<'shared> {
    target: SocketAddr,
    config: ProbeConfig,
    shared: &'shared Shared,
    epoll: OwnedFd,
    timer: OwnedFd,
    /// By number, that is by start: the first is the oldest.
    in_flight: BTreeMap<u64, Connection>,
}

impl<'shared> Engine<'shared> {
    /// The sockets will belong to the namespace of the thread that calls [`Self::run`].
    pub(super) fn new(
        target: SocketAddr,
        config: ProbeConfig,
        shared: &'shared Shared,
    ) -> Result<Self, Errno> {
        let epoll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
        let flags = TimerfdFlags::CLOEXEC | TimerfdFlags::NONBLOCK;
        let timer = timerfd_create(TimerfdClockId::Monotonic, flags)?;
        let period = Timespec::try_from(config.period).map_err(|_| Errno::INVAL)?;
        let pace = Itimerspec {
            it_interval: period,
            it_value: period,
        };
        timerfd_settime(&timer, TimerfdTimerFlags::empty(), &pace)?;
        epoll::add(
            &epoll,
            &timer,
            epoll::EventData::new_u64(TICK),
            epoll::EventFlags::IN,
        )?;
        Ok(Self {
            target,
            config,
            shared,
            epoll,
            timer,
            in_flight: BTreeMap::new(),
        })
    }

    /// Tries once each period until it is told to stop.
    pub(super) fn run(mut self) -> Result<(), Errno> {
        // Room for all of them: an answer that waits in the kernel must not be taken for a silence.
        let mut events = Vec::with_capacity(self.config.in_flight_limit + 1);
        while !self.shared.stop.load(Ordering::Relaxed) {
            events.clear();
            match epoll::wait(&self.epoll, spare_capacity(&mut events), None) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(errno) => return Err(errno),
            }
            let mut ticked = false;
            for event in &events {
                match event.data.u64() {
                    TICK => ticked = true,
                    number => self.listen(number),
                }
            }
            self.expire();
            if ticked {
                self.take_tick()?;
                self.try_once();
            }
        }
        Ok(())
    }

    /// Ticks that were missed are not made up for: a burst would measure the prober.
    fn take_tick(&self) -> Result<(), Errno> {
        match rustix::io::read(&self.timer, &mut [0_u8; 8]) {
            Ok(_) | Err(Errno::AGAIN) => Ok(()),
            Err(errno) => Err(errno),
        }
    }

    fn try_once(&mut self) {
        if self.in_flight.len() >= self.config.in_flight_limit {
            return;
        }
        let started_at = Instant::now();
        let number = self.shared.history().begin();
        match self.ask(number) {
            Ok(socket) => {
                let heard = Vec::with_capacity(Greeting::LENGTH);
                self.in_flight.insert(
                    number,
                    Connection {
                        socket,
                        started_at,
                        heard,
                    },
                );
            }
            Err(errno) => self.end(number, started_at, Outcome::Failed(failure(errno))),
        }
    }

    fn ask(&self, number: u64) -> Result<OwnedFd, Errno> {
        let family = match self.target {
            SocketAddr::V4(_) => AddressFamily::INET,
            SocketAddr::V6(_) => AddressFamily::INET6,
        };
        let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
        let socket = socket_with(family, SocketType::STREAM, flags, Some(ipproto::TCP))?;
        // Closing resets: a thousand connections a second must not fill the port range with TIME_WAIT.
        sockopt::set_socket_linger(&socket, Some(Duration::ZERO))?;
        if self.config.greeting == Greeting::Handshake {
            // The last packet of the handshake waits for data to go with it; the reset comes first.
            sockopt::set_tcp_quickack(&socket, false)?;
        }
        match connect(&socket, &self.target) {
            Ok(()) | Err(Errno::INPROGRESS) => {}
            Err(errno) => return Err(errno),
        }
        let data = epoll::EventData::new_u64(number);
        let sign = match self.config.greeting {
            Greeting::Handshake => epoll::EventFlags::OUT,
            Greeting::MySql | Greeting::Line220 => epoll::EventFlags::IN,
        };
        epoll::add(&self.epoll, &socket, data, sign)?;
        Ok(socket)
    }

    /// Reads what has come for attempt `number`; an error of the connection shows here too.
    fn listen(&mut self, number: u64) {
        let Some(connection) = self.in_flight.get_mut(&number) else {
            return;
        };
        if self.config.greeting == Greeting::Handshake {
            let outcome = match sockopt::socket_error(&connection.socket) {
                Ok(Ok(())) => Outcome::Greeted,
                Ok(Err(errno)) | Err(errno) => Outcome::Failed(failure(errno)),
            };
            if let Some(connection) = self.in_flight.remove(&number) {
                self.end(number, connection.started_at, outcome);
            }
            return;
        }
        let mut bytes = [0; Greeting::LENGTH];
        let outcome = match rustix::io::read(&connection.socket, &mut bytes) {
            Ok(0) => Outcome::Failed(Failure::Closed),
            Ok(count) => {
                connection.heard.extend_from_slice(&bytes[..count]);
                match self.config.greeting.judge(&connection.heard) {
                    Heard::Part => return,
                    Heard::Greeting => Outcome::Greeted,
                    Heard::Wrong => Outcome::Failed(Failure::WrongGreeting),
                }
            }
            Err(Errno::AGAIN | Errno::INTR) => return,
            Err(errno) => Outcome::Failed(failure(errno)),
        };
        if let Some(connection) = self.in_flight.remove(&number) {
            self.end(number, connection.started_at, outcome);
        }
    }

    fn expire(&mut self) {
        let now = Instant::now();
        while let Some(oldest) = self.in_flight.first_entry() {
            if now.duration_since(oldest.get().started_at) < self.config.deadline {
                return;
            }
            let (number, connection) = oldest.remove_entry();
            self.end(
                number,
                connection.started_at,
                Outcome::Failed(Failure::Deadline),
            );
        }
    }

    fn end(&self, number: u64, started_at: Instant, outcome: Outcome) {
        self.shared
            .history()
            .end(number, started_at, Instant::now(), outcome);
        self.shared.changed.notify_all();
    }
}

fn failure(errno: Errno) -> Failure {
    match errno {
        Errno::CONNREFUSED => Failure::Refused,
        Errno::CONNRESET | Errno::PIPE | Errno::CONNABORTED => Failure::Closed,
        Errno::HOSTUNREACH | Errno::NETUNREACH | Errno::HOSTDOWN | Errno::NETDOWN => {
            Failure::Unreachable
        }
        Errno::TIMEDOUT => Failure::Deadline,
        _ => Failure::Prober,
    }
}
