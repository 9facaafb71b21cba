//! `vipkeeper drill`: give the addresses to the peer on purpose, measure, and
//! take them back.

mod client;
mod forecast;
mod report;

use keeper::Message;
use keeper::drain::{self, DrainError, Moved, Purpose, Session, Survey};
use keeper::message::Explanation;
use lab::{Mark, Outage};

use self::client::Client;
use self::report::{Leg, Report};
use super::consent;
use super::drain::{Stop, stop_signal};
use super::recover::author;
use super::service::require_root;
use crate::cli::DrillArgs;
use crate::context::Context;
use crate::failure::{Failure, Status};

/// Away and back, or why not.
pub(crate) fn run(args: &DrillArgs, context: &Context) -> Result<(), Failure> {
    if args.dry_run {
        return forecast::run(context);
    }
    require_root()?;
    let runtime = context.runtime()?;
    let survey = runtime.block_on(drain::survey(&context.layout))?;
    if survey.here.elections.is_empty() {
        return Err(runtime.block_on(not_master(&survey)));
    }
    if !args.yes && !consent::ask(&Message::new("drill-ask"), context)? {
        context.output.tell(&Message::new("apply-declined"));
        return Err(Failure::told());
    }
    let client = Client::start(args.port, &survey, context)?;
    let mut drill = {
        let _inside = runtime.enter();
        Drill {
            session: Session::begin(&context.layout, Purpose::Drill, author())?,
            stop: stop_signal()?,
            survey,
            client,
            runtime,
        }
    };
    let away = drill.away(context)?;
    let back = drill.back(context).inspect_err(|_| {
        // What is known would be lost with the error.
        report::tell_away(&away, context);
    })?;
    report::tell(&drill.report(away, back), context);
    Ok(())
}

/// A drill that has begun; what ends it early is taken back when it is dropped.
struct Drill {
    session: Session,
    stop: Stop,
    survey: Survey,
    client: Option<Client>,
    runtime: tokio::runtime::Runtime,
}

impl Drill {
    fn away(&mut self, context: &Context) -> Result<Leg, Failure> {
        context.output.tell(&Message::new("drill-phase-away"));
        let mark = self.mark();
        let away = self.session.away(&self.survey.here, &mut self.stop);
        match self.runtime.block_on(away) {
            Ok(moved) => Ok(self.leg(moved, mark)?),
            Err(error) => {
                if matches!(error, DrainError::NotTaken { .. }) {
                    report::tell_felt(self.outage(mark)?, context);
                }
                Err(error.into())
            }
        }
    }

    /// `None` where a node that comes back leaves the addresses where they are.
    fn back(&mut self, context: &Context) -> Result<Option<Leg>, Failure> {
        let elections = &self.survey.here.elections;
        if elections.iter().any(|election| election.is_nopreempt) {
            self.session.serve()?;
            return Ok(None);
        }
        context.output.tell(&Message::new("drill-phase-back"));
        let mark = self.mark();
        let home = self.session.home(elections, &mut self.stop);
        let moved = self.runtime.block_on(home)?;
        self.leg(moved, mark).map(Some)
    }

    fn mark(&self) -> Option<Mark> {
        self.client.as_ref().map(Client::mark)
    }

    fn leg(&self, moved: Moved, mark: Option<Mark>) -> Result<Leg, Failure> {
        Ok(Leg {
            moved,
            outage: self.outage(mark)?,
        })
    }

    fn outage(&self, mark: Option<Mark>) -> Result<Option<Outage>, Failure> {
        let measured = self.client.as_ref().zip(mark);
        measured
            .map(|(client, mark)| client.outage(mark))
            .transpose()
    }

    fn report(&self, away: Leg, back: Option<Leg>) -> Report {
        let elections = self.survey.here.elections.iter();
        Report {
            way: self.survey.here.way,
            instances: elections.map(|one| one.instance.clone()).collect(),
            target: self.client.as_ref().map(Client::target),
            away,
            back,
        }
    }
}

/// Where the addresses are instead.
async fn not_master(survey: &Survey) -> Failure {
    let masters = match survey.masters_elsewhere().await {
        Ok(masters) => masters,
        Err(error) => return error.into(),
    };
    let masters: Vec<_> = masters.iter().map(ToString::to_string).collect();
    let message = Message::new("error-drill-not-master")
        .with("count", masters.len())
        .with("masters", masters.join(", "));
    let explanation = Explanation::new(message).hint(Message::new("hint-drill-not-master"));
    Failure::new(Status::Failed, explanation)
}
