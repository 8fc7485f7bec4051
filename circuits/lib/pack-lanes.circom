pragma circom 2.2.3;

/// @title PackLanes
/// @notice Packs 20 values into words of four, each 63 bits above the one before, lowest first.
/// @input values lanes (below 2^30) or remainders of a blend (below 2^62); a word stays below 2^252
/// @output words
/// @assumes nothing: a word is a sum. Whoever reads lanes out of a word must range each of them, or one lane
///          could be lowered by 2^63 to raise the next by 1.
template PackLanes() {
    signal input values[20];
    signal output words[5];

    for (var word = 0; word < 5; word++) {
        var sum = 0;
        for (var l = 0; l < 4; l++) {
            sum += values[4 * word + l] * (1 << (63 * l));
        }
        words[word] <== sum;
    }
}
