// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @notice What the plant orders.
struct PurchaseOrder {
    /// The only account that may deliver.
    address supplier;
    /// Battery packs to be built, and the cobalt in each.
    uint32 units;
    uint32 gramsPerUnit;
    /// The policy whose least mass the delivery must be proven to have.
    uint256 quantityPolicy;
    /// What else the delivery must meet, beyond the gate's own policies.
    uint256[] policies;
}

/// @notice What has become of an order.
struct Delivery {
    /// The lot delivered; 0 before.
    uint256 lotId;
    /// Packs built and the root of their battery passports; 0 before.
    uint32 units;
    bytes32 passportRoot;
}

/// @title Battery plant intake
/// @notice A plant orders cobalt, takes one lot for each order if the claims proven about it meet gate and order, and
/// retires it into as many packs as it was proven to suffice for. The plant never learns more than was claimed.
interface IBatteryPlantIntake {
    event OrderPlaced(uint256 indexed orderId, address indexed supplier, PurchaseOrder order);
    event OrderDelivered(uint256 indexed orderId, uint256 indexed lotId);
    event OrderBacked(
        uint256 indexed orderId,
        uint256 indexed lotId,
        uint32 units,
        bytes32 passportRoot,
        bytes32 purpose
    );

    /// @notice More grams in the packs than the quantity policy makes sure of.
    error UnitsExceedQuantity(uint256 grams, uint256 massMin);

    /// @notice The order is for nothing, or its delivery would back nothing.
    error OrderEmpty();

    /// @notice No such order was placed.
    error OrderUnknown(uint256 orderId);

    /// @notice Only the order's supplier delivers.
    error SupplierMismatch(address supplier, address sender);

    /// @notice A lot was delivered for this order.
    error OrderAlreadyDelivered(uint256 orderId, uint256 lotId);

    /// @notice No lot was delivered for this order yet.
    error OrderNotDelivered(uint256 orderId);

    /// @notice This delivery backs passports already.
    error OrderAlreadyBacked(uint256 orderId, bytes32 passportRoot);

    /// @notice A passport root of 0 stands for none.
    error PassportRootMissing();

    /// @notice Orders a lot; by role. Refused if the quantity policy does not cover the units.
    function placeOrder(PurchaseOrder calldata order) external returns (uint256 orderId);

    /// @notice Takes the sender's lot, for which it has approved this contract, if gate and order let it in.
    function deliver(uint256 orderId, uint256 lotId) external;

    /// @notice Retires the delivered lot into packs, once; by role. The purpose recorded with the lot is
    /// `keccak256(abi.encode(this contract, orderId, units, passportRoot))`.
    function backPassports(uint256 orderId, uint32 units, bytes32 passportRoot) external;

    /// @notice An order as placed.
    function orderOf(uint256 orderId) external view returns (PurchaseOrder memory);

    /// @notice What has become of an order.
    function deliveryOf(uint256 orderId) external view returns (Delivery memory);
}
