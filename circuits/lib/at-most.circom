pragma circom 2.2.3;
include "range.circom";

/// @title AtMost
/// @notice `small ≤ large` as integers, whatever field elements come in: both `small` and the difference are
///         ranged, so `large` is their sum without a wrap.
/// @param bits width of `small` and of the difference
/// @input small, large any field elements
/// @enforces 0 ≤ small < 2^bits, 0 ≤ large - small < 2^bits
template AtMost(bits) {
    assert(bits < 253);
    signal input small;
    signal input large;

    Range(bits)(small);
    Range(bits)(large - small);
}
