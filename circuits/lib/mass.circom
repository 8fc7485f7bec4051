pragma circom 2.2.3;
include "circomlib/circuits/comparators.circom";
include "range.circom";

/// @title Mass
/// @input massGrams contained cobalt, grams
/// @enforces 1 ≤ massGrams < 2^32
template Mass() {
    signal input massGrams;

    Range(32)(massGrams);
    signal isZero <== IsZero()(massGrams);
    isZero === 0;
}
