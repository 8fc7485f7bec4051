import { describe, it } from "mocha";

import { playGuide } from "../fixtures/play-guide.ts";

describe("the guide to a testnet of one's own", () => {
  it("is played by firms in shells of their own, on Hardhat's node", () => playGuide("hardhat", true));
});
