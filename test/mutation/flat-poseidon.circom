pragma circom 2.2.3;
include "./poseidon_constants.circom";

// circomlib's Poseidon in one template, for the mutation run: the same function, quicker to compile.
template Poseidon(nInputs) {
    signal input inputs[nInputs];
    signal output out;

    var N_ROUNDS_P[16] = [56, 57, 56, 60, 60, 63, 64, 63, 60, 66, 60, 65, 70, 60, 64, 68];
    var t = nInputs + 1;
    var half = 4;
    var nPartial = N_ROUNDS_P[t - 2];
    var C[t * 8 + nPartial] = POSEIDON_C(t);
    var S[nPartial * (t * 2 - 1)] = POSEIDON_S(t);
    var M[t][t] = POSEIDON_M(t);
    var P[t][t] = POSEIDON_P(t);

    // Full rounds: pExFull[r] is what goes into the r-th round's S-boxes
    signal pExFull[8][t];
    signal pExFull2[8][t];
    signal pExFull4[8][t];
    signal pExFull5[8][t];
    // Partial rounds
    signal pExPart[nPartial + 1][t];
    signal pExPart2[nPartial];
    signal pExPart4[nPartial];
    signal pExPart5[nPartial];

    for (var j = 0; j < t; j++) {
        pExFull[0][j] <== (j > 0 ? inputs[j > 0 ? j - 1 : 0] : 0) + C[j];
    }
    for (var r = 0; r < 8; r++) {
        for (var j = 0; j < t; j++) {
            pExFull2[r][j] <== pExFull[r][j] * pExFull[r][j];
            pExFull4[r][j] <== pExFull2[r][j] * pExFull2[r][j];
            pExFull5[r][j] <== pExFull4[r][j] * pExFull[r][j];
        }
        for (var i = 0; i < t; i++) {
            var sum = 0;
            if (r == half - 1) {
                for (var j = 0; j < t; j++) {
                    sum += P[j][i] * (pExFull5[r][j] + C[half * t + j]);
                }
                pExPart[0][i] <== sum;
            } else if (r < half - 1) {
                for (var j = 0; j < t; j++) {
                    sum += M[j][i] * (pExFull5[r][j] + C[(r + 1) * t + j]);
                }
                pExFull[r + 1][i] <== sum;
            } else if (r < 7) {
                for (var j = 0; j < t; j++) {
                    sum += M[j][i] * (pExFull5[r][j] + C[(half + 1) * t + nPartial + (r - half) * t + j]);
                }
                pExFull[r + 1][i] <== sum;
            }
        }
        if (r == half - 1) {
            for (var k = 0; k < nPartial; k++) {
                pExPart2[k] <== pExPart[k][0] * pExPart[k][0];
                pExPart4[k] <== pExPart2[k] * pExPart2[k];
                pExPart5[k] <== pExPart4[k] * pExPart[k][0];
                var first = pExPart5[k] + C[(half + 1) * t + k];
                var sum = S[(t * 2 - 1) * k] * first;
                for (var j = 1; j < t; j++) {
                    sum += S[(t * 2 - 1) * k + j] * pExPart[k][j];
                    pExPart[k + 1][j] <== pExPart[k][j] + first * S[(t * 2 - 1) * k + t + j - 1];
                }
                pExPart[k + 1][0] <== sum;
            }
            for (var j = 0; j < t; j++) {
                pExFull[half][j] <== pExPart[nPartial][j];
            }
        }
    }
    var last = 0;
    for (var j = 0; j < t; j++) {
        last += M[j][0] * pExFull5[7][j];
    }
    out <== last;
}
