// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IProofVerifier} from "./interfaces/IProofVerifier.sol";

// Generated from circuits/circuits.json by `npx hardhat circuits setup`.
// solhint-disable function-max-lines

/// @title The verifying keys of the circuits: mint 0, split 1, merge 2, refine 3, claim 4
/// @notice Keys are given at deployment, so that the code is the same for all; each word is an immutable, since those are
/// the cheapest to read. Words are in the precompiles' order, and what a pairing needs negated is given negated: α, −β, −γ,
/// which all circuits share, then for each circuit a point for the constant one, one for each public signal, and −δ.
abstract contract VerifyingKeys {
    uint256 internal constant _CIRCUITS = 5;
    uint256 internal constant _MAX_SIGNALS = 10;
    uint256 internal constant _KEY_WORDS = 106;

    uint256 private immutable _w0;
    uint256 private immutable _w1;
    uint256 private immutable _w2;
    uint256 private immutable _w3;
    uint256 private immutable _w4;
    uint256 private immutable _w5;
    uint256 private immutable _w6;
    uint256 private immutable _w7;
    uint256 private immutable _w8;
    uint256 private immutable _w9;
    uint256 private immutable _w10;
    uint256 private immutable _w11;
    uint256 private immutable _w12;
    uint256 private immutable _w13;
    uint256 private immutable _w14;
    uint256 private immutable _w15;
    uint256 private immutable _w16;
    uint256 private immutable _w17;
    uint256 private immutable _w18;
    uint256 private immutable _w19;
    uint256 private immutable _w20;
    uint256 private immutable _w21;
    uint256 private immutable _w22;
    uint256 private immutable _w23;
    uint256 private immutable _w24;
    uint256 private immutable _w25;
    uint256 private immutable _w26;
    uint256 private immutable _w27;
    uint256 private immutable _w28;
    uint256 private immutable _w29;
    uint256 private immutable _w30;
    uint256 private immutable _w31;
    uint256 private immutable _w32;
    uint256 private immutable _w33;
    uint256 private immutable _w34;
    uint256 private immutable _w35;
    uint256 private immutable _w36;
    uint256 private immutable _w37;
    uint256 private immutable _w38;
    uint256 private immutable _w39;
    uint256 private immutable _w40;
    uint256 private immutable _w41;
    uint256 private immutable _w42;
    uint256 private immutable _w43;
    uint256 private immutable _w44;
    uint256 private immutable _w45;
    uint256 private immutable _w46;
    uint256 private immutable _w47;
    uint256 private immutable _w48;
    uint256 private immutable _w49;
    uint256 private immutable _w50;
    uint256 private immutable _w51;
    uint256 private immutable _w52;
    uint256 private immutable _w53;
    uint256 private immutable _w54;
    uint256 private immutable _w55;
    uint256 private immutable _w56;
    uint256 private immutable _w57;
    uint256 private immutable _w58;
    uint256 private immutable _w59;
    uint256 private immutable _w60;
    uint256 private immutable _w61;
    uint256 private immutable _w62;
    uint256 private immutable _w63;
    uint256 private immutable _w64;
    uint256 private immutable _w65;
    uint256 private immutable _w66;
    uint256 private immutable _w67;
    uint256 private immutable _w68;
    uint256 private immutable _w69;
    uint256 private immutable _w70;
    uint256 private immutable _w71;
    uint256 private immutable _w72;
    uint256 private immutable _w73;
    uint256 private immutable _w74;
    uint256 private immutable _w75;
    uint256 private immutable _w76;
    uint256 private immutable _w77;
    uint256 private immutable _w78;
    uint256 private immutable _w79;
    uint256 private immutable _w80;
    uint256 private immutable _w81;
    uint256 private immutable _w82;
    uint256 private immutable _w83;
    uint256 private immutable _w84;
    uint256 private immutable _w85;
    uint256 private immutable _w86;
    uint256 private immutable _w87;
    uint256 private immutable _w88;
    uint256 private immutable _w89;
    uint256 private immutable _w90;
    uint256 private immutable _w91;
    uint256 private immutable _w92;
    uint256 private immutable _w93;
    uint256 private immutable _w94;
    uint256 private immutable _w95;
    uint256 private immutable _w96;
    uint256 private immutable _w97;
    uint256 private immutable _w98;
    uint256 private immutable _w99;
    uint256 private immutable _w100;
    uint256 private immutable _w101;
    uint256 private immutable _w102;
    uint256 private immutable _w103;
    uint256 private immutable _w104;
    uint256 private immutable _w105;

    /// @param words all of them, in order
    constructor(uint256[] memory words) {
        if (words.length != _KEY_WORDS) {
            revert IProofVerifier.KeysLengthInvalid(words.length, _KEY_WORDS);
        }
        _w0 = words[0];
        _w1 = words[1];
        _w2 = words[2];
        _w3 = words[3];
        _w4 = words[4];
        _w5 = words[5];
        _w6 = words[6];
        _w7 = words[7];
        _w8 = words[8];
        _w9 = words[9];
        _w10 = words[10];
        _w11 = words[11];
        _w12 = words[12];
        _w13 = words[13];
        _w14 = words[14];
        _w15 = words[15];
        _w16 = words[16];
        _w17 = words[17];
        _w18 = words[18];
        _w19 = words[19];
        _w20 = words[20];
        _w21 = words[21];
        _w22 = words[22];
        _w23 = words[23];
        _w24 = words[24];
        _w25 = words[25];
        _w26 = words[26];
        _w27 = words[27];
        _w28 = words[28];
        _w29 = words[29];
        _w30 = words[30];
        _w31 = words[31];
        _w32 = words[32];
        _w33 = words[33];
        _w34 = words[34];
        _w35 = words[35];
        _w36 = words[36];
        _w37 = words[37];
        _w38 = words[38];
        _w39 = words[39];
        _w40 = words[40];
        _w41 = words[41];
        _w42 = words[42];
        _w43 = words[43];
        _w44 = words[44];
        _w45 = words[45];
        _w46 = words[46];
        _w47 = words[47];
        _w48 = words[48];
        _w49 = words[49];
        _w50 = words[50];
        _w51 = words[51];
        _w52 = words[52];
        _w53 = words[53];
        _w54 = words[54];
        _w55 = words[55];
        _w56 = words[56];
        _w57 = words[57];
        _w58 = words[58];
        _w59 = words[59];
        _w60 = words[60];
        _w61 = words[61];
        _w62 = words[62];
        _w63 = words[63];
        _w64 = words[64];
        _w65 = words[65];
        _w66 = words[66];
        _w67 = words[67];
        _w68 = words[68];
        _w69 = words[69];
        _w70 = words[70];
        _w71 = words[71];
        _w72 = words[72];
        _w73 = words[73];
        _w74 = words[74];
        _w75 = words[75];
        _w76 = words[76];
        _w77 = words[77];
        _w78 = words[78];
        _w79 = words[79];
        _w80 = words[80];
        _w81 = words[81];
        _w82 = words[82];
        _w83 = words[83];
        _w84 = words[84];
        _w85 = words[85];
        _w86 = words[86];
        _w87 = words[87];
        _w88 = words[88];
        _w89 = words[89];
        _w90 = words[90];
        _w91 = words[91];
        _w92 = words[92];
        _w93 = words[93];
        _w94 = words[94];
        _w95 = words[95];
        _w96 = words[96];
        _w97 = words[97];
        _w98 = words[98];
        _w99 = words[99];
        _w100 = words[100];
        _w101 = words[101];
        _w102 = words[102];
        _w103 = words[103];
        _w104 = words[104];
        _w105 = words[105];
    }

    /// @notice The number of public signals of a circuit, 0 if there is no such circuit.
    function _signalCount(uint256 circuit) internal pure returns (uint256) {
        return (0x03060a0905 >> (circuit << 3)) & 0xff;
    }

    /// @notice α, −β, −γ.
    function _sharedKey() internal view returns (uint256[] memory key) {
        key = _room(10);
        _put(key, 32, _w0, _w1);
        _put(key, 96, _w2, _w3);
        _put(key, 160, _w4, _w5);
        _put(key, 224, _w6, _w7);
        _put(key, 288, _w8, _w9);
    }

    /// @notice What a circuit has for itself: a point for the constant one, one for each public signal, −δ.
    function _circuitKey(uint256 circuit) internal view returns (uint256[] memory key) {
        // mint
        if (circuit == 0) {
            key = _room(16);
            _put(key, 32, _w10, _w11);
            _put(key, 96, _w12, _w13);
            _put(key, 160, _w14, _w15);
            _put(key, 224, _w16, _w17);
            _put(key, 288, _w18, _w19);
            _put(key, 352, _w20, _w21);
            _put(key, 416, _w22, _w23);
            _put(key, 480, _w24, _w25);
            return key;
        }
        // split
        if (circuit == 1) {
            key = _room(24);
            _put(key, 32, _w26, _w27);
            _put(key, 96, _w28, _w29);
            _put(key, 160, _w30, _w31);
            _put(key, 224, _w32, _w33);
            _put(key, 288, _w34, _w35);
            _put(key, 352, _w36, _w37);
            _put(key, 416, _w38, _w39);
            _put(key, 480, _w40, _w41);
            _put(key, 544, _w42, _w43);
            _put(key, 608, _w44, _w45);
            _put(key, 672, _w46, _w47);
            _put(key, 736, _w48, _w49);
            return key;
        }
        // merge
        if (circuit == 2) {
            key = _room(26);
            _put(key, 32, _w50, _w51);
            _put(key, 96, _w52, _w53);
            _put(key, 160, _w54, _w55);
            _put(key, 224, _w56, _w57);
            _put(key, 288, _w58, _w59);
            _put(key, 352, _w60, _w61);
            _put(key, 416, _w62, _w63);
            _put(key, 480, _w64, _w65);
            _put(key, 544, _w66, _w67);
            _put(key, 608, _w68, _w69);
            _put(key, 672, _w70, _w71);
            _put(key, 736, _w72, _w73);
            _put(key, 800, _w74, _w75);
            return key;
        }
        // refine
        if (circuit == 3) {
            key = _room(18);
            _put(key, 32, _w76, _w77);
            _put(key, 96, _w78, _w79);
            _put(key, 160, _w80, _w81);
            _put(key, 224, _w82, _w83);
            _put(key, 288, _w84, _w85);
            _put(key, 352, _w86, _w87);
            _put(key, 416, _w88, _w89);
            _put(key, 480, _w90, _w91);
            _put(key, 544, _w92, _w93);
            return key;
        }
        // claim
        if (circuit == 4) {
            key = _room(12);
            _put(key, 32, _w94, _w95);
            _put(key, 96, _w96, _w97);
            _put(key, 160, _w98, _w99);
            _put(key, 224, _w100, _w101);
            _put(key, 288, _w102, _w103);
            _put(key, 352, _w104, _w105);
            return key;
        }
    }

    /// @dev An array whose words are not yet written.
    function _room(uint256 words) private pure returns (uint256[] memory key) {
        assembly ("memory-safe") {
            key := mload(0x40)
            mstore(0x40, add(key, shl(5, add(words, 1))))
            mstore(key, words)
        }
    }

    function _put(uint256[] memory key, uint256 at, uint256 x, uint256 y) private pure {
        assembly ("memory-safe") {
            let target := add(key, at)
            mstore(target, x)
            mstore(add(target, 32), y)
        }
    }
}
