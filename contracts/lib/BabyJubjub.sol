// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {SNARK_SCALAR_FIELD} from "@zk-kit/lean-imt.sol/Constants.sol";

/// @title The curve of the assayers' keys
library BabyJubjub {
    uint256 private constant _A = 168_700;
    uint256 private constant _D = 168_696;
    /// Below this, y could stand for a day or a tag in another hash.
    uint256 private constant _Y_MIN = 1 << 65;

    /// @notice Whether (x, y) can be an assayer's key: a·x² + y² = 1 + d·x²·y² in reduced coordinates, with a y that
    /// no day or tag can stand for, and not one of the points of order 1, 2 and 4, which have x = 0 or y = 0. That it
    /// lies in the subgroup is for whoever registers it to check; the circuits refuse the points of low order.
    function isKey(uint256 x, uint256 y) internal pure returns (bool) {
        if (x == 0 || x >= SNARK_SCALAR_FIELD || y < _Y_MIN || y >= SNARK_SCALAR_FIELD) return false;
        uint256 xx = mulmod(x, x, SNARK_SCALAR_FIELD);
        uint256 yy = mulmod(y, y, SNARK_SCALAR_FIELD);
        uint256 left = addmod(mulmod(_A, xx, SNARK_SCALAR_FIELD), yy, SNARK_SCALAR_FIELD);
        uint256 dxxyy = mulmod(_D, mulmod(xx, yy, SNARK_SCALAR_FIELD), SNARK_SCALAR_FIELD);
        return left == addmod(1, dxxyy, SNARK_SCALAR_FIELD);
    }
}
