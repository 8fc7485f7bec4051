// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IAccreditation} from "../interfaces/IAccreditation.sol";

/// @title The part of an accreditation that lots and policies ask, for tests
contract AccreditationStub {
    mapping(uint256 registry => bool) private _accepted;
    mapping(uint256 attribute => IAccreditation.Attribute) private _attributes;

    function accept(uint256 registry, bool accepted) external {
        _accepted[registry] = accepted;
    }

    function defineAttribute(uint256 attribute, string calldata name, uint8 group) external {
        _attributes[attribute] = IAccreditation.Attribute({
            name: name,
            controller: msg.sender,
            group: group,
            rule: IAccreditation.Rule.Carry
        });
    }

    function requireRegistry(uint256 registry) external view {
        if (!_accepted[registry]) revert IAccreditation.RegistryNotAccepted(registry);
    }

    function attributeOf(uint256 attribute) external view returns (IAccreditation.Attribute memory) {
        return _attributes[attribute];
    }
}
