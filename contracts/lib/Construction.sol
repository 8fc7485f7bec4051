// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title What constructors refuse, since nothing can be changed afterwards
library Construction {
    /// @notice Days back that a proof may be dated, at most.
    uint256 internal constant MAX_DAY_TOLERANCE = 7;

    /// @notice The address has no code, so that it can answer nothing.
    error CodeMissing(address account);

    /// @notice More days than {MAX_DAY_TOLERANCE}.
    error DayToleranceTooLong(uint256 dayTolerance);

    function requireCode(address account) internal view {
        if (account.code.length == 0) {
            revert CodeMissing(account);
        }
    }

    function requireTolerance(uint256 dayTolerance) internal pure {
        if (dayTolerance > MAX_DAY_TOLERANCE) {
            revert DayToleranceTooLong(dayTolerance);
        }
    }
}
