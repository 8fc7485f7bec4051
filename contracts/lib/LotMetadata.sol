// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {Lot, LotStatus, OperationKind} from "../interfaces/ICobaltLot.sol";

// JSON is full of double quotes, which the formatter leaves unescaped in single ones.
// solhint-disable quotes

/// @title What wallets show of a lot
library LotMetadata {
    using Strings for uint256;

    /// @notice The public facts of a lot as JSON in a data URI.
    function uri(
        uint256 lotId,
        Lot memory lot,
        uint32[] memory parentProvenances
    ) internal pure returns (string memory) {
        string memory attributes = string.concat(
            _attribute("Status", _quoted(_statusName(lot.status))),
            ",",
            _attribute("Made by", _quoted(_kindName(lot.kind))),
            ",",
            _attribute("Made on day", (uint256(lot.createdAt) / 1 days).toString()),
            ",",
            _attribute("Provenance", uint256(lot.provenanceId).toString()),
            ",",
            _attribute("Made from provenances", _quoted(_list(parentProvenances)))
        );
        string memory json = string.concat(
            '{"name":"Cobalt lot ',
            lotId.toHexString(32),
            '","description":"A lot of cobalt with hidden mass and provenance. Claims about it are proven.",',
            '"attributes":[',
            attributes,
            "]}"
        );
        return _dataUri(json);
    }

    /// @notice The public facts of the contract, in the same way.
    function contractUri(string memory name, string memory symbol) internal pure returns (string memory) {
        return
            _dataUri(
                string.concat(
                    '{"name":',
                    _quoted(name),
                    ',"symbol":',
                    _quoted(symbol),
                    ',"description":"Lots of cobalt with hidden mass and provenance, from mine to battery."}'
                )
            );
    }

    function _dataUri(string memory json) private pure returns (string memory) {
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    function _attribute(string memory name, string memory value) private pure returns (string memory) {
        return string.concat('{"trait_type":"', name, '","value":', value, "}");
    }

    function _quoted(string memory text) private pure returns (string memory) {
        return string.concat('"', text, '"');
    }

    /// @dev Of lots that have an owner.
    function _statusName(LotStatus status) private pure returns (string memory) {
        if (status == LotStatus.Offered) {
            return "offered";
        }
        if (status == LotStatus.Held) {
            return "held";
        }
        return "active";
    }

    function _kindName(OperationKind kind) private pure returns (string memory) {
        if (kind == OperationKind.Mint) {
            return "mint";
        }
        if (kind == OperationKind.Split) {
            return "split";
        }
        if (kind == OperationKind.Merge) {
            return "merge";
        }
        return "refine";
    }

    function _list(uint32[] memory ids) private pure returns (string memory text) {
        for (uint256 i = 0; i < ids.length; ++i) {
            text = string.concat(text, i == 0 ? "" : ", ", uint256(ids[i]).toString());
        }
    }
}
