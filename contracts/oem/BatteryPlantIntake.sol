// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {Delivery, IBatteryPlantIntake, PurchaseOrder} from "../interfaces/IBatteryPlantIntake.sol";
import {RetirementKind} from "../interfaces/ICobaltLot.sol";
import {IClaims} from "../interfaces/IClaims.sol";
import {IRecalls} from "../interfaces/IRecalls.sol";
import {Calendar} from "../lib/Calendar.sol";
import {Construction} from "../lib/Construction.sol";
import {ClaimGate} from "./ClaimGate.sol";

/// @title Battery plant intake
/// @notice See {IBatteryPlantIntake}.
contract BatteryPlantIntake is ClaimGate, AccessManaged, IBatteryPlantIntake {
    /// Orders count from 1.
    uint256 private _orderCount;
    mapping(uint256 orderId => PurchaseOrder) private _orders;
    mapping(uint256 orderId => Delivery) private _deliveries;
    /// @inheritdoc IBatteryPlantIntake
    mapping(uint256 lotId => uint256) public orderFor;

    constructor(
        address authority_,
        IClaims claims_,
        uint256[] memory policies_,
        uint256 minimumMassPolicy,
        uint256 maxClaimAge_,
        IRecalls[] memory recalls_
    ) ClaimGate(claims_, policies_, minimumMassPolicy, maxClaimAge_, recalls_) AccessManaged(authority_) {
        Construction.requireCode(authority_);
    }

    /// @inheritdoc IBatteryPlantIntake
    function placeOrder(PurchaseOrder calldata order) external restricted returns (uint256 orderId) {
        if (order.supplier == address(0) || order.units == 0 || order.gramsPerUnit == 0) {
            revert OrderEmpty();
        }
        _requireCovered(order.quantityPolicy, order.units, order.gramsPerUnit);
        _requireDefined(order.policies);
        orderId = ++_orderCount;
        _requireDue(orderId, order.dueDay);
        _orders[orderId] = order;
        emit OrderPlaced(orderId, order.supplier, order);
    }

    /// @inheritdoc IBatteryPlantIntake
    function cancelOrder(uint256 orderId) external restricted {
        _requireOpen(orderId);
        _deliveries[orderId].cancelled = true;
        emit OrderCancelled(orderId);
    }

    /// @inheritdoc IBatteryPlantIntake
    function deliver(uint256 orderId, uint256 lotId) external onlyProven(lotId) {
        PurchaseOrder storage order = _requireOpen(orderId);
        if (order.supplier != msg.sender) {
            revert SupplierMismatch(order.supplier, msg.sender);
        }
        _requireDue(orderId, order.dueDay);
        _requireProven(lotId, order.policies);
        _requireProven(lotId, order.quantityPolicy);
        _deliveries[orderId].lotId = lotId;
        orderFor[lotId] = orderId;
        emit OrderDelivered(orderId, lotId);
        // Fails for a lot that the supplier does not own, so no lot is ever delivered twice.
        claims.cobaltLot().transferFrom(msg.sender, address(this), lotId);
    }

    /// @inheritdoc IBatteryPlantIntake
    function returnLot(uint256 orderId) external restricted {
        (PurchaseOrder storage order, Delivery storage delivery) = _requireUnbacked(orderId);
        uint256 lotId = delivery.lotId;
        delivery.lotId = 0;
        delete orderFor[lotId];
        emit OrderReturned(orderId, lotId);
        claims.cobaltLot().transferFrom(address(this), order.supplier, lotId);
    }

    /// @inheritdoc IBatteryPlantIntake
    function rescue(uint256 lotId, address to) external restricted {
        if (orderFor[lotId] != 0) {
            revert LotDelivered(lotId, orderFor[lotId]);
        }
        emit LotRescued(lotId, to);
        claims.cobaltLot().transferFrom(address(this), to, lotId);
    }

    /// @inheritdoc IBatteryPlantIntake
    function backPassports(uint256 orderId, uint32 units, bytes32 passportRoot) external restricted {
        (PurchaseOrder storage order, Delivery storage delivery) = _requireUnbacked(orderId);
        uint256 lotId = delivery.lotId;
        if (units == 0) {
            revert OrderEmpty();
        }
        if (passportRoot == 0) {
            revert PassportRootMissing();
        }
        _requireCovered(order.quantityPolicy, units, order.gramsPerUnit);
        _requireNotRecalled(lotId);
        (delivery.units, delivery.passportRoot) = (units, passportRoot);
        bytes32 purpose = keccak256(abi.encode(block.chainid, address(this), orderId, units, passportRoot));
        emit OrderBacked(orderId, lotId, units, passportRoot, purpose);
        claims.cobaltLot().retire(lotId, RetirementKind.Product, purpose);
    }

    /// @inheritdoc IBatteryPlantIntake
    function orderOf(uint256 orderId) external view returns (PurchaseOrder memory) {
        return _known(orderId);
    }

    /// @inheritdoc IBatteryPlantIntake
    function deliveryOf(uint256 orderId) external view returns (Delivery memory) {
        return _deliveries[orderId];
    }

    function _known(uint256 orderId) private view returns (PurchaseOrder storage order) {
        order = _orders[orderId];
        if (order.supplier == address(0)) {
            revert OrderUnknown(orderId);
        }
    }

    /// @dev An order that waits for its delivery.
    function _requireOpen(uint256 orderId) private view returns (PurchaseOrder storage order) {
        order = _known(orderId);
        Delivery storage delivery = _deliveries[orderId];
        if (delivery.cancelled) {
            revert OrderIsCancelled(orderId);
        }
        if (delivery.lotId != 0) {
            revert OrderAlreadyDelivered(orderId, delivery.lotId);
        }
    }

    function _requireDue(uint256 orderId, uint256 dueDay) private view {
        uint256 today = Calendar.today();
        if (dueDay != 0 && dueDay < today) {
            revert OrderOverdue(orderId, dueDay, today);
        }
    }

    /// @dev An order whose lot is here, and backs nothing yet.
    function _requireUnbacked(
        uint256 orderId
    ) private view returns (PurchaseOrder storage order, Delivery storage delivery) {
        order = _known(orderId);
        delivery = _deliveries[orderId];
        if (delivery.lotId == 0) {
            revert OrderNotDelivered(orderId);
        }
        if (delivery.passportRoot != 0) {
            revert OrderAlreadyBacked(orderId, delivery.passportRoot);
        }
    }

    function _requireCovered(uint256 quantityPolicy, uint256 units, uint256 gramsPerUnit) private view {
        (uint256 massMin, ) = claims.policies().massRange(quantityPolicy);
        uint256 grams = units * gramsPerUnit;
        if (grams > massMin) {
            revert UnitsExceedQuantity(grams, massMin);
        }
    }
}
