// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {PoseidonT4} from "poseidon-solidity/PoseidonT4.sol";
import {PoseidonT5} from "poseidon-solidity/PoseidonT5.sol";

import {IAccreditation} from "./interfaces/IAccreditation.sol";
import {IAccredited} from "./interfaces/IAccredited.sol";
import {ICobaltLot} from "./interfaces/ICobaltLot.sol";
import {BabyJubjub} from "./lib/BabyJubjub.sol";
import {Bn254} from "./lib/Bn254.sol";
import {Calendar} from "./lib/Calendar.sol";
import {Construction} from "./lib/Construction.sol";
import {Registries} from "./lib/Registries.sol";
import {SiteProfile} from "./lib/SiteProfile.sol";
import {SiteTree} from "./lib/SiteTree.sol";
import {Tags} from "./lib/Tags.sol";

/// @title The register of accredited sites
/// @notice The rules are told at the interface.
contract Accreditation is AccessManaged, IAccreditation {
    using Registries for Registries.History;
    using SiteTree for SiteTree.Tree;

    /// @dev When a change of the registry makes the older ones invalid at once.
    enum Restrictive {
        Never,
        IfWorse,
        Always
    }

    uint256 private constant _ATTRIBUTES = 18;

    /// @inheritdoc IAccreditation
    uint256 public immutable rootWindow;
    /// @inheritdoc IAccreditation
    uint256 public immutable dayTolerance;
    /// @inheritdoc IAccreditation
    uint256 public immutable controllerDelay = 14 days;

    /// @inheritdoc IAccreditation
    address public cobaltLot;
    /// @inheritdoc IAccreditation
    uint16 public firstPeriod;
    /// @inheritdoc IAccreditation
    uint256 public deployment;
    /// @inheritdoc IAccreditation
    uint256 public attributeRules;
    Registries.History private _registries;
    SiteTree.Tree private _tree;

    uint256 private _siteCount;
    mapping(uint256 siteId => Site) private _sites;
    mapping(uint256 siteId => mapping(uint256 attribute => Grant)) private _grants;
    mapping(uint256 attribute => Attribute) private _attributes;
    mapping(string name => bool) private _attributeNames;
    /// @dev What the controllers offer themselves, and what the scheme administrator announces.
    mapping(uint256 attribute => address) private _heirs;
    mapping(uint256 attribute => Replacement) private _replacements;
    mapping(uint256 key => bool) private _keysUsed;

    /// @param authority the AccessManager
    /// @param rootWindow_ seconds for which a registry outlives a change that is not restrictive
    /// @param dayTolerance_ days before today that a proof's day may be, at most
    constructor(address authority, uint32 rootWindow_, uint8 dayTolerance_) AccessManaged(authority) {
        Construction.requireCode(authority);
        Construction.requireTolerance(dayTolerance_);
        rootWindow = rootWindow_;
        dayTolerance = dayTolerance_;
        emit AccreditationDeployed(rootWindow_, dayTolerance_, controllerDelay);
    }

    /// @inheritdoc IAccreditation
    function bind(address lot) external restricted {
        if (cobaltLot != address(0)) {
            revert AlreadyBound(cobaltLot);
        }
        address named = IAccredited(lot).accreditation();
        uint256 tolerance = IAccredited(lot).dayTolerance();
        if (named != address(this) || tolerance > dayTolerance) {
            revert BindMismatch(lot, named, tolerance);
        }
        cobaltLot = lot;
        deployment = uint256(keccak256(abi.encode(block.chainid, lot))) % Bn254.ORDER;
        ICobaltLot before = IAccredited(lot).predecessor().cobaltLot;
        if (address(before) != address(0)) {
            _succeed(before.accreditation());
        }
        emit Bound(lot, deployment, firstPeriod);
        _changeRegistry(false);
    }

    /// @inheritdoc IAccreditation
    function defineAttribute(uint256 attribute, Attribute calldata definition) external restricted {
        _define(attribute, definition);
        if (definition.rule == Rule.Carry) {
            return;
        }
        // Under the older rules the attribute is carried by sites that from now on need the grant.
        _changeRegistry(definition.rule == Rule.Require);
    }

    /// @inheritdoc IAccreditation
    function propose(
        Keys calldata keys,
        Right right,
        Terms calldata terms
    ) external restricted returns (uint256 siteId) {
        uint256 keysHash = _useKeys(keys);
        _checkTerms(right, terms);
        siteId = ++_siteCount;
        Site storage site = _sites[siteId];
        site.keysHash = keysHash;
        site.right = right;
        site.terms = terms;
        emit SiteProposed(siteId, keys, right, terms);
    }

    /// @inheritdoc IAccreditation
    function confirm(uint256 siteId, uint256 keysHash) external restricted {
        Site storage site = _known(siteId);
        if (site.confirmed) {
            revert SiteAlreadyConfirmed(siteId);
        }
        if (site.keysHash != keysHash) {
            revert KeysMismatch(siteId, site.keysHash, keysHash);
        }
        site.confirmed = true;
        emit SiteConfirmed(siteId, keysHash);
        if (!site.suspended && _isDue(site)) {
            _insert(siteId, site);
        }
    }

    /// @inheritdoc IAccreditation
    function admit(uint256 siteId) external {
        Site storage site = _known(siteId);
        if (site.profile != 0) {
            revert SiteInTree(siteId);
        }
        if (site.suspended) {
            revert SiteIsSuspended(siteId);
        }
        if (!site.confirmed) {
            revert SiteNotConfirmed(siteId);
        }
        if (!_isDue(site)) {
            revert KeysNotDue(siteId, _fromPeriod(site));
        }
        _insert(siteId, site);
    }

    /// @inheritdoc IAccreditation
    function amend(uint256 siteId, Terms calldata terms) external restricted {
        Site storage site = _known(siteId);
        _checkTerms(site.right, terms);
        bool otherProcess = site.terms.processCommitment != terms.processCommitment;
        site.terms = terms;
        emit SiteAmended(siteId, terms);
        uint256 grants = site.grants;
        for (uint256 attribute = 0; attribute < _ATTRIBUTES; ++attribute) {
            if ((grants >> attribute) & 1 == 0 || _isOpen(site, attribute)) {
                continue;
            }
            _dropGrant(siteId, site, attribute);
            emit GrantClosed(siteId, attribute);
        }
        _replace(siteId, site, otherProcess ? Restrictive.Always : Restrictive.IfWorse);
    }

    /// @inheritdoc IAccreditation
    function rotate(uint256 siteId, Keys calldata keys) external restricted {
        Site storage site = _known(siteId);
        _remove(siteId, site);
        site.keysHash = _useKeys(keys);
        site.confirmed = false;
        site.fromPeriod = site.leftPeriod + 1;
        emit SiteRotated(siteId, keys, site.fromPeriod);
    }

    /// @inheritdoc IAccreditation
    function suspend(uint256 siteId) external restricted {
        Site storage site = _known(siteId);
        if (site.suspended) {
            revert SiteIsSuspended(siteId);
        }
        site.suspended = true;
        emit SiteSuspended(siteId);
        _remove(siteId, site);
    }

    /// @inheritdoc IAccreditation
    function reinstate(uint256 siteId) external restricted {
        Site storage site = _known(siteId);
        if (!site.suspended) {
            revert SiteNotSuspended(siteId);
        }
        site.suspended = false;
        emit SiteReinstated(siteId);
        if (site.confirmed && _isDue(site)) {
            _insert(siteId, site);
        }
    }

    /// @inheritdoc IAccreditation
    function grant(uint256 siteId, uint256 attribute, uint16 auditedOn, uint16 validUntil) external {
        _checkController(attribute);
        Site storage site = _known(siteId);
        if (!_isOpen(site, attribute)) {
            revert AttributeNotOpen(siteId, attribute);
        }
        _checkDates(auditedOn, validUntil);
        _checkGroup(siteId, attribute, site.grants);
        site.grants |= uint24(1 << attribute);
        _grants[siteId][attribute] = Grant({auditedOn: auditedOn, validUntil: validUntil});
        emit GrantGiven(siteId, attribute, auditedOn, validUntil);
        _replace(siteId, site, Restrictive.IfWorse);
    }

    /// @inheritdoc IAccreditation
    function revoke(uint256 siteId, uint256 attribute) external {
        _checkController(attribute);
        Site storage site = _known(siteId);
        _dropGrant(siteId, site, attribute);
        emit GrantRevoked(siteId, attribute);
        _replace(siteId, site, Restrictive.Always);
    }

    /// @inheritdoc IAccreditation
    function lapse(uint256 siteId, uint256 attribute) external {
        Site storage site = _known(siteId);
        uint256 validUntil = _grants[siteId][attribute].validUntil;
        _dropGrant(siteId, site, attribute);
        if (validUntil + dayTolerance >= Calendar.today()) {
            revert GrantNotLapsed(siteId, attribute, validUntil);
        }
        emit GrantLapsed(siteId, attribute);
        // Proofs against older registries can't use this site's leaf, because it was dead in them too.
        _replace(siteId, site, Restrictive.Never);
    }

    /// @inheritdoc IAccreditation
    function offerAttribute(uint256 attribute, address heir) external {
        _checkController(attribute);
        _heirs[attribute] = heir;
        emit AttributeOffered(attribute, msg.sender, heir);
    }

    /// @inheritdoc IAccreditation
    function replaceController(uint256 attribute, address heir) external restricted {
        if (!_isDefined(attribute)) {
            revert AttributeUndefined(attribute);
        }
        uint64 from = heir == address(0) ? 0 : uint64(block.timestamp + controllerDelay);
        _replacements[attribute] = Replacement({heir: heir, from: from});
        emit ControllerReplacementAnnounced(attribute, heir, from);
    }

    /// @inheritdoc IAccreditation
    function acceptAttribute(uint256 attribute) external {
        Replacement memory replacement = _replacements[attribute];
        bool announced = replacement.heir == msg.sender;
        if (_heirs[attribute] != msg.sender) {
            if (!announced) {
                revert AttributeNotOffered(attribute, msg.sender);
            }
            if (block.timestamp < replacement.from) {
                revert ReplacementNotDue(attribute, replacement.from);
            }
        }
        delete _heirs[attribute];
        // Another's announcement outlives a handover: else a stolen account would get rid of it so. One's own is
        // fulfilled: else it could take the attribute back later.
        if (announced) {
            delete _replacements[attribute];
        }
        address former = _attributes[attribute].controller;
        _attributes[attribute].controller = msg.sender;
        emit AttributeAccepted(attribute, former, msg.sender);
    }

    /// @inheritdoc IAccreditation
    function requireRegistry(uint256 registry_) external view {
        // Under any other lot contract, however genuine, each permit and assay would count once more.
        if (msg.sender != cobaltLot) {
            revert CobaltLotOnly(msg.sender);
        }
        if (!isAccepted(registry_)) {
            revert RegistryNotAccepted(registry_);
        }
    }

    /// @inheritdoc IAccreditation
    function registry() external view returns (uint256) {
        return _registries.current;
    }

    /// @inheritdoc IAccreditation
    function root() external view returns (uint256) {
        return _tree.root();
    }

    /// @inheritdoc IAccreditation
    function treeSize() external view returns (uint256) {
        return _tree.size;
    }

    /// @inheritdoc IAccreditation
    function attributeOf(uint256 attribute) external view returns (Attribute memory) {
        return _attributes[attribute];
    }

    /// @inheritdoc IAccreditation
    function siteOf(uint256 siteId) external view returns (Site memory) {
        return _known(siteId);
    }

    /// @inheritdoc IAccreditation
    function leafOf(uint256 siteId) external view returns (uint256) {
        Site storage site = _known(siteId);
        return site.profile == 0 ? 0 : _tree.nodes[site.index];
    }

    /// @inheritdoc IAccreditation
    function heirOf(uint256 attribute) external view returns (address) {
        return _heirs[attribute];
    }

    /// @inheritdoc IAccreditation
    function replacementOf(uint256 attribute) external view returns (Replacement memory) {
        return _replacements[attribute];
    }

    /// @inheritdoc IAccreditation
    function grantOf(uint256 siteId, uint256 attribute) external view returns (Grant memory) {
        return _grants[siteId][attribute];
    }

    /// @inheritdoc IAccreditation
    function isAccepted(uint256 registry_) public view returns (bool) {
        return _registries.isAccepted(registry_);
    }

    /// @dev Takes over what the shares of a predecessor's lots mean, and who answers for it. Its permits count here, but a
    /// site with new keys would have its quota of the month once more, so sites enter with the next.
    function _succeed(IAccreditation before) private {
        if (_tree.size != 0) {
            revert BoundAfterSites(_tree.size);
        }
        for (uint256 attribute = 0; attribute < _ATTRIBUTES; ++attribute) {
            Attribute memory definition = before.attributeOf(attribute);
            if (bytes(definition.name).length != 0) {
                _define(attribute, definition);
            }
        }
        firstPeriod = uint16(Calendar.periodOf(Calendar.today()) + 1);
    }

    function _define(uint256 attribute, Attribute memory definition) private {
        if (attribute >= _ATTRIBUTES) {
            revert AttributeOutOfRange(attribute);
        }
        if (_isDefined(attribute)) {
            revert AttributeAlreadyDefined(attribute);
        }
        if (bytes(definition.name).length == 0 || _attributeNames[definition.name]) {
            revert AttributeNameInvalid(definition.name);
        }
        if (definition.controller == address(0)) {
            revert AttributeControllerZero();
        }
        if (definition.rule == Rule.Raise && definition.group != 0) {
            revert AttributeRaiseInGroup(attribute, definition.group);
        }
        _attributes[attribute] = definition;
        _attributeNames[definition.name] = true;
        emit AttributeDefined(
            attribute,
            definition.name,
            definition.controller,
            definition.group,
            definition.rule
        );
        attributeRules |= uint256(definition.rule) << (2 * attribute);
    }

    function _insert(uint256 siteId, Site storage site) private {
        (uint256 leaf, uint104 profile) = _leafOf(siteId, site);
        uint256 index = _tree.insert(leaf);
        (site.profile, site.index) = (profile, uint16(index));
        emit LeafInserted(siteId, index, leaf, site.keysHash, profile, site.terms.processCommitment);
        _changeRegistry(false);
    }

    /// @dev Brings the site's leaf up to date, if it is in the tree.
    function _replace(uint256 siteId, Site storage site, Restrictive restrictive) private {
        uint256 oldProfile = site.profile;
        if (oldProfile == 0) {
            return;
        }
        uint256 index = site.index;
        (uint256 leaf, uint104 profile) = _leafOf(siteId, site);
        if (leaf == _tree.nodes[index]) {
            return;
        }
        site.profile = profile;
        _tree.update(index, leaf);
        emit LeafReplaced(siteId, index, leaf, site.keysHash, profile, site.terms.processCommitment);
        _changeRegistry(
            restrictive == Restrictive.Always ||
                (restrictive == Restrictive.IfWorse && SiteProfile.isWorse(oldProfile, profile))
        );
    }

    function _remove(uint256 siteId, Site storage site) private {
        if (site.profile == 0) {
            return;
        }
        site.profile = 0;
        site.leftPeriod = uint16(Calendar.periodOf(Calendar.today()));
        _tree.update(site.index, 0);
        emit LeafRemoved(siteId, site.index);
        _changeRegistry(true);
    }

    /// @dev Computes the registry anew after a change of tree, rules or binding.
    function _changeRegistry(bool restrictive) private {
        if (cobaltLot == address(0)) {
            return;
        }
        uint256 treeRoot = _tree.root();
        uint256 next =
            treeRoot == 0 ? 0 : PoseidonT5.hash([treeRoot, attributeRules, deployment, Tags.REGISTRY]);
        _registries.change(next, restrictive, rootWindow);
        emit RegistryChanged(next, treeRoot, attributeRules, restrictive);
    }

    function _dropGrant(uint256 siteId, Site storage site, uint256 attribute) private {
        if ((uint256(site.grants) >> attribute) & 1 == 0) {
            revert GrantNotHeld(siteId, attribute);
        }
        site.grants &= ~uint24(1 << attribute);
        delete _grants[siteId][attribute];
    }

    /// @dev Marks the keys as used. @return their hash
    function _useKeys(Keys calldata keys) private returns (uint256) {
        _useKey(keys.siteKey);
        _useKey(keys.traceKey);
        if (!BabyJubjub.isKey(keys.assayerX, keys.assayerY)) {
            revert AssayerInvalid(keys.assayerX, keys.assayerY);
        }
        return PoseidonT5.hash([keys.siteKey, keys.traceKey, keys.assayerX, keys.assayerY]);
    }

    function _useKey(uint256 key) private {
        _checkFieldElement(key);
        if (_keysUsed[key]) {
            revert KeyUsed(key);
        }
        _keysUsed[key] = true;
    }

    function _leafOf(uint256 siteId, Site storage site) private view returns (uint256 leaf, uint104 profile) {
        Terms memory terms = site.terms;
        uint256 grants = site.grants;
        uint16 auditedOn = terms.auditedOn;
        uint16 validUntil = terms.validUntil;
        for (uint256 attribute = 0; attribute < _ATTRIBUTES; ++attribute) {
            if ((grants >> attribute) & 1 == 0) {
                continue;
            }
            Grant memory held = _grants[siteId][attribute];
            if (held.auditedOn < auditedOn) {
                auditedOn = held.auditedOn;
            }
            if (held.validUntil < validUntil) {
                validUntil = held.validUntil;
            }
        }
        profile = SiteProfile.pack(site.right, terms, grants, auditedOn, validUntil);
        leaf = PoseidonT4.hash([site.keysHash, profile, terms.processCommitment]);
    }

    /// @dev The day of a proof may be older than today: no day that is still accepted may be of an earlier period.
    function _isDue(Site storage site) private view returns (bool) {
        return Calendar.periodOf(Calendar.today() - dayTolerance) >= _fromPeriod(site);
    }

    function _fromPeriod(Site storage site) private view returns (uint256) {
        return site.fromPeriod > firstPeriod ? site.fromPeriod : firstPeriod;
    }

    function _isDefined(uint256 attribute) private view returns (bool) {
        return bytes(_attributes[attribute].name).length != 0;
    }

    function _known(uint256 siteId) private view returns (Site storage site) {
        site = _sites[siteId];
        if (site.keysHash == 0) {
            revert SiteUnknown(siteId);
        }
    }

    function _checkController(uint256 attribute) private view {
        if (!_isDefined(attribute)) {
            revert AttributeUndefined(attribute);
        }
        if (msg.sender != _attributes[attribute].controller) {
            revert AttributeControllerOnly(attribute, msg.sender);
        }
    }

    function _checkGroup(uint256 siteId, uint256 attribute, uint256 grants) private view {
        uint256 group = _attributes[attribute].group;
        if (group == 0) {
            return;
        }
        for (uint256 held = 0; held < _ATTRIBUTES; ++held) {
            if ((grants >> held) & 1 == 0 || held == attribute || _attributes[held].group != group) {
                continue;
            }
            revert GrantExcluded(siteId, attribute, held);
        }
    }

    /// @dev Whether a site may hold an attribute. A mint gets all of its site's grants, so what refining raises is open
    /// to a mine or a recycler only by a word of its own.
    function _isOpen(Site storage site, uint256 attribute) private view returns (bool) {
        bool raisesAtMint = site.right == Right.Mint && _attributes[attribute].rule == Rule.Raise;
        uint256 open = raisesAtMint ? site.terms.raisedAtMint : site.terms.attributes;
        return (open >> attribute) & 1 == 1;
    }

    function _checkTerms(Right right, Terms calldata terms) private view {
        uint256 raised = terms.raisedAtMint;
        bool raises = raised == 0 || (right == Right.Mint && raised & ~uint256(terms.attributes) == 0);
        if (!raises || terms.attributes >> _ATTRIBUTES != 0) {
            revert OpenAttributesInvalid(terms.attributes, terms.raisedAtMint);
        }
        _checkFieldElement(terms.processCommitment);
        if (terms.unitGrams == 0) {
            revert UnitZero();
        }
        _checkDates(terms.auditedOn, terms.validUntil);
    }

    function _checkDates(uint256 auditedOn, uint256 validUntil) private view {
        uint256 today = Calendar.today();
        if (auditedOn > today) {
            revert AuditInFuture(auditedOn, today);
        }
        if (validUntil < today) {
            revert ValidityOver(validUntil, today);
        }
    }

    function _checkFieldElement(uint256 value) private pure {
        if (value == 0 || value >= Bn254.ORDER) {
            revert FieldElementInvalid(value);
        }
    }
}
