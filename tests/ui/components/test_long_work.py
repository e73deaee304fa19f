"""Long work tells how far it is, and ends when somebody stops it, with nothing kept."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    """A page whose work is stopped half-way when `is_stopped`: as a press of a button does."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    from engine.progress import Progress
    from ui.components import long_work

    def work(progress: Progress) -> int:
        for done in range(4):
            st.session_state.setdefault("done", []).append(done)
            if done == 2 and st.session_state.get("is_stopped"):
                context = get_script_run_ctx()
                assert context is not None
                assert context.script_requests is not None
                context.script_requests.request_rerun(RerunData())
            if done == 3 and st.session_state.get("fails"):
                raise ValueError("broken")
            progress("rules", done, 4)
        return 4

    if st.button("Begin"):
        try:
            found = long_work.do(work, told="De regels worden bekeken…", key="stop")
        except ValueError:
            st.error("Het lukt niet.")
        else:
            st.session_state["kept"] = found


def _begun(**state: bool) -> AppTest:
    page = AppTest.from_function(_page)
    for name, value in state.items():
        page.session_state[name] = value
    page.run()
    next(button for button in page.button if button.label == "Begin").click().run()
    assert not page.exception
    return page


def test_work_that_is_done_is_given_and_leaves_no_bar() -> None:
    page = _begun()
    assert page.session_state["kept"] == 4
    assert [button.label for button in page.button] == ["Begin"]


def test_work_that_is_stopped_ends_and_is_not_begun_again() -> None:
    page = _begun(is_stopped=True)
    assert page.session_state["done"] == [0, 1, 2]
    assert "kept" not in page.session_state
    assert [button.label for button in page.button] == ["Begin"]


def test_work_that_fails_tells_and_leaves_no_bar() -> None:
    page = _begun(fails=True)
    assert [error.value for error in page.error] == ["Het lukt niet."]
    assert [button.label for button in page.button] == ["Begin"]
