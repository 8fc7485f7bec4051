// Generated from the contracts and the development keys by `npm run generate:layout`; a test compares.

/** The slots of state variables. */
export const SLOTS = {
  CobaltLot: {
    _name: 0,
    _symbol: 1,
    _owners: 2,
    _balances: 7,
    _tokenApprovals: 4,
    _operatorApprovals: 5,
    _lots: 6,
    _authority: 8,
    _consumingSchedule: 8,
    _offers: 9,
    _purposes: 10,
    _permits: 11,
    _ancestry: 12,
  },
  Claims: { _provenanceDays: 0, _lotDays: 1 },
  BatteryPlantIntake: {
    _gatePolicies: 0,
    _gateRecalls: 1,
    _authority: 2,
    _consumingSchedule: 2,
    _orderCount: 3,
    _orders: 4,
    _deliveries: 5,
    orderFor: 6,
  },
  Recalls: { _authority: 0, _consumingSchedule: 0, recallCount: 1, _recalls: 2, _blocking: 3, _cleared: 4 },
} as const;

/** Where the members of structs lie: slots from the struct's first, and bytes from the right within one. */
export const STRUCTS = {
  AncestryBook: {
    latest: { slot: 0, offset: 0, bytes: 32 },
    groups: { slot: 1, offset: 0, bytes: 32 },
    blends: { slot: 2, offset: 0, bytes: 32 },
  },
  Delivery: {
    cancelled: { slot: 0, offset: 0, bytes: 1 },
    lotId: { slot: 1, offset: 0, bytes: 32 },
    units: { slot: 2, offset: 0, bytes: 4 },
    passportRoot: { slot: 3, offset: 0, bytes: 32 },
  },
  PurchaseOrder: {
    supplier: { slot: 0, offset: 0, bytes: 20 },
    units: { slot: 0, offset: 20, bytes: 4 },
    gramsPerUnit: { slot: 0, offset: 24, bytes: 4 },
    dueDay: { slot: 0, offset: 28, bytes: 2 },
    quantityPolicy: { slot: 1, offset: 0, bytes: 32 },
    policies: { slot: 2, offset: 0, bytes: 32 },
  },
  Recall: {
    kind: { slot: 0, offset: 0, bytes: 1 },
    blocking: { slot: 0, offset: 1, bytes: 1 },
    closed: { slot: 0, offset: 2, bytes: 1 },
    roots: { slot: 1, offset: 0, bytes: 32 },
  },
} as const;

/**
 * Code with immutables, which each deployment sets: its bytes and their keccak-256, with zeros for the immutables and
 * without the metadata at the end; and where the words of each immutable begin.
 */
export const CODE = {
  BatteryPlantIntake: {
    bytes: 10056,
    maskedHash: "0xf16adef2450eeb4b0ebc774adc9ff0c5f5e3b02bfe69c0a10c35ef78ec5a97eb",
    immutables: {
      claims: [839, 1110, 2077, 3028, 4146, 5436, 6040, 6415, 6777],
      maxClaimAge: [260, 6248, 6303],
    },
  },
  Recalls: {
    bytes: 8790,
    maskedHash: "0xc1f0adfc0686f462bac977cefe978289df64c06eaf4ca660dfd4b36721b375ab",
    immutables: { cobaltLot: [329, 1088, 1415, 2408, 2849, 3644, 5648] },
  },
} as const;

/** α of the development keys, whose trapdoor is public. */
export const DEVELOPMENT_ALPHA = [
  1119002592069588846717074315800948091159542357556648845889812545491072858816n,
  2437146761949016929772133655027743623540254293135024452145178037217957520975n,
] as const;
