// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title Who may mint and refine, under which attributes, quotas and dates
/// @notice Every accredited site is a leaf of one Merkle tree (a lean incremental one, hashed with Poseidon):
///
///     leaf     = P3(P4(siteKey, traceKey, assayerX, assayerY), profile, processCommitment)
///     profile  = right 2 bits (1 mint, 2 refine) | grants 18 | permits 16 | unitGrams 32 | auditedOn 16 | validUntil 16,
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
/// | amend | accreditor | replaced; grants that it closes are deleted | if a field is worse, or the process commitment differs |
/// | rotate, then confirm, then admit | accreditor, tracing authority, anyone | out, in with the next period | yes |
/// | suspend | accreditor | out | yes |
/// | reinstate, with the same keys | accreditor | added | no |
/// | define an attribute | scheme administrator | – | if its rule is `Require` |
///
/// A site holds only attributes that it is open to: by the accreditor's word, since a grant's dates are the site's too,
/// and a stray one would age whatever the site makes. What refining raises is open to a site that mints only by a word
/// of its own (a recycler's `refined`, say): a mint gets all of its site's grants.
///
/// Roles are those of the AccessManager. Days count from 1970-01-01 UTC.
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

    /// @notice What a site may do. A plant that does both registers two sites, audited apart: else it could mint what it
    /// has bought, with all that refining gives.
    enum Right {
        Mint,
        Refine
    }

    /// @notice An attribute, written once but for its controller. Undefined while `name` is empty.
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
        /// Lots that it may mint or refine in a period.
        uint16 permits;
        /// Heaviest lot of one permit, in grams of contained cobalt.
        uint32 unitGrams;
        /// Day of the audit.
        uint16 auditedOn;
        /// Last day on which it may operate.
        uint16 validUntil;
        /// The set of attributes that it is open to, a bit each.
        uint24 attributes;
        /// Those of them that refining raises and that it may hold although it mints.
        uint24 raisedAtMint;
    }

    /// @notice The dates under which a site holds an attribute.
    struct Grant {
        uint16 auditedOn;
        uint16 validUntil;
    }

    struct Site {
        uint256 keysHash;
        Terms terms;
        /// The leaf's profile while it is in the tree, else 0.
        uint104 profile;
        /// The leaf's place in the tree, as long as it is there.
        uint16 index;
        Right right;
        /// The set of attributes that it holds.
        uint24 grants;
        /// The period in which its leaf last left the tree; 0 if never.
        uint16 leftPeriod;
        /// The period with which its present keys may enter the tree, if it is later than {firstPeriod}.
        uint16 fromPeriod;
        /// Whether the tracing authority has confirmed the present keys.
        bool confirmed;
        bool suspended;
    }

    /// @notice Who shall control an attribute by the scheme administrator's word, and from when (seconds since 1970) it
    /// may take over; all zero if there is none.
    struct Replacement {
        address heir;
        uint64 from;
    }

    /// @notice What the contract was made with, which never changes.
    event AccreditationDeployed(uint256 rootWindow, uint256 dayTolerance, uint256 controllerDelay);
    event Bound(address indexed cobaltLot, uint256 deployment, uint256 firstPeriod);
    event AttributeDefined(
        uint256 indexed attribute,
        string name,
        address controller,
        uint8 group,
        Rule rule
    );
    /// @notice Its controller would hand an attribute over; to 0: not any more.
    event AttributeOffered(uint256 indexed attribute, address indexed controller, address indexed heir);
    /// @notice The scheme administrator would have another controller, who may take over from then on; 0: not any more.
    event ControllerReplacementAnnounced(uint256 indexed attribute, address indexed heir, uint64 from);
    /// @notice An attribute has another controller.
    event AttributeAccepted(uint256 indexed attribute, address indexed former, address indexed controller);
    event SiteProposed(uint256 indexed siteId, Keys keys, Right right, Terms terms);
    event SiteConfirmed(uint256 indexed siteId, uint256 keysHash);
    event SiteAmended(uint256 indexed siteId, Terms terms);
    event SiteRotated(uint256 indexed siteId, Keys keys, uint256 fromPeriod);
    event SiteSuspended(uint256 indexed siteId);
    event SiteReinstated(uint256 indexed siteId);

    /// @notice An attribute was granted, or the dates of a grant held were renewed.
    event GrantGiven(uint256 indexed siteId, uint256 indexed attribute, uint16 auditedOn, uint16 validUntil);
    event GrantRevoked(uint256 indexed siteId, uint256 indexed attribute);
    event GrantLapsed(uint256 indexed siteId, uint256 indexed attribute);
    /// @notice The site is not open to the attribute any more, so its grant ended.
    event GrantClosed(uint256 indexed siteId, uint256 indexed attribute);

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

    /// @notice Sites of a successor enter its tree after it is bound: their quota of the month may be used already.
    error BoundAfterSites(uint256 sites);

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
    /// @notice The attribute was not offered to the caller.
    error AttributeNotOffered(uint256 attribute, address caller);
    /// @notice An announced controller waits, so that everybody sees the change coming.
    error ReplacementNotDue(uint256 attribute, uint256 from);
    /// @notice The accreditor has not opened the site to this attribute.
    error AttributeNotOpen(uint256 siteId, uint256 attribute);
    /// @notice Attributes that don't exist, or raised at a site that doesn't mint, or without being open.
    error OpenAttributesInvalid(uint256 attributes, uint256 raisedAtMint);
    error GrantExcluded(uint256 siteId, uint256 attribute, uint256 heldAttribute);
    error GrantNotHeld(uint256 siteId, uint256 attribute);
    error GrantNotLapsed(uint256 siteId, uint256 attribute, uint256 validUntil);

    /// @notice Binds this accreditation to the one contract that it serves: with two, a quota would count twice. If the
    /// contract goes on from a predecessor, that one's attributes are defined here as they stand there, and no site enters
    /// the tree before the next month.
    function bind(address cobaltLot) external;

    /// @notice Defines an attribute, once and for all but for its controller.
    function defineAttribute(uint256 attribute, Attribute calldata definition) external;

    /// @notice Proposes a site. @return siteId counts from 1
    function propose(Keys calldata keys, Right right, Terms calldata terms) external returns (uint256 siteId);

    /// @notice Says that the tracing authority has recomputed the site's traceKey from the secret told to it, and
    /// lets the site into the tree if its keys are due and it is not suspended.
    /// @param keysHash P4(siteKey, traceKey, assayerX, assayerY) of the keys that it has seen
    function confirm(uint256 siteId, uint256 keysHash) external;

    /// @notice Lets a confirmed site with rotated keys into the tree, once they are due. For anyone.
    function admit(uint256 siteId) external;

    /// @notice Gives a site other terms. Grants of attributes that it is no longer open to are deleted.
    function amend(uint256 siteId, Terms calldata terms) external;

    /// @notice Gives a site other keys. It is out of the tree until they are confirmed and due.
    function rotate(uint256 siteId, Keys calldata keys) external;

    /// @notice Takes a site out of the tree.
    function suspend(uint256 siteId) external;

    /// @notice Ends a suspension. The site's keys, and so its permits of the period, are the same as before.
    function reinstate(uint256 siteId) external;

    /// @notice Grants an attribute to a site, or renews it.
    function grant(uint256 siteId, uint256 attribute, uint16 auditedOn, uint16 validUntil) external;

    /// @notice Takes an attribute from a site.
    function revoke(uint256 siteId, uint256 attribute) external;

    /// @notice Drops a grant that ended more than `dayTolerance` days ago, so that the site's other dates count again.
    /// For anyone.
    function lapse(uint256 siteId, uint256 attribute) external;

    /// @notice Offers an attribute of the sender's to another account; 0 withdraws the offer.
    function offerAttribute(uint256 attribute, address heir) external;

    /// @notice Announces that another account shall control an attribute whose controller is lost or stolen. It may take
    /// over after `controllerDelay`, whoever controls the attribute by then. Another announcement takes the place of the
    /// one before; 0 withdraws it.
    function replaceController(uint256 attribute, address heir) external;

    /// @notice Takes over an attribute that its controller has offered to the sender, at once, or that the scheme
    /// administrator has announced for it, once that is due. What was offered to others ends.
    function acceptAttribute(uint256 attribute) external;

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

    /// @notice The first period with which a site may enter the tree, in a successor; else 0.
    function firstPeriod() external view returns (uint16);

    /// @notice keccak256(abi.encode(chain id, cobaltLot)) mod the field's order; 0 before `bind`.
    function deployment() external view returns (uint256);

    /// @notice Seconds for which a registry stays valid after a change that is not restrictive.
    function rootWindow() external view returns (uint256);

    /// @notice How many days before today a proof's day may be, at most.
    function dayTolerance() external view returns (uint256);

    /// @notice Seconds between the announcement of another controller and its taking over.
    function controllerDelay() external view returns (uint256);

    /// @notice To whom its controller has offered an attribute; 0 if to nobody.
    function heirOf(uint256 attribute) external view returns (address);

    /// @notice Who shall control an attribute by the scheme administrator's word.
    function replacementOf(uint256 attribute) external view returns (Replacement memory);

    /// @notice An attribute; one with an empty name is not defined.
    function attributeOf(uint256 attribute) external view returns (Attribute memory);

    function siteOf(uint256 siteId) external view returns (Site memory);

    /// @notice A site's leaf; 0 while it is not in the tree.
    function leafOf(uint256 siteId) external view returns (uint256);

    /// @notice The dates of a grant, both 0 if it is not held.
    function grantOf(uint256 siteId, uint256 attribute) external view returns (Grant memory);
}
