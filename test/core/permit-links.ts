import { expect } from "chai";
import { describe, it } from "mocha";

import { permitOf } from "../../scripts/core/site.ts";
import { linkPermits } from "../../scripts/core/permit-links.ts";
import { seededField } from "../fixtures/random.ts";

const random = seededField("trace");
const mine = { name: "mine", traceSecret: random(), permits: 3 };
const refiner = { name: "refiner", traceSecret: random(), permits: 2 };
const use = (site: typeof mine, period: number, index: number) => ({
  permit: permitOf(site.traceSecret, period, index),
  period,
});

describe("the tracing authority", () => {
  it("links every permit of the sites that it knows, by period and number", () => {
    const uses = [use(mine, 674, 0), use(refiner, 674, 1), use(mine, 675, 2), use(mine, 674, 2)];
    expect([...linkPermits([mine, refiner], uses)]).to.have.deep.members([
      [uses[0]?.permit, { site: "mine", index: 0 }],
      [uses[1]?.permit, { site: "refiner", index: 1 }],
      [uses[2]?.permit, { site: "mine", index: 2 }],
      [uses[3]?.permit, { site: "mine", index: 2 }],
    ]);
  });

  it("leaves out permits of unknown sites, of other periods and above the site's number", () => {
    const stranger = { name: "stranger", traceSecret: random(), permits: 1 };
    const wrongPeriod = { permit: permitOf(mine.traceSecret, 674, 0), period: 675 };
    const uses = [use(stranger, 674, 0), wrongPeriod, use(refiner, 674, 2), use(mine, 674, 2)];
    expect([...linkPermits([mine, refiner], uses).keys()]).to.deep.equal([uses[3]?.permit]);
  });

  it("links nothing without sites or permits", () => {
    expect(linkPermits([], [use(mine, 674, 0)]).size).to.equal(0);
    expect(linkPermits([mine], []).size).to.equal(0);
  });
});
