pragma circom 2.2.3;
include "constants.circom";

/// @title RefinedShare
/// @notice What refining does to the share of one attribute, by its rule.
/// @input share of the parent, parts per billion
/// @input grant whether the refining site holds the grant: 1 or 0
/// @input rule two bits, lowest first: carry 0, require 1, raise 2
/// @output refined carry: share; require: 0 without the grant, else share; raise: all of the cobalt with the
///         grant, else share
/// @enforces the rule is not 3
template RefinedShare() {
    signal input share;
    signal input grant;
    signal input rule[2];
    signal output refined;

    rule[0] * rule[1] === 0;
    signal isLost <== rule[0] * (1 - grant);
    signal isRaised <== rule[1] * grant;
    signal change <== isRaised * (WHOLE_SHARE() - share);
    refined <== share * (1 - isLost) + change;
}
