pragma circom 2.2.3;
include "../lib/at-most.circom";
include "../lib/constants.circom";
include "../lib/lot-id.circom";
include "../lib/pack-lanes.circom";
include "../lib/provenance.circom";
include "../lib/range.circom";
include "../lib/site-operation.circom";

/// @title Mint
/// @notice An accredited mine or recycler brings a lot into being.
/// @param maxDepth of the accreditation tree
/// @enforces a site operation with the right to mint; 1 ≤ mass ≤ unitGrams; co2eMargin, co2ePrimary < 2^30;
///           co2e ≥ emissionFloor; 10^4 · co2ePrimary ≤ primaryShare · emissionFloor, so co2ePrimary ≤ co2e;
///           all of the cobalt carries what the site holds a grant of, none the rest; oldestAudit = auditedOn
template Mint(maxDepth) {
    // PUBLIC
    signal input lotId;
    signal input registry; // the accreditation tree, attribute rules and deployment that the proof is made against
    signal input when; // day since 1970-01-01 + 2^16 · month since January 1970
    signal input permit; // used up by this lot
    signal input context; // what the proof is made for: recipient, documents, note, submitter
    // PRIVATE: the lot
    signal input massGrams;
    signal input co2eMargin; // CO2E_CAP - co2e, grams CO2e per tonne of cobalt
    signal input co2ePrimary; // grams CO2e per tonne
    signal input salt;
    // PRIVATE: the site operation
    signal input siteSecret;
    signal input traceSecret;
    signal input assayer[2];
    signal input profile;
    signal input emissionFloor;
    signal input primaryShare;
    signal input yieldMin;
    signal input yieldMax;
    signal input processSalt;
    signal input depth;
    signal input index;
    signal input siblings[maxDepth];
    signal input attributeRules;
    signal input deployment;
    signal input permitIndex;
    signal input signatureR8[2];
    signal input signatureS;

    // 1. The site operation
    signal grants[18];
    signal unitGrams;
    signal auditedOn;
    (grants, unitGrams, auditedOn) <== SiteOperation(maxDepth, 0)(
        lotId, 0, registry, when, permit,
        siteSecret, traceSecret, assayer, profile, emissionFloor, primaryShare, yieldMin, yieldMax, processSalt,
        depth, index, siblings, attributeRules, deployment, permitIndex, signatureR8, signatureS
    );

    // 2. 1 ≤ mass ≤ unitGrams < 2^32
    AtMost(32)(massGrams - 1, unitGrams - 1);

    // 3. The footprint: at least the floor, and nothing declared above the floor is primary
    Range(30)(co2eMargin);
    Range(30)(CO2E_CAP() - co2eMargin - emissionFloor); // the floor is below 2^30 by the site operation
    // co2ePrimary is ranged by itself: 10^4 times it is small also for some huge field elements, and as a lane
    // such a one would let a later merge prove anything
    Range(30)(co2ePrimary);
    signal primaryCap <== primaryShare * emissionFloor; // below 2^44, as is 10^4 · co2ePrimary
    Range(44)(primaryCap - TEN_THOUSAND() * co2ePrimary);

    // 4. The lot, whose shares are the site's grants
    signal lanes[20];
    lanes[0] <== co2eMargin;
    lanes[1] <== co2ePrimary;
    for (var j = 0; j < 18; j++) {
        lanes[2 + j] <== grants[j] * WHOLE_SHARE();
    }
    signal words[5] <== PackLanes()(lanes);
    signal provenance <== Provenance()(words, auditedOn);
    signal itsLotId <== LotId()(massGrams, provenance, salt);
    lotId === itsLotId;

    // 5. The context takes part in a constraint, so that it cannot be exchanged
    signal boundContext <== context * context;
}
