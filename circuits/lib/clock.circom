pragma circom 2.2.3;
include "circomlib/circuits/bitify.circom";
include "sum-of-bits.circom";

/// @title Clock
/// @notice Reads the day of a proof and the month of its permits out of one number.
/// @input when 32 bits: day 16, period 16
/// @output day since 1970-01-01
/// @output period months since January 1970
/// @enforces when < 2^32, so that it has one reading
/// @assumes nothing of the calendar: that the period is the day's month is the contract's word
template Clock() {
    signal input when;
    signal output day;
    signal output period;

    signal bits[32] <== Num2Bits(32)(when);
    day <== sumOfBits(bits, 0, 16);
    period <== sumOfBits(bits, 16, 16);
}
