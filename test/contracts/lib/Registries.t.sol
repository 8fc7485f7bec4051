// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {Registries} from "../../../contracts/lib/Registries.sol";
import {IVm} from "../../fixtures/solidity/IVm.sol";

/// @title Which registries are accepted, after any changes (P-14)
contract RegistriesTest {
    using Registries for Registries.History;

    /// @dev A time during which a registry was the current one.
    struct Reign {
        uint256 registry;
        uint256 ended;
    }

    IVm private constant _VM = IVm(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint256 private constant _WINDOW = 100;
    uint256 private constant _REGISTRIES = 4;

    Registries.History private _history;
    /// @dev Those of before that no restrictive change has ended.
    Reign[] private _reigns;

    /// @notice A draw says what becomes current, whether that is restrictive, and how much later it happens. Registries
    /// are few, so that they come back.
    function testFuzzAcceptedIsWhatNoChangeHasEnded(uint16[40] calldata draws) external {
        for (uint256 i = 0; i < draws.length; ++i) {
            uint256 draw = draws[i];
            uint256 next = draw % (_REGISTRIES + 1);
            bool restrictive = (draw >> 4) % 6 == 0;
            _VM.warp(block.timestamp + [uint256(0), 1, 50, 99, 100, 101][(draw >> 8) % 6]);
            _remember(_history.current, restrictive);
            _history.change(next, restrictive, _WINDOW);
            assert(_history.current == next);
            _compare(next);
            // The last second of the window, and the first beyond.
            _VM.warp(block.timestamp + _WINDOW);
            _compare(next);
            _VM.warp(block.timestamp + 1);
            _compare(next);
        }
    }

    function _remember(uint256 former, bool restrictive) private {
        if (restrictive) {
            delete _reigns;
        } else {
            _reigns.push(Reign({registry: former, ended: block.timestamp}));
        }
    }

    function _compare(uint256 current) private view {
        for (uint256 registry = 0; registry <= _REGISTRIES + 1; ++registry) {
            bool expected = registry == current;
            for (uint256 i = 0; i < _reigns.length; ++i) {
                if (_reigns[i].registry != registry) {
                    continue;
                }
                if (block.timestamp <= _reigns[i].ended + _WINDOW) {
                    expected = true;
                }
            }
            // None is what an empty tree has, at any time.
            assert(_history.isAccepted(registry) == (expected && registry != 0));
        }
    }
}
