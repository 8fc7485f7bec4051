/** The largest footprint that can be stated, in grams CO2e per tonne of contained cobalt (1,073 kg/kg). */
export const CO2E_CAP = (1n << 30n) - 1n;
