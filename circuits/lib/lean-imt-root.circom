pragma circom 2.2.3;
include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/comparators.circom";
include "circomlib/circuits/poseidon.circom";

/// @title LeanImtRoot
/// @notice The root of a lean incremental Merkle tree over a leaf and its path.
/// @param maxDepth the deepest path
/// @input leaf
/// @input depth number of siblings on the path, a node without a sibling being its own parent
/// @input index bit l says whether the path's node on level l is a right child
/// @input siblings from the leaf upwards; those from `depth` on are not used
/// @output root
/// @enforces depth ≤ maxDepth: a path of no depth would have the root 0, that of an empty tree
template LeanImtRoot(maxDepth) {
    signal input leaf;
    signal input depth;
    signal input index;
    signal input siblings[maxDepth];
    signal output root;

    // 1. `depth` selects exactly one of the nodes 0 … maxDepth
    signal isDepth[maxDepth + 1];
    var selected = 0;
    for (var i = 0; i <= maxDepth; i++) {
        isDepth[i] <== IsEqual()([depth, i]);
        selected += isDepth[i];
    }
    selected === 1;

    // 2. The nodes on the path
    signal isRight[maxDepth] <== Num2Bits(maxDepth)(index);
    signal swap[maxDepth];
    signal nodes[maxDepth + 1];
    nodes[0] <== leaf;
    for (var i = 0; i < maxDepth; i++) {
        swap[i] <== isRight[i] * (siblings[i] - nodes[i]);
        nodes[i + 1] <== Poseidon(2)([nodes[i] + swap[i], siblings[i] - swap[i]]);
    }

    // 3. The root is the selected node
    signal picked[maxDepth + 1];
    var sum = 0;
    for (var i = 0; i <= maxDepth; i++) {
        picked[i] <== isDepth[i] * nodes[i];
        sum += picked[i];
    }
    root <== sum;
}
