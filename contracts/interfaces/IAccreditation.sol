// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title Who may mint and refine, under which attributes, quotas and dates
/// @notice Every accredited site is a leaf of one Merkle tree (a lean incremental one, hashed with Poseidon):
///
///     leaf     = P3(P4(siteKey, traceKey, assayerX, assayerY), profile, processCommitment)
///     profile  = rights 2 bits (mint, refine) | grants 18 | permits 16 | unitGrams 32 | auditedOn 16 | validUntil 16,
///                lowest bits first; both dates are the earliest of the accreditation's and of every grant held
///     registry = P4(root, attributeRules, deployment, TAG_REGISTRY), the one value that a site's proofs are made against
///
/// A change is restrictive if it takes something from a site: it makes every older registry invalid at once. After
/// any other change older registries stay valid for `rootWindow` seconds, however many changes follow.
///
/// | event | by | leaf | restrictive |
/// | --- | --- | --- | --- |
/// | propose, confirm | accreditor, then tracing authority | added | no |
/// | grant, renew | the attribute's controller | bit, dates | if a field of the new leaf is worse |
/// | revoke | the attribute's controller | bit off, dates anew | yes |
/// | lapse | anyone, once no proof can use the leaf any more | bit off, dates anew | no |
/// | amend | accreditor | replaced | if a field is worse, or the process commitment differs |
/// | rotate, then confirm, then admit | accreditor, tracing authority, anyone | out, in with the next period | yes |
/// | suspend | accreditor | out | yes |
/// | reinstate, with the same keys | accreditor | added | no |
/// | define an attribute | scheme administrator | – | if its rule is `Require` |
///
/// Roles are those of the AccessManager. Days count from 1970-01-01 UTC. `siblings` are the nodes beside the way from
/// the site's leaf to the root, lowest first, levels without one left out; none while the site is not in the tree.
interface IAccreditation {
    /// @notice What refining does to the share of an attribute.
    enum Rule {
        /// The share stays.
        Carry,
        /// The share becomes 0 unless the refining site holds the grant.
        Require,
        /// The share becomes all of the cobalt if the refining site holds the grant, else it stays.
        Raise
    }

    /// @notice An attribute, written once. Undefined while `name` is empty.
    struct Attribute {
        string name;
        /// Alone grants, renews and revokes it.
        address controller;
        /// A site holds at most one grant of a group; 0 is no group.
        uint8 group;
        Rule rule;
    }

    /// @notice The public keys of a site and its assayer.
    struct Keys {
        uint256 siteKey;
        uint256 traceKey;
        uint256 assayerX;
        uint256 assayerY;
    }

    /// @notice What the accreditor grants a site.
    struct Terms {
        /// Commitment to what the auditor measured of its process.
        uint256 processCommitment;
        bool mayMint;
        bool mayRefine;
        /// Lots that it may mint or refine in a period.
        uint16 permits;
        /// Heaviest lot of one permit, in grams of contained cobalt.
        uint32 unitGrams;
        /// Day of the audit.
        uint16 auditedOn;
        /// Last day on which it may operate.
        uint16 validUntil;
    }

    /// @notice The dates under which a site holds an attribute.
    struct Grant {
        uint16 auditedOn;
        uint16 validUntil;
    }

    struct Site {
        uint256 keysHash;
        /// Its leaf while it is in the tree, else 0.
        uint256 leaf;
        /// The leaf's profile while it is in the tree, else 0.
        uint256 profile;
        Terms terms;
        /// The set of attributes that it holds.
        uint24 grants;
        /// The period in which its leaf last left the tree; 0 if never.
        uint16 leftPeriod;
        /// The period with which its present keys may enter the tree.
        uint16 fromPeriod;
        /// Whether the tracing authority has confirmed the present keys.
        bool confirmed;
        bool suspended;
    }

    event Bound(address indexed cobaltLot, uint256 deployment);
    event AttributeDefined(
        uint256 indexed attribute,
        string name,
        address controller,
        uint8 group,
        Rule rule
    );
    event SiteProposed(uint256 indexed siteId, Keys keys, Terms terms);
    event SiteConfirmed(uint256 indexed siteId, uint256 keysHash);
    event SiteAmended(uint256 indexed siteId, Terms terms);
    event SiteRotated(uint256 indexed siteId, Keys keys, uint256 fromPeriod);
    event SiteSuspended(uint256 indexed siteId);
    event SiteReinstated(uint256 indexed siteId);

    /// @notice An attribute was granted, or the dates of a grant held were renewed.
    event GrantGiven(uint256 indexed siteId, uint256 indexed attribute, uint16 auditedOn, uint16 validUntil);
    event GrantRevoked(uint256 indexed siteId, uint256 indexed attribute);
    event GrantLapsed(uint256 indexed siteId, uint256 indexed attribute);

    /// @notice A leaf was appended to the tree at `index`.
    event LeafInserted(
        uint256 indexed siteId,
        uint256 index,
        uint256 leaf,
        uint256 keysHash,
        uint256 profile,
        uint256 processCommitment
    );
    /// @notice The leaf at `index` was replaced.
    event LeafReplaced(
        uint256 indexed siteId,
        uint256 index,
        uint256 leaf,
        uint256 keysHash,
        uint256 profile,
        uint256 processCommitment
    );
    /// @notice The leaf at `index` became 0, for good.
    event LeafRemoved(uint256 indexed siteId, uint256 index);
    /// @notice `registry` is the current one from here on; 0 if there is none. If `restrictive`, it is the only one.
    event RegistryChanged(uint256 indexed registry, uint256 root, uint256 attributeRules, bool restrictive);

    error RegistryNotAccepted(uint256 registry);

