pragma circom 2.2.3;
include "../templates/split.circom";

component main {public [parent, children]} = Split(8);
