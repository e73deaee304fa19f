"""The door of the app: who is not signed in, or not any more, sees how to sign in and nothing else.

Pages and services ask `ui.sign_in` themselves as well; the door is what people see of it.
"""

import os
from collections.abc import Mapping, Sequence

import streamlit as st

from engine.casework.models import Role
from engine.casework.signing_in.identity import Identity
from engine.casework.signing_in.provider import is_loopback
from engine.casework.signing_in.sign_ins import End
from engine.casework.signing_in.wanted import browser_token
from engine.errors import DijkwachtError, SignInError
from ui import sign_in, wanted_url
from ui.components import choices, refusal
from ui.components.literal import literal
from ui.language import tr
from ui.wording import word

_XSRF_COOKIE = "_streamlit_xsrf"
_CHOSEN = "gate_role"
_LEAVING = "gate_leaving"
_SWITCHED = "gate_switched"


def is_open() -> bool:
    """True when who looks may go in."""
    try:
        sign_in.reviewer()
    except DijkwachtError:
        return False
    return _is_safe()


def draw(url: str, query: Mapping[str, Sequence[str]]) -> None:
    """Draw why nobody goes in, and the way in.

    Args:
        url: path of the page that was asked for.
        query: what its URL holds.
    """
    if st.session_state.pop(_LEAVING, False):
        st.logout()
        return
    st.title("Dijkwacht")
    if not _is_safe():
        st.error(tr("Deze app is niet goed gestart. Start haar met `dijkwacht serve`."))
        return
    try:
        who = sign_in.identified()
        end = None if who is None else sign_in.ended(who, is_act=True)
    except DijkwachtError as error:
        refusal.show(error, within=tr("Inloggen lukt niet: {error}."))
        _again(tr("Opnieuw inloggen"))
        return
    if who is None or end is not None:
        _sign_in(end, url, query)
    elif not who.roles:
        _no_role(who)
    else:
        _choose(who)


def watch() -> None:
    """Look now and then whether who looks may stay, so that an open page does not stay open."""
    if not sign_in.is_on():
        return

    @st.fragment(run_every=sign_in.sign_in_rules().session.look_again_seconds)
    def look() -> None:
        who = sign_in.identified()
        if who is None or sign_in.ended(who, is_act=False) is not None:
            st.rerun()

    look()


def bring_back(pages: Mapping[str, st.Page]) -> None:
    """Go to the page that was asked for before signing in, when there is one."""
    browser = _browser()
    if not sign_in.is_on() or browser is None:
        return
    minutes = sign_in.sign_in_rules().wanted_page_minutes
    wanted = sign_in.wanted_pages().take(browser, now=sign_in.now(), minutes=minutes)
    if wanted is not None and wanted.page in pages:
        st.switch_page(pages[wanted.page], query_params={k: [*v] for k, v in wanted.query.items()})


def begin(first: st.Page) -> None:
    """Go to the first page of a role that was just taken on: the page of before may refuse it."""
    if st.session_state.pop(_SWITCHED, False):
        st.switch_page(first)


def draw_reviewer() -> None:
    """Draw who is signed in, the choice between their roles, and the way out."""
    who = sign_in.reviewer()
    if not sign_in.is_on():
        choices.follow(
            sign_in.ROLE_SWITCH,
            who.role,
            lambda: st.selectbox(
                tr("Rol (alleen bij verzonnen gegevens)"), who.roles,
                format_func=lambda role: word("user.role", role),
                key=sign_in.ROLE_SWITCH, on_change=_switched,
            ),
        )  # fmt: skip
        return
    st.markdown(f"{literal(who.name)}, {word('user.role', who.role)}")
    if len(who.roles) > 1:
        chosen = _role(who.roles, who.role, "frame_own_role")
        identity = sign_in.identified()
        if chosen is not None and chosen is not who.role and identity is not None:
            sign_in.sign_ins().choose(identity, chosen)
            _switched()
            st.rerun()
    if st.button(tr("Uitloggen"), icon=":material/logout:", key="frame_sign_out"):
        sign_out()


def sign_out() -> None:
    """End the sign-in in every window, and at the provider when it can."""
    who = sign_in.identified()
    if who is not None:
        sign_in.sign_ins().end(who, now=sign_in.now())
    # The door sends the browser away: here a page that looks whether it may stay would stop that.
    st.session_state[_LEAVING] = True
    st.rerun()


def _switched() -> None:
    st.session_state[_SWITCHED] = True


def _is_safe() -> bool:
    """False where invented data is served beyond this machine, or nothing says how to sign in."""
    if sign_in.is_on():
        return bool(os.environ.get("DIJKWACHT_SECRETS"))
    address = st.get_option("server.address")
    return address is None or is_loopback(str(address))


def _sign_in(end: End | None, url: str, query: Mapping[str, Sequence[str]]) -> None:
    browser, wanted = _browser(), wanted_url.remembered(url, query)
    if browser is not None and wanted is not None:
        sign_in.wanted_pages().keep(browser, wanted, now=sign_in.now())
    if end is None:
        st.markdown(tr("Log in met het account van uw gemeente."))
        _again(tr("Inloggen"))
        return
    st.warning(tr(end.label))
    _again(tr("Opnieuw inloggen"))


def _no_role(who: Identity) -> None:
    contact = sign_in.sign_in_rules().contact
    told = tr("{name}, u hebt geen rol in Dijkwacht. Vraag die aan: {contact}.")
    st.warning(literal(told.format(name=who.name, contact=contact)))
    if st.button(tr("Uitloggen"), key="gate_sign_out"):
        sign_out()


def _choose(who: Identity) -> None:
    told = tr("{name}, u hebt meer dan een rol. Als wie werkt u nu?").format(name=who.name)
    st.markdown(literal(told))
    chosen = _role(who.roles, None, _CHOSEN)
    if chosen is not None:
        try:
            sign_in.sign_ins().choose(who, chosen)
        except SignInError as error:
            refusal.show(error)
            return
        st.rerun()


def _role(roles: Sequence[Role], now: Role | None, key: str) -> Role | None:
    return st.selectbox(
        tr("Rol"), roles, index=None if now is None else roles.index(now), key=key,
        format_func=lambda role: word("user.role", role), placeholder=tr("Kies een rol"),
    )  # fmt: skip


def _again(label: str) -> None:
    if st.button(label, type="primary", key="gate_sign_in"):
        st.login()


def _browser() -> str | None:
    """What tells this browser from others before it signs in; None when it has no cookie yet."""
    cookie = st.context.cookies.get(_XSRF_COOKIE)
    return browser_token(str(cookie)) if cookie else None
