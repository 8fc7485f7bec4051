// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IAccreditation} from "../interfaces/IAccreditation.sol";
import {Delivery, IBatteryPlantIntake} from "../interfaces/IBatteryPlantIntake.sol";
import {IClaims} from "../interfaces/IClaims.sol";
import {ICobaltLot, Lot, Offer} from "../interfaces/ICobaltLot.sol";

/// @title Reads the whole state that a test looks at, in one call
contract StateReader {
    struct Query {
        IClaims claims;
        IBatteryPlantIntake intake;
        uint256[] lotIds;
        /// The lots whose claims are looked at.
        uint256[] claimedLots;
        address[] accounts;
        uint256[] permits;
        uint256[] policyIds;
        uint256[] registries;
        uint256 orders;
    }

    struct LotState {
        Lot lot;
        Offer offer;
        bytes32 purpose;
        /// Zero where the token does not exist.
        address tokenOwner;
        address approved;
    }

    /// Policy by policy.
    struct Days {
        uint256[] proven;
        uint256[] recorded;
    }

    struct State {
        uint256 timestamp;
        LotState[] lots;
        Days[] claims;
        uint256[] balances;
        /// Account by account, whether each account is its operator.
        bool[][] operators;
        bool[] permitsUsed;
        uint32[][] parentProvenances;
        bool[] accepted;
        uint256 registry;
        uint256 attributeRules;
        IAccreditation.Attribute[] attributes;
        Delivery[] deliveries;
    }

    function read(Query calldata query) external view returns (State memory state) {
        ICobaltLot token = query.claims.cobaltLot();
        IAccreditation accreditation = token.accreditation();
        state.timestamp = block.timestamp;
        state.lots = new LotState[](query.lotIds.length);
        for (uint256 i = 0; i < query.lotIds.length; ++i) state.lots[i] = _lot(token, query.lotIds[i]);
        state.claims = new Days[](query.claimedLots.length);
        for (uint256 i = 0; i < query.claimedLots.length; ++i) {
            state.claims[i] = _days(query.claims, query.claimedLots[i], query.policyIds);
        }
        state.balances = new uint256[](query.accounts.length);
        state.operators = new bool[][](query.accounts.length);
        for (uint256 i = 0; i < query.accounts.length; ++i) {
            state.balances[i] = token.balanceOf(query.accounts[i]);
            state.operators[i] = new bool[](query.accounts.length);
            for (uint256 k = 0; k < query.accounts.length; ++k) {
                state.operators[i][k] = token.isApprovedForAll(query.accounts[i], query.accounts[k]);
            }
        }
        state.permitsUsed = new bool[](query.permits.length);
        for (uint256 i = 0; i < query.permits.length; ++i) {
            state.permitsUsed[i] = token.permitUsed(query.permits[i]);
        }
        // Id 0 is nobody's.
        state.parentProvenances = new uint32[][](token.provenanceCount() + 1);
        for (uint32 i = 0; i < state.parentProvenances.length; ++i) {
            state.parentProvenances[i] = token.parentProvenances(i);
        }
        state.accepted = new bool[](query.registries.length);
        for (uint256 i = 0; i < query.registries.length; ++i) {
            state.accepted[i] = accreditation.isAccepted(query.registries[i]);
        }
        (state.registry, state.attributeRules) = (accreditation.registry(), accreditation.attributeRules());
        state.attributes = new IAccreditation.Attribute[](14);
        for (uint256 i = 0; i < 14; ++i) state.attributes[i] = accreditation.attributeOf(i);
        state.deliveries = new Delivery[](query.orders);
        for (uint256 i = 0; i < query.orders; ++i) state.deliveries[i] = query.intake.deliveryOf(i + 1);
    }

    function _lot(ICobaltLot token, uint256 lotId) private view returns (LotState memory state) {
        state.lot = token.lotOf(lotId);
        if (state.lot.owner == address(0)) return state;
        state.offer = token.offerOf(lotId);
        state.purpose = token.purposeOf(lotId);
        try token.ownerOf(lotId) returns (address owner) {
            state.tokenOwner = owner;
        } catch {
            state.tokenOwner = address(0);
        }
        try token.getApproved(lotId) returns (address approved) {
            state.approved = approved;
        } catch {
            state.approved = address(0);
        }
    }

    function _days(
        IClaims claims,
        uint256 lotId,
        uint256[] calldata policyIds
    ) private view returns (Days memory found) {
        found.proven = new uint256[](policyIds.length);
        found.recorded = new uint256[](policyIds.length);
        for (uint256 i = 0; i < policyIds.length; ++i) {
            found.proven[i] = claims.provenDay(lotId, policyIds[i]);
            found.recorded[i] = claims.recordedDay(lotId, policyIds[i]);
        }
    }
}
