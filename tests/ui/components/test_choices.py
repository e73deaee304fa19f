"""Choices that stand in the URL: each counts, and a button that changes the URL changes them."""

from streamlit.testing.v1 import AppTest

from tests.ui.app_pages.casework_world import press
from ui.language import Language


def _page() -> None:
    import streamlit as st

    from ui.components import choices

    asked = st.query_params.get("soort")
    kind = choices.one_or_all(st, "Soort", ["appel", "peer"], asked, key="kind")  # type: ignore[arg-type]
    part = choices.part(
        "Deel", ["een", "twee"], st.query_params.get("deel", "een"), key="part",
        words=lambda one: f"{one} ({st.session_state.get('count', 0)})",
    )  # fmt: skip
    on = choices.follow("on", "aan" in st.query_params, lambda: st.toggle("Aan", key="on"))
    wanted = {"soort": kind, "deel": part, "aan": "1" if on else None}
    st.query_params.from_dict({name: value for name, value in wanted.items() if value})
    st.write(f"{kind}, {part}, {on}")
    if st.button("Peren"):
        st.query_params["soort"] = "peer"
        st.rerun()


def _shown(**query: str) -> AppTest:
    page = AppTest.from_function(_page)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def _told(page: AppTest) -> str:
    assert not page.exception
    return page.markdown[0].value


def test_it_begins_with_what_the_url_asks() -> None:
    assert _told(_shown()) == "None, een, False"
    assert _told(_shown(soort="peer", deel="twee", aan="1")) == "peer, twee, True"


def test_what_is_no_option_is_all() -> None:
    page = _shown(soort="kiwi")
    assert _told(page) == "None, een, False"
    assert page.selectbox(key="kind").options == ["alle", "appel", "peer"]


def test_every_choice_counts_one_after_the_other() -> None:
    page = _shown()
    for kind in ("appel", "peer", "alle", "peer"):
        page.selectbox(key="kind").set_value(kind).run()
        assert _told(page).startswith("None" if kind == "alle" else kind)
    for part in ("twee", "een", "twee"):
        page.button_group(key="part").set_value(part).run()
        assert _told(page) == f"peer, {part}, False"
    for on in (True, False, True):
        page.toggle(key="on").set_value(on).run()
        assert _told(page) == f"peer, twee, {on}"


def test_choice_stays_when_its_words_change() -> None:
    page = _shown()
    page.selectbox(key="kind").set_value("peer").run()
    page.button_group(key="part").set_value("twee").run()
    page.session_state["count"] = 3
    page.session_state["language"] = Language.ENGLISH
    assert _told(page.run()) == "peer, twee, False"
    assert page.selectbox(key="kind").options[0] == "all"
    assert page.selectbox(key="kind").value == "peer"
    assert page.button_group(key="part").options == ["een (3)", "twee (3)"]
    assert page.button_group(key="part").value == "twee"


def _fewer() -> None:
    import streamlit as st

    from ui.components import choices

    known = ["appel", "peer"] if st.session_state.get("count") is None else ["appel"]
    st.write(
        choices.follow(
            "kind",
            "appel",
            lambda: st.selectbox("Soort", known, key="kind"),
            kept=lambda _: "appel",
        )
    )


def test_choice_that_is_offered_no_more_gives_way() -> None:
    page = AppTest.from_function(_fewer).run()
    page.selectbox(key="kind").set_value("peer").run()
    assert _told(page) == "peer"
    page.session_state["count"] = 1
    assert _told(page.run()) == "appel"
    assert _told(page.run()) == "appel"


def test_button_that_changes_the_url_changes_the_choice_and_leaves_the_others() -> None:
    page = _shown(soort="appel", deel="twee")
    assert _told(press(page, "Peren")) == "peer, twee, False"
    assert page.selectbox(key="kind").value == "peer"
    page.selectbox(key="kind").set_value("appel").run()
    assert _told(page) == "appel, twee, False"
    assert page.query_params["soort"] == "appel"
