pragma circom 2.2.3;
include "circomlib/circuits/comparators.circom";
include "lot-id.circom";

/// @title OptionalLot
/// @notice One of several places for a lot, which may stay unused: no place hides mass behind the id 0, and
///         none shows an id without mass.
/// @input id public: the lot's id, or 0
/// @input massGrams, provenance, salt its opening; of an unused place the mass is 0
/// @output used 1 or 0
/// @enforces id is the opening's lot id if massGrams ≠ 0, else 0
template OptionalLot() {
    signal input id;
    signal input massGrams;
    signal input provenance;
    signal input salt;
    signal output used;

    signal isEmpty <== IsZero()(massGrams);
    used <== 1 - isEmpty;
    signal lotId <== LotId()(massGrams, provenance, salt);
    id === used * lotId;
}
