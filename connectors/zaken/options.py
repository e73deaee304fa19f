"""Options of a `zgw` source: which case types are read, how, and how the API is asked."""

from collections.abc import Iterable, Mapping
from typing import Self

from pydantic import Field, model_validator

from connectors.cases.options import CaseOptions, KindRule
from connectors.live.tls import TlsOptions
from connectors.zaken.zaak import LEVELS
from engine.sources_file import Secret
from engine.strict import Strict


class Token(Strict):
    """What the API knows this client by; the token itself is made anew for every question.

    Attributes:
        client_id: as the API was told.
        secret: by the name of its environment variable.
        user_id: who is asking, for the audit trail of the API.
        user_representation: the same, to be read by people.
    """

    client_id: str
    secret: Secret
    user_id: str = "dijkwacht"
    user_representation: str = "Dijkwacht"


class ZgwOptions(CaseOptions):
    """Options of a `zgw` source.

    Attributes:
        kinds: catalogue as `rsin/domein` -> identificatie of a zaaktype -> what it means.
        organisation: RSIN of the municipality: cases it gave a number go by that number alone.
        confidentiality: cases up to this level are read; more confidential ones are left out.
        token: for asking over the network; not needed for files.
        tls: certificates.
        zaken: path of the Zaken API below the source's address.
        catalogi: path of the Catalogi API below the source's address.
        expand: True when the product fills `_expand`; it is then asked in one go.
        started_from: cases that began before this year are not asked at first; None asks all.
        reread_closed_days: cases closed in so many days are asked again.
    """

    kinds: Mapping[str, Mapping[str, KindRule]]
    organisation: str | None = Field(default=None, pattern=r"^[0-9]{9}$")
    confidentiality: str = "zaakvertrouwelijk"
    token: Token | None = None
    tls: TlsOptions | None = None
    zaken: str = "zaken/api/v1"
    catalogi: str = "catalogi/api/v1"
    expand: bool = False
    started_from: int | None = Field(default=None, ge=1900, le=2200)
    reread_closed_days: int = Field(default=60, ge=1)

    def rules(self) -> Iterable[KindRule]:
        """Every case type that is mapped."""
        return [rule for types in self.kinds.values() for rule in types.values()]

    @property
    def limit(self) -> int:
        """Place of the highest level that is read among all levels."""
        return LEVELS.index(self.confidentiality)

    @model_validator(mode="after")
    def _check_level(self) -> Self:
        if self.confidentiality not in LEVELS:
            raise ValueError(f"confidentiality is one of {', '.join(LEVELS)}")
        return self

    @model_validator(mode="after")
    def _check_catalogues(self) -> Self:
        for name in self.kinds:
            rsin, _, domein = name.partition("/")
            if len(rsin) != 9 or not rsin.isdigit() or not domein.strip():
                what = f"kinds: {name!r} is no catalogue; write rsin/domein, such as 002564440/VTH"
                raise ValueError(what)
        return self
