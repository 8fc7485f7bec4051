pragma circom 2.2.3;
include "at-most.circom";
include "constants.circom";
include "range.circom";

/// @title RefinedFootprint
/// @notice A refined lot carries its parent's emissions and at least the site's floor, and no more primary
///         data than its parent's and the audited part of that floor. Or its footprint is unknown, the worst
///         that can be stated: else a lot at the cap could never be refined.
/// @input parentMassGrams, massGrams below 2^32
/// @input parentCo2eMargin, parentCo2ePrimary below 2^30
/// @input co2eMargin, co2ePrimary of the refined lot
/// @input emissionFloor below 2^30
/// @input primaryShare at most 10,000
/// @input unknown whether the footprint is unknown
/// @enforces unknown is 0 or 1; co2eMargin and co2ePrimary below 2^30, co2ePrimary ≤ co2e; with unknown both
///           are 0, else the two inequalities hold
template RefinedFootprint() {
    signal input parentMassGrams;
    signal input massGrams;
    signal input parentCo2eMargin;
    signal input parentCo2ePrimary;
    signal input co2eMargin;
    signal input co2ePrimary;
    signal input emissionFloor;
    signal input primaryShare;
    signal input unknown;

    // 1. The figures' own bounds hold always
    unknown * (1 - unknown) === 0;
    Range(30)(co2eMargin);
    AtMost(30)(co2ePrimary, CO2E_CAP() - co2eMargin);

    // 2. Unknown is the weakest statement
    unknown * co2eMargin === 0;
    unknown * co2ePrimary === 0;

    // 3. co2e · mass ≥ parent's co2e · mass + floor · mass; each term is below 2^62
    signal emitted <== (CO2E_CAP() - co2eMargin) * massGrams;
    signal parentEmitted <== (CO2E_CAP() - parentCo2eMargin) * parentMassGrams;
    signal added <== emissionFloor * massGrams;
    signal excess <== (1 - unknown) * (emitted - parentEmitted - added);
    Range(62)(excess);

    // 4. 10^4 · (primary · mass - parent's) ≤ primaryShare · floor · mass; each term is below 2^76
    signal primary <== co2ePrimary * massGrams;
    signal parentPrimary <== parentCo2ePrimary * parentMassGrams;
    signal addedPrimary <== primaryShare * added;
    signal room <== (1 - unknown) * (addedPrimary + TEN_THOUSAND() * (parentPrimary - primary));
    Range(77)(room);
}
