pragma circom 2.2.3;
include "circomlib/circuits/bitify.circom";

/// @title Range
/// @param bits below the field's 254, so that the bits have one reading
/// @input in any field element
/// @enforces 0 ≤ in < 2^bits
template Range(bits) {
    assert(bits < 254);
    signal input in;

    _ <== Num2Bits(bits)(in);
}
