pragma circom 2.2.3;
include "circomlib/circuits/poseidon.circom";
include "assay.circom";
include "clock.circom";
include "lean-imt-root.circom";
include "permit.circom";
include "process-figures.circom";
include "range.circom";
include "site-leaf.circom";
include "site-profile.circom";
include "tags.circom";

/// @title SiteOperation
/// @notice An accredited site, hidden which, makes a lot: what mint and refine have in common.
/// @param maxDepth of the accreditation tree
/// @param right 0 to mint, 1 to refine
/// @input lotId, parent the lot made, and the one that it is made from (0 for a mint)
/// @input registry Poseidon(root, attributeRules, deployment, TAG_REGISTRY)
/// @input when day + 2^16 · period
/// @input permit
/// @input siteSecret … signatureS the site's secrets, leaf, path, permit number and assayer's signature
/// @output grants, unitGrams, auditedOn of the site's profile
/// @enforces the site's leaf is in the registry; it holds the right; when < 2^32; day ≤ validUntil;
///           `permit` is one of its permits of the period; its assayer signed the lot; its process figures
///           are in their ranges
template SiteOperation(maxDepth, right) {
    // PUBLIC
    signal input lotId;
    signal input parent;
    signal input registry;
    signal input when;
    signal input permit;
    // PRIVATE: the site's leaf
    signal input siteSecret;
    signal input traceSecret;
    signal input assayer[2];
    signal input profile;
    signal input emissionFloor;
    signal input primaryShare;
    signal input yieldMin;
    signal input yieldMax;
    signal input processSalt;
    // PRIVATE: its place in the registry
    signal input depth;
    signal input index;
    signal input siblings[maxDepth];
    signal input attributeRules;
    signal input deployment;
    // PRIVATE: this operation
    signal input permitIndex;
    signal input signatureR8[2];
    signal input signatureS;
    // OUTPUT
    signal output grants[18];
    signal output unitGrams;
    signal output auditedOn;

    // 1. The site's profile: it holds the right, and its accreditation has not lapsed
    signal rights[2];
    signal permits;
    signal validUntil;
    (rights, grants, permits, unitGrams, auditedOn, validUntil) <== SiteProfile()(profile);
    rights[right] === 1;
    signal day;
    signal period;
    (day, period) <== Clock()(when);
    Range(16)(validUntil - day); // both are numbers of 16 bits already

    // 2. Its leaf is in the registry
    signal processCommitment <== ProcessFigures()(emissionFloor, primaryShare, yieldMin, yieldMax, processSalt);
    signal siteKey;
    signal leaf;
    (siteKey, leaf) <== SiteLeaf()(siteSecret, traceSecret, assayer, profile, processCommitment);
    signal root <== LeanImtRoot(maxDepth)(leaf, depth, index, siblings);
    signal registryHash <== Poseidon(4)([root, attributeRules, deployment, TAG_REGISTRY()]);
    registry === registryHash;

    // 3. It uses one of its permits
    signal itsPermit <== Permit()(traceSecret, period, permitIndex, permits);
    permit === itsPermit;

    // 4. Its assayer signed the lot
    Assay()(assayer, signatureR8, signatureS, lotId, siteKey, deployment, parent);
}
