pragma circom 2.2.3;
include "circomlib/circuits/bitify.circom";

/// @title SiteProfile
/// @notice Reads what is public of a site's accreditation out of the one number in its leaf.
/// @input profile 96 bits: rights 2, grants 14, permits 16, unitGrams 32, auditedOn 16, validUntil 16
/// @output rights bit 0 may mint, bit 1 may refine
/// @output grants one bit an attribute
/// @output permits, unitGrams, auditedOn, validUntil
/// @enforces profile < 2^96, so that it has one reading
template SiteProfile() {
    signal input profile;
    signal output rights[2];
    signal output grants[14];
    signal output permits;
    signal output unitGrams;
    signal output auditedOn;
    signal output validUntil;

    signal bits[96] <== Num2Bits(96)(profile);
    for (var i = 0; i < 2; i++) {
        rights[i] <== bits[i];
    }
    for (var i = 0; i < 14; i++) {
        grants[i] <== bits[2 + i];
    }
    permits <== sumOfBits(bits, 16, 16);
    unitGrams <== sumOfBits(bits, 32, 32);
    auditedOn <== sumOfBits(bits, 64, 16);
    validUntil <== sumOfBits(bits, 80, 16);
}

/// @notice The number that stands in `count` bits from bit `first` on, as a linear expression.
function sumOfBits(bits, first, count) {
    var sum = 0;
    for (var i = 0; i < count; i++) {
        sum += bits[first + i] * (1 << i);
    }
    return sum;
}