    /// @notice Only the bound CobaltLot may rest lots on a registry.
    error CobaltLotOnly(address caller);
    error AlreadyBound(address cobaltLot);
    /// @notice The contract names another accreditation, or tolerates older days than a lapse reckons with.
    error BindMismatch(address cobaltLot, address accreditation, uint256 dayTolerance);

    /// @notice Not a field element above 0.
    error FieldElementInvalid(uint256 value);
    /// @notice Keys are used once, by one site, in one place.
    error KeyUsed(uint256 key);
    /// @notice No usable point of BabyJubjub: off the curve, of low order, or with a y that a tag could stand for.
    error AssayerInvalid(uint256 x, uint256 y);
    error UnitZero();
    error AuditInFuture(uint256 auditedOn, uint256 today);
    error ValidityOver(uint256 validUntil, uint256 today);

    error SiteUnknown(uint256 siteId);
    error SiteAlreadyConfirmed(uint256 siteId);
    error SiteNotConfirmed(uint256 siteId);
    error SiteIsSuspended(uint256 siteId);
    error SiteNotSuspended(uint256 siteId);
    error SiteInTree(uint256 siteId);
    /// @notice Other keys than those that were confirmed.
    error KeysMismatch(uint256 siteId, uint256 actual, uint256 confirmed);
    /// @notice Rotated keys wait until no proof can be of a period in which the old ones were used.
    error KeysNotDue(uint256 siteId, uint256 fromPeriod);
    /// @notice The circuits reach no further leaf.
    error TreeFull();

    error AttributeOutOfRange(uint256 attribute);
    error AttributeAlreadyDefined(uint256 attribute);
    error AttributeUndefined(uint256 attribute);
    error AttributeNameInvalid(string name);
    error AttributeControllerZero();
    /// @notice A `Raise` attribute of a group would raise two shares that exclude one another.
    error AttributeRaiseInGroup(uint256 attribute, uint256 group);
    error AttributeControllerOnly(uint256 attribute, address caller);
    error GrantExcluded(uint256 siteId, uint256 attribute, uint256 heldAttribute);
    error GrantNotHeld(uint256 siteId, uint256 attribute);
    error GrantNotLapsed(uint256 siteId, uint256 attribute, uint256 validUntil);

    /// @notice Binds this accreditation to the one contract that it serves: with two, a quota would count twice.
    function bind(address cobaltLot) external;

    /// @notice Defines an attribute, once and for all.
    function defineAttribute(uint256 attribute, Attribute calldata definition) external;

    /// @notice Proposes a site. @return siteId counts from 1
    function propose(Keys calldata keys, Terms calldata terms) external returns (uint256 siteId);

    /// @notice Says that the tracing authority has recomputed the site's traceKey from the secret told to it, and
    /// lets the site into the tree if its keys are due and it is not suspended.
    /// @param keysHash P4(siteKey, traceKey, assayerX, assayerY) of the keys that it has seen
    function confirm(uint256 siteId, uint256 keysHash) external;

    /// @notice Lets a confirmed site with rotated keys into the tree, once they are due. For anyone.
    function admit(uint256 siteId) external;

    /// @notice Gives a site other terms.
    function amend(uint256 siteId, Terms calldata terms, uint256[] calldata siblings) external;

    /// @notice Gives a site other keys. It is out of the tree until they are confirmed and due.
    function rotate(uint256 siteId, Keys calldata keys, uint256[] calldata siblings) external;

    /// @notice Takes a site out of the tree.
    function suspend(uint256 siteId, uint256[] calldata siblings) external;

    /// @notice Ends a suspension. The site's keys, and so its permits of the period, are the same as before.
    function reinstate(uint256 siteId) external;

    /// @notice Grants an attribute to a site, or renews it.
    function grant(
        uint256 siteId,
        uint256 attribute,
        uint16 auditedOn,
        uint16 validUntil,
        uint256[] calldata siblings
    ) external;

    /// @notice Takes an attribute from a site.
    function revoke(uint256 siteId, uint256 attribute, uint256[] calldata siblings) external;

    /// @notice Drops a grant that ended more than `dayTolerance` days ago, so that the site's other dates count again.
    /// For anyone.
    function lapse(uint256 siteId, uint256 attribute, uint256[] calldata siblings) external;

    /// @notice Reverts with `RegistryNotAccepted` unless proofs against this registry are accepted now. For the bound
    /// CobaltLot alone; `isAccepted` answers everybody.
    function requireRegistry(uint256 registry) external view;

    /// @notice Whether proofs against this registry are accepted now.
    function isAccepted(uint256 registry) external view returns (bool);

    /// @notice The current registry; 0 before `bind` and while no site was ever accredited or the only one is out.
    function registry() external view returns (uint256);

    /// @notice The root of the tree; 0 while it is empty.
    function root() external view returns (uint256);

    /// @notice Leaves that the tree has or had.
    function treeSize() external view returns (uint256);

    /// @notice All rules in one number: the sum of rule · 4^attribute.
    function attributeRules() external view returns (uint256);

    /// @notice The contract bound, or 0.
    function cobaltLot() external view returns (address);

    /// @notice keccak256(abi.encode(chain id, cobaltLot)) mod the field's order; 0 before `bind`.
    function deployment() external view returns (uint256);

    /// @notice Seconds for which a registry stays valid after a change that is not restrictive.
    function rootWindow() external view returns (uint256);

    /// @notice How many days before today a proof's day may be, at most.
    function dayTolerance() external view returns (uint256);

    /// @notice An attribute; one with an empty name is not defined.
    function attributeOf(uint256 attribute) external view returns (Attribute memory);

    function siteOf(uint256 siteId) external view returns (Site memory);

    /// @notice The dates of a grant, both 0 if it is not held.
    function grantOf(uint256 siteId, uint256 attribute) external view returns (Grant memory);
}
