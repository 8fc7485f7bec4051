pragma circom 2.2.3;
include "../templates/merge.circom";

component main {public [parents, child, sameProvenance]} = Merge(8);
