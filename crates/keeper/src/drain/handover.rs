//! Giving the addresses away and taking them back, as a function of what is
//! heard on the wire.  Pure: no clock, no files.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use super::lever::Level;
use super::plan::{Election, Way};

/// What a busy machine may be late by, Keepalived's own reaction included.
const MARGIN: Duration = Duration::from_millis(500);

/// Where the addresses are to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// To a peer.
    Away(Way),
    /// Back to this node.
    Home,
}

/// Who advertised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    Own,
    Peer,
}

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Input {
    /// It is time to begin.
    Begin,
    /// An advertisement of the election with this index; 0 resigns.
    Advert {
        election: usize,
        speaker: Speaker,
        source: IpAddr,
        priority: u8,
    },
    /// [`Handover::deadline`] is over.
    Deadline,
    /// The caller wants an end.
    Stop,
}

/// Something to be done, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    /// Tell Keepalived.
    Pull(Level),
    /// It is over.
    End(Ending),
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ending {
    /// The addresses are where they were to go.
    Moved(Moved),
    /// Those with these indexes are not.
    Not(Vec<usize>),
    /// The caller ended it.
    Stopped,
}

/// What was heard of a move.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moved {
    /// From the order to the first advertisement of the last new MASTER.
    pub took: Duration,
    /// The longest time without any MASTER: from a resignation to the first
    /// advertisement of the next one; zero where it outranked the old one.
    pub silence: Duration,
    /// Who is MASTER now; `None` when there was nothing to move.
    pub master: Option<IpAddr>,
}

/// A move of some elections.
#[derive(Debug)]
pub(super) struct Handover {
    aim: Aim,
    patience: Duration,
    began_at: Option<Instant>,
    courses: Vec<Course>,
}

/// What was heard of one election.
#[derive(Debug, Clone, Copy, Default)]
struct Course {
    resigned_at: Option<Instant>,
    taken_at: Option<Instant>,
    master: Option<IpAddr>,
}

impl Handover {
    pub(super) fn new(aim: Aim, elections: &[Election]) -> Self {
        let wait = |election: &Election| match aim {
            // After a resignation only the skew is waited for, less than one
            // interval.
            Aim::Away(Way::Trial) => election.interval,
            Aim::Away(Way::Ask) | Aim::Home => election.outranking,
        };
        let longest = elections.iter().map(wait).max().unwrap_or_default();
        Self {
            aim,
            patience: longest + MARGIN,
            began_at: None,
            courses: vec![Course::default(); elections.len()],
        }
    }

    /// How long it is waited for.
    pub(super) fn patience(&self) -> Duration {
        self.patience
    }

