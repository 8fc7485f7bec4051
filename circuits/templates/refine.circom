pragma circom 2.2.3;
include "circomlib/circuits/bitify.circom";
include "../lib/at-most.circom";
include "../lib/constants.circom";
include "../lib/earlier-day.circom";
include "../lib/lot-id.circom";
include "../lib/mass.circom";
include "../lib/pack-lanes.circom";
include "../lib/provenance.circom";
include "../lib/range.circom";
include "../lib/refined-footprint.circom";
include "../lib/refined-share.circom";
include "../lib/site-operation.circom";

/// @title Refine
/// @notice An accredited site processes a lot: refinery, precursor, cathode or cell plant.
/// @param maxDepth of the accreditation tree
/// @enforces a site operation with the right to refine; the parent's opening with all lanes below 2^30;
///           parent's mass ≤ unitGrams < 2^32; 1 ≤ mass < 2^32;
///           yieldMin · parent's mass ≤ 10^4 · mass ≤ yieldMax · parent's mass; the footprint's rules; shares
///           by the attributes' rules; oldestAudit is the earlier of the parent's and auditedOn
template Refine(maxDepth) {
    // PUBLIC
    signal input parent; // lot id
    signal input child; // lot id
    signal input registry; // the accreditation tree, attribute rules and deployment that the proof is made against
    signal input when; // day since 1970-01-01 + 2^16 · month since January 1970
    signal input permit; // used up by this lot
    signal input context; // what the proof is made for: documents, note, submitter
    // PRIVATE: the parent
    signal input parentMassGrams;
    signal input parentLanes[20];
    signal input parentOldestAudit;
    signal input parentSalt;
    // PRIVATE: the child
    signal input massGrams;
    signal input co2eMargin; // CO2E_CAP - co2e, grams CO2e per tonne of cobalt
    signal input co2ePrimary; // grams CO2e per tonne
    signal input salt;
    signal input footprintUnknown; // 1 to state the cap and nothing primary
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
    (grants, unitGrams, auditedOn) <== SiteOperation(maxDepth, 1)(
        child, parent, registry, when, permit,
        siteSecret, traceSecret, assayer, profile, emissionFloor, primaryShare, yieldMin, yieldMax, processSalt,
        depth, index, siblings, attributeRules, deployment, permitIndex, signatureR8, signatureS
    );

    // 2. The parent, unpacked: every lane is ranged, or lanes could be traded against each other
    for (var k = 0; k < 20; k++) {
        Range(30)(parentLanes[k]);
    }
    signal parentWords[5] <== PackLanes()(parentLanes);
    signal parentProvenance <== Provenance()(parentWords, parentOldestAudit);
    signal parentId <== LotId()(parentMassGrams, parentProvenance, parentSalt);
    parent === parentId;
    AtMost(32)(parentMassGrams, unitGrams);

    // 3. The yield, in the audited band; products of 14 and 32 bits
    Mass()(massGrams);
    signal least <== yieldMin * parentMassGrams;
    signal most <== yieldMax * parentMassGrams;
    Range(46)(TEN_THOUSAND() * massGrams - least);
    Range(46)(most - TEN_THOUSAND() * massGrams);

    // 4. The footprint
    RefinedFootprint()(
        parentMassGrams, massGrams, parentLanes[0], parentLanes[1], co2eMargin, co2ePrimary,
        emissionFloor, primaryShare, footprintUnknown
    );

    // 5. The shares, by the attributes' rules
    signal rules[36] <== Num2Bits(36)(attributeRules);
    signal lanes[20];
    lanes[0] <== co2eMargin;
    lanes[1] <== co2ePrimary;
    for (var j = 0; j < 18; j++) {
        lanes[2 + j] <== RefinedShare()(parentLanes[2 + j], grants[j], [rules[2 * j], rules[2 * j + 1]]);
    }

    // 6. The child
    signal oldestAudit <== EarlierDay()(parentOldestAudit, auditedOn);
    signal words[5] <== PackLanes()(lanes);
    signal provenance <== Provenance()(words, oldestAudit);
    signal childId <== LotId()(massGrams, provenance, salt);
    child === childId;

    // 7. The context takes part in a constraint, so that it cannot be exchanged
    signal boundContext <== context * context;
}
