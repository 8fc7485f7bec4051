import type { SiteKeys, SiteRight } from "../../scripts/core/site.ts";
import type { Attribute } from "../../scripts/core/attributes.ts";

/** What the accreditor grants a site. */
export interface Terms {
  readonly permits: number;
  readonly unitGrams: bigint;
  readonly auditedOn: number;
  readonly validUntil: number;
  readonly processCommitment: bigint;
  /** The set of attributes that it is open to, a bit each. */
  readonly attributes: bigint;
  /** Those of them that refining raises and that it may hold although it mints. */
  readonly raisedAtMint: bigint;
}

/** The days under which a site holds an attribute. */
export interface Grant {
  readonly auditedOn: number;
  readonly validUntil: number;
}

/** An attribute as it is defined on chain; `controller` alone grants and revokes it. */
export interface ControlledAttribute extends Attribute {
  readonly controller: string;
}

/** What can happen to an accreditation. Sites are numbered from 1 in the order of their proposals. */
export type AccreditationEvent =
  | {
      readonly kind: "bind";
      readonly deployment: bigint;
      /** The attributes of what the lots go on from, if they do. */
      readonly predecessor?: readonly (ControlledAttribute | undefined)[];
    }
  | { readonly kind: "defineAttribute"; readonly attribute: number; readonly definition: ControlledAttribute }
  | { readonly kind: "propose"; readonly keys: SiteKeys; readonly right: SiteRight; readonly terms: Terms }
  | { readonly kind: "confirm"; readonly siteId: number; readonly keysHash: bigint }
  | { readonly kind: "admit"; readonly siteId: number }
  | { readonly kind: "amend"; readonly siteId: number; readonly terms: Terms }
  | { readonly kind: "rotate"; readonly siteId: number; readonly keys: SiteKeys }
  | { readonly kind: "suspend"; readonly siteId: number }
  | { readonly kind: "reinstate"; readonly siteId: number }
  | { readonly kind: "grant"; readonly siteId: number; readonly attribute: number; readonly dates: Grant }
  | { readonly kind: "revoke"; readonly siteId: number; readonly attribute: number }
  | { readonly kind: "lapse"; readonly siteId: number; readonly attribute: number }
  | { readonly kind: "offerAttribute"; readonly attribute: number; readonly heir: string }
  | { readonly kind: "replaceController"; readonly attribute: number; readonly heir: string }
  | { readonly kind: "acceptAttribute"; readonly attribute: number };

export type EventKind = AccreditationEvent["kind"];

/** The roles that the access manager knows. */
export type AccreditationRole = "accreditor" | "tracingAuthority" | "schemeAdministrator" | "admin";

interface Row {
  readonly by: AccreditationRole | "attributeController" | "anyone";
  /** Whether the event, if it changes the registry, makes every older one invalid at once. */
  readonly restrictive: "never" | "always" | "ifWorse";
}

/** Who may do what, and what is restrictive. */
export const ACCREDITATION_TABLE: Readonly<Record<EventKind, Row>> = {
  bind: { by: "admin", restrictive: "never" },
  // under the older rules the new attribute is carried, where now the grant may be required
  defineAttribute: { by: "schemeAdministrator", restrictive: "ifWorse" },
  propose: { by: "accreditor", restrictive: "never" },
  confirm: { by: "tracingAuthority", restrictive: "never" },
  admit: { by: "anyone", restrictive: "never" },
  amend: { by: "accreditor", restrictive: "ifWorse" },
  rotate: { by: "accreditor", restrictive: "always" },
  suspend: { by: "accreditor", restrictive: "always" },
  reinstate: { by: "accreditor", restrictive: "never" },
  grant: { by: "attributeController", restrictive: "ifWorse" },
  revoke: { by: "attributeController", restrictive: "always" },
  // the leaf was dead already
  lapse: { by: "anyone", restrictive: "never" },
  offerAttribute: { by: "attributeController", restrictive: "never" },
  replaceController: { by: "schemeAdministrator", restrictive: "never" },
  // refused unless it was offered or announced to the sender
  acceptAttribute: { by: "anyone", restrictive: "never" },
};

/** Why an event is refused: the name of the contract's error. */
export type AccreditationRefusal =
  | "AccessManagedUnauthorized"
  | "AlreadyBound"
  | "BoundAfterSites"
  | "FieldElementInvalid"
  | "KeyUsed"
  | "AssayerInvalid"
  | "UnitZero"
  | "OpenAttributesInvalid"
  | "AuditInFuture"
  | "ValidityOver"
  | "SiteUnknown"
  | "SiteAlreadyConfirmed"
  | "SiteNotConfirmed"
  | "SiteIsSuspended"
  | "SiteNotSuspended"
  | "SiteInTree"
  | "KeysMismatch"
  | "KeysNotDue"
  | "TreeFull"
  | "AttributeOutOfRange"
  | "AttributeAlreadyDefined"
  | "AttributeUndefined"
  | "AttributeNameInvalid"
  | "AttributeControllerZero"
  | "AttributeRaiseInGroup"
  | "AttributeControllerOnly"
  | "AttributeNotOffered"
  | "ReplacementNotDue"
  | "AttributeNotOpen"
  | "GrantExcluded"
  | "GrantNotHeld"
  | "GrantNotLapsed";
