// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {AncestryHandler} from "../../fixtures/solidity/AncestryHandler.sol";

/// @title The parents of every provenance, however the book is filled (P-25)
contract AncestryTest {
    AncestryHandler private _handler;

    function setUp() external {
        _handler = new AncestryHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// forge-config: default.invariant.runs = 16
    /// forge-config: default.invariant.depth = 24
    /// forge-config: default.invariant.fail-on-revert = true
    function invariantParentsAreRemembered() external view {
        assert(_handler.agrees());
    }

    function testFuzzParentsAreRemembered(uint8[20] calldata counts, uint256 seed) external {
        for (uint256 i = 0; i < counts.length; ++i) {
            _handler.add(counts[i], uint256(keccak256(abi.encode(seed, i))));
            assert(_handler.agrees());
        }
    }
}
