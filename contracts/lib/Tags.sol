// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

// Generated from scripts/core/tags.ts by `npx hardhat circuits setup`.

/// @title The last input of each tagged hash, so that none can stand for another
library Tags {
    uint256 internal constant SITE = 18446744073709551617;
    uint256 internal constant TRACE = 18446744073709551618;
    uint256 internal constant PERMIT = 18446744073709551619;
    uint256 internal constant ASSAY = 18446744073709551620;
    uint256 internal constant PROCESS = 18446744073709551621;
    uint256 internal constant REGISTRY = 18446744073709551622;
}
