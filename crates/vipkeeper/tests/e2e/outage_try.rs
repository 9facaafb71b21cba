use crate::cli_said::PROGRAM;
use anyhow::Result;
use lab::{Design, Pair, PairPlan, Protects};
use std::sync::Arc;
use std::time::Duration;
#[test]
fn outage_try() -> Result<()> {
    let pair = Pair::start(PairPlan {
        label: "upgrade".to_owned(),
        program: PROGRAM.into(),
        protects: Protects::Tcp,
        design: Design::Resident,
        panels: Vec::new(),
        interrupted: Arc::default(),
    })?;
    for gap in [true, false, false] {
        let mark = pair.prober().mark();
        let t0 = std::time::Instant::now();
        pair.members()[0].vipkeeper(&["stop"])?;
        println!(
            "stopped after {:?} holders {:?}",
            t0.elapsed(),
            pair.holders()?
        );
        if gap {
            pair.wait_until(Duration::from_secs(30), || Ok(pair.holders()? == [1]))?;
            pair.wait_calm()?;
            println!("b has it: {:?}", pair.prober().outage_since(mark));
        }
        let mark2 = pair.prober().mark();
        pair.members()[0].vipkeeper(&["start"])?;
        println!("started {:?} holders {:?}", t0.elapsed(), pair.holders()?);
        let mut last = vec![];
        let begun = std::time::Instant::now();
        while begun.elapsed() < Duration::from_secs(6) {
            let h = pair.holders()?;
            if h != last {
                println!("  {:?} {:?}", t0.elapsed(), h);
                last = h;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        pair.wait_calm()?;
        println!("since start: {:?}", pair.prober().outage_since(mark2));
        println!("since stop: {:?}", pair.prober().outage_since(mark));
        for a in pair
            .prober()
            .attempts_since(mark)
            .iter()
            .filter(|a| !matches!(a.outcome, lab::Outcome::Greeted))
        {
            println!("   {:?} {:?}", a.started_at - t0, a.outcome);
        }
    }
    Ok(())
}
