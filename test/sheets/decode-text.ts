import { expect } from "chai";
import { describe, it } from "mocha";

import { decodeText } from "../../scripts/sheets/decode-text.ts";
import { expectError } from "../fixtures/errors.ts";

const TEXT = "échantillon;humidité (%);12\u00a0000";

describe("the text of a sheet", () => {
  it("is read in UTF-8 with and without a byte order mark, in UTF-16 and in Latin-1", () => {
    const utf16 = Buffer.from(TEXT, "utf16le");
    const files: [string, Buffer][] = [
      ["UTF-8", Buffer.from(TEXT)],
      ["UTF-8 with a mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(TEXT)])],
      ["UTF-16, little end first", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
      ["UTF-16, big end first", Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
      ["Latin-1", Buffer.from(TEXT, "latin1")],
    ];
    for (const [name, bytes] of files) expect(decodeText(bytes), name).to.equal(TEXT);
  });

  it("is not guessed where a file is no text", async () => {
    await expectError("BAD_FILE", () => decodeText(Buffer.from(TEXT, "utf16le")), "not text");
  });
});
