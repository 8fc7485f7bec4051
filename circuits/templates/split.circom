pragma circom 2.2.3;
include "../lib/mass.circom";
include "../lib/optional-lot.circom";
include "../lib/lot-id.circom";
include "../lib/range.circom";

/// @title Split
/// @notice A lot is split into up to nChildren: the mass is shared out exactly, the provenance stays.
/// @param nChildren
/// @enforces the parent's opening; 1 ≤ parent's mass < 2^32; each child is unused (id 0, mass 0) or a lot of
///           the parent's provenance of less than 2^32 grams; the masses add up
template Split(nChildren) {
    // PUBLIC
    signal input parent; // lot id
    signal input children[nChildren]; // lot ids, 0 for unused
    // PRIVATE
    signal input massGrams; // of the parent
    signal input provenance; // of all
    signal input salt; // of the parent
    signal input childMassGrams[nChildren];
    signal input childSalts[nChildren];

    // 1. The parent
    Mass()(massGrams);
    signal parentId <== LotId()(massGrams, provenance, salt);
    parent === parentId;

    // 2. The children, which inherit the provenance
    var sum = 0;
    for (var i = 0; i < nChildren; i++) {
        Range(32)(childMassGrams[i]);
        _ <== OptionalLot()(children[i], childMassGrams[i], provenance, childSalts[i]);
        sum += childMassGrams[i];
    }

    // 3. No gram is made or lost; a sum of few 32-bit masses cannot wrap
    massGrams === sum;
}
