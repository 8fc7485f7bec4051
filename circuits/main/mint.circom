pragma circom 2.2.3;
include "../templates/mint.circom";

component main {public [lotId, registry, day, period, permit, context]} = Mint(16);
