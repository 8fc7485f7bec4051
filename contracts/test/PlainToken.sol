// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Burnable} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Burnable.sol";

/// @title OpenZeppelin's ERC-721 as it is, to compare with
contract PlainToken is ERC721Burnable {
    constructor() ERC721("Plain token", "PLAIN") {}

    function mint(address to, uint256 tokenId) external {
        _mint(to, tokenId);
    }
}
