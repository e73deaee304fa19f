"""Public sets of company names with the truth, read into one form."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

FOLDS = 3
_MIX, _WORD = 2654435761, 2**32


@dataclass(frozen=True, slots=True)
class CompanySet:
    """Names to look for and names to find.

    Attributes:
        title: name of the set.
        companies: id and names of each known company.
        queries: id and name of each query.
        truth: by query the company that is meant.
    """

    title: str
    companies: Sequence[tuple[str, Sequence[str]]]
    queries: Sequence[tuple[str, str]]
    truth: Mapping[str, str]


def fold(company_id: str) -> int:
    """In which of `FOLDS` parts a company falls; the same in every run."""
    number = int("".join(sign for sign in company_id if sign.isdigit()) or "0")
    return number * _MIX % _WORD % FOLDS


def wikidata(shared: Path) -> CompanySet:
    """Aliases of companies and institutions, to the label of the one that bears them."""
    file = shared / "data" / "matching" / "wikidata_companies" / "companies_dev.json"
    entities = json.loads(file.read_text("utf-8"))["entities"]
    queries, truth = [], {}
    for entity in entities:
        for number, alias in enumerate(entity["aliases"]):
            query_id = f"{entity['qid']}-{number}"
            queries.append((query_id, alias))
            truth[query_id] = entity["qid"]
    companies = [(entity["qid"], (entity["canonical"],)) for entity in entities]
    return CompanySet("Wikidata: alias to name", companies, queries, truth)


def dnb(shared: Path) -> CompanySet:
    """Invented names with noise, to the names without it."""
    folder = shared / "data" / "matching" / "dnb_name_matching"
    known = pd.read_csv(folder / "test_names.csv", index_col=0)["company_name"]
    noised = pd.read_csv(folder / "adjusted_test_names.csv", index_col=0)["company_name"]
    companies = [(f"C{at}", (name,)) for at, name in known.items()]
    queries = [(f"Q{at}", name) for at, name in noised.items()]
    return CompanySet(
        "DNB: noised names", companies, queries, {f"Q{at}": f"C{at}" for at in noised.index}
    )


def ing(shared: Path) -> CompanySet:
    """Dutch names beside the candidates of another program; few are the same company."""
    pairs = pd.read_csv(shared / "data" / "matching" / "ing_emm" / "namepairs_sample.csv.gz")
    known = {str(row.entity_id): (str(row.name_),) for row in _renamed(pairs).itertuples()}
    queries, truth = [], {}
    for at, row in enumerate(pairs.itertuples()):
        queries.append((f"Q{at}", str(row.gt_name)))
        if row.correct:
            truth[f"Q{at}"] = str(row.entity_id)
    return CompanySet("ING: Dutch names", sorted(known.items()), queries, truth)


def leipzig(shared: Path) -> CompanySet:
    """Affiliations of authors: every other one known, the rest looked for.

    Its contributor says that the labels are not perfect.
    """
    file = shared / "data" / "matching" / "leipzig_affiliations" / "affiliations.csv"
    rows = pd.read_csv(file, dtype=str).sort_values("record_id")
    known: dict[str, list[str]] = {}
    for row in rows.iloc[::2].itertuples():
        known.setdefault(str(row.label_true), []).append(str(row.affiliation))
    queries, truth = [], {}
    for row in rows.iloc[1::2].itertuples():
        queries.append((str(row.record_id), str(row.affiliation)))
        if row.label_true in known:
            truth[str(row.record_id)] = str(row.label_true)
    return CompanySet("Leipzig: affiliations", sorted(known.items()), queries, truth)


def nomenklatura(shared: Path) -> list[tuple[str, str, bool]]:
    """Pairs of names of companies and other organisations, and whether they are the same.

    It is made for screening: a series number that differs is the same there, which it is not here.
    """
    file = shared / "data" / "matching" / "nomenklatura_name_bench" / "cases_dev.csv"
    cases = pd.read_csv(file, dtype=str)
    chosen = cases[cases["schema"].isin(["Company", "Organization", "LegalEntity"])]
    return [(str(c.name1), str(c.name2), bool(c.is_match == "true")) for c in chosen.itertuples()]


def _renamed(pairs: pd.DataFrame) -> pd.DataFrame:
    return pairs.rename(columns={"name": "name_"})
