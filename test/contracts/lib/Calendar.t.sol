// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {Calendar} from "../../../contracts/lib/Calendar.sol";
import {IVm} from "../../fixtures/solidity/IVm.sol";

/// @title Days and months, drawn at random (P-29)
contract CalendarTest {
    IVm private constant _VM = IVm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @notice The month counted from the months' lengths, one by one.
    function testFuzzPeriodIsThatOfACountedCalendar(uint16 day) external pure {
        uint256 left = day;
        uint256 period = 0;
        for (uint256 length = 31; left >= length; length = _length(period)) {
            left -= length;
            ++period;
        }
        assert(Calendar.periodOf(day) == period);
    }

    function testFuzzPeriodsFollowEachOther(uint40 day) external pure {
        uint256 step = Calendar.periodOf(uint256(day) + 1) - Calendar.periodOf(day);
        assert(step <= 1);
        // No month has fewer than 28 days or more than 31.
        assert(Calendar.periodOf(uint256(day) + 28) - Calendar.periodOf(day) <= 1);
        assert(Calendar.periodOf(uint256(day) + 31) - Calendar.periodOf(day) >= 1);
    }

    function testFuzzOnlyTodayAndTheToleratedDaysAreRecent(
        uint40 timestamp,
        uint40 day,
        uint8 back,
        uint8 tolerance
    ) external {
        _VM.warp(timestamp);
        uint256 today = uint256(timestamp) / 86_400;
        _assertRecent(day, tolerance, today);
        _assertRecent(today + 1, tolerance, today);
        if (back <= today) {
            _assertRecent(today - back, tolerance, today);
        }
    }

    function requireRecent(uint256 day, uint256 tolerance) external view {
        Calendar.requireRecent(day, tolerance);
    }

    function _assertRecent(uint256 day, uint256 tolerance, uint256 today) private view {
        bool expected = day <= today && day + tolerance >= today;
        try this.requireRecent(day, tolerance) {
            assert(expected);
        } catch (bytes memory reason) {
            assert(!expected);
            assert(
                keccak256(reason) ==
                    keccak256(abi.encodeWithSelector(Calendar.DayOutOfRange.selector, day, today))
            );
        }
    }

    function _length(uint256 period) private pure returns (uint256) {
        uint256 month = period % 12;
        uint256 year = 1970 + period / 12;
        if (month == 1) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 3 || month == 5 || month == 8 || month == 10 ? 30 : 31;
    }
}
