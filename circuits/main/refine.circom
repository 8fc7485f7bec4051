pragma circom 2.2.3;
include "../templates/refine.circom";

component main {public [parent, child, registry, when, permit, context]} = Refine(16);
