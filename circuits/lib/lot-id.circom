pragma circom 2.2.3;
include "circomlib/circuits/poseidon.circom";

/// @title LotId
/// @notice A lot is a mass and a provenance, hidden by a salt; this is its token id.
/// @input massGrams, provenance, salt
/// @output lotId Poseidon(massGrams, provenance, salt)
template LotId() {
    signal input massGrams;
    signal input provenance;
    signal input salt;
    signal output lotId;

    lotId <== Poseidon(3)([massGrams, provenance, salt]);
}