    /// When [`Input::Deadline`] is due; `None` before the beginning.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.began_at.map(|at| at + self.patience)
    }

    pub(super) fn handle(&mut self, now: Instant, input: Input) -> Vec<Action> {
        match input {
            Input::Begin => {
                self.began_at = Some(now);
                vec![Action::Pull(match self.aim {
                    Aim::Away(Way::Ask) => Level::Yield,
                    Aim::Away(Way::Trial) => Level::Out,
                    Aim::Home => Level::Serve,
                })]
            }
            Input::Advert {
                election,
                speaker,
                source,
                priority,
            } => self.hear(now, election, (speaker, source), priority),
            Input::Deadline => self.give_up(Ending::Not(self.open())),
            Input::Stop => self.give_up(Ending::Stopped),
        }
    }

    fn hear(
        &mut self,
        now: Instant,
        election: usize,
        (speaker, source): (Speaker, IpAddr),
        priority: u8,
    ) -> Vec<Action> {
        let (Some(began_at), Some(course)) = (self.began_at, self.courses.get_mut(election)) else {
            return Vec::new();
        };
        let new_master = match self.aim {
            Aim::Away(_) => Speaker::Peer,
            Aim::Home => Speaker::Own,
        };
        match (speaker == new_master, priority) {
            (true, 0) => course.taken_at = None,
            (true, _) => {
                course.taken_at = course.taken_at.or(Some(now));
                course.master = Some(source);
            }
            (false, 0) => course.resigned_at = Some(now),
            (false, _) => {}
        }
        if !self.open().is_empty() {
            return Vec::new();
        }
        let moved = Ending::Moved(self.moved(began_at));
        match self.aim {
            Aim::Away(Way::Ask) => vec![Action::Pull(Level::Out), Action::End(moved)],
            Aim::Away(Way::Trial) | Aim::Home => vec![Action::End(moved)],
        }
    }

    /// A node that is not relieved serves on.
    fn give_up(&self, ending: Ending) -> Vec<Action> {
        match self.aim {
            Aim::Away(_) => vec![Action::Pull(Level::Serve), Action::End(ending)],
            Aim::Home => vec![Action::End(ending)],
        }
    }

    /// The elections that nobody has taken.
    fn open(&self) -> Vec<usize> {
        let courses = self.courses.iter().enumerate();
        let open = courses.filter(|(_, course)| course.taken_at.is_none());
        open.map(|(index, _)| index).collect()
    }

    fn moved(&self, began_at: Instant) -> Moved {
        let taken = self.courses.iter().filter_map(|course| course.taken_at);
        let silences = self.courses.iter().filter_map(|course| {
            let (resigned_at, taken_at) = (course.resigned_at?, course.taken_at?);
            Some(taken_at.saturating_duration_since(resigned_at))
        });
        Moved {
            took: taken.max().map_or(Duration::ZERO, |at| at - began_at),
            silence: silences.max().unwrap_or_default(),
            master: self.courses.first().and_then(|course| course.master),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn election(interval: u64) -> Election {
        Election {
            instance: "VI".to_owned(),
            interface: "eth0".to_owned(),
            vrid: 51,
            virtual_ips: Vec::new(),
            is_nopreempt: false,
            interval: ms(interval),
            outranking: ms(4 * interval),
        }
    }

    fn ms(count: u64) -> Duration {
        Duration::from_millis(count)
    }

    fn advert(election: usize, speaker: Speaker, priority: u8) -> Input {
        Input::Advert {
            election,
            speaker,
            source: address(speaker),
            priority,
        }
    }

    fn address(speaker: Speaker) -> IpAddr {
        match speaker {
            Speaker::Own => "192.0.2.11".parse().unwrap(),
            Speaker::Peer => "192.0.2.12".parse().unwrap(),
        }
    }

    struct Play {
        handover: Handover,
        origin: Instant,
    }

    impl Play {
        fn of(aim: Aim, count: usize) -> Self {
            let mut play = Self {
                handover: Handover::new(aim, &vec![election(100); count]),
                origin: Instant::now(),
            };
            let first = play.at(0, Input::Begin);
            assert_eq!(first.len(), 1, "{first:?}");
            play
        }

        fn at(&mut self, moment: u64, input: Input) -> Vec<Action> {
            self.handover.handle(self.origin + ms(moment), input)
        }
    }

    fn moved(to: Speaker, took: u64, silence: u64) -> Action {
        Action::End(Ending::Moved(Moved {
            took: ms(took),
            silence: ms(silence),
            master: Some(address(to)),
        }))
    }

    #[test]
    fn each_aim_begins_with_its_own_order() {
        for (aim, level) in [
            (Aim::Away(Way::Ask), Level::Yield),
            (Aim::Away(Way::Trial), Level::Out),
            (Aim::Home, Level::Serve),
        ] {
            let mut handover = Handover::new(aim, &[election(100)]);
            assert_eq!(handover.deadline(), None);
            let actions = handover.handle(Instant::now(), Input::Begin);
            assert_eq!(actions, [Action::Pull(level)]);
        }
    }

    #[test]
    fn one_that_is_asked_and_takes_over_lets_this_node_go_out() {
        let mut play = Play::of(Aim::Away(Way::Ask), 1);
        assert_eq!(play.at(90, advert(0, Speaker::Own, 1)), []);
        let end = play.at(310, advert(0, Speaker::Peer, 240));
        assert_eq!(
            end,
            [Action::Pull(Level::Out), moved(Speaker::Peer, 310, 0)]
        );
    }

    #[test]
    fn every_election_must_have_a_new_master() {
        let mut play = Play::of(Aim::Away(Way::Ask), 2);
        assert_eq!(play.at(300, advert(1, Speaker::Peer, 240)), []);
        assert_eq!(play.at(310, advert(1, Speaker::Peer, 0)), [], "resigned");
        assert_eq!(play.at(320, advert(0, Speaker::Peer, 240)), []);
        let end = play.at(330, advert(1, Speaker::Peer, 240));
        assert_eq!(
            end,
            [Action::Pull(Level::Out), moved(Speaker::Peer, 330, 0)]
        );
    }

    #[test]
    fn when_nobody_takes_over_this_node_serves_on() {
        for aim in [Aim::Away(Way::Ask), Aim::Away(Way::Trial)] {
            let mut play = Play::of(aim, 2);
            assert_eq!(play.at(10, advert(0, Speaker::Peer, 240)), []);
            let end = play.at(900, Input::Deadline);
            let not = Action::End(Ending::Not(vec![1]));
            assert_eq!(end, [Action::Pull(Level::Serve), not], "{aim:?}");
        }
    }

    #[test]
    fn a_trial_measures_the_time_without_a_master_and_is_short() {
        let mut play = Play::of(Aim::Away(Way::Trial), 1);
        assert_eq!(play.at(2, advert(0, Speaker::Own, 0)), []);
        let end = play.at(9, advert(0, Speaker::Peer, 240));
        assert_eq!(end, [moved(Speaker::Peer, 9, 7)]);
        let [trial, ask] = [Way::Trial, Way::Ask]
            .map(|way| Handover::new(Aim::Away(way), &[election(1000)]).patience());
        assert_eq!((trial, ask), (ms(1000) + MARGIN, ms(4000) + MARGIN));
    }

    #[test]
    fn the_way_home_ends_with_an_own_advertisement() {
        let mut play = Play::of(Aim::Home, 1);
        assert_eq!(play.at(50, advert(0, Speaker::Peer, 240)), []);
        let end = play.at(390, advert(0, Speaker::Own, 250));
        assert_eq!(end, [moved(Speaker::Own, 390, 0)]);
        let mut late = Play::of(Aim::Home, 1);
        let end = late.at(900, Input::Deadline);
        assert_eq!(end, [Action::End(Ending::Not(vec![0]))]);
    }

    #[test]
    fn whoever_stops_it_finds_the_node_serving() {
        let mut play = Play::of(Aim::Away(Way::Ask), 1);
        let end = play.at(20, Input::Stop);
        assert_eq!(
            end,
            [Action::Pull(Level::Serve), Action::End(Ending::Stopped)]
        );
        let mut home = Play::of(Aim::Home, 1);
        assert_eq!(home.at(20, Input::Stop), [Action::End(Ending::Stopped)]);
    }

    #[test]
    fn what_is_heard_before_the_beginning_or_of_no_election_is_nothing() {
        let mut early = Handover::new(Aim::Away(Way::Ask), &[election(100)]);
        let now = Instant::now();
        assert_eq!(early.handle(now, advert(0, Speaker::Peer, 240)), []);
        let mut play = Play::of(Aim::Away(Way::Ask), 1);
        assert_eq!(play.at(10, advert(7, Speaker::Peer, 240)), []);
    }
}
