// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IProofVerifier} from "../interfaces/IProofVerifier.sol";

/// @title What the points of verifying keys must be
/// @notice Checked once, at deployment. No point may be that at infinity: a signal whose point it is would not count.
library KeyPoints {
    /// @notice Reverts unless `count` points of G1 begin at `words[at]`.
    function requireG1(uint256[] memory words, uint256 at, uint256 count) internal view {
        for (uint256 end = at + 2 * count; at < end; at += 2) {
            // Adding the point at infinity has the precompile look at the point.
            (bool ok, ) = address(6).staticcall(abi.encode(words[at], words[at + 1], 0, 0));
            if (!ok || words[at] | words[at + 1] == 0) {
                revert IProofVerifier.KeyPointInvalid(at);
            }
        }
    }

    /// @notice Reverts unless a point of G2 begins at `words[at]`.
    function requireG2(uint256[] memory words, uint256 at) internal view {
        (uint256 xIm, uint256 xRe, uint256 yIm, uint256 yRe) = (
            words[at],
            words[at + 1],
            words[at + 2],
            words[at + 3]
        );
        // A pairing with the point at infinity is one, but the precompile looks at the other point.
        (bool ok, ) = address(8).staticcall(abi.encode(0, 0, xIm, xRe, yIm, yRe));
        if (!ok || xIm | xRe | yIm | yRe == 0) {
            revert IProofVerifier.KeyPointInvalid(at);
        }
    }

    /// @notice Reverts if the points of G2 at two places are equal or opposite: these have one x.
    function requireOther(uint256[] memory words, uint256 at, uint256 other) internal pure {
        if (words[at] == words[other] && words[at + 1] == words[other + 1]) {
            revert IProofVerifier.KeyPointsEqual(at, other);
        }
    }
}
