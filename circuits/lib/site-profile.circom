pragma circom 2.2.3;
include "circomlib/circuits/bitify.circom";
include "sum-of-bits.circom";

/// @title SiteProfile
/// @notice Reads what is public of a site's accreditation out of the one number in its leaf.
/// @input profile 100 bits: rights 2, grants 18, permits 16, unitGrams 32, auditedOn 16, validUntil 16
/// @output rights bit 0 may mint, bit 1 may refine
/// @output grants one bit an attribute
/// @output permits, unitGrams, auditedOn, validUntil
/// @enforces profile < 2^100, so that it has one reading
template SiteProfile() {
    signal input profile;
    signal output rights[2];
    signal output grants[18];
    signal output permits;
    signal output unitGrams;
    signal output auditedOn;
    signal output validUntil;

    signal bits[100] <== Num2Bits(100)(profile);
    for (var i = 0; i < 2; i++) {
        rights[i] <== bits[i];
    }
    for (var i = 0; i < 18; i++) {
        grants[i] <== bits[2 + i];
    }
    permits <== sumOfBits(bits, 20, 16);
    unitGrams <== sumOfBits(bits, 36, 32);
    auditedOn <== sumOfBits(bits, 68, 16);
    validUntil <== sumOfBits(bits, 84, 16);
}
