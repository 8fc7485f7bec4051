import { expect } from "chai";
import { describe, it } from "mocha";

import {
  ACCREDITATION_TABLE,
  type AccreditationEvent,
  type EventKind,
  type Terms,
} from "../models/accreditation-events.ts";
import { Accreditation } from "../models/accreditation.ts";
import { dayOf } from "../../scripts/core/calendar.ts";
import { registryHash } from "../../scripts/core/registry.ts";
import { keysHashOf, siteKeysOf, type SiteKeys, type SiteRight } from "../../scripts/core/site.ts";

const ROLES = { admin: "0xa", accreditor: "0xb", tracingAuthority: "0xc", schemeAdministrator: "0xd" };
const [CONTROLLER, STRANGER] = ["0xe", "0xf"];
const WINDOW = 3600;
const TODAY = dayOf("2026-03-16");
const DEPLOYMENT = 99n;
/** circomlib's generator of BabyJubjub's prime subgroup. */
const ASSAYER = [
  5299619240641551281634865583518297030282874472190772894086521144482721001553n,
  16950150798460657717958625567821834550301663161624707787222815936182638968203n,
] as const;

function keysOf(n: number): SiteKeys {
  return siteKeysOf({ siteSecret: BigInt(n), traceSecret: BigInt(100 + n) }, ASSAYER);
}

function termsOf(other: Partial<Terms> = {}): Terms {
  return {
    permits: 10,
    unitGrams: 1000n,
    auditedOn: TODAY - 30,
    validUntil: TODAY + 365,
    processCommitment: 7n,
    attributes: 0b1111n,
    raisedAtMint: 0n,
    ...other,
  };
}

/** An accreditation and its clock; every event is sent by whoever may, unless said otherwise. */
class Book {
  readonly model: Accreditation;
  at = TODAY * 86_400;

  constructor(capacity?: number) {
    const fixed = { roles: ROLES, rootWindow: WINDOW, dayTolerance: 1 };
    this.model = new Accreditation(capacity === undefined ? fixed : { ...fixed, capacity });
  }

  send(event: AccreditationEvent, by?: string) {
    const role = ACCREDITATION_TABLE[event.kind].by;
    const usual = role === "anyone" ? STRANGER : role === "attributeController" ? CONTROLLER : ROLES[role];
    return this.model.apply(event, { by: by ?? usual, at: this.at });
  }

  /** Does something, and says whether the registry of before is accepted after it. */
  survives(event: AccreditationEvent): boolean {
    const before = this.model.registry;
    expect(this.send(event)).to.equal(undefined);
    expect(this.model.registry, event.kind).not.to.equal(before);
    return this.model.isAccepted(before, this.at);
  }

  enrol(siteId: number): void {
    const keys = keysOf(siteId);
    this.send({ kind: "propose", keys, right: "mint", terms: termsOf() });
    expect(this.send({ kind: "confirm", siteId, keysHash: keysHashOf(keys) })).to.equal(undefined);
  }

  moveTo(isoDate: string): void {
    this.at = dayOf(isoDate) * 86_400;
  }
}

/** Attributes 0 (required), 1 and 2 (one group); sites 1 and 2 are in the tree. */
function running(): Book {
  const book = new Book();
  book.send({ kind: "bind", deployment: DEPLOYMENT });
  const attributes = [
    { name: "rmap", group: 0, rule: "require", controller: CONTROLLER },
    { name: "non-asm", group: 1, rule: "carry", controller: CONTROLLER },
    { name: "asm-assessed", group: 1, rule: "carry", controller: CONTROLLER },
  ] as const;
  for (const [attribute, definition] of attributes.entries())
    book.send({ kind: "defineAttribute", attribute, definition });
  book.enrol(1);
  book.enrol(2);
  return book;
}

const siteId = 1;
const good = { auditedOn: TODAY, validUntil: TODAY + 365 };

