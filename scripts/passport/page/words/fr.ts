import type { Words } from "./en.ts";

export const fr: Words = {
  code: "fr",
  name: "Français",
  locale: "fr",
  languages: "Langue",
  title: "Passeport de batterie",
  pack: "Batterie",
  lot: "Lot de cobalt",
  asOf: (moment, block) => `État de la chaîne au ${moment}, bloc ${block}`,

  status: {
    true: "Vérifié et vrai",
    false: "Vérifié et faux",
    unchecked: "N’a pas pu être vérifié",
  },

  verdict: {
    checking: "Votre navigateur vérifie ce passeport",
    steps: {
      header: "le bloc",
      state: "ce que la chaîne a enregistré",
      transactions: "les transactions qui portent les preuves",
      lineage: "la filiation du cobalt",
      proofs: "les preuves à divulgation nulle",
    },
    step: (step, done, of) => `${step} : ${done} sur ${of}`,
    true: "Votre navigateur a vérifié chaque énoncé de cette page",
    trueMeans:
      "Chacun est vrai, à condition de croire ceux qui sont nommés ci-après. Aucun serveur n’a été cru sur parole.",
    forgeable:
      "Toutes les vérifications réussissent, mais sous des clés avec lesquelles chacun peut falsifier",
    forgeableMeans: "Cela montre comment fonctionne un passeport. Cela ne dit rien d’aucun cobalt.",
    false: "Ce passeport n’est pas valable",
    falseMeans:
      "Votre navigateur a regardé, et a trouvé ce qui le contredit. Ne vous fiez à rien de ce qui figure sur cette page.",
    unchecked: "Ce passeport n’a pas pu être vérifié en entier",
    uncheckedMeans:
      "Il peut être vrai ou faux : votre navigateur n’a pas pu tout regarder. Ce qu’il a pu vérifier est marqué plus bas.",
    count: (made, all) => `${made} vérifications sur ${all} sont vraies.`,
    tookSeconds: (seconds) => `Vérifié en ${seconds} s.`,
    offline: "Vérifié à partir de pièces enregistrées, sans aucun réseau.",
    because: "Pourquoi :",
  },

  trust: {
    title: "Qui vous devez croire",
    lead: "Une preuve a besoin d’un sol. Tout ce qui est dit ici repose sur ce qui suit, et sur rien d’autre.",
    developmentTitle: "Clés de développement : chacun peut falsifier ces preuves",
    development:
      "Le déploiement vérifie les preuves sous des clés fabriquées en public, pour des essais. Qui le veut peut prouver n’importe quelle contrevérité sous ces clés.",
    deployment: "Les contrats",
    earlierDeployment: "Les contrats d’avant",
    deploymentNamed: "Leur empreinte est celle que vous avez nommée.",
    deploymentIssuer:
      "L’émetteur du passeport dit que ce sont les bons. Comparez l’empreinte avec celle que l’éditeur du déploiement a fait connaître.",
    fingerprint: "Empreinte",
    chain: "Chaîne",
    contract: "Contrat des lots",
    block: "Le bloc",
    anchor: {
      issuer:
        "Son hachage est la parole de l’émetteur. Qui invente une chaîne peut inventer un hachage : comparez-le, ou demandez-le à deux nœuds.",
      typed: "Son hachage est celui que vous avez saisi.",
      agreed: "Deux nœuds de propriétaires différents ont donné le même hachage à votre navigateur.",
    },
    blockHash: "Hachage du bloc",
    sites: "Les sites et leurs essayeurs",
    sitesMeans: (registries) =>
      `Une preuve dit ce qu’un site accrédité a enregistré et ce que son essayeur a signé. Ensemble, ils pourraient enregistrer du cobalt que personne n’a vu, dans la limite de leur quota. Les preuves d’ici nomment ${registries === 1 ? "un registre" : `${registries} registres`} de sites.`,
    sitesUnknown:
      "Une preuve dit ce qu’un site accrédité a enregistré et ce que son essayeur a signé. Ensemble, ils pourraient enregistrer du cobalt que personne n’a vu, dans la limite de leur quota.",
    page: "Cette page",
    pageMeans:
      "C’est son programme qui vérifie. Qui veut être sûr ouvre les pièces dans un exemplaire de cette page obtenu ailleurs, dont l’éditeur a fait connaître le hachage.",
    ways: "Vérifier avec ce que vous savez d’ailleurs",
    typeBlock: "Hachage du bloc, d’une source à vous",
    typeDeployment: "Empreinte que l’éditeur a fait connaître",
    use: "Vérifier avec ceux-ci",
    ask: "Demander à deux nœuds",
    askOwners: (owners) => `Les nœuds appartiennent à : ${owners}.`,
    disagree:
      "Au moins un des deux nœuds donne un autre bloc. Ne vous fiez à rien ici avant de savoir pourquoi.",
    noAgreement: "Deux nœuds n’ont pas pu être interrogés tous deux : rien n’a été confirmé.",
    notHash: "Un hachage s’écrit 0x puis 64 chiffres de 0 à 9 et de a à f.",
  },

  claims: {
    title: "Ce qui est prouvé à propos du cobalt",
    lead: "Chaque énoncé est une preuve mathématique sur des chiffres qui restent cachés.",
    none: "Rien ne peut être dit, car une vérification dont cela dépend n’est pas vraie.",
    day: (day) => `Prouvé pour le ${day}`,
    about: {
      lot: "pour ce seul lot",
      provenance: "pour sa provenance, que d’autres lots peuvent partager",
    },
    askedBy: {
      gate: "exigé de toute livraison à cette usine",
      order: "exigé par cette commande",
      quantity: "exigé pour sa masse",
      reader: "demandé par vous",
    },
    means: "Cela veut dire :",
    meansNot: "Cela ne veut pas dire :",
    quoted: (name) => `« ${name} »`,
    and: " ou ",
    whole: "La totalité (au moins 99,9999 %)",
    atLeast: (share) => `Au moins ${share}`,
    share: (share, names) => `${share} porte ${names}`,
    shareMeans: "cette part du cobalt vient par des sites auxquels le programme avait accordé l’attribut.",
    shareNot:
      "plus que ce que promet le programme derrière le mot. Les parts sont du tout : deux parts ne sont pas forcément de la même moitié.",
    attributes: {
      rmap: {
        means:
          "chaque installation éligible enregistrée pour avoir traité cette part était conforme au RMAP, ou exemptée, lorsqu’elle l’a traitée.",
        not: "que la matière a été évaluée. Le RMAP évalue des installations, non la matière.",
      },
      refined: {
        means: "une installation qui raffine est enregistrée pour cette part.",
        not: "comment le raffinage a été fait, ni où.",
      },
      "non-asm": {
        means:
          "cette part a été enregistrée par des sites qui ne sont pas des mines artisanales ou à petite échelle.",
        not: "que personne n’a creusé à la main sur un tel site ; le propriétaire du registre en répond.",
      },
      recycled: {
        means:
          "cette part a été enregistrée par des sites dont le programme considère les intrants comme recyclés.",
        not: "qu’elle provient de batteries usagées : des rebuts de production peuvent compter.",
      },
      "origin-drc": {
        means: "cette part a été enregistrée par des mines de la République démocratique du Congo.",
        not: "quoi que ce soit sur les conditions là-bas, ou sur le reste.",
      },
    },
    footprint: (kg) => `Au plus ${kg} kg CO₂e par kg de cobalt`,
    footprintMeans:
      "voilà ce qui a été enregistré au plus, de la mine jusqu’ici, selon la méthode du déploiement, additionné à chaque étape.",
    footprintNot:
      "une mesure de cette batterie, ni rien sur le nickel, le lithium ou la fabrication de la batterie.",
    primary: (words) => `Données primaires : ${words}`,
    primaryMeans: "cette part de l’empreinte repose sur les mesures propres des sites.",
    primaryNot: "que ces données sont justes ; un auditeur les a examinées.",
    audit: (days) => `Audité depuis ${days} jours au plus`,
    auditMeans: "au jour de la preuve, le dernier audit d’aucun site en chemin n’était plus ancien.",
    auditNot: "qu’un audit n’a rien trouvé, ou que rien ne s’est passé depuis.",
    massLeast: (mass) => `Au moins ${mass} de cobalt`,
    massMost: (mass) => `Au plus ${mass} de cobalt`,
    massBetween: (least, most) => `Entre ${least} et ${most} de cobalt`,
    massMeans:
      "les livres du lot contiennent cette masse de cobalt, conservée au gramme près par chaque division et chaque réunion.",
    massNot: "que quelqu’un a pesé les batteries.",
    other: (words) => `Il satisfait : ${words}`,
    otherMeans: "l’inégalité était vraie pour les chiffres cachés du lot.",
    otherNot: "plus que ce qu’elle dit en chiffres.",
  },

  facts: {
    title: "La batterie et son cobalt",
    serial: (serial, position, units) =>
      `Le numéro de série ${serial} est le n° ${position} des ${units} batteries que l’usine a inscrites.`,
    retired: (order) =>
      `Un seul lot de cobalt a été retiré pour ces seules batteries, pour la commande ${order}, et ne peut en couvrir d’autres.`,
    bound: (units, each, all) =>
      `${units} batteries de ${each} chacune prennent ${all}. Cela est public : chacun sait donc que le lot pèse au moins autant.`,
    claimAge: (days) => `Au jour de la livraison, aucune preuve n’avait plus de ${days} jours.`,
    lotMade: (day) => `Le lot a été créé le ${day}.`,
    lotStatus: {
      active: "Il est libre d’emploi.",
      offered: "Il est offert à un acheteur.",
      held: "Il est gelé par la surveillance.",
      consumed: "Il a servi à créer un autre lot.",
      retired: "Il est retiré : employé dans un produit, définitivement.",
    },
    madeBy: {
      mint: "Sa dernière étape : enregistré pour la première fois par un site accrédité.",
      split: "Sa dernière étape : séparé d’un lot plus grand.",
      merge: "Sa dernière étape : réuni à partir de plusieurs lots.",
      refine: "Sa dernière étape : raffiné par un site accrédité.",
    },
  },

  lineage: {
    title: "Le chemin du cobalt",
    lead: (lots) =>
      `${lots} lots se trouvent sur le chemin, des premiers enregistrements jusqu’ici. La preuve de chaque étape a été vérifiée.`,
    steps: {
      mint: "Premiers enregistrements par des sites accrédités",
      refine: "Raffinages par des sites accrédités",
      merge: "Réunions",
      split: "Divisions",
    },
    minted: (from, to) =>
      from === to ? `Enregistré d’abord le ${from}.` : `Enregistré d’abord entre le ${from} et le ${to}.`,
    adopted: (lots) => `Lots repris de contrats antérieurs : ${lots}.`,
  },

  recalls: {
    title: "Rappels",
    none: "Aucun rappel enregistré ne touche ce cobalt.",
    notChecked: "Il n’a pas pu être vérifié si un rappel touche ce cobalt.",
    kind: {
      quality: "Qualité",
      origin: "Origine",
      sanction: "Sanctions",
      figures: "Faux chiffres",
    },
    one: (kind, number) => `${kind} : rappel ${number}`,
    open: "ouvert",
    closed: "clos",
    blocking: "il arrête les livraisons",
    warning: "il avertit seulement",
  },

  limits: {
    hiddenTitle: "Ce qui n’est pas divulgué",
    hidden: [
      "La masse exacte du lot, son empreinte exacte et ses parts exactes.",
      "Quelle mine, quelle raffinerie et quel essayeur c’était.",
      "Ce qui a été payé, et ce que les entreprises se sont écrit.",
    ],
    publicTitle: "Ce qui est public de toute façon",
    public: [
      "Quels lots viennent desquels, combien il y en a, quand chacun a été créé, et les comptes qui les ont détenus.",
      "La commande de l’usine : batteries, cobalt dans chacune, règles et fournisseur.",
      "Chaque énoncé de cette page, avec son jour.",
    ],
    bound: (mass) => `Que le lot pèse au moins ${mass} : les batteries, fois le cobalt dans chacune.`,
    limitsTitle: "Ce qu’une comptabilité ne peut pas prouver",
    limits: [
      "Où se trouve le métal. Les jetons sont des écritures : aucune preuve ne trouve des fûts échangés, ni du métal qui revient comme neuf.",
      "Qu’une écriture est honnête, si un site et son essayeur mentent ensemble.",
      "Ce qui s’est passé après le bloc nommé plus haut.",
    ],
  },

  checks: {
    title: "Chaque vérification, et ce qui a été comparé",
    lead: "Dans l’ordre où elles reposent les unes sur les autres. Ouvrez-en une pour voir ses chiffres.",
    all: "Tout ouvrir",
    close: "Tout fermer",
    of: (subject) => `pour ${subject}`,
    ofEarlier: (name) => (name === "" ? "pour les contrats d’avant" : `pour ${name} des contrats d’avant`),
    about: "Concerne",
    statement: (name) => `Ce qui était énoncé : ${name}.`,
    reason: "Pourquoi",
    noInputs: "Rien n’a été comparé.",
    names: {
      deployment: "Les contrats sont ceux du déploiement que vous avez nommé",
      keys: "Les clés de vérification sont celles que le déploiement a publiées",
      chain: "Le nœud répond pour la chaîne du passeport",
      header: "L’en-tête du bloc a le hachage auquel on croit",
      code: "Le code du contrat est celui qui est publié",
      order: "L’usine a pris un lot pour la commande, et en a fait des batteries",
      retirement: "Ce lot a été retiré pour ces seules batteries",
      units: "Les batteries ne prennent pas plus de cobalt que la commande n’en assure",
      serial: "Le numéro figure sur la liste de l’usine, aussi longue qu’il y a de batteries",
      lot: "Le lot existe, et n’est ni employé ni gelé",
      policy: "Les mots de la règle sont ceux qui ont été prouvés",
      claim: "La chaîne a enregistré l’énoncé",
      "claim-proof": "La preuve à divulgation nulle de l’énoncé a été trouvée, et elle est juste",
      lineage: "Chaque lot en chemin est connu de la chaîne, jusqu’aux premiers enregistrements",
      "operation-proofs": "Les preuves à divulgation nulle de toutes les étapes sont justes",
      recalls: "Aucun rappel ouvert ne touche le cobalt",
    },
    inputs: {
      expected: "Attendu",
      found: "Trouvé",
      address: "Adresse",
      lot: "Lot",
      lots: "Lots",
      units: "Batteries",
      order: "Commande",
      serial: "Numéro de série",
      position: "Position, à partir de 0",
      siblings: "Hachages le long du chemin",
      day: "Jour de la preuve, depuis 1970",
      operations: "Étapes",
      grams: "Grammes de toutes les batteries",
      massMin: "Grammes prouvés au moins",
      wiring: "S’appuie sur",
      status: "Se trouve",
      method: "Demandé au nœud",
      recalls: "Rappels",
      madeBy: "Créé par",
      provenance: "Provenance",
      part: "Partie de la réponse",
      immutable: "Réglage",
    },
  },

  reasons: {
    "rpc-away": "aucun nœud n’a répondu",
    "rpc-method-missing": "le nœud n’offre pas la preuve qu’il faut",
    "rpc-answer-malformed": "la réponse du nœud n’a pas de sens, ou est trop grande",
    "block-unknown": "le nœud ne connaît pas le bloc : il est en retard, ou suit une autre chaîne",
    "state-pruned": "le bloc est trop ancien pour ce nœud, qui n’en garde plus l’état",
    "header-unknown": "le bloc a des champs que cette page ne connaît pas encore",
    "evidence-lacks": "les pièces enregistrées ne contiennent pas de réponse à cela",
    "proof-not-found": "aucune transaction connue du nœud ne porte la preuve",
    "predecessor-missing": "le fichier ne nomme pas les contrats d’où vient le lot",
    "too-large": "il y en a plus que cette page n’en regarde",
    "rests-on-another": "cela repose sur une autre vérification qui n’est pas vraie",
    "deployment-foreign": "ce sont d’autres contrats que ceux que vous avez nommés",
    "keys-differ": "les clés du fichier sont autres que celles qui sont publiées",
    "chain-differs": "le nœud répond pour une autre chaîne",
    "header-differs": "l’en-tête a un autre hachage",
    "state-proof-wrong": "ce que dit le nœud ne mène pas à l’état du bloc",
    "code-missing": "aucun contrat ne s’y trouve",
    "code-differs": "un autre programme s’y trouve",
    "wiring-differs": "le contrat s’appuie sur d’autres que ceux du déploiement",
    "order-unknown": "l’usine n’a pas de telle commande",
    "order-not-delivered": "aucun lot n’a été livré pour la commande",
    "order-not-backed": "aucune batterie n’a été faite de la livraison",
    "retirement-differs": "le lot n’a pas été retiré pour ces batteries",
    "units-exceed-mass": "les batteries prendraient plus de cobalt qu’il n’en a été prouvé",
    "serial-malformed": "un numéro de série a de 1 à 20 caractères du jeu de GS1",
    "position-out-of-range": "la position dépasse le nombre de batteries",
    "path-differs": "le numéro n’est pas sur la liste de l’usine",
    "lot-unknown": "il n’y a pas de tel lot",
    "lot-ended": "le lot est épuisé",
    "lot-held": "le lot est gelé",
    "policy-missing": "il manque au fichier les mots d’une règle exigée",
    "claim-missing": "la chaîne n’a pas de tel énoncé",
    "proof-wrong": "la preuve n’est pas valable",
    "lineage-contradicts": "ce que la chaîne a enregistré contredit l’étape",
    recalled: "un rappel ouvert touche le cobalt",
  },

  evidence: {
    title: "Garder les pièces",
    lead: "Un seul fichier contient tout ce qui a été regardé. Qui l’ouvre dans cette page vérifie tout de nouveau, sans aucun réseau.",
    save: "Enregistrer les pièces",
    open: "Ouvrir un passeport ou des pièces",
    again: "Vérifier de nouveau",
    print: "Imprimer",
    unreadable: "Ce fichier n’est ni un passeport ni des pièces que cette page sait lire.",
    empty: "Pas encore de passeport",
    emptyLead: "Ouvrez le lien qui accompagne la batterie, ou choisissez le fichier du passeport.",
  },
};
