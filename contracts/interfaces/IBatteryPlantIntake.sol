// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @notice What the plant orders.
struct PurchaseOrder {
    /// The only account that may deliver.
    address supplier;
    /// Battery packs to be built, and the cobalt in each.
    uint32 units;
    uint32 gramsPerUnit;
    /// Last day (since 1970-01-01 UTC) on which it may be delivered; 0: none.
    uint16 dueDay;
    /// The policy whose least mass the delivery must be proven to have.
    uint256 quantityPolicy;
    /// What else the delivery must meet, beyond the gate's own policies.
    uint256[] policies;
}

/// @notice What has become of an order.
struct Delivery {
    /// Whether the plant has withdrawn the order before it was delivered.
    bool cancelled;
    /// The lot delivered; 0 before, and after it was returned.
    uint256 lotId;
    /// Packs built and the root of their battery passports; 0 before.
    uint32 units;
    bytes32 passportRoot;
}

/// @title Battery plant intake
/// @notice A plant orders cobalt, takes one lot for each order if the claims proven about it meet gate and order, and
/// retires it into as many packs as it was proven to suffice for, or gives it back. The plant never learns more than was
/// claimed. Passports follow lot → delivery: {deliveryOf} the order that took the lot says what it backs. A purpose alone
/// proves nothing, since any owner can retire a lot under any.
interface IBatteryPlantIntake {
    event OrderPlaced(uint256 indexed orderId, address indexed supplier, PurchaseOrder order);
    event OrderCancelled(uint256 indexed orderId);
    event OrderDelivered(uint256 indexed orderId, uint256 indexed lotId);
    /// @notice A delivered lot went back to the supplier; the order is open again.
    event OrderReturned(uint256 indexed orderId, uint256 indexed lotId);
    /// @notice A lot that no order knows, sent here by mistake, was given on.
    event LotRescued(uint256 indexed lotId, address indexed to);
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

    /// @notice The order was withdrawn.
    error OrderIsCancelled(uint256 orderId);

    /// @notice The order's last day of delivery has passed.
    error OrderOverdue(uint256 orderId, uint256 dueDay, uint256 today);

    /// @notice The lot was delivered for an order.
    error LotDelivered(uint256 lotId, uint256 orderId);

    /// @notice A lot was delivered for this order.
    error OrderAlreadyDelivered(uint256 orderId, uint256 lotId);

    /// @notice No lot was delivered for this order yet.
    error OrderNotDelivered(uint256 orderId);

    /// @notice This delivery backs passports already.
    error OrderAlreadyBacked(uint256 orderId, bytes32 passportRoot);

    /// @notice A passport root of 0 stands for none.
    error PassportRootMissing();

    /// @notice Orders a lot; by role. Refused if the quantity policy does not cover the units, or a policy is not defined.
    function placeOrder(PurchaseOrder calldata order) external returns (uint256 orderId);

    /// @notice Withdraws an order that has not been delivered; by role.
    function cancelOrder(uint256 orderId) external;

    /// @notice Takes the sender's lot, for which it has approved this contract, if gate and order let it in.
    function deliver(uint256 orderId, uint256 lotId) external;

    /// @notice Gives the delivered lot back to the supplier, as long as it backs nothing; by role. The order is open again.
    function returnLot(uint256 orderId) external;

    /// @notice Gives a lot that no order knows to another account: one that was sent here without a delivery; by role.
    function rescue(uint256 lotId, address to) external;

    /// @notice Retires the delivered lot into packs, once; by role. Refused if a recall reaches it that the gate heeds:
    /// {returnLot} is then its way out. The purpose recorded with the lot is
    /// `keccak256(abi.encode(chain id, this contract, orderId, units, passportRoot))`.
    function backPassports(uint256 orderId, uint32 units, bytes32 passportRoot) external;

    /// @notice An order as placed.
    function orderOf(uint256 orderId) external view returns (PurchaseOrder memory);

    /// @notice What has become of an order.
    function deliveryOf(uint256 orderId) external view returns (Delivery memory);

    /// @notice The order that a lot was delivered for; 0 if for none.
    function orderFor(uint256 lotId) external view returns (uint256 orderId);
}
