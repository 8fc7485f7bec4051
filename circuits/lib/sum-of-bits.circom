pragma circom 2.2.3;

/// @notice The number that stands in `count` bits from bit `first` on, as a linear expression.
function sumOfBits(bits, first, count) {
    var sum = 0;
    for (var i = 0; i < count; i++) {
        sum += bits[first + i] * (1 << i);
    }
    return sum;
}
