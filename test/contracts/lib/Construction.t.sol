// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {Construction} from "../../../contracts/lib/Construction.sol";

/// @title What constructors refuse, for any address and number (P-29)
contract ConstructionTest {
    function testFuzzADayToleranceIsAWeekAtMost(uint256 days_, bool near) external view {
        if (near) {
            days_ %= 16;
        }
        try this.tolerate(days_) {
            assert(days_ <= 7);
        } catch (bytes memory reason) {
            assert(days_ > 7);
            assert(
                keccak256(reason) ==
                    keccak256(abi.encodeWithSelector(Construction.DayToleranceTooLong.selector, days_))
            );
        }
    }

    function testFuzzAnAddressHasCode(address account, bool own) external view {
        if (own) {
            account = address(this);
        }
        try this.demandCode(account) {
            assert(account.code.length != 0);
        } catch (bytes memory reason) {
            assert(account.code.length == 0);
            assert(
                keccak256(reason) ==
                    keccak256(abi.encodeWithSelector(Construction.CodeMissing.selector, account))
            );
        }
    }

    function tolerate(uint256 days_) external pure {
        Construction.requireTolerance(days_);
    }

    function demandCode(address account) external view {
        Construction.requireCode(account);
    }
}
