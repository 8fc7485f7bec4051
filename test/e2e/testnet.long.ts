import { describe, it } from "mocha";

import { playGuide } from "../fixtures/play-guide.ts";

// `npm run test:guide`; `npm test` plays it once, with the commands in one process
describe("the guide to a testnet of one's own, each command in a process of its own", () => {
  it("is played on Hardhat's node", () => playGuide("hardhat", false));
  it("is played on anvil", () => playGuide("anvil", false));
});
