// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {PoseidonT6} from "poseidon-solidity/PoseidonT6.sol";

import {IAccreditation} from "./interfaces/IAccreditation.sol";
import {IPolicies} from "./interfaces/IPolicies.sol";
import {Construction} from "./lib/Construction.sol";
import {PolicyRow} from "./lib/PolicyRow.sol";

/// @title Policies
/// @notice See {IPolicies}.
contract Policies is IPolicies {
    uint256 private constant _MASS_MAX = type(uint32).max;
    uint256 private constant _NO_INTERVAL = _MASS_MAX << 32;

    /// @inheritdoc IPolicies
    IAccreditation public immutable accreditation;

    /// The mass interval; never 0 for a defined policy, whose greatest mass is at least 1.
    mapping(uint256 policyId => uint256) private _intervals;

    constructor(IAccreditation accreditation_) {
        Construction.requireCode(address(accreditation_));
        accreditation = accreditation_;
        emit PoliciesDeployed(accreditation_);
    }

    /// @inheritdoc IPolicies
    function definePolicy(uint256[4] calldata words, uint256 interval) external returns (uint256 policyId) {
        bool trivial = interval == _NO_INTERVAL;
        for (uint256 k = 0; k < 4; ++k) {
            uint256 word = words[k];
            if (word >> (2 * PolicyRow.BITS) != 0) {
                revert PolicyWordTooLarge(k, word);
            }
            if (word != 0) {
                trivial = false;
            }
            _requireRow(2 * k, word & PolicyRow.MASK);
            _requireRow(2 * k + 1, word >> PolicyRow.BITS);
        }
        _requireInterval(interval);
        if (trivial) {
            revert PolicyTrivial();
        }
        policyId = PoseidonT6.hash([words[0], words[1], words[2], words[3], interval]);
        if (_intervals[policyId] != 0) {
            return policyId;
        }
        _intervals[policyId] = interval;
        emit PolicyDefined(policyId, words, interval);
    }

    /// @inheritdoc IPolicies
    function massRange(uint256 policyId) external view returns (uint32 massMin, uint32 massMax) {
        uint256 interval = _intervalOf(policyId);
        return (uint32(interval), uint32(interval >> 32));
    }

    /// @inheritdoc IPolicies
    function isAboutProvenance(uint256 policyId) external view returns (bool) {
        return _intervalOf(policyId) == _NO_INTERVAL;
    }

    function _intervalOf(uint256 policyId) private view returns (uint256 interval) {
        interval = _intervals[policyId];
        if (interval == 0) {
            revert PolicyUnknown(policyId);
        }
    }

    function _requireInterval(uint256 interval) private pure {
        uint256 massMin = interval & _MASS_MAX;
        uint256 massMax = interval >> 32;
        bool empty = massMax == 0 || massMin > massMax;
        // Every lot weighs at least 1 g, so [1, 2^32−1] is no interval either, and none has one spelling.
        if (empty || massMax > _MASS_MAX || (massMin == 1 && massMax == _MASS_MAX)) {
            revert PolicyIntervalInvalid(interval);
        }
    }

    /// @dev Refuses rows that say nothing, rows with a second spelling, and sums of shares of the same cobalt.
    function _requireRow(uint256 index, uint256 row) private view {
        if (row == 0) {
            return;
        }
        uint256 attributes = PolicyRow.attributes(row);
        if ((attributes == 0) != (PolicyRow.shareFactor(row) == 0)) {
            revert PolicyRowAmbiguous(index, row);
        }
        // Only the audit term can be negative, and days have 16 bits.
        int256 least = PolicyRow.constantTerm(row) - int256(PolicyRow.auditFactor(row) * type(uint16).max);
        if (least >= 0) {
            revert PolicyRowAlwaysHolds(index, row);
        }
        _requireExclusive(index, attributes);
    }

    function _requireExclusive(uint256 index, uint256 attributes) private view {
        uint256 first = type(uint256).max;
        uint256 group = 0;
        for (uint256 attribute = 0; attributes >> attribute != 0; ++attribute) {
            if ((attributes >> attribute) & 1 == 0) {
                continue;
            }
            IAccreditation.Attribute memory definition = accreditation.attributeOf(attribute);
            if (bytes(definition.name).length == 0) {
                revert PolicyAttributeUndefined(index, attribute);
            }
            if (first == type(uint256).max) {
                (first, group) = (attribute, definition.group);
            }
            // Group 0 is none: such an attribute stands alone.
            else if (group == 0 || definition.group != group) {
                revert PolicyAttributesNotExclusive(index, first, attribute);
            }
        }
    }
}
