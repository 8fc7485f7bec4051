pragma circom 2.2.3;
include "circomlib/circuits/poseidon.circom";
include "at-most.circom";
include "tags.circom";

/// @title Permit
/// @notice One of the permits that a site has in a period. Nothing links two of them without `traceSecret`.
/// @input traceSecret
/// @input period months since January 1970
/// @input index number of the permit
/// @input permits how many the site has, below 2^16
/// @output permit Poseidon(traceSecret, period, index, TAG_PERMIT)
/// @enforces 0 ≤ index < permits
template Permit() {
    signal input traceSecret;
    signal input period;
    signal input index;
    signal input permits;
    signal output permit;

    AtMost(16)(index, permits - 1);
    permit <== Poseidon(4)([traceSecret, period, index, TAG_PERMIT()]);
}