describe("the model of accreditation", () => {
  it("lets each event be sent only by who the table says", () => {
    const definition = { name: "new", group: 0, rule: "carry", controller: CONTROLLER } as const;
    const events: { [K in EventKind]: AccreditationEvent & { kind: K } } = {
      bind: { kind: "bind", deployment: 1n },
      defineAttribute: { kind: "defineAttribute", attribute: 3, definition },
      propose: { kind: "propose", keys: keysOf(3), right: "mint", terms: termsOf() },
      confirm: { kind: "confirm", siteId, keysHash: 1n },
      admit: { kind: "admit", siteId },
      amend: { kind: "amend", siteId, terms: termsOf() },
      rotate: { kind: "rotate", siteId, keys: keysOf(3) },
      suspend: { kind: "suspend", siteId },
      reinstate: { kind: "reinstate", siteId },
      grant: { kind: "grant", siteId, attribute: 0, dates: good },
      revoke: { kind: "revoke", siteId, attribute: 0 },
      lapse: { kind: "lapse", siteId, attribute: 0 },
      offerAttribute: { kind: "offerAttribute", attribute: 0, heir: STRANGER },
      replaceController: { kind: "replaceController", attribute: 0, heir: STRANGER },
      acceptAttribute: { kind: "acceptAttribute", attribute: 0 },
    };
    const by: Record<EventKind, string | undefined> = {
      bind: ROLES.admin,
      defineAttribute: ROLES.schemeAdministrator,
      propose: ROLES.accreditor,
      confirm: ROLES.tracingAuthority,
      admit: undefined,
      amend: ROLES.accreditor,
      rotate: ROLES.accreditor,
      suspend: ROLES.accreditor,
      reinstate: ROLES.accreditor,
      grant: CONTROLLER,
      revoke: CONTROLLER,
      lapse: undefined,
      offerAttribute: CONTROLLER,
      replaceController: ROLES.schemeAdministrator,
      acceptAttribute: undefined,
    };
    const denials = ["AccessManagedUnauthorized", "AttributeControllerOnly"];
    for (const event of Object.values(events)) {
      for (const sender of [...Object.values(ROLES), CONTROLLER, STRANGER]) {
        const refusal = running().send(event, sender) ?? "done";
        const allowed = by[event.kind] === undefined || by[event.kind] === sender;
        expect(denials.includes(refusal), `${event.kind} by ${sender}: ${refusal}`).to.equal(!allowed);
      }
    }
  });

  it("adds a leaf when the tracing authority confirms a proposal, which is not restrictive", () => {
    const book = running();
    const before = book.model.registry;
    book.send({ kind: "propose", keys: keysOf(3), right: "mint", terms: termsOf() });
    expect(book.model.registry).to.equal(before);
    expect(book.survives({ kind: "confirm", siteId: 3, keysHash: keysHashOf(keysOf(3)) })).to.equal(true);
    expect(book.model.tree.leaves).to.have.lengthOf(3);
  });

  it("takes a grant or a renewal for restrictive only if a field of the new leaf is worse", () => {
    const book = running();
    const grant = (attribute: number, auditedOn: number, validUntil: number) =>
      book.survives({ kind: "grant", siteId, attribute, dates: { auditedOn, validUntil } });
    expect(grant(0, TODAY, TODAY + 365)).to.equal(true);
    expect(grant(1, TODAY - 31, TODAY + 365)).to.equal(false);
    expect(grant(1, TODAY, TODAY + 365)).to.equal(true);
    expect(grant(1, TODAY, TODAY + 364)).to.equal(false);
    const profile = book.model.siteOf(siteId)?.listed?.profile;
    expect(profile?.grants).to.equal(0b11n);
    expect(profile?.auditedOn).to.equal(TODAY - 30);
    expect(profile?.validUntil).to.equal(TODAY + 364);
  });

  it("takes a revocation, a rotation and a suspension for restrictive", () => {
    for (const event of [
      { kind: "revoke", siteId, attribute: 0 },
      { kind: "rotate", siteId, keys: keysOf(3) },
      { kind: "suspend", siteId },
    ] as const) {
      const book = running();
      book.send({ kind: "grant", siteId, attribute: 0, dates: { auditedOn: TODAY - 99, validUntil: TODAY } });
      expect(book.survives(event), event.kind).to.equal(false);
    }
  });

  it("takes an amendment for restrictive if a field is worse or the process commitment differs", () => {
    const amendments: [Partial<Terms>, boolean][] = [
      [{ permits: 11, unitGrams: 1001n, auditedOn: TODAY, validUntil: TODAY + 366 }, true],
      [{ permits: 9, unitGrams: 1001n }, false],
      [{ permits: 11, unitGrams: 999n }, false],
      [{ permits: 11, auditedOn: TODAY - 31 }, false],
      [{ permits: 11, validUntil: TODAY + 364 }, false],
      [{ permits: 11, processCommitment: 8n }, false],
    ];
    for (const [terms, expected] of amendments) {
      expect(running().survives({ kind: "amend", siteId, terms: termsOf(terms) })).to.equal(expected);
    }
  });

  it("drops a lapsed grant for anyone, not before the leaf is dead, and older registries live on", () => {
    const book = running();
    book.send({ kind: "grant", siteId, attribute: 0, dates: { auditedOn: TODAY, validUntil: TODAY + 1 } });
    book.moveTo("2026-03-18");
    expect(book.send({ kind: "lapse", siteId, attribute: 0 })).to.equal("GrantNotLapsed");
    book.moveTo("2026-03-19");
    expect(book.survives({ kind: "lapse", siteId, attribute: 0 })).to.equal(true);
    expect(book.model.siteOf(siteId)?.listed?.profile.validUntil).to.equal(TODAY + 365);
  });

  it("lets rotated keys in with the next period, once no day of the former can be proven any more", () => {
    const book = running();
    book.send({ kind: "rotate", siteId, keys: keysOf(3) });
    book.send({ kind: "confirm", siteId, keysHash: keysHashOf(keysOf(3)) });
    book.moveTo("2026-04-01");
    expect(book.send({ kind: "admit", siteId })).to.equal("KeysNotDue");
    book.moveTo("2026-04-02");
    expect(book.survives({ kind: "admit", siteId })).to.equal(true);
  });

  it("takes a definition for restrictive if the attribute is required", () => {
    for (const [rule, expected] of [
      ["require", false],
      ["raise", true],
    ] as const) {
      const definition = { name: "new", group: 0, rule, controller: CONTROLLER };
      expect(running().survives({ kind: "defineAttribute", attribute: 9, definition })).to.equal(expected);
    }
  });

  it("accepts an older registry for the window in time, however many changes follow", () => {
    const book = running();
    const first = book.model.registry;
    const start = book.at;
    for (let n = 0; n < 50; n += 1) {
      book.send({ kind: "amend", siteId, terms: termsOf({ permits: 11 + n }) });
      book.at += 60;
    }
    expect(book.model.isAccepted(first, start + WINDOW)).to.equal(true);
    expect(book.model.isAccepted(first, start + WINDOW + 1)).to.equal(false);
    expect(book.model.isAccepted(book.model.registry, start + 1000 * WINDOW)).to.equal(true);
  });

  it("accepts no registry before it is bound, nor one over an empty tree", () => {
    const book = new Book();
    book.enrol(1);
    expect(book.model.registry).to.equal(0n);
    expect(book.model.isAccepted(0n, book.at)).to.equal(false);
    book.send({ kind: "bind", deployment: DEPLOYMENT });
    expect(book.model.isAccepted(book.model.registry, book.at)).to.equal(true);
    book.send({ kind: "suspend", siteId });
    expect(book.model.registry).to.equal(0n);
    const { tree, attributes } = book.model;
    for (const registry of [0n, registryHash({ tree, attributes, deployment: DEPLOYMENT })]) {
      expect(book.model.isAccepted(registry, book.at)).to.equal(false);
    }
  });

  it("gives a mint nothing that refining raises, unless the terms say so by a word of its own", () => {
    const definition = { name: "refined", group: 0, rule: "raise", controller: CONTROLLER } as const;
    const outcome = (right: SiteRight, terms: Partial<Terms>) => {
      const book = running();
      book.send({ kind: "defineAttribute", attribute: 3, definition });
      book.send({ kind: "propose", keys: keysOf(3), right, terms: termsOf(terms) });
      return book.send({ kind: "grant", siteId: 3, attribute: 3, dates: good });
    };
    expect(outcome("mint", {})).to.equal("AttributeNotOpen");
    expect(outcome("mint", { raisedAtMint: 0b1000n })).to.equal(undefined);
    expect(outcome("refine", {})).to.equal(undefined);
    expect(outcome("refine", { attributes: 0b0111n })).to.equal("AttributeNotOpen");
  });

  it("ends a grant when its attribute is closed, which is restrictive and frees group and dates", () => {
    const book = running();
    const dates = { auditedOn: 0, validUntil: 65_535 };
    book.send({ kind: "grant", siteId, attribute: 1, dates });
    expect(book.send({ kind: "grant", siteId, attribute: 2, dates: good })).to.equal("GrantExcluded");
    expect(book.survives({ kind: "amend", siteId, terms: termsOf({ attributes: 0b1101n }) })).to.equal(false);
    expect(book.model.siteOf(siteId)?.listed?.profile.auditedOn).to.equal(TODAY - 30);
    expect(book.send({ kind: "grant", siteId, attribute: 1, dates })).to.equal("AttributeNotOpen");
    expect(book.send({ kind: "grant", siteId, attribute: 2, dates: good })).to.equal(undefined);
  });

  it("hands an attribute to whom its controller offers it at once, to whom is announced after two weeks", () => {
    const book = running();
    const accept = { kind: "acceptAttribute", attribute: 0 } as const;
    book.send({ kind: "replaceController", attribute: 0, heir: "0x1" });
    book.send({ kind: "offerAttribute", attribute: 0, heir: "0x2" });
    expect(book.send(accept, "0x1")).to.equal("ReplacementNotDue");
    expect(book.send(accept, "0x2")).to.equal(undefined);
    expect(book.send(accept, "0x2")).to.equal("AttributeNotOffered");
    book.moveTo("2026-03-30");
    expect(book.send(accept, "0x1")).to.equal(undefined);
    expect(book.model.attributes[0]?.controller).to.equal("0x1");
    expect(book.send(accept, "0x1")).to.equal("AttributeNotOffered");
  });

  it("takes no more leaves than the tree holds", () => {
    const book = new Book(1);
    book.enrol(1);
    book.send({ kind: "propose", keys: keysOf(2), right: "mint", terms: termsOf() });
    const confirmation = { kind: "confirm", siteId: 2, keysHash: keysHashOf(keysOf(2)) } as const;
    expect(book.send(confirmation)).to.equal("TreeFull");
  });
});
