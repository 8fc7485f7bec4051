import { writeFileSync } from "node:fs";

import { passportLayout } from "../fixtures/passport-layout.ts";

// npm run generate:layout
writeFileSync("scripts/passport/layout.ts", await passportLayout());
