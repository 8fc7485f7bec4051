pragma circom 2.2.3;
include "circomlib/circuits/babyjub.circom";
include "circomlib/circuits/eddsaposeidon.circom";
include "circomlib/circuits/poseidon.circom";
include "tags.circom";

/// @title Assay
/// @notice The site's assayer vouches for this lot, made by this site, on this deployment, from this parent.
/// @input assayer public key
/// @input signatureR8, signatureS EdDSA-Poseidon on BabyJubjub
/// @input lotId, siteKey, deployment
/// @input parent the refined lot's parent, 0 for a mint
/// @enforces the signature, with S below the subgroup's order, assayer and R8 on the curve, and 8 · assayer
///           not neutral
template Assay() {
    signal input assayer[2];
    signal input signatureR8[2];
    signal input signatureS;
    signal input lotId;
    signal input siteKey;
    signal input deployment;
    signal input parent;

    signal message <== Poseidon(5)([lotId, siteKey, deployment, parent, TAG_ASSAY()]);
    // The addition law is complete on the curve only; circomlib's verifier takes that for granted, and checks
    // 8 · assayer and S itself.
    BabyCheck()(assayer[0], assayer[1]);
    BabyCheck()(signatureR8[0], signatureR8[1]);
    EdDSAPoseidonVerifier()(
        1, assayer[0], assayer[1], signatureS, signatureR8[0], signatureR8[1], message
    );
}
