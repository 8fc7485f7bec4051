// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {SiteTreeHandler} from "../../fixtures/solidity/SiteTreeHandler.sol";

/// @title The tree with stored nodes beside zk-kit's, whatever comes and goes (P-31)
contract SiteTreeTest {
    SiteTreeHandler private _handler;

    function setUp() external {
        _handler = new SiteTreeHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// forge-config: default.invariant.runs = 12
    /// forge-config: default.invariant.depth = 24
    /// forge-config: default.invariant.fail-on-revert = true
    function invariantRootsAreLeanIMTs() external view {
        assert(_handler.agrees());
    }

    /// @notice Every size up to 36, which takes in a tree that is full and one whose last leaf stands alone.
    /// forge-config: default.fuzz.runs = 24
    function testFuzzRootsAreLeanIMTs(uint8[36] calldata draws) external {
        for (uint256 i = 0; i < draws.length; ++i) {
            _handler.insert();
            assert(_handler.agrees());
            if (draws[i] % 2 == 1) {
                continue;
            }
            _handler.update(draws[i], draws[i] % 4 == 0);
            assert(_handler.agrees());
        }
    }
}
