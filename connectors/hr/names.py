"""Element names of the Dataservice and of its signals, by which a new element is noticed.

The schema has the names once for all messages, so that a known name in an unusual place is no
surprise. Source: KVK, schemas of Dataservice 3.0 and of the signals of 2016.
"""

RESPONSES = frozenset({"ophalenInschrijvingResponse", "ophalenVestigingResponse"})
QUESTIONS = frozenset({"ophalenInschrijvingRequest", "ophalenVestigingRequest", "vesLv01"})
FAULTS = frozenset({"Fault", "Fo01Bericht", "Fo02Bericht", "Fo03Bericht"})
SIGNALS = frozenset(
    {
        "UpdateBericht",
        "Insolventiewijziging",
        "NieuweInschrijving",
        "Rechtsvormwijziging",
        "VoortzettingEnOverdracht",
    }
)
BRANCH_LIST = "vesLa01"
KINDS = RESPONSES | QUESTIONS | FAULTS | SIGNALS | {BRANCH_LIST}

PERSON = "natuurlijkPersoon"
NAMED = "naamPersoon"
LEGAL = (
    "rechtspersoon",
    "samenwerkingsverband",
    "buitenlandseVennootschap",
    "eenmanszaakMetMeerdereEigenaren",
    "rechtspersoonInOprichting",
    "afgeslotenMoeder",
)
BRANCHES = ("commercieleVestiging", "nietCommercieleVestiging")

_ELEMENTS = """
    aandeel aandeelSamenstelling aanduidingBijHuisnummer aanduidingNaamgebruik aanleiding
    aanprakelijkheidOverblijvend aansprakelijke aansprakelijkheidIntrekking
    aansprakelijkheidVerklaring aantal aantalCommanditaireVennoten aanvangStatutaireZetel
    aanvullendeMededeling activiteiten activiteitenGestaaktPer adellijkeTitel adres afgeschermd
    afgeslotenMoeder bagId bedrag bedragKostenOprichting beleggingsMijMetVeranderlijkKapitaal
    beperkingInEuros beperkingInGeld beperkingInHandeling beperkingInRechtshandeling
    beperkteVolmacht berichtenbox berichtenboxnaam beschrijving bestuursfunctie bevoegdheid
    bezoekLocatie bezoekLocatiePersoon bijzondereDeponering bijzondereRechtstoestand
    binnenlandsAdres boekjaar bsn buitenlandsAdres buitenlandseJaarrekening
    buitenlandseRechtstoestand buitenlandseRegistratie buitenlandseRegistratieGegevens
    buitenlandseVennootschap buitenlandseVennootschapGegevens cijfercombinatie code
    commanditairKapitaal commercieleVestiging communicatiegegevens communicatienummer datum
    datumAanvang datumAkte datumAkteOprichting datumAkteStatutenwijziging datumDeponering
    datumEersteHuwelijk datumEersteInschrijvingBuitenland datumEersteInschrijvingHandelsregister
    datumEinde datumFormeelBuitenlandsSinds datumGeemigreerd datumIntrekking
    datumLaatsteStatutenwijziging datumOprichting datumUitschrijving datumVaststelling
    datumVoortzetting deeltijdWerkzamePersonen deponering deponeringen depotId doelRechtsvorm
    domeinNaam door duur eenmanszaakMetMeerdereEigenaren eersteHandelsnaam eindeDuur emailAdres
    exporteert extraElement extraElementen fout functie functietitel
    functionarisBijzondereRechtstoestand fusie fusieSplitsingVoorstel gaatOver geboortedatum
    geboorteland geboorteplaats gedeponeerdBij gemachtigde geplaatstKapitaal geslachtsaanduiding
    geslachtsnaam geslachtsnaamPartner gestortKapitaal groepsjaarrekeningHouder
    groepsjaarrekeninghouder grootte hadAlsEigenaar handelsnaam handeltOnder handlichting heeft
    heeftAfwijkendAansprakelijkheidsbeding heeftAlsEigenaar heeftBetrekkingOp heeftGedeponeerd
    heeftHoofdvestigingBuitenNederland heeftOnbepaaldeDuur heeftOverigeVolmacht huisletter
    huisnummer huisnummerToevoeging identificatieAdresseerbaarObject
    identificatieNummeraanduiding importeert incidenteelUitlenenArbeidskrachten informatie
    ingangStatuten inschrijfnummer intrekking is isBevoegdMetAnderePersonen isDochterVan
    isEenManifestatieVan isEenUitoefeningVan isEigenaarVan isHoofdactiviteit isOvergedragenNaar
    isOvergenomenVan isSamengevoegdMet isStatutair isStatutaireTitel isVerenigdMet
    isVerenigdNaar isVerleend isVerlengd jaarstukHalfjaarKwartaalcijfers jaarstukInstemming
    jaarstukJaarrekening jaarstukJaarrekeningOngewijzigdVastgesteld jaarstukOntheffing
    koninklijkErkend kvkNummer land landVanOprichting landVanVestiging lettercombinatie
    liquidatie maandEindeBoekjaar maatschappelijkKapitaal maatschappelijkeActiviteit
    magOpgaveHandelsregisterDoen manifesteertZichAls meldingen moeder monistischeBestuurder naam
    naamPersoon naamgeving natuurlijkPersoon nietCommercieleVestiging nieuwGemeldeRechtsvorm
    nonMailing notitie nummer omschrijving omschrijvingOverigeVolmacht omschrijvingRechtsvorm
    onderneming ontbinding ookGenoemd opTeRichtenSplitsendeRechtspersoon
    opTeRichtenVerdwijnendeRechtspersoon opTeRichtenVerkrijgendeRechtspersoon
    ophalenInschrijvingResponse ophalenVestigingResponse overblijvende overigJaarstuk
    overigeBeperking overigeFunctionaris overigePrivaatrechtelijkeRechtsvorm overlijdensdatum
    pensioenvennootschap persoonRechtsvorm plaats plaatsDeponeringJaarverslag postLocatie
    postLocatiePersoon postbusnummer postcode postcodeWoonplaats product
    publiekrechtelijkeFunctionaris publiekrechtelijkeRechtsvorm rechtsbevoegdheidVereniging
    rechtspersoon rechtspersoonInOprichting rechtsvorm rechtsvormcategorie reden
    redenEindeInsolventie referentie referentieType regio registratie relatieRegistratie rol rsin
    samenwerkingsverband sbiActiviteit sbiCode schorsing soort soortDeponering soortHandeling
    splitsendeRechtspersoon splitsing status statutaireZetel stelselInrichting straatHuisnummer
    straatnaam structuur telefoonnummer titel toegangscode toekennendeRechtspersoon
    toevoegingAdres totaalWerkzamePersonen typeVolmacht uitgebreideRechtsvorm uitspraak
    uitspraakAanvang uitspraakEinde valuta vaststelling verdwijnendeRechtspersoon verklaring
    verkrijgendeRechtspersoon vestigingsnummer volgorde volledigAdres volledigeNaam volmacht
    voltijdWerkzamePersonen voor voornamen voornemenTotOntbinding voorvoegselGeslachtsnaam
    voorvoegselGeslachtsnaamPartner waarde waarschuwing woonLocatie wordtGeleidVanuit
    wordtUitgeoefendIn wordtVertegenwoordigdDoor zetel zetelGegevensBuitenland zuivereSplitsing
"""
KNOWN = frozenset(_ELEMENTS.split())
"""Every element that a response may have; not all of them are used."""
