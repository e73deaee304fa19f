"""`rules/source_holders.yml`: who is told, by which article, and every mistake with its line."""

from pathlib import Path

import pytest

from engine.casework import data_errors
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES, load_settings


def test_registers_with_a_duty_to_report_have_an_article() -> None:
    shipped = data_errors.load_holders(SHIPPED_RULES)
    duties = {name for name, one in shipped.registers.items() if one.is_duty}
    assert {"BAG", "HR"} <= duties
    assert all(shipped.registers[name].article for name in duties)
    assert not shipped.verified


def test_every_register_with_a_limit_of_age_has_a_holder() -> None:
    shipped = data_errors.load_holders(SHIPPED_RULES)
    assert set(load_settings().freshness_days.registers) == set(shipped.registers)


@pytest.mark.parametrize("register", [None, "mijn-bron"])
def test_other_registers_are_told_to_who_delivers(register: str | None) -> None:
    shipped = data_errors.load_holders(SHIPPED_RULES)
    assert shipped.of(register) is shipped.other
    assert shipped.of("HR").article == "Handelsregisterwet 2007, artikel 32"


def test_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    text = "source: x\nverified: false\nregisters: {}\nother: {to: wij, naam: iemand}\n"
    (tmp_path / "source_holders.yml").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"source_holders.yml:4: "):
        data_errors.load_holders(tmp_path)
