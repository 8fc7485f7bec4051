// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

/// @title Makes many calls in one, for tests that ask ten thousand times
contract StaticCalls {
    struct Call {
        address to;
        bytes data;
    }

    /// @notice Whether each call went through and, if it returned a word, returned another one than 0.
    /// @param gasEach what a call gets at most: a precompile that fails takes all that it is given
    function succeed(Call[] calldata calls, uint256 gasEach) external view returns (bool[] memory accepted) {
        accepted = new bool[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            // solhint-disable-next-line avoid-low-level-calls -- the contracts have no interface in common
            (bool ok, bytes memory result) = calls[i].to.staticcall{gas: gasEach}(calls[i].data);
            accepted[i] = ok && (result.length == 0 || abi.decode(result, (uint256)) != 0);
        }
    }
}
