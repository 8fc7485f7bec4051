// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title Days and months of the chain
/// @notice A day counts from 1970-01-01 UTC, a period is a month counted from January 1970.
library Calendar {
    /// @notice The day of a proof lies in the future, too far back, or beyond the 16 bits that circuits take (2149-06-06).
    error DayOutOfRange(uint256 day, uint256 today);

    /// @notice The day of the current block.
    function today() internal view returns (uint256) {
        return block.timestamp / 1 days;
    }

    /// @notice Reverts unless `day` is one of `tolerance` days before today, or today.
    function requireRecent(uint256 day, uint256 tolerance) internal view {
        uint256 current = today();
        // The second comparison needs no care for overflow, because the first one holds by then.
        if (day > current || current - day > tolerance) {
            revert DayOutOfRange(day, current);
        }
    }

    /// @notice The clock signal of a site's proof: day + 2^16 · period.
    function whenOf(uint256 day) internal view returns (uint256) {
        // A larger day would read as an early one of a later period, before any accreditation has run out.
        if (day > type(uint16).max) {
            revert DayOutOfRange(day, today());
        }
        return day | (periodOf(day) << 16);
    }

    /// @notice The month of a day: 12 · (year − 1970) + month − 1.
    /// @dev Counts years from March, so that the leap day is a year's last, in eras of 400 years, which are all alike.
    function periodOf(uint256 day) internal pure returns (uint256) {
        // No overflow for any day that a block can have.
        unchecked {
            uint256 sinceMarch0 = day + 719_468;
            uint256 era = sinceMarch0 / 146_097;
            uint256 dayOfEra = sinceMarch0 % 146_097;
            uint256 yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
            uint256 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
            // From March on, five months have 153 days.
            uint256 month = (5 * dayOfYear + 2) / 153;
            // January 1970 is month 10 of 1969.
            return 12 * (400 * era + yearOfEra) + month - (12 * 1969 + 10);
        }
    }
}
