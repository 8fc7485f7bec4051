pragma circom 2.2.3;
include "circomlib/circuits/comparators.circom";
include "range.circom";

/// @title EarlierDay
/// @input a, b days
/// @output day the earlier of the two
/// @enforces both are below 2^16, without which the comparison says nothing
template EarlierDay() {
    signal input a;
    signal input b;
    signal output day;

    Range(16)(a);
    Range(16)(b);
    signal aIsEarlier <== LessThan(16)([a, b]);
    day <== b + aIsEarlier * (a - b);
}
