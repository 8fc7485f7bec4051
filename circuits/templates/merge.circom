pragma circom 2.2.3;
include "../lib/lot-id.circom";
include "../lib/mass.circom";
include "../lib/optional-lot.circom";
include "../lib/pack-lanes.circom";
include "../lib/provenance.circom";
include "../lib/range.circom";

/// @title Merge
/// @notice Up to nParents lots become one: masses add up, provenances blend, rounded to the weaker side. With
///         one parent it is a weakening.
/// @param nParents
/// @enforces each parent is unused (id 0, mass 0) or opened; 1 ≤ child's mass < 2^32 is their exact sum; lane
///           by lane out · mass + remainder = Σ parent's mass · lane with 30-bit lanes and 62-bit remainders;
///           child's oldestAudit ≤ that of each used parent; with sameProvenance the child's provenance is
///           that of every used parent
/// @assumes the parents' own ranges: whichever circuit made them checked them, and their ids bind them
template Merge(nParents) {
    // PUBLIC
    signal input parents[nParents]; // lot ids, 0 for unused
    signal input child; // lot id
    signal input sameProvenance; // 1 if the child keeps the provenance of the parents, and so their claims
    // PRIVATE: the parents
    signal input parentMassGrams[nParents];
    signal input parentLanes[nParents][5]; // packed
    signal input parentOldestAudits[nParents];
    signal input parentSalts[nParents];
    // PRIVATE: the child
    signal input childLanes[20];
    signal input remainders[20]; // what rounding leaves of each lane, in lane · grams
    signal input childOldestAudit;
    signal input childSalt;

    // 1. The parents; the child's mass is their sum
    signal provenances[nParents];
    signal used[nParents];
    var sum = 0;
    for (var i = 0; i < nParents; i++) {
        provenances[i] <== Provenance()(parentLanes[i], parentOldestAudits[i]);
        used[i] <== OptionalLot()(parents[i], parentMassGrams[i], provenances[i], parentSalts[i]);
        sum += parentMassGrams[i];
    }
    signal massGrams <== sum;
    Mass()(massGrams);

    // 2. The lanes, four at a time. Lane · mass + remainder < 2^62 + 2^62 on one side, and Σ mass · lane < 2^62
    // on the other, stay within a lane's 63 bits, and a word within the field: so words are equal only if each
    // lane is. A remainder of 63 bits would let a lane borrow from the next.
    for (var k = 0; k < 20; k++) {
        Range(30)(childLanes[k]);
        Range(62)(remainders[k]);
    }
    signal childWords[5] <== PackLanes()(childLanes);
    signal remainderWords[5] <== PackLanes()(remainders);
    signal blended[nParents][5];
    for (var word = 0; word < 5; word++) {
        var blend = 0;
        for (var i = 0; i < nParents; i++) {
            blended[i][word] <== parentMassGrams[i] * parentLanes[i][word];
            blend += blended[i][word];
        }
        childWords[word] * massGrams + remainderWords[word] === blend;
    }

    // 3. No audit of a used parent is older than the child says
    Range(16)(childOldestAudit);
    signal lag[nParents];
    for (var i = 0; i < nParents; i++) {
        lag[i] <== used[i] * (parentOldestAudits[i] - childOldestAudit);
        Range(16)(lag[i]);
    }

    // 4. The child
    signal provenance <== Provenance()(childWords, childOldestAudit);
    signal childId <== LotId()(massGrams, provenance, childSalt);
    child === childId;

    // 5. What sameProvenance says; it adds to the rules above and replaces none
    sameProvenance * (1 - sameProvenance) === 0;
    signal mustKeep[nParents];
    for (var i = 0; i < nParents; i++) {
        mustKeep[i] <== sameProvenance * used[i];
        mustKeep[i] * (provenances[i] - provenance) === 0;
    }
}
