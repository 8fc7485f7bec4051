// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title Participants
/// @notice Where a firm publishes the X25519 key to which others seal what only it may read: openings of lots, files.
/// An entry speaks for the account that sent it and for no other: a wallet, or a contract such as a multi-signature
/// account. A wallet's keys are derived from the wallet itself, number by number. A contract account has no private key
/// to derive from: its signers keep one backup key apart, derive from that as if it were a wallet's, and publish the
/// result through the account.
/// @dev Two accounts may publish one key. Refusing the second would let anyone who sees a publication pending take the
/// key first and so keep its owner out; and whoever publishes a stranger's key gains nothing, since only the stranger
/// can open what is then sealed to it.
interface IParticipants {
    /// @notice An account published a key; the one with the highest index is current.
    event KeyPublished(address indexed owner, uint256 index, bytes32 key);

    /// @notice Not the canonical encoding of an X25519 public key, or one of low order, with which sealing protects
    /// nothing.
    error KeyInvalid(bytes32 key);

    /// @notice Keys are published in the order of their indices.
    error KeyIndexUnexpected(uint256 index, uint256 expected);

    /// @notice Publishes the sender's key number `index`: 0 first, then one more with each rotation. Naming the index
    /// makes a transaction that is sent twice fail, where it would else shift all later keys against their derivation.
    /// What was sealed to an earlier key stays as it is.
    /// @param key The u-coordinate as RFC 7748 writes it, lowest byte first.
    function publish(uint256 index, bytes32 key) external;

    /// @notice The current key of an account and its index; key 0 if it has published none.
    function keyOf(address owner) external view returns (bytes32 key, uint256 index);
}
