// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

/// @title A receiver of tokens that does something on receipt, for tests
/// @notice It makes the prepared call to the token, answers as told, and remembers how the call ended.
contract CallingReceiver is IERC721Receiver {
    bytes4 private immutable _answer;
    bytes private _call;

    bool public called;
    bool public succeeded;
    bytes public result;

    constructor(bytes4 answer) {
        _answer = answer;
    }

    function prepare(bytes calldata call_) external {
        _call = call_;
    }

    /// @notice Makes any call, so that the receiver can act as an owner.
    function forward(address target, bytes calldata call_) external {
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, bytes memory returned) = target.call(call_);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(returned, 32), mload(returned))
            }
        }
    }

    function onERC721Received(address, address, uint256, bytes calldata) external returns (bytes4) {
        if (_call.length != 0) {
            called = true;
            // solhint-disable-next-line avoid-low-level-calls
            (succeeded, result) = msg.sender.call(_call);
        }
        return _answer;
    }
}
