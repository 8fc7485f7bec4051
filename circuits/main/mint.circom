pragma circom 2.2.3;
include "../templates/mint.circom";

component main {public [lotId, registry, when, permit, context]} = Mint(16);
