pragma circom 2.2.3;
include "circomlib/circuits/poseidon.circom";
include "at-most.circom";
include "constants.circom";
include "range.circom";
include "tags.circom";

/// @title ProcessFigures
/// @notice What the auditor measured of a site's process, behind the commitment in its leaf.
/// @input emissionFloor grams CO2e that the site adds per tonne of cobalt that leaves it
/// @input primaryShare part of the floor that rests on primary data, 1/10,000
/// @input yieldMin, yieldMax cobalt out per cobalt in, 1/10,000
/// @input salt
/// @output commitment Poseidon(emissionFloor, primaryShare, yieldMin, yieldMax, salt, TAG_PROCESS)
/// @enforces emissionFloor < 2^30 (an unbounded one is a negative one), the others ≤ 10,000 (a yield above 1
///           would raise bounds)
template ProcessFigures() {
    signal input emissionFloor;
    signal input primaryShare;
    signal input yieldMin;
    signal input yieldMax;
    signal input salt;
    signal output commitment;

    Range(30)(emissionFloor);
    AtMost(14)(primaryShare, TEN_THOUSAND());
    AtMost(14)(yieldMin, TEN_THOUSAND());
    AtMost(14)(yieldMax, TEN_THOUSAND());
    commitment <== Poseidon(6)([emissionFloor, primaryShare, yieldMin, yieldMax, salt, TAG_PROCESS()]);
}
