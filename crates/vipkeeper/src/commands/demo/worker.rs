//! The thread that owns the pair, so that the screen never waits for a fault.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use lab::{Fault, Pair, PairError, Strike};

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// Strike the MASTER.
    Strike(Fault),
    /// Repair everything.
    Heal,
}

/// What became of it.
#[derive(Debug)]
pub(crate) enum News {
    /// An order is being carried out.
    Began(Order),
    /// A fault is over for the client.
    Struck(Strike),
    /// The VIP is back on the preferred node.
    Healed(Duration),
    /// It went wrong.
    Failed(PairError),
}

/// Hands orders to the pair's thread and brings its news.
pub(crate) struct Worker {
    orders: Option<Sender<Order>>,
    news: Receiver<News>,
    thread: Option<JoinHandle<Result<(), PairError>>>,
}

impl Worker {
    /// Takes the pair over.
    pub(crate) fn start(pair: Pair) -> Self {
        let (orders, inbox) = channel();
        let (outbox, news) = channel();
        let thread = thread::spawn(move || work(pair, &inbox, &outbox));
        Self {
            orders: Some(orders),
            news,
            thread: Some(thread),
        }
    }

    /// Gives an order; it waits until the one before it is done.
    pub(crate) fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // The thread ends only when this sender is gone, or with a panic
            // that `finish` tells.
            let _ = orders.send(order);
        }
    }

    /// News that has come since the last look.
    pub(crate) fn news(&self) -> impl Iterator<Item = News> + '_ {
        self.news.try_iter()
    }

    /// Waits for the order under way and removes the pair.
    pub(crate) fn finish(mut self) -> Result<(), PairError> {
        self.orders = None;
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(removed)) => removed,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => Ok(()),
        }
    }
}

impl Drop for Worker {
    /// On a way out by panic the pair must still be removed before the
    /// program ends.
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work(mut pair: Pair, orders: &Receiver<Order>, news: &Sender<News>) -> Result<(), PairError> {
    for order in orders {
        let _ = news.send(News::Began(order));
        let done = match order {
            Order::Strike(fault) => pair.strike(fault).map(News::Struck),
            Order::Heal => pair.heal().map(News::Healed),
        };
        let _ = news.send(done.unwrap_or_else(News::Failed));
    }
    pair.remove()
}
