"""Running jobs: one after another, whatever becomes of each."""

import logging
from collections.abc import Sequence

from flask import Flask

from newsroom.database import db
from newsroom.faults import fault_of
from newsroom.outbox import claiming
from newsroom.outbox.kinds import Hopeless, Later, Order, known

logger = logging.getLogger(__name__)


def run_due(app: Flask) -> int:
    """Run what is due now, and tell how many that was."""
    done = 0
    while order := claim(app):
        run(app, order)
        done += 1
    return done


def claim(app: Flask, kinds: Sequence[str] = ()) -> Order | None:
    with app.app_context():
        return claiming.claim(db.session, kinds)


def run(app: Flask, order: Order) -> None:
    """Do what is ordered, and write down what became of it."""
    with app.app_context():
        try:
            known(order.kind).do(order)
            claiming.finish(db.session, order)
            db.session.commit()
        except claiming.LeaseLost:
            db.session.rollback()
            logger.warning("outbox: %s %s took longer than its lease", order.kind, order.subject)
        except Exception as problem:
            db.session.rollback()
            _put_off(order, problem)


def give_back(app: Flask, order: Order) -> None:
    """It could not be ended in time: let somebody else do it, as if it had not been begun."""
    with app.app_context():
        claiming.give_back(db.session, order)
        db.session.commit()


def _put_off(order: Order, problem: Exception) -> None:
    foreseen = isinstance(problem, Later | Hopeless) or fault_of(problem)
    logger.warning(
        "outbox: %s %s, attempt %s: %s",
        order.kind,
        order.subject,
        order.attempts,
        claiming.in_short(problem),
        exc_info=None if foreseen else problem,
    )
    claiming.put_off(db.session, order, problem)
    db.session.commit()
