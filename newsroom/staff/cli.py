"""`flask staff …`: who may sign in."""

import click
from sqlalchemy import select

from newsroom.database import db
from newsroom.i18n import gettext as _
from newsroom.language.tidy import tidy_line
from newsroom.staff.forms import password_problem
from newsroom.staff.models import Role, Staff
from newsroom.terminal import Commands, Refused

staff = Commands("staff", help="Who may sign in.")


def _checked(_context: click.Context, _parameter: click.Parameter, password: str) -> str:
    if problem := password_problem(password):
        raise Refused(str(problem))
    return password


password_option = click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    callback=_checked,
    help="Asked for when it is not given, so that it stays out of the shell's history.",
)


force_option = click.option("--force", is_flag=True, help="Also when no chief is left then.")


@staff.command("add")
@click.argument("email")
@click.option("--name", prompt=True, help="As it stands in by-lines.")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.REPORTER.value
)
@password_option
def add(email: str, name: str, role: str, password: str) -> None:
    """Let somebody sign in with EMAIL."""
    address, name = Staff.address(tidy_line(email)), tidy_line(name)
    if "@" not in address[1:-1] or " " in address or len(address) > 254:
        raise Refused(_("“%(typed)s” is no e-mail address.", typed=email))
    if not name or len(name) > 120:
        raise Refused(_("Give a name of 1 to 120 characters."))
    if db.session.scalar(Staff.called(address)):
        raise Refused(_("%(address)s is on the staff already.", address=address), exit_code=1)
    person = db.session.scalar(select(Staff).where(Staff.email == address)) or Staff(email=address)
    person.name, person.role, person.left_at = name, role, None  # who comes back is the same person
    person.set_password(password)
    db.session.add(person)
    db.session.commit()
    click.echo(
        _(
            "%(name)s (%(address)s) may sign in; role: %(role)s.",
            name=name,
            address=address,
            role=_said(role),
        )
    )


@staff.command("password")
@click.argument("email")
@password_option
def password(email: str, password: str) -> None:
    """Set a new password for EMAIL and end all sessions of the old one."""
    person = _find(email)
    person.set_password(password)
    db.session.commit()
    click.echo(_("%(name)s has a new password; older sessions are ended.", name=person.name))


@staff.command("role")
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@force_option
def change_role(email: str, role: str, force: bool) -> None:
    """Make EMAIL a reporter, an editor or a chief, from their next request on."""
    person = _find(email)
    if role != Role.CHIEF and not force:
        _leave_a_chief(person)
    person.role = role
    db.session.commit()
    click.echo(_("%(name)s has another role now: %(role)s.", name=person.name, role=_said(role)))


@staff.command("remove")
@click.argument("email")
@force_option
def remove(email: str, force: bool) -> None:
    """Let EMAIL sign in no more. Articles, notes and the history keep their name."""
    person = _find(email)
    if not force:
        _leave_a_chief(person)
    person.leave()
    db.session.commit()
    click.echo(
        _("%(name)s is signed out everywhere and may not sign in any more.", name=person.name)
    )


@staff.command("list")
def list_staff() -> None:
    """Show who may sign in."""
    for person in db.session.scalars(Staff.now().order_by(Staff.role, Staff.email)):
        click.echo(f"{person.email}\t{person.role}\t{person.name}")


def _leave_a_chief(person: Staff) -> None:
    """Refuse to take the only one: what a chief alone may do, nobody could."""
    chiefs = db.session.scalars(Staff.now().where(Staff.role == Role.CHIEF)).all()
    if list(chiefs) == [person]:
        raise Refused(
            _(
                "%(name)s is the only chief editor. Make somebody else one first, or say --force.",
                name=person.name,
            ),
            exit_code=1,
        )


def _said(role: str) -> str:
    words = {
        Role.REPORTER: _("reporter"),
        Role.EDITOR: _("editor"),
        Role.CHIEF: _("chief editor"),
    }
    return str(words[Role(role)])


def _find(email: str) -> Staff:
    person = db.session.scalar(Staff.called(email))
    if person is None:
        raise Refused(_("%(address)s is not on the staff.", address=email), exit_code=1)
    return person
