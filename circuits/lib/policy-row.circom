pragma circom 2.2.3;
include "circomlib/circuits/bitify.circom";
include "range.circom";

/// @title PolicyRow
/// @notice One linear inequality over a provenance,
///         shareFactor · Σ shares + primaryFactor · co2ePrimary + co2eFactor · co2eMargin
///         + auditFactor · (oldestAudit - day) + constant ≥ 0.
/// @input shares 18-bit set of the attributes whose shares are added
/// @input shareFactor, primaryFactor, co2eFactor, auditFactor
/// @input constant two's complement in 48 bits
/// @input lanes of the lot, each below 2^30: co2eMargin, co2ePrimary, share[0..17]
/// @input age oldestAudit - day, of days below 2^16
/// @output row 126 bits: shares 18, four factors of 15, constant 48
/// @enforces the inequality, and the range of each part, so that a row has one reading
template PolicyRow() {
    signal input shares;
    signal input shareFactor;
    signal input primaryFactor;
    signal input co2eFactor;
    signal input auditFactor;
    signal input constant;
    signal input lanes[20];
    signal input age;
    signal output row;

    // 1. The row's parts, each in its range
    signal isShare[18] <== Num2Bits(18)(shares);
    Range(15)(shareFactor);
    Range(15)(primaryFactor);
    Range(15)(co2eFactor);
    Range(15)(auditFactor);
    signal constantBits[48] <== Num2Bits(48)(constant);
    row <== shares + (1 << 18) * shareFactor + (1 << 33) * primaryFactor + (1 << 48) * co2eFactor
        + (1 << 63) * auditFactor + (1 << 78) * constant;

    // 2. The inequality
    signal counted[18];
    var shareSum = 0;
    for (var j = 0; j < 18; j++) {
        counted[j] <== isShare[j] * lanes[2 + j];
        shareSum += counted[j];
    }
    signal shareTerm <== shareFactor * shareSum;
    signal primaryTerm <== primaryFactor * lanes[1];
    signal co2eTerm <== co2eFactor * lanes[0];
    signal auditTerm <== auditFactor * age;
    var signedConstant = constant - (1 << 48) * constantBits[47];
    // At most 18 · 2^45 + 2 · 2^45 + 2^31 + 2^47 < 2^50, and never below -2^48: no wrap
    Range(50)(shareTerm + primaryTerm + co2eTerm + auditTerm + signedConstant);
}
