import type { Words } from "./en.ts";

export const nl: Words = {
  code: "nl",
  name: "Nederlands",
  locale: "nl",
  languages: "Taal",
  title: "Batterijpaspoort",
  pack: "Batterijpak",
  lot: "Partij kobalt",
  asOf: (moment, block) => `Stand van de keten op ${moment}, blok ${block}`,

  status: {
    true: "Gecontroleerd en waar",
    false: "Gecontroleerd en onwaar",
    unchecked: "Kon niet worden gecontroleerd",
  },

  verdict: {
    checking: "Uw browser controleert dit paspoort",
    steps: {
      header: "het blok",
      state: "wat de keten heeft opgeslagen",
      transactions: "de transacties met de bewijzen",
      lineage: "de herkomstlijn van het kobalt",
      proofs: "de zero-knowledge-bewijzen",
    },
    step: (step, done, of) => `${step}: ${done} van ${of}`,
    true: "Uw browser heeft elke uitspraak op deze pagina gecontroleerd",
    trueMeans:
      "Elk ervan klopt, mits u gelooft wie hierna worden genoemd. Geen enkele server is op zijn woord geloofd.",
    forgeable: "Elke controle klopt, maar onder sleutels waarmee iedereen kan vervalsen",
    forgeableMeans: "Het laat zien hoe een paspoort werkt. Het zegt niets over enig kobalt.",
    false: "Dit paspoort klopt niet",
    falseMeans:
      "Uw browser heeft gekeken en vond wat het tegenspreekt. Vertrouw op niets van wat op deze pagina staat.",
    unchecked: "Dit paspoort kon niet in zijn geheel worden gecontroleerd",
    uncheckedMeans:
      "Het kan juist of onjuist zijn: uw browser kon niet alles bekijken. Wat hij kon controleren, is hieronder gemarkeerd.",
    count: (made, all) => `${made} van de ${all} controles zijn waar.`,
    tookSeconds: (seconds) => `Gecontroleerd in ${seconds} s.`,
    offline: "Gecontroleerd met bewaard bewijsmateriaal, zonder enig netwerk.",
    because: "Waarom:",
  },

  trust: {
    title: "Wie u moet geloven",
    lead: "Een bewijs heeft een ondergrond nodig. Alles wat hier staat, rust op het volgende en op niets anders.",
    developmentTitle: "Ontwikkelsleutels: iedereen kan deze bewijzen vervalsen",
    development:
      "De contracten controleren bewijzen onder sleutels die in het openbaar zijn gemaakt, om uit te proberen. Wie wil, kan er elke onwaarheid mee bewijzen.",
    deployment: "De contracten",
    earlierDeployment: "De contracten daarvoor",
    deploymentNamed: "Hun vingerafdruk is die u hebt genoemd.",
    deploymentIssuer:
      "De uitgever van het paspoort zegt dat dit de juiste zijn. Vergelijk de vingerafdruk met die welke de uitgever van de contracten bekend heeft gemaakt.",
    fingerprint: "Vingerafdruk",
    chain: "Keten",
    contract: "Contract van de partijen",
    block: "Het blok",
    anchor: {
      issuer:
        "De hash is het woord van de uitgever. Wie een keten verzint, kan een hash verzinnen: vergelijk hem, of vraag hem aan twee knooppunten.",
      typed: "De hash is die u hebt ingevoerd.",
      agreed: "Twee knooppunten van verschillende eigenaars gaven uw browser dezelfde hash.",
    },
    blockHash: "Hash van het blok",
    sites: "De locaties en hun keurmeesters",
    sitesMeans: (registries) =>
      `Een bewijs zegt wat een erkende locatie heeft vastgelegd en haar keurmeester heeft ondertekend. Samen zouden zij kobalt kunnen vastleggen dat niemand heeft gezien, binnen hun quotum. De bewijzen hier noemen ${registries === 1 ? "één register" : `${registries} registers`} van locaties.`,
    sitesUnknown:
      "Een bewijs zegt wat een erkende locatie heeft vastgelegd en haar keurmeester heeft ondertekend. Samen zouden zij kobalt kunnen vastleggen dat niemand heeft gezien, binnen hun quotum.",
    page: "Deze pagina",
    pageMeans:
      "Haar programma doet de controle. Wie zeker wil zijn, opent het bewijsmateriaal in een exemplaar van deze pagina van elders, waarvan de uitgever de hash bekend heeft gemaakt.",
    ways: "Controleren met wat u van elders weet",
    typeBlock: "Hash van het blok, uit een bron van uzelf",
    typeDeployment: "Vingerafdruk die de uitgever bekend heeft gemaakt",
    use: "Hiermee controleren",
    ask: "Aan twee knooppunten vragen",
    askOwners: (owners) => `De knooppunten zijn van: ${owners}.`,
    disagree:
      "Ten minste één van de twee knooppunten noemt een ander blok. Vertrouw hier op niets voordat u weet waarom.",
    noAgreement: "Twee knooppunten konden niet allebei worden bevraagd, dus is niets bevestigd.",
    notHash: "Een hash is 0x en 64 cijfers van 0 tot 9 en a tot f.",
  },

  claims: {
    title: "Wat over het kobalt is bewezen",
    lead: "Elke uitspraak is een wiskundig bewijs over cijfers die verborgen blijven.",
    none: "Er kan niets worden gezegd, omdat een controle waarop dit rust niet waar is.",
    day: (day) => `Bewezen voor ${day}`,
    about: {
      lot: "over alleen deze partij",
      provenance: "over haar herkomst, die andere partijen kunnen delen",
    },
    askedBy: {
      gate: "vereist van elke levering aan deze fabriek",
      order: "vereist door deze bestelling",
      quantity: "vereist voor de massa",
      reader: "door u gevraagd",
    },
    means: "Het betekent:",
    meansNot: "Het betekent niet:",
    quoted: (name) => `‘${name}’`,
    and: " of ",
    whole: "Alles (ten minste 99,9999%)",
    atLeast: (share) => `Ten minste ${share}`,
    share: (share, names) => `${share} draagt ${names}`,
    shareMeans: "dit deel van het kobalt kwam via locaties waaraan het programma het kenmerk had toegekend.",
    shareNot:
      "meer dan het programma achter het woord belooft. Aandelen gelden voor het geheel: twee ervan hoeven niet dezelfde helft te zijn.",
    attributes: {
      rmap: {
        means:
          "elke in aanmerking komende vestiging die volgens de boeken dit deel verwerkte, voldeed toen aan RMAP of was vrijgesteld.",
        not: "dat het materiaal is beoordeeld. RMAP beoordeelt vestigingen, geen materiaal.",
      },
      refined: {
        means: "voor dit deel is een vestiging vastgelegd die raffineert.",
        not: "hoe goed er is geraffineerd, of waar.",
      },
      "non-asm": {
        means: "dit deel is vastgelegd door locaties die geen ambachtelijke of kleinschalige mijnen zijn.",
        not: "dat op zo’n locatie niemand met de hand heeft gegraven; daarvoor staat de eigenaar van het register in.",
      },
      recycled: {
        means:
          "dit deel is vastgelegd door locaties waarvan het programma de invoer als gerecycled aanmerkt.",
        not: "dat het uit oude batterijen komt: productieafval kan meetellen.",
      },
      "origin-drc": {
        means: "dit deel is vastgelegd door mijnen in de Democratische Republiek Congo.",
        not: "iets over de omstandigheden daar, of over de rest.",
      },
    },
    footprint: (kg) => `Ten hoogste ${kg} kg CO₂e per kg kobalt`,
    footprintMeans:
      "zoveel is ten hoogste vastgelegd, van mijn tot hier, volgens de methode van deze contracten, bij elke stap opgeteld.",
    footprintNot: "een meting van dit pak, of iets over nikkel, lithium of het maken van het pak.",
    primary: (words) => `Primaire gegevens: ${words}`,
    primaryMeans: "dit deel van de voetafdruk rust op eigen metingen van de locaties.",
    primaryNot: "dat die gegevens juist zijn; een auditor heeft ze bekeken.",
    audit: (days) => `Geaudit binnen ${days} dagen`,
    auditMeans:
      "op de dag van het bewijs was de laatste audit van geen enkele locatie onderweg langer geleden.",
    auditNot: "dat een audit niets vond, of dat er sindsdien niets is gebeurd.",
    massLeast: (mass) => `Ten minste ${mass} kobalt`,
    massMost: (mass) => `Ten hoogste ${mass} kobalt`,
    massBetween: (least, most) => `Tussen ${least} en ${most} kobalt`,
    massMeans:
      "de boeken van de partij bevatten zoveel kobalt, tot op de gram bewaard bij elke splitsing en samenvoeging.",
    massNot: "dat iemand de pakken heeft gewogen.",
    other: (words) => `Zij voldoet aan: ${words}`,
    otherMeans: "de ongelijkheid gold voor de verborgen cijfers van de partij.",
    otherNot: "meer dan wat zij in cijfers zegt.",
  },

  facts: {
    title: "Het pak en zijn kobalt",
    serial: (serial, position, units) =>
      `Serienummer ${serial} is nummer ${position} van de ${units} pakken die de fabriek heeft opgegeven.`,
    retired: (order) =>
      `Eén partij kobalt is voor alleen deze pakken afgeboekt, voor bestelling ${order}, en kan geen andere dekken.`,
    bound: (units, each, all) =>
      `${units} pakken van elk ${each} nemen ${all}. Dat is openbaar, dus iedereen weet dat de partij ten minste zoveel weegt.`,
    claimAge: (days) => `Op de dag van levering was geen bewijs ouder dan ${days} dagen.`,
    lotMade: (day) => `De partij ontstond op ${day}.`,
    lotStatus: {
      active: "Zij is vrij te gebruiken.",
      offered: "Zij is aan een koper aangeboden.",
      held: "Zij is door de toezichthouder bevroren.",
      consumed: "Zij is gebruikt om een andere partij te maken.",
      retired: "Zij is afgeboekt: voorgoed in een product verbruikt.",
    },
    madeBy: {
      mint: "Haar laatste stap: voor het eerst vastgelegd door een erkende locatie.",
      split: "Haar laatste stap: afgesplitst van een grotere partij.",
      merge: "Haar laatste stap: samengevoegd uit meerdere partijen.",
      refine: "Haar laatste stap: geraffineerd door een erkende locatie.",
    },
  },

  lineage: {
    title: "Hoe het kobalt hier kwam",
    lead: (lots) =>
      `Van de eerste registraties tot hier liggen ${lots} partijen op de weg. Het bewijs van elke stap is gecontroleerd.`,
    steps: {
      mint: "Eerste registraties door erkende locaties",
      refine: "Raffinages door erkende locaties",
      merge: "Samenvoegingen",
      split: "Splitsingen",
    },
    minted: (from, to) =>
      from === to
        ? `Voor het eerst vastgelegd op ${from}.`
        : `Voor het eerst vastgelegd tussen ${from} en ${to}.`,
    adopted: (lots) => `Partijen overgenomen van eerdere contracten: ${lots}.`,
  },

  recalls: {
    title: "Terugroepacties",
    none: "Geen geregistreerde terugroepactie raakt dit kobalt.",
    notChecked: "Of een terugroepactie dit kobalt raakt, kon niet worden gecontroleerd.",
    kind: {
      quality: "Kwaliteit",
      origin: "Oorsprong",
      sanction: "Sancties",
      figures: "Valse cijfers",
    },
    one: (kind, number) => `${kind}: terugroepactie ${number}`,
    open: "open",
    closed: "gesloten",
    blocking: "zij houdt leveringen tegen",
    warning: "zij waarschuwt alleen",
  },

  limits: {
    hiddenTitle: "Wat niet wordt vrijgegeven",
    hidden: [
      "De exacte massa van de partij, haar exacte voetafdruk en haar exacte aandelen.",
      "Welke mijn, welke raffinaderij en welke keurmeester het was.",
      "Wat er is betaald, en wat de bedrijven elkaar schreven.",
    ],
    publicTitle: "Wat hoe dan ook openbaar is",
    public: [
      "Welke partijen uit welke kwamen, hoeveel het er zijn, wanneer elk ontstond, en de rekeningen die ze hielden.",
      "De bestelling van de fabriek: pakken, kobalt in elk, voorwaarden en leverancier.",
      "Elke uitspraak op deze pagina, met haar dag.",
    ],
    bound: (mass) => `Dat de partij ten minste ${mass} weegt: pakken maal kobalt in elk.`,
    limitsTitle: "Wat boekhouding niet kan bewijzen",
    limits: [
      "Waar het metaal is. Tokens zijn boekingen: verwisselde vaten, of metaal dat als nieuw terugkomt, vindt geen enkel bewijs.",
      "Dat een boeking eerlijk is, als een locatie en haar keurmeester samen liegen.",
      "Wat er na het blok hierboven is gebeurd.",
    ],
  },

  checks: {
    title: "Elke controle, en wat is vergeleken",
    lead: "In de volgorde waarin zij op elkaar rusten. Open er een om de cijfers te zien.",
    all: "Alles openen",
    close: "Alles sluiten",
    of: (subject) => `voor ${subject}`,
    ofEarlier: (name) =>
      name === "" ? "voor de contracten daarvoor" : `voor ${name} van de contracten daarvoor`,
    about: "Betreft",
    statement: (name) => `Gesteld was: ${name}.`,
    reason: "Waarom",
    noInputs: "Er is niets vergeleken.",
    names: {
      deployment: "De contracten zijn die welke u hebt genoemd",
      keys: "De controlesleutels zijn die welke bij de contracten zijn gepubliceerd",
      chain: "Het knooppunt antwoordt voor de keten van het paspoort",
      header: "De kop van het blok heeft de hash die wordt geloofd",
      code: "De code van het contract is de gepubliceerde",
      order: "De fabriek nam een partij voor de bestelling aan en bouwde er pakken van",
      retirement: "Die partij is voor alleen deze pakken afgeboekt",
      units: "De pakken nemen niet meer kobalt dan de bestelling verzekert",
      serial: "Het serienummer staat op de lijst van de fabriek, die zo lang is als er pakken zijn",
      lot: "De partij bestaat, en is noch verbruikt noch bevroren",
      policy: "De woorden van de voorwaarde zijn die welke zijn bewezen",
      claim: "De keten heeft de uitspraak vastgelegd",
      "claim-proof": "Het zero-knowledge-bewijs van de uitspraak is gevonden en klopt",
      lineage: "Elke partij onderweg is bij de keten bekend, tot de eerste registraties",
      "operation-proofs": "De zero-knowledge-bewijzen van alle stappen kloppen",
      recalls: "Geen open terugroepactie raakt het kobalt",
    },
    inputs: {
      expected: "Verwacht",
      found: "Gevonden",
      address: "Adres",
      lot: "Partij",
      lots: "Partijen",
      units: "Pakken",
      order: "Bestelling",
      serial: "Serienummer",
      position: "Plaats, vanaf 0",
      siblings: "Hashes langs het pad",
      day: "Dag van het bewijs, sinds 1970",
      operations: "Stappen",
      grams: "Gram in alle pakken",
      massMin: "Gram ten minste bewezen",
      wiring: "Steunt op",
      status: "Staat als",
      method: "Aan het knooppunt gevraagd",
      recalls: "Terugroepacties",
      madeBy: "Gemaakt door",
      provenance: "Herkomst",
      part: "Deel van het antwoord",
      immutable: "Instelling",
    },
  },

  reasons: {
    "rpc-away": "geen knooppunt antwoordde",
    "rpc-method-missing": "het knooppunt biedt het nodige bewijs niet",
    "rpc-answer-malformed": "het antwoord van het knooppunt is onzin, of te groot",
    "block-unknown": "het knooppunt kent het blok niet: het loopt achter, of volgt een andere keten",
    "state-pruned": "het blok is te oud voor dit knooppunt, dat de toestand ervan niet meer bewaart",
    "header-unknown": "het blok heeft velden die deze pagina nog niet kent",
    "evidence-lacks": "het bewaarde bewijsmateriaal bevat hierop geen antwoord",
    "proof-not-found": "geen transactie die het knooppunt kent, bevat het bewijs",
    "predecessor-missing": "het bestand noemt de contracten niet waaruit de partij komt",
    "too-large": "er is meer van dan deze pagina bekijkt",
    "rests-on-another": "het rust op een andere controle die niet waar is",
    "deployment-foreign": "dit zijn andere contracten dan die u hebt genoemd",
    "keys-differ": "de sleutels in het bestand zijn andere dan de gepubliceerde",
    "chain-differs": "het knooppunt antwoordt voor een andere keten",
    "header-differs": "de kop heeft een andere hash",
    "state-proof-wrong": "wat het knooppunt zegt, leidt niet naar de toestand van het blok",
    "code-missing": "daar staat geen contract",
    "code-differs": "daar staat een ander programma",
    "wiring-differs": "het contract steunt op andere dan die van de contracten hier",
    "order-unknown": "de fabriek heeft zo’n bestelling niet",
    "order-not-delivered": "voor de bestelling is geen partij geleverd",
    "order-not-backed": "van de levering zijn geen pakken gebouwd",
    "retirement-differs": "de partij is niet voor deze pakken afgeboekt",
    "units-exceed-mass": "de pakken zouden meer kobalt nemen dan is bewezen",
    "serial-malformed": "een serienummer heeft 1 tot 20 tekens uit de reeks van GS1",
    "position-out-of-range": "de plaats ligt voorbij het aantal pakken",
    "path-differs": "het serienummer staat niet op de lijst van de fabriek",
    "lot-unknown": "zo’n partij is er niet",
    "lot-ended": "de partij is verbruikt",
    "lot-held": "de partij is bevroren",
    "policy-missing": "in het bestand ontbreken de woorden van een vereiste voorwaarde",
    "claim-missing": "de keten heeft zo’n uitspraak niet",
    "proof-wrong": "het bewijs is ongeldig",
    "lineage-contradicts": "wat de keten heeft opgeslagen, spreekt de stap tegen",
    recalled: "een open terugroepactie raakt het kobalt",
  },

  evidence: {
    title: "Het bewijsmateriaal bewaren",
    lead: "Eén bestand bevat alles wat is bekeken. Wie het op deze pagina opent, controleert alles opnieuw, zonder enig netwerk.",
    save: "Bewijsmateriaal bewaren",
    open: "Paspoort of bewijsmateriaal openen",
    again: "Opnieuw controleren",
    print: "Afdrukken",
    unreadable: "Dit bestand is geen paspoort en geen bewijsmateriaal dat deze pagina kan lezen.",
    empty: "Nog geen paspoort",
    emptyLead: "Open de link die bij het pak hoort, of kies het bestand van het paspoort.",
  },
};
