pragma circom 2.2.3;
include "circomlib/circuits/poseidon.circom";

/// @title Provenance
/// @notice What is known of a lot's origin, whatever its mass.
/// @input words 20 lanes, four to a word: co2eMargin, co2ePrimary, share[0..17]
/// @input oldestAudit day of the oldest audit among the sites that handled the cobalt
/// @output provenance Poseidon(words, oldestAudit)
template Provenance() {
    signal input words[5];
    signal input oldestAudit;
    signal output provenance;

    provenance <== Poseidon(6)([words[0], words[1], words[2], words[3], words[4], oldestAudit]);
}
