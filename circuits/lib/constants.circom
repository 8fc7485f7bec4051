pragma circom 2.2.3;

/// @notice The largest footprint that can be stated, grams CO2e per tonne of contained cobalt: fills a lane.
function CO2E_CAP() {
    return (1 << 30) - 1;
}

/// @notice All of the cobalt, in parts per billion.
function WHOLE_SHARE() {
    return 1000000000;
}

/// @notice One, in the 1/10,000 of yields and primary shares.
function TEN_THOUSAND() {
    return 10000;
}
