pragma circom 2.2.3;
include "circomlib/circuits/poseidon.circom";
include "../lib/at-most.circom";
include "../lib/lot-id.circom";
include "../lib/pack-lanes.circom";
include "../lib/policy-row.circom";
include "../lib/provenance.circom";
include "../lib/range.circom";

/// @title Claim
/// @notice A lot meets a policy: up to nRows inequalities over its provenance and an interval for its mass.
/// @param nRows 8, two to each of a policy's four words
/// @enforces the lot's opening with all lanes below 2^30 and days below 2^16; every row; massMin ≤ mass ≤
///           massMax, all below 2^32; policyId = Poseidon(four words, massMin + 2^32 · massMax)
template Claim(nRows) {
    assert(nRows == 8);
    // PUBLIC
    signal input lotId;
    signal input policyId;
    signal input day; // as of which audits are aged
    // PRIVATE: the lot
    signal input massGrams;
    signal input lanes[20];
    signal input oldestAudit;
    signal input salt;
    // PRIVATE: the policy; a row of zeros says nothing
    signal input shares[nRows];
    signal input shareFactors[nRows];
    signal input primaryFactors[nRows];
    signal input co2eFactors[nRows];
    signal input auditFactors[nRows];
    signal input constants[nRows];
    signal input massMin;
    signal input massMax;

    // 1. The lot, unpacked: every lane is ranged, or lanes could be traded against each other
    for (var k = 0; k < 20; k++) {
        Range(30)(lanes[k]);
    }
    Range(16)(oldestAudit);
    signal words[5] <== PackLanes()(lanes);
    signal provenance <== Provenance()(words, oldestAudit);
    signal itsLotId <== LotId()(massGrams, provenance, salt);
    lotId === itsLotId;

    // 2. The rows
    Range(16)(day);
    signal rows[nRows];
    for (var i = 0; i < nRows; i++) {
        rows[i] <== PolicyRow()(
            shares[i], shareFactors[i], primaryFactors[i], co2eFactors[i], auditFactors[i], constants[i],
            lanes, oldestAudit - day
        );
    }

    // 3. The mass
    AtMost(32)(massMin, massGrams);
    AtMost(32)(massGrams, massMax);
    Range(32)(massMax);

    // 4. The policy
    signal policyWords[4];
    for (var k = 0; k < 4; k++) {
        policyWords[k] <== rows[2 * k] + (1 << 126) * rows[2 * k + 1];
    }
    signal itsPolicyId <== Poseidon(5)([
        policyWords[0], policyWords[1], policyWords[2], policyWords[3], massMin + (1 << 32) * massMax
    ]);
    policyId === itsPolicyId;
}
