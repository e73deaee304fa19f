"""Public sets of company names with the truth, read into one form."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

FOLDS = 5
_MIX, _WORD = 2654435761, 2**32


@dataclass(frozen=True, slots=True)
class CompanySet:
    """Names to look for and names to find.

    Attributes:
        title: name of the set.
        companies: id and names of each known company.
        queries: id and name of each query.
        truth: by query the company that is meant.
        source: licence and origin.
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
