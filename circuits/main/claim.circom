pragma circom 2.2.3;
include "../templates/claim.circom";

component main {public [lotId, policyId, day]} = Claim(8);
