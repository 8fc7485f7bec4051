pragma circom 2.2.3;
include "circomlib/circuits/poseidon.circom";
include "tags.circom";

/// @title SiteLeaf
/// @notice The leaf of a site in the accreditation tree, from the secrets that only the site knows.
/// @input siteSecret, traceSecret the latter is known to the tracing authority too
/// @input assayer public key of the assayer whose signature counts for this site
/// @input profile, processCommitment
/// @output siteKey Poseidon(siteSecret, TAG_SITE)
/// @output leaf Poseidon(Poseidon(siteKey, traceKey, assayer), profile, processCommitment)
template SiteLeaf() {
    signal input siteSecret;
    signal input traceSecret;
    signal input assayer[2];
    signal input profile;
    signal input processCommitment;
    signal output siteKey;
    signal output leaf;

    siteKey <== Poseidon(2)([siteSecret, TAG_SITE()]);
    signal traceKey <== Poseidon(2)([traceSecret, TAG_TRACE()]);
    signal keysHash <== Poseidon(4)([siteKey, traceKey, assayer[0], assayer[1]]);
    leaf <== Poseidon(3)([keysHash, profile, processCommitment]);
}
